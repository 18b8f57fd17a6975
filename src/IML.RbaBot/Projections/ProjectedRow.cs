namespace IML.RbaBot.Projections;

/// <summary>A row that is to stand in a partition of the table <c>Directory</c> because an assessment is as it is.</summary>
/// <param name="Key">The row key.</param>
/// <param name="Data">A summary as JSON; null where the key and the assessment's id say all.</param>
public readonly record struct ProjectedRow(string Key, string? Data);
