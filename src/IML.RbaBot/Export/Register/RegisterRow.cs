using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Export.Register;

/// <summary>One assessment in the register. What people typed is as they typed it; the writer makes it safe.</summary>
internal sealed record RegisterRow
{
    public required string Reference { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    public string? Title { get; init; }

    public string? ProjectCode { get; init; }

    public string? Office { get; init; }

    /// <summary>ISO 3166-1 alpha-2, the main country first.</summary>
    public string[] Countries { get; init; } = [];

    /// <summary>Id of the list of stages.</summary>
    public string? Stage { get; init; }

    public bool IsRestricted { get; init; }

    /// <summary>The stored name of the state.</summary>
    public required string State { get; init; }

    public Rating Rating { get; init; }

    public Rating? FinalRating { get; init; }

    public bool IsProvisional { get; init; }

    /// <summary>In percent, one decimal, by index id.</summary>
    public IReadOnlyDictionary<string, decimal> Indices { get; init; } = new Dictionary<string, decimal>();

    public RiskLevel Risk { get; init; }

    /// <summary>How many red flags, referrals and mandatory measures.</summary>
    public int RedFlags { get; init; }

    public int Referrals { get; init; }

    public int Measures { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public required string Developer { get; init; }

    public string? Reviewer { get; init; }

    /// <summary>Id and version.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Where the document is filed: an https link, or a path; null while it is not.</summary>
    public string? FiledAt { get; init; }
}
