using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>
/// Deletes an assessment. What stays is its head, which says that it was deleted, when, and by which rule, so that the reference is
/// never given again. Every transaction is guarded by the head, so that a person who changes it meanwhile wins; one that breaks off
/// leaves the head, and the deletion is done again from there.
/// </summary>
internal sealed class AssessmentEraser(StorageClients clients, AssessmentStore store)
{
    /// <summary>The state of a head that stands for a deleted assessment.</summary>
    public const string Deleted = "Deleted";

    /// <param name="stored">As it was loaded.</param>
    /// <param name="rule">Why it may be deleted: a word of this program.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Breaks it off; what is deleted stays so.</param>
    /// <returns>False when somebody changed it meanwhile: look at it anew.</returns>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<bool> EraseAsync(StoredAssessment stored, string rule, DateTimeOffset at, CancellationToken cancellationToken)
    {
        store.Forget(stored.Id);
        var keys = await clients.CallAsync(token => KeysAsync(stored.Id, token), cancellationToken);
        var etag = stored.ETag;
        foreach (var chunk in keys.Chunk(TableLimits.Operations - 1).SkipLast(1))
        {
            if (await SubmitAsync(stored.Id, etag, row => HeadRow.Write(row, stored.Assessment, stored.NextEvent), chunk, cancellationToken) is not { } next)
            {
                return false;
            }

            etag = next;
        }

        var last = keys.Chunk(TableLimits.Operations - 1).LastOrDefault() ?? [];
        return await SubmitAsync(stored.Id, etag, Tombstone, last, cancellationToken) is not null;

        void Tombstone(TableTransaction row)
        {
            row.Property("state", Deleted);
            row.Property("rule", rule);
            row.Property("at", at);
        }
    }

    private async Task<ETag?> SubmitAsync(
        AssessmentId id, ETag etag, Action<TableTransaction> head, IReadOnlyList<string> gone, CancellationToken cancellationToken)
    {
        using var rows = clients.Assessments.Begin(Keys.Partition(id));
        rows.Replace(Keys.Head, etag, head);
        foreach (var key in gone)
        {
            rows.Delete(key);
        }

        return await clients.CallAsync(token => clients.Assessments.SubmitAsync(rows, token), cancellationToken);
    }

    private async Task<List<string>> KeysAsync(AssessmentId id, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(id)}");
        await foreach (var row in clients.AssessmentsTable.QueryAsync<TableEntity>(filter, select: [nameof(TableEntity.RowKey)], cancellationToken: cancellationToken))
        {
            if (row.RowKey != Keys.Head)
            {
                keys.Add(row.RowKey);
            }
        }

        return keys;
    }
}
