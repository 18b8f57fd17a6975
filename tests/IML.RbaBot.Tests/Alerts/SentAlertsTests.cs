using IML.RbaBot.Alerts;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Alerts;

[Collection(AzuriteTests.Name)]
public sealed class SentAlertsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_claim_shows_on_the_others_alerts_and_as_one_line_in_the_channels_thread()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: settings =>
        {
            settings["Roles:FocalPoints:1:Id"] = ChattingPerson.IdOf("Farid");
            settings["Roles:FocalPoints:1:Name"] = "Farid Focal";
        });
        var (amina, farid) = (scenario.Person("Amina"), scenario.Person("Farid"));
        await amina.Says("hi");
        await farid.Says("hi");
        await amina.Posts("alerts here");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await scenario.UntilAsync("the alert comes to the channel", () => scenario.Connector.SentTo(ChattingPerson.Channel).Count == 1);
        var (own, others, channel) =
            (scenario.Connector.SentTo(amina.Chat)[1], scenario.Connector.SentTo(farid.Chat)[1], scenario.Connector.SentTo(ChattingPerson.Channel)[0]);
        var thread = $"{ChattingPerson.Channel};messageid={channel.Message}";

        await (await amina.Says("open " + result.Assessment[..^2])).Press("claim");

        await scenario.UntilAsync("the thread gets its line", () => scenario.Connector.SentTo(thread).Count == 1);
        var line = (string)scenario.Connector.SentTo(thread)[0].Body["text"]!;
        Assert.StartsWith(result.Assessment[..^2], line);
        Assert.EndsWith("Under review, Amina Focal", line);
        await scenario.UntilAsync(
            "both alerts say so",
            () => new[] { others, channel }.All(c => scenario.Connector.CardOf(c.Message).ToJsonString().Contains("Under review, Amina Focal")));

        // Her own may have become the card on which she reviews.
        Assert.DoesNotContain(scenario.Connector.Calls, c => c.Method == HttpMethod.Put && c.Message == own.Message);
    }

    [Fact]
    public async Task Of_a_restricted_one_the_channel_learns_the_reference_and_nothing_more()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");
        await amina.Says("hi");
        await amina.Posts("alerts here");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"), confidentiality: "restricted");
        await scenario.UntilAsync("the alert comes to the channel", () => scenario.Connector.SentTo(ChattingPerson.Channel).Count == 1);

        await (await amina.Says("open " + result.Assessment[..^2])).Press("claim");
        await scenario.Bot.Services.GetRequiredService<Dispatcher>().DeliverNowAsync(
            Domain.Assessments.AssessmentId.Parse(result.Assessment)!.Value, default);

        var channel = Assert.Single(scenario.Connector.SentTo(ChattingPerson.Channel));
        var said = scenario.Connector.CardOf(channel.Message).ToJsonString();
        Assert.Contains(result.Assessment[..^2], said);
        Assert.DoesNotContain("Under review", said);
        Assert.DoesNotContain(ReceptionCentre.Title, said);
        Assert.Empty(scenario.Connector.SentTo($"{ChattingPerson.Channel};messageid={channel.Message}"));
    }

    [Fact]
    public async Task Every_topic_of_a_notice_has_its_words_and_every_kind_of_message_somebody_who_delivers_it()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);

        Assert.Equal(
            Enum.GetValues<NoticeTopic>().Order(), scenario.Bot.Services.GetServices<INotice>().Select(n => n.Topic).Order());
        Assert.Equal(
            Enum.GetValues<OutboxKind>().Order(), scenario.Bot.Services.GetServices<IDelivery>().Select(d => d.Kind).Order());
    }
}
