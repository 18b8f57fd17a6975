using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Telemetry;

namespace IML.RbaBot.Dispatch;

/// <summary>What is left after a delivery.</summary>
public abstract record Remaining
{
    private Remaining()
    {
    }

    /// <summary>No message waits any more; those given up do not count.</summary>
    public sealed record Nothing : Remaining;

    /// <summary>There was no message from the start: perhaps the commit is still under way, perhaps it never happened.</summary>
    public sealed record NothingFound : Remaining;

    /// <summary>A message waits, until then at least.</summary>
    public sealed record Until(DateTimeOffset At) : Remaining;
}

/// <summary>
/// Delivers every message of an assessment that is due. Kinds run side by side, so that none holds another, however slow or broken
/// it is, and each outcome is recorded as it comes, in a transaction of its own.
/// </summary>
public sealed partial class Deliverer
{
    // A kind that comes due more often than this in one go promises itself anew for ever: the queue gives it a pause.
    private const int Rounds = 5;

    // No delivery takes as long; and a timer cannot wait for what falls due in months, as the clock of a long reply time does.
    private static readonly TimeSpan LongestLookedFor = TimeSpan.FromHours(1);

    private readonly AssessmentStore store;
    private readonly DirectoryStore directory;
    private readonly FrozenDictionary<OutboxKind, IDelivery> deliveries;
    private readonly DispatchOptions options;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger logger;
    private readonly DeliveryGates gates = new();

    public Deliverer(
        AssessmentStore store,
        DirectoryStore directory,
        IEnumerable<IDelivery> deliveries,
        DispatchOptions options,
        TimeProvider time,
        Random random,
        ILogger<Deliverer> logger)
    {
        this.store = store;
        this.directory = directory;
        this.deliveries = deliveries.ToFrozenDictionary(d => d.Kind);
        this.options = options;
        this.time = time;
        this.random = random;
        this.logger = logger;
    }

    /// <summary>Delivers what is due now, and what comes due while a slow kind is still under way.</summary>
    /// <param name="id">The assessment.</param>
    /// <param name="stopping">The process stops: deliveries under way get a short grace, and nothing new begins.</param>
    /// <exception cref="StorageUnavailableException">Storage is away: what was not recorded is delivered again later.</exception>
    public async Task<Remaining> DeliverAsync(AssessmentId id, CancellationToken stopping)
    {
        var running = new Dictionary<OutboxKind, Task>();
        try
        {
            return await DeliverAsync(id, running, stopping);
        }
        finally
        {
            // Whatever ended this, a stop or storage that is away: those under way end within the grace. Without the wait they would go
            // on with what the host disposes of next.
            await Task.WhenAll(running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Remaining> DeliverAsync(AssessmentId id, Dictionary<OutboxKind, Task> running, CancellationToken stopping)
    {
        var (found, isFirst) = (false, true);
        var ended = new List<Task>();
        var starts = new Dictionary<OutboxKind, int>();
        while (true)
        {
            if (await OutboxAsync(id, stopping) is not { } outbox)
            {
                return new Remaining.Until(time.GetUtcNow() + TimeSpan.FromHours(1));
            }

            var waiting = outbox.RemoveAll(m => m.Undeliverable);
            if (isFirst && waiting.Length < outbox.Length)
            {
                // Whoever marked them may have died before they were listed.
                await ListAsync(id, outbox.RemoveAll(m => !m.Undeliverable), stopping);
            }

            isFirst = false;
            found |= !waiting.IsEmpty;
            var now = time.GetUtcNow();
            var idle = waiting.Where(m => !running.ContainsKey(m.Kind) && starts.GetValueOrDefault(m.Kind) < Rounds).ToImmutableArray();
            foreach (var kind in idle.Where(m => m.NotBefore <= now).Select(m => m.Kind).Distinct())
            {
                starts[kind] = starts.GetValueOrDefault(kind) + 1;
                running[kind] = DeliverAsync(id, kind, stopping);
            }

            if (running.Count == 0)
            {
                await Task.WhenAll(ended);
                return waiting.IsEmpty
                    ? found ? new Remaining.Nothing() : new Remaining.NothingFound()
                    : new Remaining.Until(Latest(waiting.Min(m => m.NotBefore), now + TimeSpan.FromSeconds(1)));
            }

            await WaitForOneAsync(running, ended, idle.Where(m => m.NotBefore > now).Select(m => m.NotBefore - now));
            stopping.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// The messages that are not delivered; null when they have to wait until the assessment's questionnaire version is shipped again.
    /// </summary>
    private async Task<ImmutableArray<OutboxMessage>?> OutboxAsync(AssessmentId id, CancellationToken cancellationToken)
    {
        switch (await store.LoadAsync(id, allowCached: false, cancellationToken))
        {
            case LoadResult.Found { Stored: var stored }:
                return stored.Outbox;
            case LoadResult.UnknownVersion unknown:
                LogUnknownVersion(id, unknown.Questionnaire.ToString());
                return null;
            default:
                return ImmutableArray<OutboxMessage>.Empty;
        }
    }

    /// <summary>Waits until a kind has ended or another message comes due.</summary>
    private async Task WaitForOneAsync(Dictionary<OutboxKind, Task> running, List<Task> ended, IEnumerable<TimeSpan> waits)
    {
        using var enough = new CancellationTokenSource();
        var due = waits.Where(w => w < LongestLookedFor).Select(w => Task.Delay(w, time, enough.Token)).ToArray();
        await Task.WhenAny([.. running.Values, .. due]);
        await enough.CancelAsync();
        foreach (var (kind, task) in running.Where(r => r.Value.IsCompleted).ToArray())
        {
            running.Remove(kind);
            ended.Add(task);
        }
    }

    /// <summary>Delivers the due messages of one kind; never two at once in this process, so that the later sees the earlier one's end.</summary>
    private async Task DeliverAsync(AssessmentId id, OutboxKind kind, CancellationToken stopping)
    {
        using var pass = await gates.EnterAsync((id, kind), stopping);
        using var grace = new CancellationTokenSource();
        using var stop = stopping.Register(() => grace.CancelAfter(options.StopGrace));
        if (await store.LoadAsync(id, allowCached: false, stopping) is not LoadResult.Found { Stored: var current })
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var due in current.Outbox.Where(m => m.Kind == kind && !m.Undeliverable && m.NotBefore <= now))
        {
            stopping.ThrowIfCancellationRequested();
            if (await HoldAsync(id, due, stopping) is not { } message)
            {
                continue;
            }

            current = current with { Outbox = current.Outbox.Replace(due, message) };
            var trying = TryAsync(message, current, grace.Token);
            await ((Task)trying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (OutcomeOf(trying, message, id, grace.IsCancellationRequested) is { } outcome)
            {
                // Recorded even while the process stops: what the channel has taken need not be sent again.
                current = await SettleAsync(current, message, outcome) ?? current;
            }
            else if (message != due)
            {
                await store.PutAsync(id, due with { ETag = message.ETag }, CancellationToken.None);
            }
        }
    }

    /// <summary>Takes a message that people see, so that nobody sends it a second time; null when another instance has it.</summary>
    private async Task<OutboxMessage?> HoldAsync(AssessmentId id, OutboxMessage message, CancellationToken stopping) =>
        deliveries.TryGetValue(message.Kind, out var delivery) && delivery.WritesToPeople
            ? await store.HoldAsync(id, message, time.GetUtcNow() + options.HeldFor, stopping)
            : message;

    private async Task<DeliveryOutcome> TryAsync(OutboxMessage message, StoredAssessment stored, CancellationToken cancellationToken)
    {
        if (!deliveries.TryGetValue(message.Kind, out var delivery))
        {
            return new DeliveryOutcome.Retry($"Nothing delivers {message.Kind}.");
        }

        using var timeout = new CancellationTokenSource(options.DeliveryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        return await MeasureAsync(message.Kind, () => delivery.DeliverAsync(message, stored, either.Token));
    }

    private static async Task<DeliveryOutcome> MeasureAsync(OutboxKind kind, Func<Task<DeliveryOutcome>> trying)
    {
        var started = Stopwatch.GetTimestamp();
        using var span = BotTelemetry.StartDelivery(kind);
        var threw = true;
        try
        {
            var outcome = await trying();
            threw = false;
            return outcome;
        }
        finally
        {
            BotTelemetry.DeliveryTried(span, kind, threw, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>What a try came to; null when it was broken off because the process stops.</summary>
    private DeliveryOutcome? OutcomeOf(Task<DeliveryOutcome> done, OutboxMessage message, AssessmentId id, bool stopped)
    {
        if (done.IsCompletedSuccessfully)
        {
            return done.Result;
        }

        if (done.IsCanceled)
        {
            return stopped ? null : new DeliveryOutcome.Retry("Took too long.");
        }

        var failure = done.Exception!.GetBaseException();
        LogFailure(failure, id, message.Kind);
        return new DeliveryOutcome.Retry(failure.GetType().Name);
    }

    private async Task<StoredAssessment?> SettleAsync(StoredAssessment current, OutboxMessage message, DeliveryOutcome outcome)
    {
        var now = time.GetUtcNow();
        var attempts = message.Attempts + 1;
        var settlement = Settlement.Of(outcome, message, options, random.NextDouble(), now);

        var settled = await store.SettleAsync(current, message, settlement, now, CancellationToken.None);

        // Marked before it is listed, so that what is listed can be decided on. A crash in between leaves the queue's message, and whoever
        // receives it lists what it finds marked.
        if (settled is not null && settlement.Keep is { Undeliverable: true } lost)
        {
            LogGivenUp(current.Id, message.Kind, attempts, lost.LastReason);
            await ListAsync(current.Id, [lost], CancellationToken.None);
        }

        LogSettled(current.Id, message.Kind, settlement.What, attempts);
        BotTelemetry.DeliverySettled(message.Kind, settlement.What);
        return settled;
    }

    /// <summary>
    /// Shows administrators what is marked as undeliverable. One that is decided on in this very moment must not stay listed: what is
    /// not marked any more afterwards is taken off again.
    /// </summary>
    private async Task ListAsync(AssessmentId id, ImmutableArray<OutboxMessage> lost, CancellationToken cancellationToken)
    {
        foreach (var message in lost)
        {
            await directory.ReportUndeliverableAsync(id, message, cancellationToken);
        }

        var marked = await store.LoadAsync(id, allowCached: false, cancellationToken) is LoadResult.Found { Stored.Outbox: var outbox }
            ? outbox.Where(m => m.Undeliverable).Select(Keys.Outbox).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var decided in lost.Select(Keys.Outbox).Where(key => !marked.Contains(key)))
        {
            await directory.ClearUndeliverableAsync(id, decided, cancellationToken);
        }
    }

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering {Kind} of {Assessment} failed")]
    private partial void LogFailure(Exception exception, AssessmentId assessment, OutboxKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} of {Assessment} is undeliverable after {Attempts} attempts: {Reason}")]
    private partial void LogGivenUp(AssessmentId assessment, OutboxKind kind, int attempts, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Assessment} waits with messages: questionnaire {Questionnaire} is not shipped any more")]
    private partial void LogUnknownVersion(AssessmentId assessment, string questionnaire);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} of {Assessment}: {What} at attempt {Attempt}")]
    private partial void LogSettled(AssessmentId assessment, OutboxKind kind, string what, int attempt);
}
