using System.Diagnostics;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>The memory of a process over a time, in bytes: it comes and goes with collections and with what is given back.</summary>
/// <param name="Resident">On average.</param>
/// <param name="Most">At the highest look.</param>
/// <param name="Own">What is backed by no file, on average.</param>
internal readonly record struct MemoryUse(double Resident, long Most, double Own)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Looks four times a second for so long.</summary>
    public static async Task<MemoryUse> OfAsync(ServerProcess server, TimeSpan time)
    {
        var since = Stopwatch.GetTimestamp();
        var looks = new List<ProcessUse>();
        while (Stopwatch.GetElapsedTime(since) is var passed && passed < time)
        {
            looks.Add(server.Use());
            var left = time - passed;
            await Task.Delay(left < Pause ? left : Pause);
        }

        return new(looks.Average(look => look.ResidentBytes), looks.Max(look => look.ResidentBytes), looks.Average(look => look.OwnBytes));
    }
}
