using IML.RbaBot.Faults.Harness;
using IML.RbaBot.Storage;
using Xunit.Abstractions;

namespace IML.RbaBot.Faults;

/// <summary>The review as it stands when the process dies in the middle of it.</summary>
[Collection(FaultTests.Name)]
public sealed class ReviewKillTests(AzuriteRun azurite, ITestOutputHelper output) : IAsyncLifetime
{
    private const string Comment = "Who decides on detention, and for how long?";

    private World world = null!;
    private Somebody amina = null!;

    public async Task InitializeAsync()
    {
        world = await World.StartAsync(azurite.ConnectionString);
        amina = new Somebody(world, World.FocalPointId, "Amina Focal");
        await amina.SaysAsync("hi");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_process_killed_at_any_boundary_of_a_claim_leaves_one_reviewer_and_one_claim()
    {
        var screenings = new List<Screening>();
        foreach (var (boundary, after) in Death.AtEachOf(Boundary.OfClaim))
        {
            var screening = await SubmittedAsync(screenings);
            await Death.DuringAsync(world, boundary, after, screening.Id, () => ClaimsAsync(screening));
        }

        await world.SettleAsync(screenings.Select(s => s.Id), TimeSpan.FromSeconds(60));
        foreach (var screening in screenings)
        {
            Assert.Equal(1, await CountAsync(screening, "claimed"));
            Assert.True((await amina.OpensAsync(screening.Id)).Has("release"), $"{screening.Id} is not Amina's to review.");
        }

        await ReckonAsync("killed at every boundary of a claim", screenings, notices: 0, repeats: 0);
    }

    [Fact]
    public Task A_process_killed_at_any_boundary_of_a_return_returns_once_with_every_comment_and_tells_the_developer() =>
        AssertToldAsync("returned", async (screening, card) =>
        {
            card = await amina.PressesAsync(card, "return", []);
            card = await amina.PressesAsync(card, "return", [("return.questions", "A1,C4")]);
            return () => amina.PressesAsync(card, "return", [("A1.review", Comment), ("C4.review", Comment)]);
        });

    [Fact]
    public Task A_process_killed_at_any_boundary_of_a_decision_decides_once_and_tells_the_developer() =>
        AssertToldAsync("cleared", async (screening, card) =>
        {
            card = await amina.PressesAsync(card, "clear", []);
            return () => amina.PressesAsync(card, "clear", [("verdict.rating", "B"), ("verdict.reasons", Comment)]);
        });

    /// <param name="what">The event, as the audit names it.</param>
    /// <param name="prepare">From the review's card to the press that commits the event.</param>
    private async Task AssertToldAsync(string what, Func<Screening, Card, Task<Func<Task>>> prepare)
    {
        var screenings = new List<Screening>();
        var (notices, repeats) = (0, 0);
        foreach (var (boundary, after) in Death.AtEachOf(Boundary.OfReview(what)))
        {
            var screening = await SubmittedAsync(screenings);
            var press = await prepare(screening, await ClaimsAsync(screening));
            await world.SettleAsync([screening.Id], TimeSpan.FromSeconds(60));
            var before = world.Channel.Count(screening.Chat, screening.Reference);

            await Death.DuringAsync(world, boundary, after, screening.Id, press);

            await world.SettleAsync([screening.Id], TimeSpan.FromSeconds(60));
            var told = world.Channel.Count(screening.Chat, screening.Reference) - before;
            Assert.True(told > 0, $"{screening.Id} was {what} and its developer was not told: killed {(after ? "after" : "before")} {boundary}.");

            // Only a death between the send and its record sends a notice again, and only once.
            var mayRepeat = boundary.Name is "send of the notice" or "record of the notice" or "update of a card";
            Assert.InRange(told, 1, mayRepeat ? 2 : 1);
            Assert.Equal(1, await CountAsync(screening, what));
            (notices, repeats) = (notices + told, repeats + told - 1);
            if (what == "returned")
            {
                var comments = (await world.RowsAsync(screening.Id)).Count(r => r.RowKey.StartsWith(Keys.CommentPrefix, StringComparison.Ordinal));
                Assert.Equal(2, comments);
            }
        }

        await ReckonAsync($"killed at every boundary of what is {what}", screenings, notices, repeats);
    }

    private async Task ReckonAsync(string what, List<Screening> screenings, int notices, int repeats)
    {
        var losses = (await Task.WhenAll(screenings.Select(s => s.LossesAsync()))).SelectMany(l => l).ToArray();
        var kills = world.Instances.Sum(i => i.Kills);
        output.WriteLine(
            $"{what}: kills {kills}, turns {world.Figures.Turns} (sent again {world.Figures.Retried}), reviews {screenings.Count}, notices {notices}, losses {losses.Length}, repeats {repeats}");
        Assert.Empty(losses);
        Assert.Equal(screenings.Count, kills);
    }

    private async Task<Screening> SubmittedAsync(List<Screening> screenings)
    {
        var screening = await Screening.BegunAsync(world);
        await screening.AnswersAsync();
        await screening.SubmitsAsync();
        await world.SettleAsync([screening.Id], TimeSpan.FromSeconds(60));
        screenings.Add(screening);
        return screening;
    }

    private async Task<Card> ClaimsAsync(Screening screening) =>
        await amina.PressesAsync(await amina.OpensAsync(screening.Id), "claim", []);

    private async Task<int> CountAsync(Screening screening, string what) => (await world.RowsAsync(screening.Id))
        .Where(r => r.RowKey.StartsWith(Keys.EventPrefix, StringComparison.Ordinal))
        .Sum(r => r.GetString("changes").Split($"\"what\":\"{what}\"").Length - 1);
}
