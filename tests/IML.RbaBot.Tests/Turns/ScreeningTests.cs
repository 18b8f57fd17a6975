using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The main job: a project is screened from the first question to the rating, and the focal point is alerted.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ScreeningTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_reception_centre_is_rated_B_and_the_focal_point_is_alerted_through_execute_and_through_the_submit_fallback(bool submit)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        alex.PressesSubmit = submit;
        await amina.Says("hi");

        var result = await ReceptionCentre.ScreensAsync(alex);

        result.Tells("result-heading").Shows("B", "70.0", "80.3", "Moderate", "C4", "D9", "D10", ReceptionCentre.Title);
        await scenario.UntilAsync("the focal point is alerted", () => scenario.Connector.SentTo(amina.Chat).Count == 2);
        amina.NewestCard().Tells("alert-heading").Shows(ReceptionCentre.Title, "N'Djamena", "C4", "D9", "D10");
        await scenario.UntilAsync(
            "the result says to whom the alert went", () => scenario.Connector.CardOf(result.Message).ToJsonString().Contains("Amina Focal"));
        var updated = result with { Card = scenario.Connector.CardOf(result.Message) };
        updated.Tells("alert-delivered-person").Shows("24 November 2026", "70.0", "80.3");
        Assert.Equal(2, scenario.Connector.SentTo(amina.Chat).Count);
    }

    [Fact]
    public async Task The_rating_and_the_declaration_are_asked_for_before_submission_and_nothing_is_submitted_without_them()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var summary = await ReceptionCentre.AnswersAsync(await ReceptionCentre.BeginsAsync(scenario.Person("Alex")));
        summary.Tells("summary-heading").Shows("70.0", "80.3");

        var again = await summary.Press("submit", ("E3.role", "Project developer"));

        again.Tells("faults-on-card").Tells("declaration-confirm-error").Tells("declaration-fields-error");
        Assert.Equal("Project developer", again.Value("E3.role"));
        (await again.Press("submit", ReceptionCentre.Types(again))).Tells("result-heading");
    }

    [Fact]
    public async Task The_channel_chosen_by_a_focal_point_is_alerted_too()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        await scenario.Person("Amina").Posts("Alerts Here");

        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));

        await scenario.UntilAsync("the channel is alerted", () => scenario.Connector.SentTo(ChattingPerson.Channel).Count == 1);
        var alert = scenario.Person("Amina").CardOf(scenario.Connector.SentTo(ChattingPerson.Channel)[0]);
        alert.Tells("alert-heading").Shows(ReceptionCentre.Title);
        await scenario.UntilAsync(
            "the result names the channel",
            () => CardWords.Of("alert-delivered-channel").IsMatch((result with { Card = scenario.Connector.CardOf(result.Message) }).Text));
    }

    [Fact]
    public async Task An_alert_of_a_restricted_screening_shows_its_reference_and_nothing_else()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");
        await amina.Says("hi");

        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"), "restricted");

        await scenario.UntilAsync("the focal point is alerted", () => scenario.Connector.SentTo(amina.Chat).Count == 2);
        var alert = amina.NewestCard().Tells("alert-restricted-heading").Shows(result.Assessment[..13]);
        alert.ShowsNot(ReceptionCentre.Title, "N'Djamena", "Alex", "C4", "D10", "70.0");
        Assert.DoesNotContain(ReceptionCentre.Title, scenario.Connector.SentTo(amina.Chat)[1].Body.ToJsonString());
    }

    [Fact]
    public async Task With_nobody_to_alert_the_alert_waits_for_the_focal_point_to_say_hi()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var result = await ReceptionCentre.ScreensAsync(alex);
        await scenario.UntilAsync(
            "the result says that it is tried again",
            () => CardWords.Of("alert-trying-again").IsMatch((result with { Card = scenario.Connector.CardOf(result.Message) }).Text));

        await amina.Sends(amina.Message("hi"));

        await scenario.UntilAsync("the alert comes", () => scenario.Connector.SentTo(amina.Chat).Count == 2);
        Assert.Contains(scenario.Connector.SentTo(amina.Chat), sent => sent.Body.ToJsonString().Contains(Reviewing.ReferenceOf(result), StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_log_holds_a_name_a_title_or_an_answer()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");
        await amina.Says("hi");
        await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await scenario.UntilAsync("the focal point is alerted", () => scenario.Connector.SentTo(amina.Chat).Count == 2);

        Assert.NotEmpty(scenario.Bot.Log.Lines);
        string[] never = ["Alex", "Amina", ReceptionCentre.Title, "N'Djamena", "UPR report", "Train front-line", "general-concerns"];
        Assert.All(scenario.Bot.Log.Lines, line => Assert.All(never, word => Assert.DoesNotContain(word, line)));
    }
}
