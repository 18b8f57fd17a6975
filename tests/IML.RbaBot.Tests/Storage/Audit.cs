using System.Text.Json;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Storage;

/// <summary>The audit as an auditor reads it: from the rows, by the SDK, not by the store.</summary>
internal static class Audit
{
    /// <summary>One change with who made it and in which row it stands.</summary>
    public sealed record Change(string Row, string By, string At, string What, JsonElement Json);

    public static async Task<IReadOnlyList<TableEntity>> RowsAsync(Stored stored, AssessmentId id)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in stored.Clients.AssessmentsTable.QueryAsync<TableEntity>(r => r.PartitionKey == id.Value))
        {
            rows.Add(row);
        }

        return rows;
    }

    public static async Task<IReadOnlyList<Change>> OfAsync(Stored stored, AssessmentId id) =>
    [
        .. (await RowsAsync(stored, id))
            .Where(r => r.RowKey.StartsWith(Keys.EventPrefix, StringComparison.Ordinal))
            .OrderBy(r => r.RowKey, StringComparer.Ordinal)
            .SelectMany(ChangesOf),
    ];

    private static IEnumerable<Change> ChangesOf(TableEntity row)
    {
        var text = row.GetString("changes");
        for (var part = 2; row.GetString($"changes{part}") is { } more; part++)
        {
            text += more;
        }

        return JsonDocument.Parse(text).RootElement.EnumerateArray().Select(c => new Change(
            row.RowKey, row.GetString("by"), row.GetString("at"), c.GetProperty("what").GetString()!, c));
    }
}
