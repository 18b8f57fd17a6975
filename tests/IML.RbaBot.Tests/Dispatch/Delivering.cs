using System.Collections.Concurrent;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace IML.RbaBot.Tests.Dispatch;

/// <summary>A delivery that does as the test says and remembers every try.</summary>
public sealed class Delivering(OutboxKind kind, Func<OutboxMessage, CancellationToken, Task<DeliveryOutcome>> deliver) : IDelivery
{
    public Delivering(OutboxKind kind, DeliveryOutcome always)
        : this(kind, (_, _) => Task.FromResult(always))
    {
    }

    public OutboxKind Kind { get; } = kind;

    public bool WritesToPeople { get; init; }

    public ConcurrentQueue<OutboxMessage> Tries { get; } = [];

    public Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        Tries.Enqueue(message);
        return deliver(message, cancellationToken);
    }
}

/// <summary>Dispatchers as processes run them.</summary>
internal static class Process
{
    public static readonly DispatchOptions Quick = new()
    {
        PromiseInvisible = TimeSpan.FromSeconds(1),
        PointerGrace = TimeSpan.FromSeconds(5),
        PollMin = TimeSpan.FromMilliseconds(50),
        PollMax = TimeSpan.FromMilliseconds(100),
        StopGrace = TimeSpan.FromMilliseconds(200),
        FirstDelay = TimeSpan.FromSeconds(1),
        DeliveryTimeout = TimeSpan.FromSeconds(2),
    };

    public static Deliverer Deliverer(
        Stored stored, DispatchOptions options, TimeProvider time, params IDelivery[] deliveries) =>
        new(stored.Store, stored.Directory, deliveries, options, time, new Random(1), NullLogger<Deliverer>.Instance);

    public static Dispatcher Of(Stored stored, params IDelivery[] deliveries) => new(
        stored.Clients,
        stored.Store,
        stored.Directory,
        Deliverer(stored, Quick, TimeProvider.System, deliveries),
        Quick,
        TimeProvider.System,
        NullLogger<Dispatcher>.Instance);

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(20);
        while (!await holds())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "It did not happen within 20 seconds.");
            await Task.Delay(50);
        }
    }

    /// <summary>Messages in the queue, visible or not.</summary>
    public static async Task<int> QueuedAsync(Stored stored) =>
        (await stored.Clients.Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;
}
