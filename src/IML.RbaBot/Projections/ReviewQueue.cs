using System.Collections.Immutable;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>What waits for the Unit, read from the front: what is closed costs nothing, as it is not there.</summary>
public sealed class ReviewQueue(ProjectedPartitions partitions)
{
    /// <summary>Entries on one page.</summary>
    public const int PageSize = 5;

    // Who is there for a few countries passes over the others' entries: that many in one call.
    private const int PerCall = 100;

    /// <summary>A page of the entries that somebody may know of, most urgent first.</summary>
    /// <param name="reader">Who asks.</param>
    /// <param name="after">What an earlier page gave as the next; anything else begins at the front.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<QueuePage> PageAsync(Actor reader, string? after, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<QueueItem>();
        var from = IsRow(after) ? after! : Keys.QueuePrefix;
        string? last = null;
        while (true)
        {
            var rows = await partitions.FirstAsync(Keys.QueuePartition, from, Keys.AfterQueue, PerCall, cancellationToken);
            foreach (var row in rows)
            {
                var item = Read(row);
                if (!item.Summary.Readership.MayKnow(reader))
                {
                    continue;
                }

                if (items.Count == PageSize)
                {
                    return new QueuePage(items.ToImmutable(), last);
                }

                items.Add(item);
                last = row.RowKey;
            }

            if (rows.Count < PerCall)
            {
                return new QueuePage(items.ToImmutable(), null);
            }

            from = rows[^1].RowKey;
        }
    }

    private static bool IsRow(string? text) =>
        text is { Length: <= 80 }
        && text.StartsWith(Keys.QueuePrefix, StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static QueueItem Read(TableEntity row)
    {
        var summary = AssessmentSummary.Read(row.GetString("data"));
        var request = summary.Requests.FirstOrDefault(r => row.RowKey.EndsWith($"-{Keys.Request(r.Number)}", StringComparison.Ordinal));
        return new QueueItem(summary, request);
    }
}

/// <summary>An entry of the queue.</summary>
/// <param name="Summary">The assessment.</param>
/// <param name="Request">The request that waits; null when it is the review.</param>
public sealed record QueueItem(AssessmentSummary Summary, OpenRequest? Request);

/// <summary>A page of the queue.</summary>
/// <param name="Items">Most urgent first.</param>
/// <param name="Next">Where the next page begins; null on the last. Safe to put into a card: it is read as untrusted.</param>
public sealed record QueuePage(ImmutableArray<QueueItem> Items, string? Next);
