using Azure;
using Azure.Storage.Queues.Models;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Dispatch;

/// <summary>
/// A message in the queue: a pointer to an assessment that has, or is about to have, outbox rows.
/// </summary>
/// <param name="Id">The assessment.</param>
/// <param name="MessageId">The queue's id.</param>
/// <param name="Receipt">Who holds it: after somebody else received it, it works no more.</param>
/// <param name="InsertedAt">When it was promised.</param>
public sealed record Promise(AssessmentId Id, string MessageId, string Receipt, DateTimeOffset InsertedAt);

/// <summary>The queue that drives deliveries. Messages never expire: what was promised stays until it is done.</summary>
internal sealed class DispatchQueue(StorageClients clients, TimeProvider time)
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    // The longest that the queue lets a message be invisible.
    private static readonly TimeSpan LongestInvisible = TimeSpan.FromDays(7);

    /// <param name="id">The assessment.</param>
    /// <param name="invisible">How long nobody sees it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Promise> PromiseAsync(AssessmentId id, TimeSpan invisible, CancellationToken cancellationToken)
    {
        var sent = await clients.CallAsync(
            token => clients.Queue.SendMessageAsync(id.Value, invisible, Never, token), cancellationToken);
        return new Promise(id, sent.Value.MessageId, sent.Value.PopReceipt, sent.Value.InsertionTime);
    }

    /// <summary>What is due, at most <paramref name="count"/>. A text that is no assessment's id comes as garbage.</summary>
    public async Task<IReadOnlyList<Received>> ReceiveAsync(int count, TimeSpan invisible, CancellationToken cancellationToken)
    {
        var received = await clients.CallAsync(
            token => clients.Queue.ReceiveMessagesAsync(count, invisible, token), cancellationToken);
        return [.. received.Value.Select(Read)];
    }

    /// <summary>Removes a message; nothing happens when somebody else has received it meanwhile.</summary>
    public Task RemoveAsync(string messageId, string receipt, CancellationToken cancellationToken) => clients.CallAsync(
        async token =>
        {
            try
            {
                await clients.Queue.DeleteMessageAsync(messageId, receipt, token);
                return true;
            }
            catch (RequestFailedException e) when (IsGone(e))
            {
                return false;
            }
        },
        cancellationToken);

    /// <summary>Lets a message come back later; nothing happens when somebody else has received it meanwhile.</summary>
    public Task PostponeAsync(Promise promise, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var wait = until - time.GetUtcNow();
        wait = wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait > LongestInvisible ? LongestInvisible : wait;
        return clients.CallAsync(
            async token =>
            {
                try
                {
                    await clients.Queue.UpdateMessageAsync(
                        promise.MessageId, promise.Receipt, promise.Id.Value, TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)), token);
                    return true;
                }
                catch (RequestFailedException e) when (IsGone(e))
                {
                    return false;
                }
            },
            cancellationToken);
    }

    private static bool IsGone(RequestFailedException e) => e.Status is 404 or 400 && e.ErrorCode is "MessageNotFound" or "PopReceiptMismatch";

    private static Received Read(QueueMessage message) => AssessmentId.Parse(message.Body.ToString()) is { } id
        ? new Received.Pointer(new Promise(id, message.MessageId, message.PopReceipt, message.InsertedOn ?? DateTimeOffset.MinValue))
        : new Received.Garbage(message.MessageId, message.PopReceipt);
}

/// <summary>What came out of the queue.</summary>
internal abstract record Received
{
    private Received()
    {
    }

    public sealed record Pointer(Promise Promise) : Received;

    /// <summary>Nothing that this bot has put there.</summary>
    public sealed record Garbage(string MessageId, string Receipt) : Received;
}
