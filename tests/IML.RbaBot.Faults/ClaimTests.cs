using IML.RbaBot.Faults.Harness;
using IML.RbaBot.Storage;
using Xunit.Abstractions;

namespace IML.RbaBot.Faults;

[Collection(FaultTests.Name)]
public sealed class ClaimTests(AzuriteRun azurite, ITestOutputHelper output)
{
    private static readonly string[] Names = ["Amina Focal", "Bruno Backup"];

    [Fact]
    public async Task Of_two_focal_points_who_claim_at_the_same_instant_exactly_one_wins_every_time()
    {
        var races = 200 * Extent.Rounds;
        await using var world = await World.StartAsync(azurite.ConnectionString, 2, ("Dispatch__Attempts", "1"));
        var amina = new Somebody(world, World.FocalPointId, Names[0]);
        var bruno = new Somebody(world, World.BackupId, Names[1]);
        await amina.SaysAsync("hi");
        await bruno.SaysAsync("hi");
        var screening = new Screening(new Somebody(world, Guid.NewGuid().ToString(), "Dana Developer"));
        await screening.OpensAsync();
        await screening.AnswersAsync();
        await screening.SubmitsAsync();

        var (won, ties) = (new int[2], 0);
        for (var race = 0; race < races; race++)
        {
            // Nothing settles first: what follows the release before is still being delivered, and recorded, while the two claim.
            var cards = await Task.WhenAll(amina.OpensAsync(screening.Id), bruno.OpensAsync(screening.Id));

            // Neighbouring requests reach different instances, each of which knows only what the storage holds.
            var answers = await Task.WhenAll(amina.PressesAsync(cards[0], "claim", []), bruno.PressesAsync(cards[1], "claim", []));

            ties += answers.Count(a => a.Has("release")) == 1 ? 0 : 1;
            var winner = answers[0].Has("release") ? 0 : 1;
            won[winner]++;
            var others = answers[1 - winner].Json.ToJsonString();
            Assert.False(answers[1 - winner].Has("release"), others);
            Assert.True(
                others.Contains($"{Names[winner]} has been reviewing it since ", StringComparison.Ordinal),
                $"Who lost reads in race {race}:\n{others}\nand the other:\n{answers[winner].Json.ToJsonString()}");
            var released = await (winner == 0 ? amina : bruno).PressesAsync(answers[winner], "release", []);
            Assert.True(released.Has("claim"), released.Json.ToJsonString());
        }

        output.WriteLine($"claims at the same instant: {races}, won by one {won[0]}, by the other {won[1]}, by both or none {ties}");
        Assert.Equal(0, ties);
        var audit = string.Concat((await world.RowsAsync(screening.Id))
            .Where(r => r.RowKey.StartsWith(Keys.EventPrefix, StringComparison.Ordinal))
            .Select(r => r.GetString("changes")));
        Assert.Equal(races, audit.Split("\"what\":\"claimed\"").Length - 1);
        Assert.Equal(races, audit.Split("\"what\":\"released\"").Length - 1);
    }
}
