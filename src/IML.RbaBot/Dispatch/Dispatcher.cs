using System.Threading.Channels;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Dispatch;

/// <summary>
/// Sees to it that what a commit promised is delivered, also after a crash (design, "Dispatch"):
/// <code>
/// var promise = await dispatcher.PromiseAsync(id, ct);   // 1 before the commit
/// … store.CommitAsync(…, outbox, …) …
/// dispatcher.Hint(promise);                              // 2 after it
/// </code>
/// A promise whose commit never happens is harmless. Several instances may run at once.
/// </summary>
public sealed partial class Dispatcher : BackgroundService
{
    // A hint that finds no room is dropped: the queue has the message all the same.
    private readonly Channel<Promise> hints =
        Channel.CreateBounded<Promise>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly DispatchQueue queue;
    private readonly Deliverer deliverer;
    private readonly AssessmentStore store;
    private readonly DirectoryStore directory;
    private readonly DispatchOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    public Dispatcher(
        StorageClients clients,
        AssessmentStore store,
        DirectoryStore directory,
        Deliverer deliverer,
        DispatchOptions options,
        TimeProvider time,
        ILogger<Dispatcher> logger)
    {
        queue = new DispatchQueue(clients, time);
        this.store = store;
        this.directory = directory;
        this.deliverer = deliverer;
        this.options = options;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>Before a commit with outbox messages: from now on somebody will look, even if this process dies.</summary>
    /// <exception cref="StorageUnavailableException">The queue is away: do not commit.</exception>
    public Task<Promise> PromiseAsync(AssessmentId id, CancellationToken cancellationToken) =>
        queue.PromiseAsync(id, options.PromiseInvisible, cancellationToken);

    /// <summary>After the commit: deliver now, in the background of this process.</summary>
    public void Hint(Promise promise) => hints.Writer.TryWrite(promise);

    /// <summary>Delivers now what is due and waits for it; for those who hold no promise.</summary>
    public Task<Remaining> DeliverNowAsync(AssessmentId id, CancellationToken cancellationToken) =>
        deliverer.DeliverAsync(id, cancellationToken);

    /// <summary>An administrator wants a message that was given up to be tried again, from the first attempt on.</summary>
    /// <param name="id">The assessment.</param>
    /// <param name="message">As <see cref="UndeliverableMessage.Message"/> says it. Untrusted.</param>
    /// <param name="actor">Who; the caller has checked that they may.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<UndeliverableDecision> RetryUndeliverableAsync(AssessmentId id, string message, Actor actor, CancellationToken cancellationToken)
    {
        if (!Keys.IsOutbox(message))
        {
            return UndeliverableDecision.NotThere;
        }

        var promise = await PromiseAsync(id, cancellationToken);
        var decision = await store.RetryUndeliverableAsync(id, message, actor, time.GetUtcNow(), cancellationToken);
        await UnlistAsync(id, message, decision, cancellationToken);
        Hint(promise);
        return decision;
    }

    /// <summary>An administrator gives a message up for good; the reason stays in the audit. Parameters and errors as above.</summary>
    public async Task<UndeliverableDecision> GiveUpAsync(
        AssessmentId id, string message, string reason, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (!Keys.IsOutbox(message))
        {
            return UndeliverableDecision.NotThere;
        }

        var decision = await store.GiveUpUndeliverableAsync(id, message, reason.Trim(), actor, time.GetUtcNow(), cancellationToken);
        await UnlistAsync(id, message, decision, cancellationToken);
        return decision;
    }

    private Task UnlistAsync(AssessmentId id, string message, UndeliverableDecision decision, CancellationToken cancellationToken) =>
        decision is UndeliverableDecision.NotNow ? Task.CompletedTask : directory.ClearUndeliverableAsync(id, message, cancellationToken);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        .. Enumerable.Range(0, options.Parallel).Select(_ => FollowHintsAsync(stoppingToken)),
        PollAsync(stoppingToken),
    ]);

    private async Task FollowHintsAsync(CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var next = hints.Reader.ReadAsync(stopping).AsTask();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (next.IsCompletedSuccessfully)
            {
                await FollowAsync(new Received.Pointer(next.Result), stopping);
            }
        }
    }

    private async Task PollAsync(CancellationToken stopping)
    {
        await Task.Yield();
        var wait = options.PollMin;
        while (!stopping.IsCancellationRequested)
        {
            var receiving = queue.ReceiveAsync(options.Parallel, options.ReceivedInvisible, stopping);
            await ((Task)receiving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (receiving.IsCompletedSuccessfully && receiving.Result.Count > 0)
            {
                await Task.WhenAll(receiving.Result.Select(r => FollowAsync(r, stopping)));
                wait = options.PollMin;
                continue;
            }

            if (receiving.IsFaulted)
            {
                LogQueueAway(receiving.Exception.GetBaseException());
            }

            await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < options.PollMax ? wait * 2 : options.PollMax;
        }
    }

    /// <summary>
    /// Delivers, and then removes the message or lets it come back. Nothing that goes wrong here ends the loop: the message is still
    /// in the queue and comes back by itself.
    /// </summary>
    private async Task FollowAsync(Received received, CancellationToken stopping)
    {
        var following = received switch
        {
            Received.Pointer pointer => FollowOnceAsync(pointer.Promise, stopping),
            Received.Garbage garbage => RemoveAsync(garbage, stopping),
            _ => throw new InvalidOperationException($"Unknown message {received}."),
        };
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (following.IsFaulted)
        {
            LogNotFollowed(following.Exception.GetBaseException(), (received as Received.Pointer)?.Promise.Id);
        }
    }

    private Task RemoveAsync(Received.Garbage garbage, CancellationToken stopping)
    {
        LogGarbage(garbage.MessageId);
        return queue.RemoveAsync(garbage.MessageId, garbage.Receipt, stopping);
    }

    private async Task FollowOnceAsync(Promise promise, CancellationToken stopping)
    {
        switch (await DeliverOrPassOnAsync(promise.Id, stopping))
        {
            case Remaining.Until until:
                await queue.PostponeAsync(promise, until.At, stopping);
                break;
            case Remaining.NothingFound when time.GetUtcNow() - promise.InsertedAt < options.PointerGrace:
                await queue.PostponeAsync(promise, promise.InsertedAt + options.PointerGrace, stopping);
                break;
            default:
                await queue.RemoveAsync(promise.MessageId, promise.Receipt, stopping);
                break;
        }
    }

    /// <summary>A delivery broken off because the process stops is passed on: another instance need not wait for this message to come back.</summary>
    private async Task<Remaining> DeliverOrPassOnAsync(AssessmentId id, CancellationToken stopping)
    {
        try
        {
            return await deliverer.DeliverAsync(id, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await queue.PromiseAsync(id, TimeSpan.FromSeconds(1), CancellationToken.None);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of deliveries does not answer; it is asked again")]
    private partial void LogQueueAway(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue message {MessageId} names no assessment and was removed")]
    private partial void LogGarbage(string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivering for {Assessment} broke off; its message comes back")]
    private partial void LogNotFollowed(Exception exception, AssessmentId? assessment);
}
