using System.Net;

namespace IML.RbaBot.BotFramework.Connector;

/// <summary>
/// When a failed call is made again. Plain code and no resilience pipeline: how often depends on the cause and the method together
/// (a message has no idempotency key, so creating one after an unclear failure is tried once more at most), which a pipeline's single
/// attempt counter cannot say.
/// </summary>
internal sealed class RetryRules
{
    private const int MostAttempts = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly bool repeatable;
    private readonly TimeSpan retryAfterCap;
    private int unclear;

    /// <param name="method">What the call does.</param>
    /// <param name="retryAfterCap">The longest wait taken from the channel.</param>
    public RetryRules(HttpMethod method, TimeSpan retryAfterCap)
    {
        repeatable = method == HttpMethod.Put || method == HttpMethod.Get || method == HttpMethod.Delete;
        this.retryAfterCap = retryAfterCap;
    }

    /// <summary>The attempts made so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>What a status means.</summary>
    public static ConnectorFailure Classify(HttpStatusCode status) => (int)status switch
    {
        429 or 412 => ConnectorFailure.Throttled,
        408 or 500 or 502 or 503 or 504 => ConnectorFailure.Transient,
        401 or 403 or 404 or 410 or 413 => ConnectorFailure.PermanentlyGone,
        _ => ConnectorFailure.Unknown,
    };

    /// <summary>Counts one failed attempt.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="neverSent">The call did not reach the channel, so that repeating it cannot double it.</param>
    /// <returns>How long to wait before the next attempt; null to give up.</returns>
    public TimeSpan? Next(ConnectorException failure, bool neverSent)
    {
        Attempts++;
        var again = failure.Kind switch
        {
            ConnectorFailure.Throttled => true,
            ConnectorFailure.Transient => repeatable || neverSent || ++unclear <= 1,
            _ => false,
        };
        return again && Attempts < MostAttempts ? Pause(failure.RetryAfter) : null;
    }

    /// <summary>Doubles each time, half of it by chance so that many callers do not come back together; never less than asked for.</summary>
    private TimeSpan Pause(TimeSpan? retryAfter)
    {
        var full = TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << (Attempts - 1), LongestPause.Ticks));
        var pause = (full / 2) + (full / 2 * Random.Shared.NextDouble());
        var asked = retryAfter is { } wait && wait > TimeSpan.Zero ? (wait < retryAfterCap ? wait : retryAfterCap) : TimeSpan.Zero;
        return pause > asked ? pause : asked;
    }
}
