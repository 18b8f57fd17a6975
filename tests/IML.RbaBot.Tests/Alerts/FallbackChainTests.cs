using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;
using IML.RbaBot.Alerts;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Alerts;

/// <summary>The way of an alert: person, channel, backup, mail.</summary>
[Collection(AzuriteTests.Name)]
public sealed class FallbackChainTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task An_alert_goes_to_the_focal_point_of_the_country_and_to_nobody_else()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: settings =>
        {
            Holds(settings, "FocalPoints:1", "Chad");
            settings["Roles:FocalPoints:1:Countries:0"] = "TD";
            Holds(settings, "Backups:0", "Bruno");
        });
        var (amina, chad, bruno) = await EverybodyHiAsync(scenario);

        await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));

        await scenario.UntilAsync("the alert comes", () => scenario.Connector.SentTo(chad.Chat).Count == 2);
        Assert.Single(scenario.Connector.SentTo(amina.Chat));
        Assert.Single(scenario.Connector.SentTo(bruno.Chat));
    }

    [Fact]
    public async Task When_no_focal_point_can_be_reached_the_backup_is_and_the_developer_sees_it()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: settings => Holds(settings, "Backups:0", "Bruno"));
        var bruno = scenario.Person("Bruno");
        await bruno.Says("hi");

        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));

        await scenario.UntilAsync("the alert comes", () => scenario.Connector.SentTo(bruno.Chat).Count == 2);
        await scenario.UntilAsync(
            "the result says so", () => scenario.Connector.CardOf(result.Message).ToJsonString().Contains("Bruno Somebody"));
    }

    [Fact]
    public async Task When_nobody_can_be_reached_in_Teams_a_mail_goes_out_with_the_reference_and_no_answer()
    {
        using var graph = new GraphStandIn();
        await using var scenario = await Scenario.OnAsync(
            azurite.ConnectionString,
            configure: settings =>
            {
                settings["Mail:Mailbox"] = "rba-bot@iom.example";
                settings["Roles:FocalPoints:0:Mail"] = "amina@iom.example";
            },
            replace: services =>
            {
                services.AddSingleton(new MailCredential(new FixedToken()));
                services.AddHttpClient(Mailbox.ClientName).ConfigurePrimaryHttpMessageHandler(() => graph);
            });

        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));

        await scenario.UntilAsync("the mail is sent", () => graph.Sent.Count == 1);
        var (address, mail) = graph.Sent[0];
        Assert.Equal("https://graph.microsoft.com/v1.0/users/rba-bot%40iom.example/sendMail", address);
        Assert.Equal("amina@iom.example", (string)mail["message"]!["toRecipients"]![0]!["emailAddress"]!["address"]!);
        Assert.Contains(result.Assessment[..^2], mail.ToJsonString());
        Assert.DoesNotContain(ReceptionCentre.Title, mail.ToJsonString());
        await scenario.UntilAsync(
            "the result says so", () => scenario.Connector.CardOf(result.Message).ToJsonString().Contains("Amina Focal"));
    }

    [Fact]
    public async Task A_mail_that_is_throttled_is_sent_later()
    {
        using var graph = new GraphStandIn();
        graph.Answers.Enqueue(HttpStatusCode.TooManyRequests);
        await using var scenario = await Scenario.OnAsync(
            azurite.ConnectionString,
            configure: settings =>
            {
                settings["Mail:Mailbox"] = "rba-bot@iom.example";
                settings["Roles:FocalPoints:0:Mail"] = "amina@iom.example";
            },
            replace: services =>
            {
                services.AddSingleton(new MailCredential(new FixedToken()));
                services.AddHttpClient(Mailbox.ClientName).ConfigurePrimaryHttpMessageHandler(() => graph);
            });

        await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));

        await scenario.UntilAsync("the mail is sent again", () => graph.Sent.Count == 2);
    }

    private static void Holds(Dictionary<string, string> settings, string role, string name)
    {
        settings[$"Roles:{role}:Id"] = ChattingPerson.IdOf(name);
        settings[$"Roles:{role}:Name"] = name + " Somebody";
    }

    private static async Task<(ChattingPerson Amina, ChattingPerson Chad, ChattingPerson Bruno)> EverybodyHiAsync(Scenario scenario)
    {
        var people = (scenario.Person("Amina"), scenario.Person("Chad"), scenario.Person("Bruno"));
        await people.Item1.Says("hi");
        await people.Item2.Says("hi");
        await people.Item3.Says("hi");
        return people;
    }

    /// <summary>Microsoft Graph as far as mail goes.</summary>
    private sealed class GraphStandIn : HttpMessageHandler
    {
        public List<(string Address, JsonNode Mail)> Sent { get; } = [];

        public Queue<HttpStatusCode> Answers { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("Bearer made-up", request.Headers.Authorization?.ToString());
            Sent.Add((request.RequestUri!.AbsoluteUri, JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!));
            return new HttpResponseMessage(Answers.TryDequeue(out var status) ? status : HttpStatusCode.Accepted);
        }
    }

    private sealed class FixedToken : TokenCredential
    {
        private static readonly AccessToken Token = new("made-up", DateTimeOffset.MaxValue);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Token;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token);
    }
}
