using System.Diagnostics;
using IML.RbaBot.Tests.Stores;
using Xunit.Abstractions;

namespace IML.RbaBot.Tests.Walks;

/// <summary>
/// Several people do anything at all, in any order, while things fail: whatever happens, what must be true stays true. Each step is
/// drawn from one number, so that a walk can be walked again. To look further, and to cut a failing walk down to few steps:
/// <code>
/// RBABOT_WALKS=20 RBABOT_WALK_SEED=100 RBABOT_WALK_STEPS=120 RBABOT_WALK_SHRINK=1 dotnet test tests/IML.RbaBot.Tests --filter RandomWalkTests
/// </code>
/// </summary>
[Collection(AzuriteTests.Name)]
public sealed class RandomWalkTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;

    [Fact]
    public async Task Whatever_people_do_in_whatever_order_while_things_fail_what_must_be_true_stays_true()
    {
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var events = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var first = Setting("RBABOT_WALK_SEED", 1);
        var failures = new List<string>();
        for (var seed = first; seed < first + Setting("RBABOT_WALKS", 3); seed++)
        {
            var watch = Stopwatch.StartNew();
            var steps = Enumerable.Range(0, Setting("RBABOT_WALK_STEPS", 36)).Select(i => (seed * 10_007) + (i * 31)).ToArray();
            var (failure, told) = await WalkAsync(steps, outcomes, events);
            output.WriteLine($"Walk {seed}: {steps.Length} steps, {told.Count} lines, {watch.Elapsed.TotalSeconds:0.0} s");
            if (failure is not null)
            {
                failures.Add($"Walk {seed}: {failure}\n\nIts steps:\n{string.Join('\n', told)}");
                if (Environment.GetEnvironmentVariable("RBABOT_WALK_SHRINK") is not null)
                {
                    failures[^1] += await ShrinkAsync(steps);
                }
            }
        }

        output.WriteLine(string.Join('\n', outcomes.Select(o => $"{o.Key,-40}{o.Value,6}")));
        output.WriteLine(string.Join('\n', events.Select(o => $"{o.Key,-40}{o.Value,6}")));
        Assert.True(failures.Count == 0, string.Join("\n\n==========\n\n", failures));
    }

    private async Task<(Exception? Failure, List<string> Told)> WalkAsync(
        IEnumerable<int> steps, SortedDictionary<string, int>? outcomes = null, SortedDictionary<string, int>? events = null)
    {
        await using var world = await WalkWorld.OnAsync(azurite.ConnectionString);
        try
        {
            foreach (var step in steps)
            {
                await new WalkSteps(world, new Chance(step)).StepAsync();
            }

            world.Told.Add("the end");
            await EndChecks.CheckAsync(world);
            Add(outcomes, world.Outcomes);
            foreach (var id in world.Tables.Ids)
            {
                Add(events, world.Tables.EventsOf(id).GroupBy(e => e).ToDictionary(g => g.Key, g => g.Count()));
            }

            return (null, world.Told);
        }
        catch (Exception failure)
        {
            Add(outcomes, world.Outcomes);
            return (failure, world.Told);
        }
    }

    private static void Add(SortedDictionary<string, int>? all, IReadOnlyDictionary<string, int> some)
    {
        foreach (var (key, count) in some)
        {
            if (all is not null)
            {
                all[key] = all.GetValueOrDefault(key) + count;
            }
        }
    }

    /// <summary>Leaves out what a walk can do without and still fail: halves first, single steps at last.</summary>
    private async Task<string> ShrinkAsync(int[] steps)
    {
        var told = "";
        for (var size = steps.Length / 2; size > 0; size /= 2)
        {
            for (var from = 0; from < steps.Length; from += size)
            {
                var fewer = steps.Where((_, i) => i < from || i >= from + size).ToArray();
                if (await WalkAsync(fewer) is { Failure: { } failure, Told: var lines })
                {
                    (steps, told) = (fewer, $"\n\nIt fails with {fewer.Length} steps too: {failure}\n{string.Join('\n', lines)}");
                    from -= size;
                }
            }
        }

        return told;
    }
}
