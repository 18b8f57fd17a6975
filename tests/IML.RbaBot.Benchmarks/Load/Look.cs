using System.Diagnostics;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>One look at a process while it is measured.</summary>
/// <param name="At">Since the measured time began.</param>
/// <param name="Turns">Turns that ended until then.</param>
/// <param name="Use">What the process had used.</param>
internal readonly record struct Look(TimeSpan At, int Turns, ProcessUse Use)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Looks four times a second for so long, and once at the end.</summary>
    public static async Task<IReadOnlyList<Look>> ForAsync(TimeSpan time, ServerProcess server, Func<int> turns)
    {
        var since = Stopwatch.GetTimestamp();
        var looks = new List<Look>();
        while (true)
        {
            looks.Add(new Look(Stopwatch.GetElapsedTime(since), turns(), server.Use()));
            if (time - Stopwatch.GetElapsedTime(since) is not { Ticks: > 0 } left)
            {
                return looks;
            }

            await Task.Delay(left < Pause ? left : Pause);
        }
    }

    /// <summary>The CPU of a turn in the window of so long in which it was least; null when there is no such window.</summary>
    public static TimeSpan? LeastPerTurn(IReadOnlyList<Look> looks, TimeSpan window)
    {
        TimeSpan? least = null;
        for (var first = 0; first < looks.Count; first++)
        {
            // The first look that is far enough away.
            var last = first;
            while (last < looks.Count && looks[last].At - looks[first].At < window)
            {
                last++;
            }

            if (last < looks.Count && looks[last].Turns > looks[first].Turns)
            {
                var turn = (looks[last].Use.Cpu - looks[first].Use.Cpu) / (looks[last].Turns - looks[first].Turns);
                least = least < turn ? least : turn;
            }
        }

        return least;
    }
}
