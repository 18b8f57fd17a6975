using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The review, as the focal point and the developer have it with the bot.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ReviewTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_claimed_screening_is_returned_with_two_comments_changed_submitted_again_and_shown_with_its_differences()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var submitted = await ReceptionCentre.ScreensAsync(alex);
        var reference = submitted.Text.Split('\n').First(l => l.StartsWith("RBA-", StringComparison.Ordinal))[..13];

        var review = await amina.Says("open " + reference);
        review.Tells("stands-submitted").Shows("C4", "D9", "D10");
        review = await review.Press("claim");
        review.Tells("stands-yours");

        var choose = await review.Press("return");
        var write = await choose.Press("return", ("return.questions", "B4,C4"));
        Assert.Equal(["B4.review", "C4.review"], write.Inputs);
        var returned = await write.Press("return", ("B4.review", "Which section says so?"), ("C4.review", "Ask the ministry again."));
        returned.Tells("stands-returned").Shows("Which section says so?");

        var page = await alex.Says("open " + reference);
        page.Tells("returned-banner").Shows("Which section says so?");
        Assert.Contains("B4.reply", page.Inputs);
        Assert.DoesNotContain("B1", page.Inputs);
        page = await page.Press("next", ("B4", "yes"), ("B4.reply", "It is in section 3.2."));
        page.Shows("Ask the ministry again.");
        page = await page.Press("next", ("C4.reply", "They have confirmed it."));
        var summary = await ReceptionCentre.AnswersAsync(page);
        summary.Tells("returned-answered");
        var again = await summary.Press("submit", ReceptionCentre.Types(summary));
        again.Shows(reference);

        review = await amina.Says("open " + reference);
        review.Tells("stands-submitted").Tells("changes-title").Shows("Which section says so?", "It is in section 3.2.", "Partly", "Yes");
    }

    [Fact]
    public async Task A_reviewer_releases_what_they_claimed_and_another_may_have_it()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var submitted = await ReceptionCentre.ScreensAsync(alex);
        var reference = submitted.Text.Split('\n').First(l => l.StartsWith("RBA-", StringComparison.Ordinal))[..13];

        var review = await (await amina.Says("open " + reference)).Press("claim");
        var released = await review.Press("release");

        released.Tells("stands-submitted");
        Assert.Contains("claim", released.Buttons);
    }
}
