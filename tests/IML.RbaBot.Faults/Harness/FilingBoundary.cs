namespace IML.RbaBot.Faults.Harness;

/// <summary>A call of a filing in SharePoint at which a process can die.</summary>
/// <param name="Name">For messages.</param>
/// <param name="IsOfGraph">True for a call to Graph, false for one to the storage.</param>
/// <param name="Watch">Makes a watch for the filing of the screening with that reference; one that counts begins anew each time.</param>
internal sealed record FilingBoundary(string Name, bool IsOfGraph, Func<string, Func<Passage, bool>> Watch)
{
    /// <summary>Whether only a process makes the call that has not filed before.</summary>
    public bool NeedsFreshProcess { get; init; }

    /// <summary>Whether the call names no screening, and so nothing else may be under way.</summary>
    public bool NeedsQuiet { get; init; }

    /// <summary>Of the first filing of a screening by a process that knows nothing of the library yet.</summary>
    public static IReadOnlyList<FilingBoundary> OfFirstFiling { get; } =
    [
        Graph("look-up of the site", (_, p) => p.Path.Contains("getByPath", StringComparison.Ordinal)) with { NeedsFreshProcess = true },
        Graph("look-up of the library", (_, p) => p.Method == "GET" && p.Path.EndsWith("/lists/Screenings", StringComparison.Ordinal)) with { NeedsFreshProcess = true },
        Graph("look-up of the drive", (_, p) => p.Method == "GET" && p.Path.EndsWith("/drive", StringComparison.Ordinal)) with { NeedsFreshProcess = true },
        Upload("record", "-v1-record.json"),
        Columns("record", "-v1-record.json"),
        Upload("annex", "-v1-annex.docx"),
        Columns("annex", "-v1-annex.docx"),
        Graph("look at the document", (r, p) => p.Method == "GET" && p.Path.Contains($"{r}-v1.docx", StringComparison.Ordinal)),
        Upload("document", "-v1.docx"),
        Columns("document", "-v1.docx"),
        new("record of the filing", IsOfGraph: false, r => p => IsRecord(r, p)),
        AtTheQueue(),
    ];

    /// <summary>Of a filing that replaces what is there.</summary>
    public static IReadOnlyList<FilingBoundary> OfReplacing { get; } =
    [
        Graph("look at the hash", (_, p) => p.Method == "GET" && p.Path.EndsWith("/fields", StringComparison.Ordinal)),
        Upload("document", "-v1.docx"),
        Columns("document", "-v1.docx"),
        new("record of the filing", IsOfGraph: false, r => p => IsRecord(r, p)),
    ];

    /// <summary>Of a filing whose files go in parts.</summary>
    public static IReadOnlyList<FilingBoundary> OfParts { get; } =
    [
        Graph("begin of an upload session", (_, p) => p.Method == "POST" && p.Path.EndsWith("/createUploadSession", StringComparison.Ordinal)),
        Graph("part of an upload", (_, p) => p.Method == "PUT" && p.Path.StartsWith("/upload/", StringComparison.Ordinal)),
    ];

    public override string ToString() => Name;

    private static FilingBoundary Graph(string name, Func<string, Passage, bool> matches) => new(name, IsOfGraph: true, r => p => matches(r, p));

    private static FilingBoundary Upload(string name, string file) => Graph($"upload of the {name}", (r, p) => IsUpload(r + file, p));

    // Columns do not say of which file they are: they follow its upload.
    private static FilingBoundary Columns(string name, string file) => new($"columns of the {name}", IsOfGraph: true, reference =>
    {
        var uploaded = false;
        return p =>
        {
            uploaded |= IsUpload(reference + file, p);
            return uploaded && p.Method == "PATCH" && p.Path.EndsWith("/fields", StringComparison.Ordinal) && p.Mentions(reference);
        };
    });

    // The pointer is removed, or put off to the day of what is due later.
    private static FilingBoundary AtTheQueue() => new("removal from the queue, or putting off there", IsOfGraph: false, reference =>
    {
        var recorded = false;
        return p =>
        {
            recorded |= IsRecord(reference, p);
            return recorded && p is { To: "queue", Method: "DELETE" or "PUT" };
        };
    })
    {
        NeedsQuiet = true,
    };

    private static bool IsUpload(string file, Passage p) =>
        p.Method == "PUT" && p.Path.Contains($"{file}:/content", StringComparison.Ordinal);

    private static bool IsRecord(string reference, Passage p) =>
        p.To == "tables" && p.Mentions(reference) && p.Body.StartsWith("--batch", StringComparison.Ordinal)
        && p.Body.Split('\n').Any(l => l.StartsWith("DELETE ", StringComparison.Ordinal) && l.Contains("-export'", StringComparison.Ordinal));
}
