using System.Collections.Concurrent;
using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>
/// Rebuilds every projection from the assessments, and proves them equal. It reads both tables whole: a command of an administrator,
/// never part of a turn. What the running bot writes meanwhile is never overwritten by something older; the comparison after it may
/// then name differences, and running it again ends them.
/// </summary>
internal sealed class Reindex(
    StorageClients clients,
    AssessmentStore store,
    Projector projector,
    SummaryStore summaries,
    ProjectedPartitions partitions,
    Portfolio portfolio,
    RegisterStore register,
    DirectoryStore directory)
{
    private const int Parallel = 8;

    /// <summary>Compares what stands with what follows from the assessments.</summary>
    public async Task<Comparison> CompareAsync(CancellationToken cancellationToken)
    {
        var (assessments, unreadable) = await LoadAsync(cancellationToken);
        var expected = ProjectedTable.Expected(assessments, projector);
        var standing = await StandingAsync(cancellationToken);
        var differences = ImmutableArray.CreateBuilder<Difference>();
        foreach (var (address, content) in expected)
        {
            if (!standing.TryGetValue(address, out var row))
            {
                differences.Add(new Difference(DifferenceKind.Missing, address));
            }
            else if (ProjectedTable.ContentOf(row) != content)
            {
                differences.Add(new Difference(DifferenceKind.Different, address));
            }
        }

        differences.AddRange(standing
            .Where(s => !expected.ContainsKey(s.Key) && ProjectedTable.ContentOf(s.Value) is not null)
            .Select(s => new Difference(DifferenceKind.Unexpected, s.Key)));
        if (!unreadable.IsEmpty)
        {
            // Nothing can be said of what follows from these, so nothing of it is touched; and the counts hold them, too.
            differences.RemoveAll(d => IsCell(d.Address) || (IdOf(d, standing) is { } id && unreadable.Contains(id)));
        }

        differences.Sort((a, b) => string.CompareOrdinal(a.Address.ToString(), b.Address.ToString()));
        return new Comparison(assessments, unreadable, expected, standing, differences.ToImmutable());
    }

    /// <summary>Puts right what a comparison found.</summary>
    public async Task RepairAsync(Comparison found, CancellationToken cancellationToken)
    {
        var byId = found.Assessments.ToDictionary(a => a.Id);
        await EachAsync(found.Differences.Where(d => d.Kind == DifferenceKind.Unexpected && !IsMemoryOf(d, byId)), async (difference, token) =>
            await DeleteAsync(found.Standing[difference.Address], token), cancellationToken);
        var wrong = found.Differences
            .Select(d => (d.Address.Partition, Id: IdOf(d, found.Standing)))
            .Where(d => d.Id is not null && byId.ContainsKey(d.Id.Value))
            .Select(d => (d.Partition, Id: d.Id!.Value))
            .Distinct();
        await EachAsync(wrong, (w, token) => RewriteAsync(w.Partition, byId[w.Id], found, token), cancellationToken);
        await RecountAsync(found, cancellationToken);
    }

    private async Task RewriteAsync(string partition, StoredAssessment stored, Comparison found, CancellationToken cancellationToken)
    {
        var summary = AssessmentSummary.Of(stored.Assessment);
        var wanted = projector.RowsOf(summary);
        if (partition.StartsWith(Keys.SummaryPrefix, StringComparison.Ordinal))
        {
            await summaries.AnnounceAsync(summary, stored.Version, wanted.Keys, cancellationToken);
        }
        else if (partition.StartsWith(Keys.UserPrefix, StringComparison.Ordinal))
        {
            await projector.ListAsync(stored.Assessment, null, cancellationToken);
        }
        else if (partition == Keys.RegisterPartition)
        {
            await register.RestoreAsync(stored.Id, async () => (await NowAsync(stored.Id, cancellationToken))?.Assessment, cancellationToken);
        }
        else if (partition == Keys.UndeliverablePartition)
        {
            foreach (var lost in (await NowAsync(stored.Id, cancellationToken))?.Outbox.Where(m => m.Undeliverable) ?? [])
            {
                await directory.ReportUndeliverableAsync(stored.Id, lost, cancellationToken);
            }
        }
        else if (partition == Keys.PortfolioPartition)
        {
            // The memory alone: the counts are made anew from all of them.
            var memory = found.Standing.GetValueOrDefault(new(partition, Keys.Memory(stored.Id)));
            await portfolio.TryAsync([Portfolio.Remember(stored.Id, stored.Version, PortfolioShare.Of(summary), memory)], cancellationToken);
        }
        else
        {
            await partitions.ApplyAsync(
                partition, stored.Id, stored.Version, wanted.GetValueOrDefault(partition, []), cancellationToken, standing: []);
        }
    }

    private async Task<StoredAssessment?> NowAsync(AssessmentId id, CancellationToken cancellationToken) =>
        await store.LoadAsync(id, allowCached: false, cancellationToken) is LoadResult.Found now ? now.Stored : null;

    private async Task RecountAsync(Comparison found, CancellationToken cancellationToken)
    {
        foreach (var difference in found.Differences.Where(d => d.Kind != DifferenceKind.Unexpected && IsCell(d.Address)))
        {
            var row = new TableEntity(difference.Address.Partition, difference.Address.Row) { ["data"] = found.Expected[difference.Address] };
            await portfolio.TryAsync(
                [
                    found.Standing.TryGetValue(difference.Address, out var old)
                        ? new(TableTransactionActionType.UpdateReplace, row, old.ETag)
                        : new(TableTransactionActionType.Add, row),
                ],
                cancellationToken);
        }
    }

    private static bool IsCell(RowAddress address) =>
        address.Partition == Keys.PortfolioPartition && address.Row.StartsWith(Keys.CellPrefix, StringComparison.Ordinal);

    // The memory of an assessment that is there is rewritten, not deleted.
    private static bool IsMemoryOf(Difference difference, Dictionary<AssessmentId, StoredAssessment> byId) =>
        difference.Address.Row.StartsWith(Keys.MemoryPrefix, StringComparison.Ordinal)
        && AssessmentId.Parse(difference.Address.Row[Keys.MemoryPrefix.Length..]) is { } id
        && byId.ContainsKey(id);

    private static AssessmentId? IdOf(Difference difference, ImmutableDictionary<RowAddress, TableEntity> rows)
    {
        var (partition, row) = difference.Address;
        return AssessmentId.Parse(
            partition.StartsWith(Keys.SummaryPrefix, StringComparison.Ordinal) ? partition[Keys.SummaryPrefix.Length..]
            : row.StartsWith(Keys.MemoryPrefix, StringComparison.Ordinal) ? row[Keys.MemoryPrefix.Length..]
            : rows.TryGetValue(difference.Address, out var standing) && standing.GetString("id") is { } named ? named
            : IdIn(row));
    }

    // "RBA-7K3M-9QXT-1", wherever it stands in the key: a request's number may follow it.
    private static string? IdIn(string row)
    {
        var at = row.IndexOf("RBA-", StringComparison.Ordinal);
        return at < 0 ? null : string.Join('-', row[at..].Split('-').Take(4));
    }

    private async Task<(ImmutableArray<StoredAssessment> Assessments, ImmutableArray<AssessmentId> Unreadable)> LoadAsync(
        CancellationToken cancellationToken)
    {
        var ids = new List<AssessmentId>();
        await foreach (var head in clients.AssessmentsTable.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"RowKey eq {Keys.Head}"), select: ["PartitionKey"], cancellationToken: cancellationToken))
        {
            if (AssessmentId.Parse(head.PartitionKey) is { } id)
            {
                ids.Add(id);
            }
        }

        var loaded = new ConcurrentBag<StoredAssessment>();
        var unreadable = new ConcurrentBag<AssessmentId>();
        await EachAsync(ids, async (id, token) =>
        {
            switch (await store.LoadAsync(id, allowCached: false, token))
            {
                case LoadResult.Found found:
                    loaded.Add(found.Stored);
                    break;
                case LoadResult.UnknownVersion:
                    unreadable.Add(id);
                    break;
            }
        }, cancellationToken);
        return ([.. loaded.OrderBy(a => a.Id.Value, StringComparer.Ordinal)], [.. unreadable]);
    }

    private async Task<ImmutableDictionary<RowAddress, TableEntity>> StandingAsync(CancellationToken cancellationToken)
    {
        var rows = ImmutableDictionary.CreateBuilder<RowAddress, TableEntity>();
        foreach (var prefix in (string[])[Keys.SummaryPrefix, Keys.FindPrefix, Keys.QueuePartition, Keys.PortfolioPartition, Keys.RegisterPartition, Keys.UndeliverablePartition, Keys.UserPrefix])
        {
            // '~' follows every character of these partitions' names.
            var filter = TableClient.CreateQueryFilter($"PartitionKey ge {prefix} and PartitionKey lt {prefix + '~'}");
            await foreach (var row in clients.Directory.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            {
                rows[new(row.PartitionKey, row.RowKey)] = row;
            }
        }

        return rows.ToImmutable();
    }

    private async Task DeleteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await clients.CallAsync(
                token => clients.Directory.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, token), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // The running bot was faster: the comparison that follows says whether it was right.
        }
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (item, token) => await act(item, token));
}

/// <summary>What a comparison found.</summary>
/// <param name="Assessments">All that can be read.</param>
/// <param name="Unreadable">Those whose questionnaire version is not shipped; their rows are reported and left as they are.</param>
/// <param name="Expected">Every row that is to stand, with its content.</param>
/// <param name="Standing">Every row that stands.</param>
/// <param name="Differences">By address.</param>
internal sealed record Comparison(
    ImmutableArray<StoredAssessment> Assessments,
    ImmutableArray<AssessmentId> Unreadable,
    ImmutableDictionary<RowAddress, string> Expected,
    ImmutableDictionary<RowAddress, TableEntity> Standing,
    ImmutableArray<Difference> Differences);

internal readonly record struct Difference(DifferenceKind Kind, RowAddress Address);

internal enum DifferenceKind
{
    Missing,
    Different,
    Unexpected,
}
