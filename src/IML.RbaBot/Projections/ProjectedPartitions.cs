using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>
/// Writes projected rows so that they are exact however often, in whatever order and by however many instances they are written:
/// each partition remembers, in the same transaction, which rows are an assessment's and from which version of it. An older version
/// never overwrites a newer one, and two rows of one assessment never stand where one is meant (decision 0090).
/// </summary>
public sealed class ProjectedPartitions(StorageClients clients)
{
    /// <summary>The version of an assessment that was deleted: nothing of it is written after that.</summary>
    internal const long Deleted = long.MaxValue;

    private const int Tries = 12;

    private readonly TableClient table = clients.Directory;

    /// <summary>
    /// Makes the rows of an assessment in a partition those that are wanted, in one transaction.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="id">Whose rows.</param>
    /// <param name="version">Of the assessment; see <see cref="StoredAssessment.Version"/>.</param>
    /// <param name="wanted">At most <see cref="MostRows"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="standing">What is known to stand there, to put right; null to go by what the partition remembers.</param>
    /// <returns>False when others wrote at the same time again and again: to be tried later.</returns>
    public async Task<bool> ApplyAsync(
        string partition,
        AssessmentId id,
        long version,
        ImmutableArray<ProjectedRow> wanted,
        CancellationToken cancellationToken,
        ImmutableArray<string>? standing = null)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var memory = await FindAsync(partition, Keys.Memory(id), cancellationToken);
            if (memory is not null && (VersionOf(memory) > version || (standing is null && VersionOf(memory) == version)))
            {
                return true;
            }

            var known = standing ?? (memory is null ? [] : KeysOf(memory));
            if (attempt > 0)
            {
                // A row that is remembered and gone would fail the transaction again.
                known = await StandingAsync(partition, known, cancellationToken);
            }

            if (await TryWriteAsync(Actions(partition, id, version, wanted, known, standing is not null, memory), cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The most rows of one assessment in one partition: as many can go at the same time, and the memory beside them.</summary>
    public const int MostRows = 48;

    internal static long VersionOf(TableEntity memory) => memory.GetInt64("version") ?? 0;

    internal static ImmutableArray<string> KeysOf(TableEntity memory) =>
        [.. (memory.GetString("rows") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    internal static TableEntity RowOf(string partition, AssessmentId id, ProjectedRow row) =>
        new(partition, row.Key) { ["id"] = id.Value, ["data"] = row.Data };

    private static List<TableTransactionAction> Actions(
        string partition,
        AssessmentId id,
        long version,
        ImmutableArray<ProjectedRow> wanted,
        ImmutableArray<string> known,
        bool all,
        TableEntity? memory)
    {
        if (wanted.Length > MostRows)
        {
            throw new TableLimitException($"{wanted.Length} rows of {id} for {partition}.");
        }

        var next = new TableEntity(partition, Keys.Memory(id))
        {
            ["id"] = id.Value,
            ["version"] = version,
            ["rows"] = string.Join('\n', wanted.Select(r => r.Key)),
        };
        var actions = new List<TableTransactionAction>
        {
            memory is null
                ? new(TableTransactionActionType.Add, next)
                : new(TableTransactionActionType.UpdateReplace, next, memory.ETag),
        };
        actions.AddRange(known
            .Except(wanted.Select(r => r.Key), StringComparer.Ordinal)
            .Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All)));
        actions.AddRange(wanted
            .Where(r => all || r.Data is not null || !known.Contains(r.Key))
            .Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, RowOf(partition, id, r))));
        return actions;
    }

    private async Task<bool> TryWriteAsync(List<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await clients.CallAsync(token => table.SubmitTransactionAsync(actions, token), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private async Task<ImmutableArray<string>> StandingAsync(string partition, ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        var rows = await Task.WhenAll(keys.Select(key => FindAsync(partition, key, cancellationToken)));
        return [.. rows.Where(r => r is not null).Select(r => r!.RowKey)];
    }

    internal async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken)
    {
        var found = await clients.CallAsync(
            token => table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: token), cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>The first rows of a range of a partition's keys, in one call.</summary>
    internal async Task<IReadOnlyList<TableEntity>> FirstAsync(
        string partition, string from, string below, int count, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {below}");
        return await clients.CallAsync(
            async token =>
            {
                await foreach (var page in table.QueryAsync<TableEntity>(filter, count, cancellationToken: token).AsPages())
                {
                    return page.Values;
                }

                return [];
            },
            cancellationToken);
    }
}
