using IML.RbaBot.Faults.Harness;
using Xunit.Abstractions;

namespace IML.RbaBot.Faults;

[Collection(FaultTests.Name)]
public sealed class KillTests(AzuriteRun azurite, ITestOutputHelper output)
{
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_process_killed_at_any_boundary_of_a_turn_or_a_delivery_loses_nothing()
    {
        await using var world = await World.StartAsync(azurite.ConnectionString);
        var amina = new Somebody(world, World.FocalPointId, "Amina Focal");
        await amina.SaysAsync("hi");
        var screenings = new List<Screening>();

        foreach (var (boundary, after) in EachOf(Boundary.OfBeginning))
        {
            screenings.Add(await BegunAsync(world));
            await DiesAsync(world, boundary, after, screenings[^1], s => s.GoesOnAsync());
        }

        foreach (var (boundary, after) in EachOf(Boundary.OfSaving))
        {
            screenings.Add(await BegunAsync(world));
            await screenings[^1].GoesOnAsync();
            await DiesAsync(world, boundary, after, screenings[^1], s => s.GoesOnAsync());
        }

        foreach (var screening in screenings)
        {
            await screening.AnswersAsync();
            await screening.SubmitsAsync();
        }

        foreach (var (boundary, after) in EachOf(Boundary.OfSubmission))
        {
            screenings.Add(await BegunAsync(world));
            await screenings[^1].AnswersAsync();
            await DiesAsync(world, boundary, after, screenings[^1], s => s.SubmitsAsync());
        }

        await Reckoning.MakeAsync(world, screenings, amina, output, "killed at every boundary");
        Assert.Equal(screenings.Count, world.Figures.Kills);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Processes_killed_at_random_moments_under_load_lose_nothing(int instances)
    {
        await using var world = await World.StartAsync(azurite.ConnectionString, instances);
        var amina = new Somebody(world, World.FocalPointId, "Amina Focal");
        await amina.SaysAsync("hi");
        var random = new Random(Extent.Seed + instances);
        var screenings = new List<Screening>();
        var killing = KillAsync(world, random, kills: 8 * Extent.Rounds);

        // People come and go for as long as processes die.
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            do
            {
                var screening = await BegunAsync(world);
                lock (screenings)
                {
                    screenings.Add(screening);
                }

                await screening.AnswersAsync();
                await screening.SubmitsAsync();
            }
            while (!killing.IsCompleted);
        }));
        await killing;

        await Reckoning.MakeAsync(world, screenings, amina, output, $"killed at random, instances {instances}");
        Assert.Equal(8 * Extent.Rounds, world.Figures.Kills);
    }

    private static IEnumerable<(Boundary Boundary, bool After)> EachOf(IEnumerable<Boundary> boundaries) =>
        boundaries.SelectMany(b => new[] { (b, false), (b, true) });

    private static async Task<Screening> BegunAsync(World world)
    {
        var screening = new Screening(new Somebody(world, Guid.NewGuid().ToString(), "Dana Developer"));
        await screening.OpensAsync();
        return screening;
    }

    /// <summary>The process dies at the boundary during the step, is started again, and the person goes on pressing until it is answered.</summary>
    private static async Task DiesAsync(World world, Boundary boundary, bool after, Screening screening, Func<Screening, Task> step)
    {
        var instance = world.Instances[0];
        var death = world.Crossing.OnceAsync(p => boundary.Matches(p, screening.Id), after, instance.Kill);
        var stepping = step(screening);
        var died = await Task.WhenAny(death, Task.Delay(KillLimit)) == death;
        Assert.True(died, $"Nothing passed the boundary '{boundary}' ({(after ? "after" : "before")}).");
        await instance.StartAsync();
        await stepping;
    }

    private static async Task KillAsync(World world, Random random, int kills)
    {
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(random.Next(200, 1500));
            var instance = world.Instances[random.Next(world.Instances.Length)];
            instance.Kill();
            await instance.StartAsync();
        }
    }
}
