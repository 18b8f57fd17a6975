using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using static IML.RbaBot.Tests.Turns.CardsInPlace;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The card on which somebody goes on to the next version is no longer that of the version before.</summary>
[Collection(AzuriteTests.Name)]
public sealed class NextVersionCardTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_next_version_that_was_begun_already_and_is_shown_again_is_left_alone_too()
    {
        await using var scenario = await OnAsync(azurite);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(alex);
        var review = await (await amina.Says("open " + result.Assessment[..^2])).Press("claim");
        await (await review.Press("clear")).Press("clear");
        await DeliversAsync(scenario, result.Assessment);
        await (await alex.Says("open " + result.Assessment)).Press("rescreen");
        var opened = await alex.Says("open " + result.Assessment);

        var next = await opened.Press("rescreen");

        var stored = (await scenario.Bot.Services.GetRequiredService<AssessmentStore>()
            .LoadAsync(AssessmentId.Parse(result.Assessment)!.Value, allowCached: false, default) as LoadResult.Found)!.Stored;
        Assert.EndsWith("-2", next.Assessment);
        Assert.Equal(CardFace.Taken, Assert.Single(stored.Cards, c => c.ActivityId == opened.Message).Face);
    }
}
