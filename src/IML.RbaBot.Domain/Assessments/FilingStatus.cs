namespace IML.RbaBot.Domain.Assessments;

/// <summary>What stands in the way of filing a document. Each has a sentence that says what an administrator can do.</summary>
public enum FilingObstacle
{
    /// <summary>Nobody has said where documents are filed.</summary>
    NoPlace,

    /// <summary>SharePoint asks for a pause.</summary>
    Busy,

    /// <summary>It does not answer, or answers with something else than data.</summary>
    Unreachable,

    /// <summary>Somebody has the document open.</summary>
    Locked,

    /// <summary>Somebody changed the document at the same moment.</summary>
    Changed,

    /// <summary>The bot's own sign-in fails.</summary>
    CannotSignIn,

    /// <summary>The bot may not read the site: the permission was never given, or was taken back.</summary>
    NotPermitted,

    /// <summary>The bot may read and not write.</summary>
    ReadOnly,

    /// <summary>There is no site at the configured address.</summary>
    SiteMissing,

    /// <summary>The site has no library of the configured name.</summary>
    LibraryMissing,

    /// <summary>The library lacks a column; the detail names it.</summary>
    ColumnMissing,

    /// <summary>A column of the library is of another type; the detail names it.</summary>
    ColumnOfAnotherType,

    /// <summary>No room is left.</summary>
    Full,

    /// <summary>The folder cannot be written to.</summary>
    FolderNotWritable,

    /// <summary>It was refused for a reason that is none of these; the detail has its code.</summary>
    Refused,
}

/// <summary>A document that is filed.</summary>
/// <param name="Location">An https link, or a path.</param>
/// <param name="IsLink">Whether the location is a link.</param>
/// <param name="Folder">Where inside the place it lies: year and office of the first filing, which later ones keep.</param>
/// <param name="Hash">SHA-256 of the canonical record, in 64 hexadecimal digits.</param>
/// <param name="At">When this content was filed first.</param>
public sealed record FiledDocument(string Location, bool IsLink, string Folder, string Hash, DateTimeOffset At);

/// <summary>What the cards say of the document: filed where and when, being filed, or what stands in the way.</summary>
/// <param name="Due">The revision that has to be filed; null when nothing waits.</param>
/// <param name="Filed">What is filed now, perhaps of an earlier revision; null before the first time.</param>
public sealed record FilingStatus(int? Due, FiledDocument? Filed)
{
    /// <summary>What stood in the way at the last try; null when nothing did.</summary>
    public FilingObstacle? Obstacle { get; init; }

    /// <summary>The name of a column or a code, never what people typed.</summary>
    public string? Detail { get; init; }

    /// <summary>How often it was tried without success.</summary>
    public int Attempts { get; init; }

    /// <summary>It is not tried again by itself.</summary>
    public bool GivenUp { get; init; }

    public bool IsPending => Due is not null && !GivenUp;

    /// <summary>After a commit that has to be filed.</summary>
    public static FilingStatus Promised(FilingStatus? before, int revision) => new(revision, before?.Filed);

    /// <summary>After the content of a revision was filed: what a later commit promised still waits.</summary>
    public static FilingStatus After(FilingStatus? before, FiledDocument filed, int revision) =>
        new(before?.Due is { } due && due > revision ? due : null, filed);

    /// <summary>After a try that met an obstacle.</summary>
    public static FilingStatus After(FilingStatus? before, FilingObstacle obstacle, string? detail, int attempts, bool givenUp) =>
        new(before?.Due, before?.Filed) { Obstacle = obstacle, Detail = detail, Attempts = attempts, GivenUp = givenUp };

    /// <summary>
    /// Whether a change of state has to be filed: every submission and every decision about it, and a withdrawal after a submission, so
    /// that the document never says less than the chat. A claim and its release change nothing that the document is kept for.
    /// </summary>
    public static bool IsDue(AssessmentState? before, AssessmentState after) =>
        before != after
        && after.FrozenResult is not null
        && after is not AssessmentState.UnderReview
        && !(after is AssessmentState.Submitted && before is AssessmentState.UnderReview);
}
