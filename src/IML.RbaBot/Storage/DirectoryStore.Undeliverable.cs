using Azure.Data.Tables;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>The part about messages that could not be delivered.</summary>
public sealed partial class DirectoryStore
{
    /// <summary>Makes a message that was given up visible to administrators and the health check.</summary>
    internal Task ReportUndeliverableAsync(AssessmentId id, OutboxMessage message, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Keys.UndeliverablePartition, Keys.Undeliverable(id, Keys.Outbox(message)))
        {
            ["id"] = id.Value,
            ["kind"] = Keys.NameOf(message.Kind),
            ["about"] = message.About,
            ["attempts"] = message.Attempts,
            ["reason"] = message.LastReason,
            ["at"] = StoredTime.Write(message.NotBefore),
        };
        return UpsertAsync(row, cancellationToken);
    }

    /// <summary>A message that was reported as given up is tried again, or is no longer wanted.</summary>
    internal Task ClearUndeliverableAsync(AssessmentId id, string message, CancellationToken cancellationToken) =>
        DeleteAsync(Keys.UndeliverablePartition, Keys.Undeliverable(id, message), cancellationToken);

    /// <summary>A page of the messages that were given up by the bot, for an administrator.</summary>
    /// <param name="after">What an earlier page gave as the next; anything else begins at the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<UndeliverablePage> ListUndeliverableAsync(string? after, CancellationToken cancellationToken)
    {
        var filter = after is { Length: > 0 and <= 128 } && after.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? TableClient.CreateQueryFilter($"PartitionKey eq {Keys.UndeliverablePartition} and RowKey gt {after}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {Keys.UndeliverablePartition}");
        var rows = await clients.CallAsync(token => FirstAsync(filter, PageSize + 1, token), cancellationToken);
        return new UndeliverablePage(
            [.. rows.Take(PageSize).Select(UndeliverableMessage.Read)], rows.Count > PageSize ? rows[PageSize - 1].RowKey : null);
    }

    /// <summary>How many messages were given up; more than a hundred count as a hundred.</summary>
    public async Task<int> CountUndeliverableAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.UndeliverablePartition}");
        var rows = await clients.CallAsync(token => FirstAsync(filter, 100, token), cancellationToken);
        return rows.Count;
    }
}
