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

    // A receiver that asks for more is asked again after a day.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

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
        var found = false;
        var ended = new List<Task>();
        var starts = new Dictionary<OutboxKind, int>();
        while (true)
        {
            if (await WaitingAsync(id, stopping) is not { } waiting)
            {
                return new Remaining.Until(time.GetUtcNow() + TimeSpan.FromHours(1));
            }

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
    /// The messages that are still to be delivered; null when they have to wait until the assessment's questionnaire version is
    /// shipped again.
    /// </summary>
    private async Task<ImmutableArray<OutboxMessage>?> WaitingAsync(AssessmentId id, CancellationToken cancellationToken)
    {
        switch (await store.LoadAsync(id, allowCached: false, cancellationToken))
        {
            case LoadResult.Found { Stored: var stored }:
                return stored.Outbox.RemoveAll(m => m.Undeliverable);
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
        var due = waits.Select(w => Task.Delay(w, time, enough.Token)).ToArray();
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
                await store.HoldAsync(id, message, due.NotBefore, CancellationToken.None);
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
        var settlement = outcome switch
        {
            DeliveryOutcome.Delivered delivered =>
                new Settlement("delivered", null, delivered.Events, null, delivered.Then, delivered.ResultCard),
            DeliveryOutcome.Obsolete obsolete => new Settlement("obsolete", obsolete.Reason, obsolete.Events, null, [], null),
            DeliveryOutcome.Wait wait => new Settlement(
                "waits", null, wait.Events, message with { NotBefore = wait.At, Done = wait.Done ?? message.Done }, wait.Then, null),
            DeliveryOutcome.Retry retry when attempts < options.Attempts => PutOff(message, retry, attempts, now),
            DeliveryOutcome.Retry retry => GiveUp(message, retry.Reason, retry.Events, retry.Done ?? message.Done, attempts),
            DeliveryOutcome.Undeliverable undeliverable =>
                GiveUp(message, undeliverable.Reason, undeliverable.Events, message.Done, attempts),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };

        // Reported before it is marked: a crash in between leaves a message that is tried once more, never one that nobody hears of.
        if (settlement.Keep is { Undeliverable: true } lost)
        {
            LogGivenUp(current.Id, message.Kind, attempts, lost.LastReason);
            await directory.ReportUndeliverableAsync(current.Id, lost, now, CancellationToken.None);
        }
        else if (settlement.Keep is null && attempts >= options.Attempts)
        {
            await directory.ClearUndeliverableAsync(current.Id, Keys.Outbox(message), CancellationToken.None);
        }

        var settled = await store.SettleAsync(current, message, settlement, now, CancellationToken.None);
        LogSettled(current.Id, message.Kind, settlement.What, attempts);
        BotTelemetry.DeliverySettled(message.Kind, settlement.What);
        return settled;
    }

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private Settlement PutOff(OutboxMessage message, DeliveryOutcome.Retry retry, int attempts, DateTimeOffset now)
    {
        var delay = options.DelayAfter(attempts, random.NextDouble());
        var wait = retry.After is { } asked && asked > delay ? (asked < LongestAsked ? asked : LongestAsked) : delay;
        var keep = message with
        {
            Attempts = attempts,
            NotBefore = now + wait,
            LastReason = retry.Reason,
            Done = retry.Done ?? message.Done,
        };
        return new Settlement(
            "put-off",
            retry.Reason,
            WithFailure(message, retry.Events, attempts, retry.Reason, givenUp: false),
            keep,
            attempts == 1 ? WithResultCard(message, retry.Then) : retry.Then,
            null);
    }

    private static Settlement GiveUp(
        OutboxMessage message, string reason, ImmutableArray<AssessmentEvent> events, ImmutableArray<string> done, int attempts)
    {
        var keep = message with { Attempts = attempts, LastReason = reason, Done = done, Undeliverable = true };
        return new Settlement(
            "undeliverable", reason, WithFailure(message, events, attempts, reason, givenUp: true), keep, WithResultCard(message, []), null);
    }

    /// <summary>
    /// The developer sees what becomes of an alert and of the documents; the other kinds are the machinery's own. A filing that was
    /// broken off, because it took too long or by a fault, has said nothing itself.
    /// </summary>
    private static ImmutableArray<AssessmentEvent> WithFailure(
        OutboxMessage message, ImmutableArray<AssessmentEvent> events, int attempts, string reason, bool givenUp) =>
        message.Kind switch
        {
            OutboxKind.Alert => events.Add(new AssessmentEvent.AlertFailed(attempts, reason, givenUp)),
            OutboxKind.Export when !events.Any(e => e is AssessmentEvent.FilingHindered) =>
                events.Add(new AssessmentEvent.FilingHindered(FilingObstacle.Unreachable, null, attempts, givenUp)),
            _ => events,
        };

    private static ImmutableArray<Following> WithResultCard(OutboxMessage message, ImmutableArray<Following> then) =>
        message.Kind is OutboxKind.Alert or OutboxKind.Export ? then.Add(OutboxKind.ResultCard) : then;

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering {Kind} of {Assessment} failed")]
    private partial void LogFailure(Exception exception, AssessmentId assessment, OutboxKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} of {Assessment} is undeliverable after {Attempts} attempts: {Reason}")]
    private partial void LogGivenUp(AssessmentId assessment, OutboxKind kind, int attempts, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Assessment} waits with messages: questionnaire {Questionnaire} is not shipped any more")]
    private partial void LogUnknownVersion(AssessmentId assessment, string questionnaire);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} of {Assessment}: {What} at attempt {Attempt}")]
    private partial void LogSettled(AssessmentId assessment, OutboxKind kind, string what, int attempt);
}
