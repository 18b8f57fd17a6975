using Azure;
using Azure.Data.Tables;

namespace IML.RbaBot.Storage;

/// <summary>Tries what the bot needs of storage and leaves nothing behind: rows written, read and deleted; a message put and taken back.</summary>
internal sealed class StorageProbe(StorageClients clients)
{
    private const string Partition = "probe";

    // Nobody receives it before it is taken back; if this process dies in between, it is removed as naming no assessment.
    private static readonly TimeSpan Invisible = TimeSpan.FromMinutes(1);

    /// <summary>The time that storage says; null when it does not.</summary>
    /// <exception cref="StorageUnavailableException">Tables do not answer, or refuse.</exception>
    /// <exception cref="RequestFailedException">They answer something that is no outage.</exception>
    public async Task<DateTimeOffset?> TablesAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? at = null;
        foreach (var table in new[] { clients.Directory, clients.AssessmentsTable })
        {
            at = await clients.CallAsync(token => TryAsync(table, token), cancellationToken);
        }

        return at;
    }

    /// <exception cref="StorageUnavailableException">The queue does not answer, or refuses.</exception>
    /// <exception cref="RequestFailedException">It answers something that is no outage.</exception>
    public Task QueueAsync(CancellationToken cancellationToken) => clients.CallAsync(
        async token =>
        {
            await clients.Queue.CreateIfNotExistsAsync(cancellationToken: token);
            var sent = await clients.Queue.SendMessageAsync("probe", Invisible, Invisible * 2, token);
            return await clients.Queue.DeleteMessageAsync(sent.Value.MessageId, sent.Value.PopReceipt, token);
        },
        cancellationToken);

    private static async Task<DateTimeOffset?> TryAsync(TableClient table, CancellationToken cancellationToken)
    {
        await table.CreateIfNotExistsAsync(cancellationToken);
        var row = new TableEntity(Partition, Guid.NewGuid().ToString("N"));
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        var read = await table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        return read.GetRawResponse().Headers.Date;
    }
}
