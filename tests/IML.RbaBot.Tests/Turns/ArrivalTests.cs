using System.Net;
using System.Text.Json.Nodes;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The bot comes to a chat or a team, and leaves it.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ArrivalTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_is_welcomed_exactly_once_in_either_order_on_reload_and_by_a_fresh_process(bool installationFirst)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        JsonObject[] arrivals = [alex.Installation(), alex.MembersAdded()];
        foreach (var arrival in installationFirst ? arrivals : [.. arrivals.Reverse()])
        {
            await alex.Sends(arrival);
        }

        alex.NewestCard().Tells("welcome-title").Tells("welcome-begin");
        await alex.Sends(alex.Installation());
        await alex.Sends(alex.MembersAdded());
        await scenario.RestartAsync();
        await alex.Sends(alex.Installation("add-upgrade"));
        await alex.Sends(alex.MembersAdded());

        Assert.Single(scenario.Connector.SentTo(alex.Chat));
    }

    [Fact]
    public async Task Both_arrivals_at_the_same_moment_welcome_once()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");

        await Task.WhenAll(
            alex.Sends(alex.Installation()), alex.Sends(alex.MembersAdded()), alex.Sends(alex.Installation()), alex.Sends(alex.MembersAdded()));

        Assert.Single(scenario.Connector.SentTo(alex.Chat));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_welcome_that_the_channel_did_not_take_comes_with_the_next_arrival(bool inTeam)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        scenario.ExpectsErrors = true;
        var alex = scenario.Person("Alex");
        JsonObject Arrival() => inTeam ? InTeam(alex.Installation(), onlyBot: true) : alex.Installation();
        scenario.Connector.Fault = (_, _) => Task.FromResult<HttpStatusCode?>(HttpStatusCode.Forbidden);
        await scenario.PostAsync(Arrival().ToJsonString());
        scenario.Connector.Fault = (_, _) => Task.FromResult<HttpStatusCode?>(null);

        await alex.Sends(Arrival());
        await alex.Sends(Arrival());

        Assert.Single(scenario.Connector.SentTo(inTeam ? ChattingPerson.Channel : alex.Chat));
    }

    [Fact]
    public async Task A_team_is_told_once_in_the_channel_and_no_member_is_written_to()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");

        await amina.Sends(InTeam(amina.Installation(), onlyBot: true));
        await amina.Sends(InTeam(amina.MembersAdded(), onlyBot: true));
        await amina.Sends(InTeam(amina.MembersAdded(), onlyBot: false));

        var only = Assert.Single(scenario.Connector.Calls);
        Assert.Equal(ChattingPerson.Channel, only.Conversation);
        amina.CardOf(only).Tells("group-heading");
    }

    [Fact]
    public async Task A_colleague_who_joins_a_team_is_not_greeted()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");

        await amina.Sends(InTeam(amina.MembersAdded(), onlyBot: false, withBot: false));

        Assert.Empty(scenario.Connector.Calls);
    }

    [Fact]
    public async Task After_the_app_is_removed_the_person_is_not_written_to()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        await amina.Sends(amina.Installation("remove"));

        var result = await ReceptionCentre.ScreensAsync(alex);

        await scenario.UntilAsync(
            "the result says that nobody was reached",
            () => CardWords.Of("alert-trying-again").IsMatch((result with { Card = scenario.Connector.CardOf(result.Message) }).Text));
        Assert.Single(scenario.Connector.SentTo(amina.Chat));
    }

    [Fact]
    public async Task After_the_team_removed_the_app_its_channel_gets_no_alert()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        await amina.Posts("alerts here");
        await amina.Sends(InTeam(amina.Installation("remove"), onlyBot: true));

        await ReceptionCentre.ScreensAsync(alex);

        await scenario.UntilAsync("the focal point is alerted", () => scenario.Connector.SentTo(amina.Chat).Count == 2);
        Assert.Empty(scenario.Connector.SentTo(ChattingPerson.Channel));
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("typing")]
    [InlineData("somethingNew")]
    public async Task Reactions_edits_and_unknown_activities_are_ignored_quietly(string type)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var activity = alex.Message("start");
        activity["type"] = type;

        await alex.Sends(activity);

        Assert.Empty(scenario.Connector.Calls);
    }

    private static JsonObject InTeam(JsonObject activity, bool onlyBot, bool withBot = true)
    {
        activity["conversation"] = new JsonObject
        {
            ["isGroup"] = true,
            ["conversationType"] = "channel",
            ["tenantId"] = ChattingPerson.Tenant,
            ["id"] = ChattingPerson.Channel,
            ["name"] = "Alerts",
        };
        if (activity.ContainsKey("membersAdded"))
        {
            JsonObject[] members =
            [
                .. withBot ? [new JsonObject { ["id"] = ChattingPerson.Bot }] : Array.Empty<JsonObject>(),
                .. onlyBot ? Array.Empty<JsonObject>() : [new JsonObject { ["id"] = "29:Omar" }, new JsonObject { ["id"] = "29:Bo" }],
            ];
            activity["membersAdded"] = new JsonArray([.. members]);
        }

        return activity;
    }
}
