using System.Diagnostics;
using System.Diagnostics.Metrics;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Telemetry;

/// <summary>
/// The numbers and spans of the bot, under the one name <c>IML.RbaBot</c>; docs/operations.md says which to watch. Tags are taken from
/// closed lists of this program: an id at most, never a name, a text or an answer. While nobody listens, everything here costs the
/// reading of a flag.
/// </summary>
internal static class BotTelemetry
{
    public const string Name = "IML.RbaBot";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Turns =
        Meter.CreateHistogram<double>("rbabot.turns", "s", "Turns: duration, by verb and outcome.");

    private static readonly Counter<long> TurnFailures =
        Meter.CreateCounter<long>("rbabot.turns.failed", "{turn}", "Turns that ended in an error that the person was told of, by reason.");

    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("rbabot.turns.refused", "{turn}", "Turns that the rules refused, by reason.");

    private static readonly Counter<long> Conflicts =
        Meter.CreateCounter<long>("rbabot.turns.conflicts", "{turn}", "Commits that somebody else's commit overtook: decided again.");

    private static readonly Histogram<double> StorageCalls =
        Meter.CreateHistogram<double>("rbabot.storage.calls", "s", "Calls to tables and queue with all their retries, by target and status.");

    private static readonly Counter<long> StorageRetries =
        Meter.CreateCounter<long>("rbabot.storage.retries", "{try}", "Tries of storage calls after the first, by target.");

    private static readonly Histogram<double> DeliveryTries =
        Meter.CreateHistogram<double>("rbabot.delivery.tries", "s", "Tries to deliver, by kind.");

    private static readonly Counter<long> Deliveries =
        Meter.CreateCounter<long>("rbabot.deliveries", "{message}", "What tries to deliver came to, by kind and outcome.");

    private static int undeliverable;

    static BotTelemetry() => Meter.CreateObservableGauge(
        "rbabot.undeliverable", () => Volatile.Read(ref undeliverable), "{message}", "Messages given up and still there, as of the last look of /readyz.");

    public static bool TurnsAreWatched => Turns.Enabled || Source.HasListeners();

    public static bool StorageIsWatched => StorageCalls.Enabled || Source.HasListeners();

    /// <summary>What <c>/readyz</c> last counted.</summary>
    public static void Undeliverable(int count) => Volatile.Write(ref undeliverable, count);

    public static Activity? StartTurn(string verb) => Start($"turn {verb}", ActivityKind.Server);

    public static void TurnEnded(Activity? span, string verb, string outcome, TimeSpan duration)
    {
        End(span, outcome, failed: outcome is "exception" or ['5', ..]);
        span?.SetTag("verb", verb);
        Turns.Record(duration.TotalSeconds, new("verb", verb), new("outcome", outcome));
    }

    /// <param name="reason">A word of this program.</param>
    public static void TurnFailed(string reason)
    {
        TurnFailures.Add(1, new KeyValuePair<string, object?>("reason", reason));
        if (Source.HasListeners())
        {
            Activity.Current?.SetTag("failed", reason);
        }
    }

    /// <param name="reason">The refusal's type.</param>
    public static void TurnRefused(string reason) => Refusals.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public static void CommitConflicted() => Conflicts.Add(1);

    public static Activity? StartStorageCall(string target, string method) => Start($"storage {target} {method}", ActivityKind.Client);

    /// <param name="span">The span.</param>
    /// <param name="target">Which table, or the queue.</param>
    /// <param name="status">The HTTP status, or <c>exception</c>.</param>
    /// <param name="retries">Tries after the first.</param>
    /// <param name="duration">With all retries.</param>
    public static void StorageCallEnded(Activity? span, string target, string status, int retries, TimeSpan duration)
    {
        End(span, status, failed: status is "exception" or ['5', ..]);
        StorageCalls.Record(duration.TotalSeconds, new("target", target), new("status", status));
        if (retries > 0)
        {
            span?.SetTag("retries", retries);
            StorageRetries.Add(retries, new KeyValuePair<string, object?>("target", target));
        }
    }

    /// <param name="kind">The kind of the message; exports are one of them.</param>
    public static Activity? StartDelivery(OutboxKind kind) =>
        Source.HasListeners() ? Start($"deliver {Keys.NameOf(kind)}", ActivityKind.Producer) : null;

    public static void DeliveryTried(Activity? span, OutboxKind kind, bool threw, TimeSpan duration)
    {
        End(span, threw ? "exception" : "returned", threw);
        if (DeliveryTries.Enabled)
        {
            DeliveryTries.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("kind", Keys.NameOf(kind)));
        }
    }

    /// <param name="kind">The kind of the message.</param>
    /// <param name="outcome">The audit's word: <c>delivered</c>, <c>put-off</c>, <c>undeliverable</c> or <c>obsolete</c>.</param>
    public static void DeliverySettled(OutboxKind kind, string outcome)
    {
        if (Deliveries.Enabled)
        {
            Deliveries.Add(1, new("kind", Keys.NameOf(kind)), new("outcome", outcome));
        }
    }

    private static Activity? Start(string name, ActivityKind kind) => Source.StartActivity(name, kind);

    private static void End(Activity? span, string outcome, bool failed)
    {
        span?.SetTag("outcome", outcome);
        span?.SetStatus(failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
    }
}
