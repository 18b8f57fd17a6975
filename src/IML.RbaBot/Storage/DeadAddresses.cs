using Azure;
using Azure.Data.Tables;

namespace IML.RbaBot.Storage;

/// <summary>
/// Remembers which chats and which channel took nothing any more. The mark stands in the row of the address, so that writing the row
/// anew, which the person's next message does, takes it away.
/// </summary>
public sealed class DeadAddresses(StorageClients clients, DirectoryStore directory)
{
    internal const string Since = "deadSince";

    /// <summary>A person's chat. One that wrote again meanwhile is not marked.</summary>
    public async Task MarkAsync(PersonProfile profile, DateTimeOffset at, CancellationToken cancellationToken)
    {
        directory.Doubt(profile.Id);
        await MarkAsync(Keys.PersonPartition(profile.Id), Keys.Profile, "lastSeen", profile.LastSeen, at, cancellationToken);
    }

    /// <summary>The channel for alerts. One that was chosen anew meanwhile is not marked.</summary>
    public Task MarkAsync(AlertsChannel channel, DateTimeOffset at, CancellationToken cancellationToken) =>
        MarkAsync(Keys.ChannelPartition, Keys.AlertsChannel, "setAt", channel.SetAt, at, cancellationToken);

    private Task<bool> MarkAsync(
        string partition, string row, string version, DateTimeOffset known, DateTimeOffset at, CancellationToken cancellationToken) => clients.CallAsync(
        async token =>
        {
            var found = await clients.Directory.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: token);
            if (!found.HasValue || found.Value!.GetString(version) != StoredTime.Write(known))
            {
                return false;
            }

            try
            {
                var mark = new TableEntity(partition, row) { [Since] = StoredTime.Write(at) };
                await clients.Directory.UpdateEntityAsync(mark, found.Value.ETag, TableUpdateMode.Merge, token);
                return true;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                return false;
            }
        },
        cancellationToken);
}
