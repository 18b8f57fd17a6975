using System.Diagnostics;
using System.Globalization;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>One of two compared bots.</summary>
/// <param name="Name">What the figures call it.</param>
/// <param name="Server">Its process.</param>
/// <param name="Turns">One turn of each conversation with it.</param>
internal sealed record Side(string Name, ServerProcess Server, IReadOnlyList<Func<Task<long>>> Turns);

/// <summary>
/// Two bots that are both up and take turns: a second of pressing for one, then a second for the other. A machine that others use too
/// is faster or slower by a tenth from one minute to the next; that meets both alike, so small differences show.
/// </summary>
internal static class Versus
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    /// <summary>Warms both up, then measures both for <see cref="LoadOptions.Measured"/> each.</summary>
    /// <returns>Lines to print: CPU of a turn of each, and by how much they differ from second to second.</returns>
    /// <exception cref="WrongAnswerException">An answer was wrong.</exception>
    public static async Task<IReadOnlyList<string>> TakeAsync(Side one, Side other, LoadOptions options)
    {
        await SlicesAsync(one, other, options.WarmUp);
        var pairs = await SlicesAsync(one, other, options.Measured);
        var ratios = pairs.Select(pair => Math.Log(PerTurn(pair.Other) / PerTurn(pair.One))).ToList();
        var mean = ratios.Average();
        var deviation = Math.Sqrt(ratios.Sum(r => (r - mean) * (r - mean)) / Math.Max(1, ratios.Count - 1));
        var error = deviation / Math.Sqrt(ratios.Count);
        return
        [
            Line(one, [.. pairs.Select(pair => pair.One)]),
            Line(other, [.. pairs.Select(pair => pair.Other)]),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{other.Name} against {one.Name}: {100 * (Math.Exp(mean) - 1):+0.0;-0.0} % CPU a turn, give or take {200 * error:0.0} (95 of 100; {ratios.Count} pairs of seconds)"),
        ];
    }

    private static double PerTurn((int Turns, TimeSpan Cpu) slice) => slice.Cpu.TotalMilliseconds / slice.Turns;

    private static string Line(Side side, IReadOnlyList<(int Turns, TimeSpan Cpu)> slices)
    {
        var turns = slices.Sum(slice => slice.Turns);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{side.Name,-18} {side.Turns.Count,6} {turns / (slices.Count * Slice.TotalSeconds),9:0} {slices.Sum(slice => slice.Cpu.TotalMilliseconds) / turns,12:0.000} best second {slices.Min(PerTurn):0.000} {turns,7} turns");
    }

    private static async Task<List<((int Turns, TimeSpan Cpu) One, (int Turns, TimeSpan Cpu) Other)>> SlicesAsync(Side one, Side other, TimeSpan each)
    {
        var pairs = new List<((int, TimeSpan), (int, TimeSpan))>();
        for (var i = 0; i < each / Slice; i++)
        {
            // Who comes second finds other caches than who comes first.
            if (i % 2 == 0)
            {
                var first = await SliceAsync(one);
                pairs.Add((first, await SliceAsync(other)));
            }
            else
            {
                var first = await SliceAsync(other);
                pairs.Add((await SliceAsync(one), first));
            }
        }

        return pairs;
    }

    private static async Task<(int Turns, TimeSpan Cpu)> SliceAsync(Side side)
    {
        var before = side.Server.Use().Cpu;
        var since = Stopwatch.GetTimestamp();
        var turns = await Task.WhenAll(side.Turns.Select(PressAsync));
        return (turns.Sum(), side.Server.Use().Cpu - before);

        async Task<int> PressAsync(Func<Task<long>> turn)
        {
            var done = 0;
            while (Stopwatch.GetElapsedTime(since) < Slice)
            {
                await turn();
                done++;
            }

            return done;
        }
    }
}
