using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Turns.CardsInPlace;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The result card of those who come to a screening later, and of those who leave it.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CoEditorCardsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_co_editors_result_card_says_what_the_Unit_does_and_what_is_opened_on_it_is_left_alone()
    {
        await using var scenario = await OnAsync(azurite);
        var (amina, omar) = (scenario.Person("Amina"), scenario.Person("Omar"));
        var (assessment, omars, bos) = await EditedByOthersAsync(scenario);
        var bosForm = await bos.Press("ask");
        await DeliversAsync(scenario, assessment);
        var messages = scenario.Connector.SentTo(omar.Chat).Count;

        var review = await (await amina.Says("open " + Reference())).Press("claim");
        await DeliversAsync(scenario, assessment);
        Now(omars).Tells("result-under-review").Shows("Under review by Amina Focal since 24 November 2026");
        Assert.Equal(messages, scenario.Connector.SentTo(omar.Chat).Count);

        var write = await (await review.Press("return")).Press("return", ("return.questions", "B4"));
        await write.Press("return", ("B4.review", "Which section says so?"));
        await DeliversAsync(scenario, assessment);
        var returned = Now(omars).Tells("result-returned");
        Assert.Equal(bosForm.Card.ToJsonString(), scenario.Connector.CardOf(bos.Message).ToJsonString());

        // From there they answer as the developer does.
        (await returned.Press("Continue this screening")).Tells("returned-banner");

        string Reference() => assessment[..^2];

        ShownCard Now(ShownCard card) => card with { Card = scenario.Connector.CardOf(card.Message) };
    }

    [Fact]
    public async Task A_co_editors_result_card_shows_the_decision_and_that_of_somebody_who_is_none_any_more_stays_as_it_is()
    {
        await using var scenario = await OnAsync(azurite);
        var (assessment, omars, bos) = await EditedByOthersAsync(scenario);
        var reference = assessment[..^2];
        var people = await (await scenario.Person("Alex").Says("open " + reference)).Press("invite");
        await people.Press("remove-co-editor", ("person.remove", ChattingPerson.IdOf("Bo")));
        var before = scenario.Connector.CardOf(bos.Message).ToJsonString();

        var review = await (await scenario.Person("Amina").Says("open " + reference)).Press("claim");
        await (await review.Press("clear")).Press("clear");
        await DeliversAsync(scenario, assessment);

        (omars with { Card = scenario.Connector.CardOf(omars.Message) }).Tells("result-cleared");
        Assert.Equal(before, scenario.Connector.CardOf(bos.Message).ToJsonString());
    }

    [Fact]
    public async Task The_card_of_a_former_owner_is_not_updated_any_more()
    {
        await using var scenario = await OnAsync(azurite);
        var (alex, amina, ada) = (scenario.Person("Alex"), scenario.Person("Amina"), scenario.Person("Ada"));
        await amina.Says("hi");
        await scenario.Person("Omar").Says("hi");
        var result = await ReceptionCentre.ScreensAsync(alex);
        await DeliversAsync(scenario, result.Assessment);
        var owner = await ada.Says("open " + result.Assessment[..^2]);
        owner = await owner.Press("change-owner", ("person.name", "Omar"));
        await owner.Press("change-owner", ("person.id", ChattingPerson.IdOf("Omar")));
        var before = scenario.Connector.CardOf(result.Message).ToJsonString();

        await (await amina.Says("open " + result.Assessment[..^2])).Press("claim");
        await DeliversAsync(scenario, result.Assessment);

        Assert.Equal(before, scenario.Connector.CardOf(result.Message).ToJsonString());
    }

    /// <summary>Alex has submitted and invited Omar and Bo, who have opened it.</summary>
    private static async Task<(string Assessment, ShownCard Omars, ShownCard Bos)> EditedByOthersAsync(Scenario scenario)
    {
        var (alex, omar, bo) = (scenario.Person("Alex"), scenario.Person("Omar"), scenario.Person("Bo"));
        foreach (var person in new[] { scenario.Person("Amina"), omar, bo })
        {
            await person.Says("hi");
        }

        var result = await ReceptionCentre.ScreensAsync(alex);
        var open = "open " + result.Assessment[..^2];
        await InvitesAsync(result, "Omar");
        await InvitesAsync(await alex.Says(open), "Bo");
        return (result.Assessment, await omar.Says(open), await bo.Says(open));
    }

    private static async Task InvitesAsync(ShownCard result, string name)
    {
        var found = await (await result.Press("invite")).Press("invite", ("person.name", name));
        await found.Press("invite");
    }
}
