using System.Net;
using System.Text.Json.Nodes;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Storage or the channel is away, or the process dies: nothing is lost and people are told.</summary>
[Collection(AzuriteTests.Name)]
public sealed class OutageTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_storage_is_away_the_card_keeps_what_was_typed_and_the_next_press_works_when_it_is_back(bool submit)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        scenario.ExpectsErrors = true;
        var alex = scenario.Person("Alex");
        alex.PressesSubmit = submit;
        var first = await ReceptionCentre.BeginsAsync(alex);
        var page = await first.Press("next", ReceptionCentre.Types(first));
        var typed = ReceptionCentre.Types(page).ToArray();
        Assert.NotEmpty(typed);

        scenario.Line.Cut();
        var kept = await page.Press("next", typed);

        kept.Tells("storage-away-on-card");
        Assert.Equal((page.Page, page.Revision), (kept.Page, kept.Revision));
        Assert.All(typed, t => Assert.Equal(t.Value, kept.Value(t.Input)));
        (await alex.Says("my assessments")).Tells("message-storage-away-title").Tells("message-storage-away-next");

        scenario.Line.Mend();
        var after = await kept.Press("next");
        Assert.NotEqual(page.Page, after.Page);
        Assert.Equal(typed[0].Value, (await after.Press("back")).Value(typed[0].Input));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_remembers_nothing_keeps_what_was_typed_on_a_page_of_questions(bool submit)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        scenario.ExpectsErrors = true;
        var alex = scenario.Person("Alex");
        alex.PressesSubmit = submit;
        var page = await ReceptionCentre.BeginsAsync(alex);

        // Ticks; a page on which another project is asked more (C2); words of one's own.
        foreach (var question in (string[])["A1", "C1", "E2"])
        {
            for (var pages = 0; !page.Inputs.Contains(question); pages++)
            {
                Assert.True(pages < 40, $"{question} does not come:\n{page.Text}");
                page = await page.Press("next", ReceptionCentre.Types(page));
            }

            var typed = ReceptionCentre.Types(page).ToArray();
            await scenario.RestartAsync(delivers: false);
            scenario.Line.Cut();

            var kept = await page.Press("next", typed);

            scenario.Line.Mend();
            kept.Tells("storage-away-on-card");
            Assert.Equal((page.Page, page.Revision, page.Assessment), (kept.Page, kept.Revision, kept.Assessment));
            Assert.Equal(page.Buttons, kept.Buttons);
            Assert.Equal(page.Inputs, kept.Inputs);
            Assert.All(typed, t => Assert.Equal(t.Value, kept.Value(t.Input)));
            var after = await kept.Press("next");
            Assert.NotEqual(page.Page, after.Page);
            var again = await after.Press("back");
            Assert.All(typed, t => Assert.Equal(t.Value.Split(',').Order(), again.Value(t.Input)!.Split(',').Order()));
            page = again;
        }
    }

    [Fact]
    public async Task A_process_that_remembers_nothing_keeps_project_details_that_are_being_changed()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        scenario.ExpectsErrors = true;
        var details = await (await ReceptionCentre.BeginsAsync(scenario.Person("Alex"))).Press("back");
        await scenario.RestartAsync(delivers: false);

        scenario.Line.Cut();
        var kept = await details.Press("next", ("project.title", "Another *title*"));
        scenario.Line.Mend();

        kept.Tells("storage-away-on-card");
        Assert.Equal("Another *title*", kept.Value("project.title"));
        Assert.Equal(details.Value("project.country"), kept.Value("project.country"));
        Assert.Equal("Another *title*", (await (await kept.Press("next")).Press("back")).Value("project.title"));
    }

    [Fact]
    public async Task What_is_shown_while_storage_is_away_is_only_what_was_pressed()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        scenario.ExpectsErrors = true;
        var first = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        var page = await first.Press("next", ReceptionCentre.Types(first));
        await scenario.RestartAsync(delivers: false);

        scenario.Line.Cut();
        var stranger = first with { Person = scenario.Person("Sam"), Message = page.Message };
        var shown = await stranger.Forge("next", data => data["A1.comment"] = "**mine** <at>you</at>");
        scenario.Line.Mend();

        Assert.Equal("**mine** <at>you</at>", shown.Value("A1.comment"));
        shown.ShowsNot(ReceptionCentre.Title, "N'Djamena");
        Assert.Null(shown.Value("A1"));
        (await shown.Press("next")).ShowsNot(ReceptionCentre.Title);
    }

    [Fact]
    public async Task With_several_versions_shipped_a_page_is_not_shown_by_the_questions_of_another_one()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        scenario.ExpectsErrors = true;
        var first = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        await scenario.Bot.DisposeAsync();
        scenario.StartAnother(delivers: false, services =>
        {
            var only = (CurrentQuestionnaire)services.Single(s => s.ServiceType == typeof(CurrentQuestionnaire)).ImplementationInstance!;
            services.AddSingleton(only with { IsOnlyVersion = false });
        });

        scenario.Line.Cut();
        var (_, body) = await scenario.PostAsync(first.Pressing("next", data => data["A1"] = "adults").ToJsonString());

        Assert.Equal("application/vnd.microsoft.error", (string)JsonNode.Parse(body)!["type"]!);
    }

    [Fact]
    public async Task A_process_that_remembers_nothing_says_while_storage_is_away_that_nothing_is_lost()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        scenario.ExpectsErrors = true;
        var first = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        await scenario.RestartAsync();

        scenario.Line.Cut();
        var (status, body) = await scenario.PostAsync(first.Pressing("next").ToJsonString());

        // An error, so that the client leaves the card as it is.
        Assert.Equal(200, status);
        var answer = JsonNode.Parse(body)!;
        Assert.Equal(("application/vnd.microsoft.error", 503), ((string)answer["type"]!, (int)answer["statusCode"]!));
        Assert.Contains(CardWords.Raw("message-storage-away-title"), (string)answer["value"]!["message"]!);
        scenario.Line.Mend();
        Assert.NotEqual(first.Page, (await first.Press("next", ReceptionCentre.Types(first))).Page);
    }

    [Fact]
    public async Task Project_details_typed_while_storage_is_away_are_still_in_the_card()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        scenario.ExpectsErrors = true;
        var details = await scenario.Person("Alex").Says("start");

        scenario.Line.Cut();
        var kept = await details.Press("next", ReceptionCentre.Types(details));
        scenario.Line.Mend();

        kept.Tells("storage-away-on-card");
        Assert.Equal(ReceptionCentre.Title, kept.Value("project.title"));
        Assert.Contains("A1", (await kept.Press("next")).Inputs);
        Assert.Equal(1, await scenario.AssessmentsAsync());
    }

    [Fact]
    public async Task An_alert_promised_before_the_process_died_is_delivered_by_the_next_one()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var tried = new TaskCompletionSource();
        scenario.Connector.Fault = async (call, cancellationToken) =>
        {
            if (call.Conversation == amina.Chat)
            {
                tried.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return null;
        };

        var result = await ReceptionCentre.ScreensAsync(alex);
        await tried.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await scenario.Bot.DisposeAsync();
        Assert.Single(scenario.Connector.SentTo(amina.Chat));

        scenario.Connector.Fault = (_, _) => Task.FromResult<HttpStatusCode?>(null);
        scenario.StartAnother();

        await scenario.UntilAsync("the next process delivers the alert", () => scenario.Connector.SentTo(amina.Chat).Count == 2);
        await scenario.UntilAsync(
            "the result says so", () => scenario.Connector.CardOf(result.Message).ToJsonString().Contains("Amina Focal"));
    }

    [Fact]
    public async Task An_alert_that_the_channel_refuses_is_tried_again_and_the_developer_sees_it()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var refusing = true;
        scenario.Connector.Fault = (call, _) =>
            Task.FromResult<HttpStatusCode?>(refusing && call.Conversation == amina.Chat ? HttpStatusCode.ServiceUnavailable : null);

        var result = await ReceptionCentre.ScreensAsync(alex);
        await scenario.UntilAsync(
            "the result says that it is tried again",
            () => CardWords.Of("alert-trying-again").IsMatch((result with { Card = scenario.Connector.CardOf(result.Message) }).Text));
        refusing = false;

        await scenario.UntilAsync("the alert comes", () => scenario.Connector.SentTo(amina.Chat).Count == 2);
    }

    [Fact]
    public async Task A_chat_that_is_gone_gets_nothing_more_until_its_person_writes_again()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var tries = 0;
        scenario.Connector.Fault = (call, _) => Task.FromResult<HttpStatusCode?>(
            call.Conversation == amina.Chat && Interlocked.Increment(ref tries) > 0 ? HttpStatusCode.Forbidden : null);

        var result = await ReceptionCentre.ScreensAsync(alex);
        await scenario.UntilAsync(
            "the result says that it is tried again",
            () => CardWords.Of("alert-trying-again").IsMatch((result with { Card = scenario.Connector.CardOf(result.Message) }).Text));
        Assert.Equal(1, tries);

        scenario.Connector.Fault = (_, _) => Task.FromResult<HttpStatusCode?>(null);
        await amina.Sends(amina.Message("hi"));
        await scenario.UntilAsync("the alert comes", () => scenario.Connector.SentTo(amina.Chat).Count == 3);
    }

    [Fact]
    public async Task An_alert_that_reached_nobody_comes_at_once_when_a_focal_point_writes_even_if_it_was_given_up()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: settings => settings["Dispatch:Attempts"] = "1");
        scenario.ExpectsErrors = true;
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var result = await ReceptionCentre.ScreensAsync(alex);
        await scenario.UntilAsync(
            "the result says that it was given up",
            () => CardWords.Of("alert-gave-up").IsMatch((result with { Card = scenario.Connector.CardOf(result.Message) }).Text));

        await amina.Sends(amina.Message("hi"));

        await scenario.UntilAsync("the alert comes", () => scenario.Connector.SentTo(amina.Chat).Count == 2);
        await scenario.UntilAsync(
            "the result says so", () => scenario.Connector.CardOf(result.Message).ToJsonString().Contains("Amina Focal"));
    }

    [Fact]
    public async Task A_card_that_is_gone_is_answered_with_a_new_one()
    {
        var sent = new List<Activity>();
        var connector = new Mock<IConnectorClient>(MockBehavior.Strict);
        connector
            .Setup(c => c.ReplyToActivityAsync(It.IsAny<ConversationReference>(), It.IsAny<Activity>(), It.IsAny<CancellationToken>()))
            .Callback<ConversationReference, Activity, CancellationToken>((_, activity, _) => sent.Add(activity))
            .ReturnsAsync(new ResourceResponse { Id = "m-1" });
        connector
            .Setup(c => c.UpdateActivityAsync(
                It.IsAny<ConversationReference>(), "m-gone", It.IsAny<Activity>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ConnectorException(ConnectorFailure.PermanentlyGone, "The channel answered 404.") { Status = HttpStatusCode.NotFound });
        await using var scenario = await Scenario.OnAsync(
            azurite.ConnectionString, replace: services => services.AddSingleton(connector.Object));
        var alex = scenario.Person("Alex");

        await alex.Sends(alex.Submit(alex.Chat, "m-gone", new JsonObject { ["action"] = "start" }));

        Assert.Single(sent);
        Assert.NotNull(sent[0].Attachments);
        connector.Verify(
            c => c.UpdateActivityAsync(It.IsAny<ConversationReference>(), "m-gone", It.IsAny<Activity>(), It.IsAny<CancellationToken>()), Times.Once);
    }
}
