using System.Diagnostics;
using System.Globalization;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>What one run of turns showed.</summary>
/// <param name="Conversations">How many people pressed at the same time.</param>
/// <param name="Turns">Turns that ended well in the measured time.</param>
/// <param name="Errors">Conversations that stopped at a wrong answer, at any time.</param>
/// <param name="FirstError">What the first of them said, or null.</param>
/// <param name="Elapsed">The measured time.</param>
/// <param name="Cpu">What the server used in it.</param>
/// <param name="LeastCpu">
/// What it used for a turn in the <see cref="Window"/> in which that was least: what others take on a shared machine only adds. Null when
/// the measured time is shorter.
/// </param>
/// <param name="Median">Half of the turns took no longer.</param>
/// <param name="P99">99 of 100 turns took no longer.</param>
/// <param name="Memory">The server's memory in the measured time.</param>
/// <param name="After">The server after it.</param>
internal sealed record Measurement(
    int Conversations,
    int Turns,
    int Errors,
    string? FirstError,
    TimeSpan Elapsed,
    TimeSpan Cpu,
    TimeSpan? LeastCpu,
    TimeSpan Median,
    TimeSpan P99,
    MemoryUse Memory,
    ProcessUse After)
{
    // The operating system counts in steps of 10 ms: 2 % of what 16 people use in this time.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    public const string Heading = "                    conv.   turns/s  CPU ms/turn  best 4 s   p50 ms   p99 ms   RSS MB   most MB   own MB  peak MB   turns  errors";

    /// <summary>Warms up, then measures, with one task a conversation, each waiting for its answer before it presses again.</summary>
    /// <param name="server">Whose use is counted.</param>
    /// <param name="turns">One turn of each conversation; returns what it took in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="options">How long, and how fast.</param>
    public static async Task<Measurement> TakeAsync(ServerProcess server, IReadOnlyList<Func<Task<long>>> turns, LoadOptions options)
    {
        // 0 while warming up, 1 while measuring, 2 at the end.
        var phase = 0;
        var done = 0;
        var interval = options.Pace is { } pace ? TimeSpan.FromSeconds((double)turns.Count / pace) : TimeSpan.Zero;
        var pressing = turns.Select(PressAsync).ToList();
        await Task.Delay(options.WarmUp);
        var before = server.Use();
        var since = Stopwatch.GetTimestamp();
        Volatile.Write(ref phase, 1);
        var looks = await Look.ForAsync(options.Measured, server, () => Volatile.Read(ref done));
        Volatile.Write(ref phase, 2);
        var elapsed = Stopwatch.GetElapsedTime(since);
        var after = server.Use();
        var ended = await Task.WhenAll(pressing);
        var took = ended.SelectMany(e => e.Took).Order().ToList();
        return new Measurement(
            turns.Count, took.Count, ended.Count(e => e.Error is not null), ended.Select(e => e.Error).FirstOrDefault(e => e is not null),
            elapsed, after.Cpu - before.Cpu, Look.LeastPerTurn(looks, Window), At(0.5), At(0.99), MemoryUse.Of(looks), after);

        TimeSpan At(double share) =>
            took.Count == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(0, took[(int)(share * (took.Count - 1))]);

        async Task<(List<long> Took, string? Error)> PressAsync(Func<Task<long>> turn)
        {
            var mine = new List<long>();
            var began = Stopwatch.GetTimestamp();
            var due = TimeSpan.Zero;
            try
            {
                while (Volatile.Read(ref phase) < 2)
                {
                    if (due - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
                    {
                        await Task.Delay(early);
                    }

                    due += interval;
                    var ticks = await turn();
                    if (Volatile.Read(ref phase) == 1)
                    {
                        mine.Add(ticks);
                        Interlocked.Increment(ref done);
                    }
                }

                return (mine, null);
            }
            catch (Exception wrong) when (wrong is WrongAnswerException or HttpRequestException or System.Text.Json.JsonException)
            {
                return (mine, wrong.Message);
            }
        }
    }

    public string Line(string subject) => string.Create(
        CultureInfo.InvariantCulture,
        $"{subject,-18} {Conversations,6} {Turns / Elapsed.TotalSeconds,9:0} {Cpu.TotalMilliseconds / Math.Max(1, Turns),12:0.000} {LeastCpu?.TotalMilliseconds ?? double.NaN,9:0.000} {Median.TotalMilliseconds,8:0.00} {P99.TotalMilliseconds,8:0.00} {Memory.Resident / 1e6,8:0.0} {Memory.Most / 1e6,9:0.0} {Memory.Own / 1e6,8:0.0} {After.PeakBytes / 1e6,8:0.0} {Turns,7} {Errors,7}");
}
