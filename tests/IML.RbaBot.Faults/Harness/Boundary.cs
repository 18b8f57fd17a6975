namespace IML.RbaBot.Faults.Harness;

/// <summary>A call at which a process can die: just before it is carried out, or just after and before the answer is there.</summary>
/// <param name="Name">For the name of the test.</param>
/// <param name="Is">Which call it is, of one assessment.</param>
public sealed record Boundary(string Name, Func<string, string, string, string, bool> Is)
{
    // The parameters of Is: to, method, path, body.

    /// <summary>False for a call that names no assessment, such as the removal of a queue message.</summary>
    public bool NamesAssessment { get; init; } = true;

    /// <summary>The boundaries of a turn that submits, and of the deliveries that follow it.</summary>
    public static IReadOnlyList<Boundary> OfSubmission { get; } =
    [
        new("enqueue", (to, method, path, _) => to == "queue" && method == "POST" && path.Contains("/messages", StringComparison.Ordinal)),
        new("commit", (to, _, _, body) => to == "tables" && IsBatch(body) && body.Contains("\\\"submitted\\\"", StringComparison.Ordinal)),
        new("load for delivery", (to, method, path, _) => to == "tables" && method == "GET" && path.Contains("Assessments()", StringComparison.Ordinal)),
        new("hold", (to, _, _, body) => to == "tables" && IsBatch(body) && Puts(body, "-alert'") && !Puts(body, "'head'")),
        new("send", (to, method, _, _) => to == "channel" && method == "POST"),
        new("record of the send", (to, method, path, body) => IsRecordOfAlert(new Passage(to, method, path, body))),
        new("list", (to, _, path, _) => to == "tables" && path.Contains("Directory(", StringComparison.Ordinal) && path.Contains("user-", StringComparison.Ordinal)),
        new("record of the list", (to, _, _, body) => to == "tables" && IsBatch(body) && Deletes(body, "-projection'")),
        new("update of the result card", (to, method, _, _) => to == "channel" && method == "PUT"),
        new("record of the update", (to, _, _, body) => to == "tables" && IsBatch(body) && Deletes(body, "-result-card'")),
        new("putting off in the queue", (to, method, path, _) => to == "queue" && method == "PUT" && path.Contains("/messages/", StringComparison.Ordinal)),
    ];

    /// <summary>The boundaries of a turn of the review that tells the developer something, and of what follows it.</summary>
    /// <param name="what">The event that the turn commits, as the audit names it.</param>
    public static IReadOnlyList<Boundary> OfReview(string what) =>
    [
        new("enqueue", (to, method, path, _) => to == "queue" && method == "POST" && path.Contains("/messages", StringComparison.Ordinal)),
        new("commit", (to, _, _, body) => to == "tables" && IsBatch(body) && body.Contains($"\\\"what\\\":\\\"{what}\\\"", StringComparison.Ordinal)),
        new("send of the notice", (to, method, _, _) => to == "channel" && method == "POST"),
        new("record of the notice", (to, _, _, body) => to == "tables" && IsBatch(body) && Deletes(body, "-notice-")),
        new("update of a card", (to, method, _, _) => to == "channel" && method == "PUT"),
    ];

    /// <summary>The boundaries of a claim, which sends nobody a message.</summary>
    public static IReadOnlyList<Boundary> OfClaim { get; } =
    [
        .. OfReview("claimed").Where(b => b.Name is "enqueue" or "commit" or "update of a card"),
    ];

    /// <summary>The boundaries of a filing into a folder: what it is made of is read, and what was done is recorded.</summary>
    public static IReadOnlyList<Boundary> OfFiling { get; } =
    [
        new("audit for the record", (to, method, path, _) => to == "tables" && method == "GET" && path.Contains("ge 'event-'", StringComparison.Ordinal)),
        new("record of the filing", (to, _, _, body) => to == "tables" && IsBatch(body) && Deletes(body, "-export'")),
    ];

    /// <summary>The boundaries of a turn that saves a page, and of the one that begins an assessment.</summary>
    public static IReadOnlyList<Boundary> OfSaving { get; } =
    [
        new("commit", (to, _, _, body) => to == "tables" && IsBatch(body) && Puts(body, "'head'")),
    ];

    public static IReadOnlyList<Boundary> OfBeginning { get; } =
    [
        new("enqueue", (to, method, path, _) => to == "queue" && method == "POST" && path.Contains("/messages", StringComparison.Ordinal)),
        new("commit", (to, _, _, body) => to == "tables" && IsBatch(body) && body.Contains("\"RowKey\":\"head\"", StringComparison.Ordinal)),
        new("removal from the queue", (to, method, _, _) => to == "queue" && method == "DELETE") { NamesAssessment = false },
    ];

    /// <summary>Whether a call removes an alert's row, which says that it was sent.</summary>
    internal static bool IsRecordOfAlert(Passage passage) => passage.To == "tables" && IsBatch(passage.Body) && Deletes(passage.Body, "-alert'");

    public override string ToString() => Name;

    internal bool Matches(Passage passage, string assessment) =>
        (!NamesAssessment || passage.Mentions(assessment)) && Is(passage.To, passage.Method, passage.Path, passage.Body);

    private static bool IsBatch(string body) => body.StartsWith("--batch", StringComparison.Ordinal);

    private static bool Puts(string body, string rowKeyEnd) => Has(body, "PUT ", rowKeyEnd);

    private static bool Deletes(string body, string rowKeyEnd) => Has(body, "DELETE ", rowKeyEnd);

    private static bool Has(string body, string verb, string rowKeyEnd) => body.Split('\n').Any(
        line => line.StartsWith(verb, StringComparison.Ordinal) && line.Contains(rowKeyEnd, StringComparison.Ordinal));
}
