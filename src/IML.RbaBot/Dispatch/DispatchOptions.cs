namespace IML.RbaBot.Dispatch;

/// <summary>How messages are delivered, section <c>Dispatch</c> of the configuration.</summary>
public sealed record DispatchOptions
{
    public const string Section = "Dispatch";

    /// <summary>
    /// How long a promise stays invisible in the queue: longer than a commit can take, so that normally the process that made it
    /// delivers and nobody else sees it.
    /// </summary>
    public TimeSpan PromiseInvisible { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A promise for which nothing is found is kept this long: its commit may still be under way.</summary>
    public TimeSpan PointerGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that one delivery may take.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A delivery under way when the process stops may end in this time, so that it need not be repeated.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The wait before the second try; each later wait is longer by <see cref="DelayGrowth"/>.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>With twelve attempts from five seconds on, the last is about a day after the first.</summary>
    public double DelayGrowth { get; init; } = 2.5;

    /// <summary>After so many tries without success a message is undeliverable.</summary>
    public int Attempts { get; init; } = 12;

    /// <summary>The queue is asked so often while there is work; when idle, less and less often.</summary>
    public TimeSpan PollMin { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan PollMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Assessments delivered at the same time.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>
    /// How long a received message stays invisible to other instances: longer than a delivery can take. After a crash it comes back
    /// when this time is over.
    /// </summary>
    public TimeSpan ReceivedInvisible => 2 * DeliveryTimeout;

    /// <summary>
    /// How long a message that people see is held by the instance that delivers it: longer than sending and recording can take. After
    /// a crash in between, another instance sends it when this time is over.
    /// </summary>
    public TimeSpan HeldFor => 2 * DeliveryTimeout;

    /// <summary>The wait after a try without success.</summary>
    /// <param name="attempts">How many tries there were, from 1.</param>
    /// <param name="chance">0 to 1, drawn: spreads the wait by a fifth up and down, so that many messages do not come back at once.</param>
    public TimeSpan DelayAfter(int attempts, double chance) =>
        FirstDelay * Math.Pow(DelayGrowth, attempts - 1) * (0.8 + (0.4 * chance));

    public static DispatchOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var defaults = new DispatchOptions();
        return new DispatchOptions
        {
            PromiseInvisible = section.GetValue(nameof(PromiseInvisible), defaults.PromiseInvisible),
            PointerGrace = section.GetValue(nameof(PointerGrace), defaults.PointerGrace),
            DeliveryTimeout = section.GetValue(nameof(DeliveryTimeout), defaults.DeliveryTimeout),
            StopGrace = section.GetValue(nameof(StopGrace), defaults.StopGrace),
            FirstDelay = section.GetValue(nameof(FirstDelay), defaults.FirstDelay),
            DelayGrowth = section.GetValue(nameof(DelayGrowth), defaults.DelayGrowth),
            Attempts = section.GetValue(nameof(Attempts), defaults.Attempts),
            PollMin = section.GetValue(nameof(PollMin), defaults.PollMin),
            PollMax = section.GetValue(nameof(PollMax), defaults.PollMax),
            Parallel = section.GetValue(nameof(Parallel), defaults.Parallel),
        };
    }
}
