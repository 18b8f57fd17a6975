using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using static IML.RbaBot.Tests.Turns.CardsInPlace;

namespace IML.RbaBot.Tests.Turns;

/// <summary>
/// Cards that the bot updates by itself: the developer's result, and what the Unit's people have in their chats. They say where it
/// stands, and never take the place of what somebody has opened.
/// </summary>
[Collection(AzuriteTests.Name)]
public sealed class CardsInPlaceTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("ask", false)]
    [InlineData("ask", true)]
    [InlineData("invite", false)]
    [InlineData("withdraw", false)]
    [InlineData("start", false)]
    [InlineData("start", true)]
    [InlineData("open", false)]
    public async Task What_the_developer_opens_on_the_result_card_is_left_alone_also_by_another_process(string button, bool pressesSubmit)
    {
        await using var scenario = await OnAsync();
        var alex = scenario.Person("Alex");
        alex.PressesSubmit = pressesSubmit;
        var result = await ReceptionCentre.ScreensAsync(alex);
        await scenario.Person("Amina").Says("hi");

        var opened = await result.Press(button);
        await scenario.RestartAsync(delivers: false);
        await DeliversAsync(scenario, result.Assessment);

        Assert.Equal(opened.Card.ToJsonString(), scenario.Connector.CardOf(result.Message).ToJsonString());
    }

    [Fact]
    public async Task The_result_that_is_shown_again_is_updated_again()
    {
        await using var scenario = await OnAsync();
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(alex);
        var opened = await result.Press("ask");
        await DeliversAsync(scenario, result.Assessment);
        (await opened.Press("back")).Shows("Delivered to Amina Focal");

        await (await amina.Says("open " + result.Assessment[..^2])).Press("claim");
        await DeliversAsync(scenario, result.Assessment);

        (result with { Card = scenario.Connector.CardOf(result.Message) }).Tells("result-under-review").Shows("Amina Focal");
    }

    [Fact]
    public async Task An_update_that_is_under_way_when_the_developer_presses_comes_before_the_answer()
    {
        await using var scenario = await OnAsync();
        await scenario.Person("Amina").Says("hi");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        scenario.Connector.Fault = async (call, _) =>
        {
            if (call.Method == HttpMethod.Put && call.Activity == result.Message)
            {
                begun.SetResult();
                await goOn.Task;
            }

            return null;
        };

        var delivering = DeliversAsync(scenario, result.Assessment);
        await begun.Task;
        var pressing = result.Press("ask");
        await Task.Delay(300);
        Assert.False(pressing.IsCompleted, "The form was shown while an update that takes its place was on its way.");
        goOn.SetResult();
        var opened = await pressing;
        await delivering;

        opened.Tells("ask-heading");
        Assert.Equal(opened.Card.ToJsonString(), scenario.Connector.CardOf(result.Message).ToJsonString());
    }

    [Fact]
    public async Task An_update_that_meets_a_press_is_not_sent()
    {
        await using var scenario = await OnAsync();
        await scenario.Person("Amina").Says("hi");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        ShownCard? opened = null;

        // The update has read that the card shows the result, and is about to take it.
        scenario.Line.BeforeFirst(
            request => request.Contains("/$batch", StringComparison.Ordinal) && request.Contains("sent-result", StringComparison.Ordinal)
                && request.Contains("updatingUntil", StringComparison.Ordinal),
            async () => opened = await result.Press("withdraw"));

        await DeliversAsync(scenario, result.Assessment);

        Assert.NotNull(opened);
        Assert.DoesNotContain(scenario.Connector.Calls, c => c.Method == HttpMethod.Put && c.Message == result.Message);
        Assert.Equal(opened.Card.ToJsonString(), scenario.Connector.CardOf(result.Message).ToJsonString());
    }

    [Theory]
    [InlineData("Alex", false)]
    [InlineData("Alex", true)]
    [InlineData("Farid", false)]
    [InlineData("Farid", true)]
    public async Task What_is_opened_on_a_card_before_that_card_was_noted_is_left_alone_also_where_another_was_noted_before(
        string who, bool anotherWasNoted)
    {
        await using var scenario = await OnAsync();
        var (amina, reader) = (scenario.Person("Amina"), scenario.Person(who));
        await amina.Says("hi");
        await reader.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        var reference = result.Assessment[..^2];
        await DeliversAsync(scenario, result.Assessment);
        if (anotherWasNoted)
        {
            await reader.Says("open " + reference);
        }
        else
        {
            var person = PersonId.Parse(ChattingPerson.IdOf(who))!.Value;
            await ForgetsTheCardAsync(scenario, result.Assessment, who == "Alex" ? PlacedCard.Result : PlacedCard.Of(person));
        }

        ShownCard? opened = null;

        // The card was sent, and which message it is is about to be noted.
        scenario.Line.BeforeFirst(
            request => request.Contains("/$batch", StringComparison.Ordinal) && request.Contains("sent-", StringComparison.Ordinal),
            async () =>
            {
                var card = reader.NewestCard();
                opened = who == "Alex" ? await card.Press("ask") : await card.Press("open", ("go-to", "review-part-B"));
            });
        await reader.Says("open " + reference);
        Assert.NotNull(opened);

        await (await amina.Says("open " + reference)).Press("claim");
        await DeliversAsync(scenario, result.Assessment);

        Assert.Equal(opened.Card.ToJsonString(), scenario.Connector.CardOf(opened.Message).ToJsonString());
    }

    [Fact]
    public async Task What_was_opened_on_a_card_before_it_was_noted_is_updated_again_when_it_shows_the_result_again()
    {
        await using var scenario = await OnAsync();
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var result = await ReceptionCentre.ScreensAsync(alex);
        var reference = result.Assessment[..^2];
        ShownCard? opened = null;
        scenario.Line.BeforeFirst(
            request => request.Contains("/$batch", StringComparison.Ordinal) && request.Contains("sent-", StringComparison.Ordinal),
            async () => opened = await alex.NewestCard().Press("ask"));
        await alex.Says("open " + reference);
        (await opened!.Press("back")).Tells("result-heading");

        await (await amina.Says("open " + reference)).Press("claim");
        await DeliversAsync(scenario, result.Assessment);

        (opened with { Card = scenario.Connector.CardOf(opened.Message) }).Tells("result-under-review");
    }

    [Fact]
    public async Task The_developers_card_says_who_reviews_it_and_since_when_after_a_claim_a_hand_over_and_a_release_without_a_message()
    {
        await using var scenario = await OnAsync();
        var (alex, amina, farid) = (scenario.Person("Alex"), scenario.Person("Amina"), scenario.Person("Farid"));
        await amina.Says("hi");
        await farid.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(alex);
        await DeliversAsync(scenario, result.Assessment);
        var messages = scenario.Connector.SentTo(alex.Chat).Count;

        var review = await (await amina.Says("open " + result.Assessment[..^2])).Press("claim");
        await DeliversAsync(scenario, result.Assessment);
        ShownNow().Tells("result-under-review").Shows("Under review by Amina Focal since 24 November 2026");

        review = await (await review.Press("hand-over")).Press("hand-over", ("hand-over.to", ChattingPerson.IdOf("Farid")));
        await DeliversAsync(scenario, result.Assessment);
        ShownNow().Shows("Under review by Farid Focal since");

        review = await farid.NewestCard().Press("open");
        await review.Press("release");
        await DeliversAsync(scenario, result.Assessment);
        ShownNow().Tells("result-submitted").ShowsNot("Under review");
        Assert.Equal(messages, scenario.Connector.SentTo(alex.Chat).Count);

        ShownCard ShownNow() => result with { Card = scenario.Connector.CardOf(result.Message) };
    }

    [Fact]
    public async Task Of_the_other_focal_points_the_alert_and_the_opened_review_say_who_has_it_and_a_half_written_reply_stays()
    {
        await using var scenario = await OnAsync();
        var people = new[] { "Amina", "Farid", "Olga", "Rita" }.Select(scenario.Person).ToArray();
        var (amina, farid, olga, rita) = (people[0], people[1], people[2], people[3]);
        foreach (var person in people)
        {
            await person.Says("hi");
        }

        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await DeliversAsync(scenario, result.Assessment);
        var alerts = people.Select(p => p.NewestCard()).ToArray();
        var asked = await (await result.Press("ask")).Press("ask", ("ask.about", "Call"), ("ask.text", "Can we talk?"));
        asked.Tells("sent-heading");
        var opened = await alerts[2].Press("open");
        var writing = await (await alerts[3].Press("open")).Press("open", ("go-to", "request-1"));
        Assert.Contains("request.reply", writing.Inputs);

        await (await alerts[0].Press("open")).Press("claim");
        await DeliversAsync(scenario, result.Assessment);

        var alert = alerts[1] with { Card = scenario.Connector.CardOf(alerts[1].Message) };
        alert.Shows("Under review, Amina Focal");
        Assert.Equal(["open"], alert.Buttons);
        var review = alerts[2] with { Card = scenario.Connector.CardOf(alerts[2].Message) };
        review.Tells("stands-others").Shows("Amina Focal");
        Assert.DoesNotContain("claim", review.Buttons);
        Assert.Equal(writing.Card.ToJsonString(), scenario.Connector.CardOf(writing.Message).ToJsonString());
        Assert.Equal(opened.Message, alerts[2].Message);
    }

    [Fact]
    public async Task An_alert_that_is_opened_before_it_is_recorded_stays_what_its_reader_made_of_it()
    {
        await using var scenario = await OnAsync();
        var (amina, farid) = (scenario.Person("Amina"), scenario.Person("Farid"));
        await amina.Says("hi");
        await farid.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        ShownCard? review = null;

        // Both have the alert; that they have it is about to be recorded.
        scenario.Line.BeforeFirst(
            request => request.Contains("/$batch", StringComparison.Ordinal) && request.Contains("sent-person-", StringComparison.Ordinal),
            async () => review = await (await farid.NewestCard().Press("open")).Press("open", ("go-to", "review-part-B")));
        await DeliversAsync(scenario, result.Assessment);
        Assert.NotNull(review);

        await (await amina.NewestCard().Press("open")).Press("claim");
        await DeliversAsync(scenario, result.Assessment);

        Assert.Equal(review.Card.ToJsonString(), scenario.Connector.CardOf(review.Message).ToJsonString());
    }

    [Fact]
    public async Task The_result_that_was_returned_leads_on_to_the_questions()
    {
        await using var scenario = await OnAsync();
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(alex);
        var review = await (await amina.Says("open " + result.Assessment[..^2])).Press("claim");
        var write = await (await review.Press("return")).Press("return", ("return.questions", "B4"));
        await write.Press("return", ("B4.review", "Which section says so?"));
        await DeliversAsync(scenario, result.Assessment);

        var shown = result with { Card = scenario.Connector.CardOf(result.Message) };
        shown.Tells("result-returned");
        var page = await shown.Press("Continue this screening");

        page.Tells("returned-banner").Shows("Which section says so?");
        Assert.Contains("B4.reply", page.Inputs);
    }

    private Task<Scenario> OnAsync() => CardsInPlace.OnAsync(azurite);

    /// <summary>As if no card had been noted: a screening submitted in a window, or an alert that reached only others.</summary>
    private static async Task ForgetsTheCardAsync(Scenario scenario, string assessment, string key) =>
        await scenario.Bot.Storage.AssessmentsTable.DeleteEntityAsync(Keys.Partition(AssessmentId.Parse(assessment)!.Value), Keys.Card(key));
}
