using System.Collections.Immutable;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>The address of a projected row.</summary>
internal readonly record struct RowAddress(string Partition, string Row)
{
    public override string ToString() => $"{Partition} / {Row}";
}

/// <summary>
/// What is to stand in all projections because the assessments are as they are, row by row with its content as text; pure. Versions
/// are left out: a commit that changes nothing that is projected leaves them behind, and that is right.
/// </summary>
internal static class ProjectedTable
{
    public static ImmutableDictionary<RowAddress, string> Expected(IEnumerable<StoredAssessment> assessments, Projector projector)
    {
        var rows = ImmutableDictionary.CreateBuilder<RowAddress, string>();
        var cells = new Dictionary<string, Cell>(StringComparer.Ordinal);
        foreach (var stored in assessments)
        {
            var summary = AssessmentSummary.Of(stored.Assessment);
            rows[new(Keys.SummaryPartition(summary.Id), Keys.Summary)] = summary.ToJson();
            foreach (var (partition, wanted) in projector.RowsOf(summary).Where(p => p.Key != Keys.PortfolioPartition))
            {
                rows[new(partition, Keys.Memory(summary.Id))] = string.Join('\n', wanted.Select(r => r.Key));
                foreach (var row in wanted)
                {
                    rows[new(partition, row.Key)] = row.Data ?? "";
                }
            }

            if (PortfolioShare.Of(summary) is { } share)
            {
                rows[new(Keys.PortfolioPartition, Keys.Memory(summary.Id))] = share.ToJson();
                cells[share.Cell] = (cells.GetValueOrDefault(share.Cell) ?? Cell.Empty(share.Cell, share)).With(share, 1);
            }

            if (RegisterStore.JsonOf(stored.Assessment) is { } registered)
            {
                rows[new(Keys.RegisterPartition, summary.Id.Value)] = registered;
            }

            // That it is listed is what is compared: its row is written once and never changes.
            foreach (var lost in stored.Outbox.Where(m => m.Undeliverable))
            {
                rows[new(Keys.UndeliverablePartition, Keys.Undeliverable(stored.Id, Keys.Outbox(lost)))] = "";
            }

            if (stored.Assessment.State is not AssessmentState.Withdrawn)
            {
                var listed = ListedAssessment.Of(stored.Assessment);
                foreach (var person in stored.Assessment.CoEditors.Prepend(stored.Assessment.Developer))
                {
                    var row = DirectoryStore.RowOf(person.Id, listed);
                    rows[new(row.PartitionKey, row.RowKey)] = ContentOf(row) ?? "";
                }
            }
        }

        foreach (var (key, cell) in cells)
        {
            rows[new(Keys.PortfolioPartition, key)] = cell.ToJson();
        }

        return rows.ToImmutable();
    }

    /// <summary>The content of a row that stands, in the same form; null for what only remembers that there is nothing any more.</summary>
    public static string? ContentOf(TableEntity row)
    {
        if (row.RowKey.StartsWith(Keys.MemoryPrefix, StringComparison.Ordinal))
        {
            var remembered = row.GetString(row.PartitionKey == Keys.PortfolioPartition ? "share" : "rows");
            return string.IsNullOrEmpty(remembered) ? null : remembered;
        }

        if (row.PartitionKey.StartsWith(Keys.SummaryPrefix, StringComparison.Ordinal))
        {
            return row.GetString("data");
        }

        return row.PartitionKey.StartsWith(Keys.UserPrefix, StringComparison.Ordinal)
            ? string.Join('\n', row.Where(p => !IsSystem(p.Key) && p.Value is not null).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"))
            : row.GetString("data") ?? "";
    }

    private static bool IsSystem(string property) => property is "PartitionKey" or "RowKey" or "Timestamp" || property.StartsWith("odata.", StringComparison.Ordinal);
}
