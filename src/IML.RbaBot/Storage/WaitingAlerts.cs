using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>
/// The assessments whose alert has reached nobody yet, so that it can be tried at once when somebody it is for writes to the bot. A row
/// too many is harmless.
/// </summary>
public sealed class WaitingAlerts(StorageClients clients)
{
    // More at once would make one message of a focal point slow; the others come by themselves.
    private const int MostAtOnce = 50;

    private readonly TableClient table = clients.Directory;

    public Task AddAsync(AssessmentId id, CancellationToken cancellationToken) => clients.CallAsync(
        token => table.UpsertEntityAsync(new TableEntity(Keys.WaitingPartition, id.Value), TableUpdateMode.Replace, token), cancellationToken);

    public Task RemoveAsync(AssessmentId id, CancellationToken cancellationToken) => clients.CallAsync(
        token => table.DeleteEntityAsync(Keys.WaitingPartition, id.Value, ETag.All, token), cancellationToken);

    /// <summary>The same as it was listed: one that was added again meanwhile, because a try has reached nobody, stays.</summary>
    public Task RemoveAsync(WaitingAlert listed, CancellationToken cancellationToken) => clients.CallAsync(
        async token =>
        {
            try
            {
                await table.DeleteEntityAsync(Keys.WaitingPartition, listed.Id.Value, listed.ETag, token);
            }
            catch (RequestFailedException again) when (again.Status == 412)
            {
                // It waits anew.
            }

            return true;
        },
        cancellationToken);

    public Task<ImmutableArray<WaitingAlert>> ListAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.WaitingPartition}");
        return clients.CallAsync(
            async token =>
            {
                await foreach (var page in table.QueryAsync<TableEntity>(filter, MostAtOnce, cancellationToken: token).AsPages())
                {
                    return
                    [
                        .. page.Values
                            .Select(row => AssessmentId.Parse(row.RowKey) is { } id ? new WaitingAlert(id, row.ETag) : null)
                            .OfType<WaitingAlert>(),
                    ];
                }

                return ImmutableArray<WaitingAlert>.Empty;
            },
            cancellationToken);
    }
}

/// <param name="Id">The assessment.</param>
/// <param name="ETag">Of its row: another one when it was added again.</param>
public sealed record WaitingAlert(AssessmentId Id, ETag ETag);
