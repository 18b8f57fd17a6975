using System.Diagnostics.CodeAnalysis;

namespace IML.RbaBot.BotFramework.Connector;

/// <summary>
/// Keeps calls out within the limits that Teams sets for a bot in one conversation, and for the bot as a whole
/// (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit): who would exceed them waits, in the order of asking.
/// The limits hold for one process; several instances share them by sharing the conversations that happen to reach them.
/// </summary>
internal sealed class SendLimits(TimeProvider time)
{
    private static readonly Limit[] Conversation =
    [
        new(7, TimeSpan.FromSeconds(1)), new(8, TimeSpan.FromSeconds(2)), new(60, TimeSpan.FromSeconds(30)), new(1800, TimeSpan.FromHours(1)),
    ];

    private static readonly Limit[] Bot = [new(30, TimeSpan.FromSeconds(1))];

    // More conversations than this are looked through for those that have been silent.
    private const int Remembered = 5000;

    private readonly Lock guard = new();
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly Lane whole = new(Bot);

    /// <summary>Waits until a call into the conversation is allowed, and counts it.</summary>
    /// <returns>When it was counted.</returns>
    public async Task<DateTimeOffset> EnterAsync(string conversation, CancellationToken cancellationToken)
    {
        var lane = LaneOf(conversation);
        try
        {
            await lane.Turn.WaitAsync(cancellationToken);
            try
            {
                while (true)
                {
                    var (counted, wait) = TryEnter(lane);
                    if (counted is { } at)
                    {
                        return at;
                    }

                    await Task.Delay(wait, time, cancellationToken);
                }
            }
            finally
            {
                lane.Turn.Release();
            }
        }
        finally
        {
            lock (guard)
            {
                lane.Users--;
            }
        }
    }

    /// <summary>The channel asked for silence in a conversation: nobody enters it before.</summary>
    public void Close(string conversation, TimeSpan wait)
    {
        var lane = LaneOf(conversation);
        lock (guard)
        {
            lane.Users--;
            var until = time.GetUtcNow() + wait;
            lane.ClosedUntil = until > lane.ClosedUntil ? until : lane.ClosedUntil;
        }
    }

    /// <summary>When it was counted; or null, and how long to wait before asking again.</summary>
    private (DateTimeOffset? At, TimeSpan Wait) TryEnter(Lane lane)
    {
        lock (guard)
        {
            var now = time.GetUtcNow();
            var wait = Longest(lane.WaitAt(now), whole.WaitAt(now));
            if (wait > TimeSpan.Zero)
            {
                return (null, wait);
            }

            lane.Count(now);
            whole.Count(now);
            return (now, TimeSpan.Zero);
        }
    }

    private Lane LaneOf(string conversation)
    {
        lock (guard)
        {
            if (!lanes.TryGetValue(conversation, out var lane))
            {
                ForgetSilent();
                lanes[conversation] = lane = new Lane(Conversation);
            }

            lane.Users++;
            return lane;
        }
    }

    private void ForgetSilent()
    {
        if (lanes.Count < Remembered)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (conversation, lane) in lanes.Where(l => l.Value.Users == 0 && l.Value.IsSilentAt(now)).ToArray())
        {
            lanes.Remove(conversation);
            lane.Turn.Dispose();
        }
    }

    private static TimeSpan Longest(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>So many calls within any stretch of that length.</summary>
    private readonly record struct Limit(int Calls, TimeSpan Within);

    /// <summary>The calls of one conversation, as far back as a limit looks.</summary>
    [SuppressMessage("Reliability", "CA1001", Justification = "Disposed of when it is forgotten; one that is remembered lives as long as the process.")]
    private sealed class Lane(Limit[] limits)
    {
        private readonly List<DateTimeOffset> calls = [];

        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>Who is in it or waits for it.</summary>
        public int Users { get; set; }

        public DateTimeOffset ClosedUntil { get; set; } = DateTimeOffset.MinValue;

        public TimeSpan WaitAt(DateTimeOffset now)
        {
            var wait = ClosedUntil - now;
            foreach (var limit in limits)
            {
                if (calls.Count >= limit.Calls)
                {
                    wait = Longest(wait, calls[^limit.Calls] + limit.Within - now);
                }
            }

            return wait;
        }

        public void Count(DateTimeOffset now)
        {
            calls.Add(now);

            // Taken off in one go now and then, which is cheaper than one by one.
            if (calls.Count >= 2 * limits[^1].Calls)
            {
                calls.RemoveRange(0, calls.Count - limits[^1].Calls);
            }
        }

        public bool IsSilentAt(DateTimeOffset now) =>
            ClosedUntil <= now && (calls.Count == 0 || now - calls[^1] > limits[^1].Within);
    }
}
