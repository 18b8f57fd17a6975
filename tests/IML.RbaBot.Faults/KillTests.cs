using System.Security.Cryptography;
using IML.RbaBot.Faults.Harness;
using IML.RbaBot.Storage;
using Xunit.Abstractions;

namespace IML.RbaBot.Faults;

[Collection(FaultTests.Name)]
public sealed class KillTests(AzuriteRun azurite, ITestOutputHelper output)
{
    [Fact]
    public async Task A_process_killed_at_any_boundary_of_a_turn_or_a_delivery_loses_nothing()
    {
        await using var world = await World.StartAsync(azurite.ConnectionString);
        var amina = new Somebody(world, World.FocalPointId, "Amina Focal");
        await amina.SaysAsync("hi");
        var screenings = new List<Screening>();

        foreach (var (boundary, after) in Death.AtEachOf(Boundary.OfBeginning))
        {
            screenings.Add(await Screening.BegunAsync(world));
            await Death.DuringAsync(world, boundary, after, screenings[^1].Id, () => screenings[^1].GoesOnAsync());
        }

        foreach (var (boundary, after) in Death.AtEachOf(Boundary.OfSaving))
        {
            screenings.Add(await Screening.BegunAsync(world));
            await screenings[^1].GoesOnAsync();
            await Death.DuringAsync(world, boundary, after, screenings[^1].Id, () => screenings[^1].GoesOnAsync());
        }

        foreach (var screening in screenings)
        {
            await screening.AnswersAsync();
            await screening.SubmitsAsync();
        }

        foreach (var (boundary, after) in Death.AtEachOf(Boundary.OfSubmission))
        {
            screenings.Add(await Screening.BegunAsync(world));
            await screenings[^1].AnswersAsync();
            await Death.DuringAsync(world, boundary, after, screenings[^1].Id, () => screenings[^1].SubmitsAsync());
        }

        await Reckoning.MakeAsync(world, screenings, amina, output, "killed at every boundary");
        Assert.Equal(screenings.Count, world.Figures.Kills);
    }

    [Fact]
    public async Task A_process_killed_at_any_boundary_of_a_filing_leaves_exactly_one_document_of_each_kind()
    {
        var folder = Directory.CreateTempSubdirectory("filing-").FullName;
        try
        {
            await using var world = await World.StartAsync(azurite.ConnectionString, 1, ("Export__Folder", folder));
            var amina = new Somebody(world, World.FocalPointId, "Amina Focal");
            await amina.SaysAsync("hi");
            var screenings = new List<Screening>();
            foreach (var (boundary, after) in Death.AtEachOf(Boundary.OfFiling))
            {
                screenings.Add(await Screening.BegunAsync(world));
                await screenings[^1].AnswersAsync();
                await Death.DuringAsync(world, boundary, after, screenings[^1].Id, () => screenings[^1].SubmitsAsync());
            }

            await Reckoning.MakeAsync(world, screenings, amina, output, "killed at every boundary of a filing");
            foreach (var screening in screenings)
            {
                await AssertFiledAsync(world, folder, screening);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
                var screening = await Screening.BegunAsync(world);
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

    /// <summary>One file of each kind, whole, and the head row knows where and of what content.</summary>
    private static async Task AssertFiledAsync(World world, string folder, Screening screening)
    {
        var stem = $"{screening.Reference}-v1";
        var files = Directory.GetFiles(folder, $"{screening.Reference}*", SearchOption.AllDirectories);
        Assert.Equal([$"{stem}-annex.docx", $"{stem}-record.json", $"{stem}.docx"], files.Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        var record = files.Single(f => f.EndsWith(".json", StringComparison.Ordinal));
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(record)));
        var head = (await world.RowsAsync(screening.Id)).Single(r => r.RowKey == Keys.Head).GetString("data");
        Assert.Contains($"\"hash\":\"{hash}\"", head, StringComparison.Ordinal);
        Assert.DoesNotContain("\"due\":", head, StringComparison.Ordinal);
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
