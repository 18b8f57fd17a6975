namespace IML.RbaBot.Projections;

/// <summary>The counts of one month, office and set of countries, as a row holds them.</summary>
internal sealed record CellDocument
{
    public required DateOnly Month { get; init; }

    public string? Office { get; init; }

    public string[]? Countries { get; init; }

    /// <summary>How many, by <c>RATING|STATE</c>.</summary>
    public required SortedDictionary<string, int> Counts { get; init; }

    /// <summary>How many decisions took that many hours, by hours.</summary>
    public SortedDictionary<int, int>? Hours { get; init; }
}
