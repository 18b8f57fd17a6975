using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>
/// Deletes an assessment. What stays is its head, which says that it was deleted, when, and by which rule, so that the reference is
/// never given again. The head says so in the first transaction, which is guarded by it: a person who changes the assessment meanwhile
/// wins, or finds it deleted, and nobody goes on with a part of it. What breaks off after that is finished at the next look.
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
        var keys = await KeysAsync(stored.Id, cancellationToken);
        using var rows = clients.Assessments.Begin(Keys.Partition(stored.Id));
        rows.Replace(Keys.Head, stored.ETag, row =>
        {
            row.Property("state", Deleted);
            row.Property("rule", rule);
            row.Property("at", at);
        });
        foreach (var key in keys.Take(TableLimits.Operations - 1))
        {
            rows.Delete(key);
        }

        if (await clients.CallAsync(token => clients.Assessments.SubmitAsync(rows, token), cancellationToken) is null)
        {
            return false;
        }

        if (keys.Count >= TableLimits.Operations)
        {
            await FinishAsync(stored.Id, cancellationToken);
        }

        return true;
    }

    /// <summary>Takes away what is left of an assessment whose head says that it was deleted. Repeating it changes nothing.</summary>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task FinishAsync(AssessmentId id, CancellationToken cancellationToken)
    {
        while (await KeysAsync(id, cancellationToken) is { Count: > 0 } keys)
        {
            var deletions = keys.Take(TableLimits.Operations)
                .Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Keys.Partition(id), key), ETag.All))
                .ToArray();
            try
            {
                await clients.CallAsync(token => clients.AssessmentsTable.SubmitTransactionAsync(deletions, token), cancellationToken);
            }
            catch (TableTransactionFailedException faster) when (faster.Status == 404)
            {
                // Another instance takes it away too: what is left is looked for anew.
            }
        }
    }

    /// <summary>Of all rows but the head.</summary>
    private Task<List<string>> KeysAsync(AssessmentId id, CancellationToken cancellationToken) => clients.CallAsync(
        async token =>
        {
            var keys = new List<string>();
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(id)} and RowKey ne {Keys.Head}");
            await foreach (var row in clients.AssessmentsTable.QueryAsync<TableEntity>(filter, select: [nameof(TableEntity.RowKey)], cancellationToken: token))
            {
                keys.Add(row.RowKey);
            }

            return keys;
        },
        cancellationToken);
}
