using System.Text.Json;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Retention;

/// <summary>A withdrawn screening that is kept because the documents that were filed of it cannot be removed.</summary>
/// <param name="Id">The assessment.</param>
/// <param name="Obstacle">What stands in the way; null when they were filed in a place that is not configured any more.</param>
/// <param name="Detail">The name of a column or a code; null when the obstacle says it all.</param>
internal sealed record HinderedRemoval(AssessmentId Id, FilingObstacle? Obstacle, string? Detail)
{
    public static HinderedRemoval Read(TableEntity row) => new(
        AssessmentId.Parse(row.RowKey) ?? throw new JsonException($"{row.RowKey} names no assessment."),
        row.GetString("obstacle") is { } name ? Enum.TryParse<FilingObstacle>(name, out var obstacle) ? obstacle : FilingObstacle.Refused : null,
        row.GetString("detail"));
}
