using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IML.RbaBot.BotFramework.Json;
using IML.RbaBot.BotFramework.Tests.Hosting;

namespace IML.RbaBot.BotFramework.Tests.Activities;

public sealed class OddActivityTests
{
    /// <summary>What odd but legal activities hold: a member's name and its JSON.</summary>
    public static TheoryData<string, string> OddMembers => new()
    {
        { "text", "null" },
        { "text", "\"\"" },
        { "text", "17" },
        { "text", "{\"a\":[1]}" },
        { "text", "\"half of a pair: \\ud800\"" },
        { "name", "\"\\udc00\"" },
        { "locale", "\"\\ud800\"" },
        { "timestamp", "\"\\ud800\"" },
        { "type", "null" },
        { "type", "\"somethingNew\"" },
        { "type", "5" },
        { "id", "12345678901234567890" },
        { "timestamp", "\"yesterday\"" },
        { "timestamp", "\"2027-03-01T09:00:00.123Z\"" },
        { "timestamp", "0" },
        { "localTimestamp", "\"2027-03-01T10:00:00+01:00\"" },
        { "localTimestamp", "[]" },
        { "locale", "false" },
        { "from", "null" },
        { "from", "\"29:person\"" },
        { "from", "{\"id\":7,\"name\":null,\"aadObjectId\":{},\"role\":[1,2],\"extra\":{\"deep\":[{}]}}" },
        { "from", "{\"id\":\"29:person\",\"name\":\"\\ud800\"}" },
        { "recipient", "[]" },
        { "recipient", "{}" },
        { "entities", "null" },
        { "entities", "{}" },
        { "entities", "[null,1,\"x\",[],{},{\"type\":\"mention\"},{\"type\":7,\"mentioned\":\"x\"},{\"type\":\"mention\",\"mentioned\":{\"id\":\"28:bot\"}}]" },
        { "attachments", "\"none\"" },
        { "attachments", "[null,7,{},{\"contentType\":\"text/html\",\"content\":\"<div/>\"},{\"content\":null},{\"content\":{\"a\":1}}]" },
        { "value", "\"text\"" },
        { "value", "[]" },
        { "value", "7" },
        { "value", "null" },
        { "value", "{\"action\":\"x\"}" },
        { "value", "{\"action\":{\"verb\":7,\"id\":[],\"data\":\"x\"},\"trigger\":{}}" },
        { "value", "{\"action\":{\"verb\":\"\\ud800\",\"data\":{\"x\":\"\\udc00\"}}}" },
        { "channelData", "null" },
        { "channelData", "[]" },
        { "channelData", "\"x\"" },
        { "channelData", "{\"tenant\":\"x\",\"team\":[],\"channel\":7,\"eventType\":{}}" },
        { "channelData", "{\"tenant\":{\"id\":null}}" },
        { "membersAdded", "null" },
        { "membersAdded", "[]" },
        { "membersAdded", "[null]" },
        { "membersAdded", "{\"id\":\"x\"}" },
        { "membersRemoved", "[{\"id\":null}]" },
        { "action", "[]" },
        { "name", "{}" },
        { "replyToId", "17" },
        { "importance", "{}" },
        { "attachmentLayout", "1.5" },
        { "unknown", "{\"kept\":[1,2,{\"a\":null}]}" },
    };

    [Theory]
    [MemberData(nameof(OddMembers))]
    public async Task An_odd_member_loses_no_turn(string name, string json)
    {
        await using var host = await BotHost.StartAsync();
        foreach (var activity in new[] { BotHost.Message(), BotHost.Invoke(), BotHost.Message("conversationUpdate") })
        {
            activity.Remove(name);
            var body = activity.ToJsonString()[..^1] + $",\"{name}\":{json}}}";
            var response = await host.PostAsync(body, host.Issuer.Token());

            Assert.True(
                response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotImplemented, $"{body} was answered with {response.StatusCode}");
        }

        Assert.Equal(3, host.Bot.Turns.Count);
        Assert.All(host.Bot.Turns, turn =>
        {
            Assert.NotNull(turn.TextWithoutMention);
            Assert.NotNull(TeamsChannelData.Of(turn.Activity));
            Assert.NotNull(AdaptiveCardInvokeValue.Of(turn.Activity.Value));
            Assert.NotNull(AdaptiveCardInvokeValue.OfSubmit(turn.Activity.Value));
            Assert.Equal("a:1", turn.Reference.ConversationId);
        });
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"a:1\"")]
    [InlineData("{\"id\":null}")]
    [InlineData("{\"id\":\"\"}")]
    [InlineData("[{}]")]
    public async Task A_conversation_without_an_id_is_a_bad_request_and_no_exception(string json)
    {
        await using var host = await BotHost.StartAsync();
        var activity = BotHost.Message();
        activity["conversation"] = JsonNode.Parse(json);

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync(activity)).StatusCode);
    }

    [Fact]
    public void Unknown_members_are_kept_on_a_round_trip()
    {
        const string Json = """{"type":"message","from":{"id":"29:p","newThing":[1]},"conversation":{"id":"a:1","threadType":"x"},"attachments":[{"contentType":"t","content":{"a":1.50},"thumb":2}],"entities":[{"type":"clientInfo","country":"FR"}],"value":{"x":"é"},"channelData":{"settings":{"a":[]}},"callerId":"urn:x","listenFor":["a"]}""";

        var activity = JsonSerializer.Deserialize(Json, BotFrameworkJson.Relaxed.Activity)!;

        Assert.Equal(Json, JsonSerializer.Serialize(activity, BotFrameworkJson.Relaxed.Activity));
    }

    [Fact]
    public void Known_members_are_read()
    {
        var activity = Read("""{"type":"installationUpdate","id":"f:1","action":"add","locale":"fr-FR","localTimezone":"Europe/Zurich","timestamp":"2027-03-01T09:00:00Z","localTimestamp":"2027-03-01T10:00:00+01:00","membersAdded":[{"id":"28:bot"}],"conversation":{"id":"19:x","isGroup":true,"conversationType":"channel"},"channelData":{"tenant":{"id":"t"},"team":{"id":"19:team","aadGroupId":"g"},"channel":{"id":"19:c"},"eventType":"teamMemberAdded"}}""");

        Assert.Equal(("installationUpdate", "f:1", "add", "fr-FR"), (activity.Type, activity.Id, activity.Action, activity.Locale));
        Assert.Equal(TimeSpan.FromHours(1), activity.LocalTimestamp!.Value.Offset);
        Assert.Equal("28:bot", Assert.Single(activity.MembersAdded!).Id);
        Assert.True(activity.Conversation!.IsGroup);
        Assert.Equal(new TeamsChannelData("t", "19:team", "g", "19:c", "teamMemberAdded"), TeamsChannelData.Of(activity));
        Assert.Equal("t", activity.GetTenantId());
    }

    [Fact]
    public void A_conversation_reference_survives_its_json()
    {
        var reference = Read(BotHost.Message().ToJsonString()).GetConversationReference()!;

        var json = JsonSerializer.Serialize(reference, BotFrameworkJson.Relaxed.ConversationReference);

        Assert.Equal(
            """{"serviceUrl":"https://smba.trafficmanager.net/emea/","channelId":"msteams","tenantId":"22222222-2222-2222-2222-222222222222","conversationId":"a:1","conversationType":"personal","bot":{"id":"28:bot","name":"RBA"},"user":{"id":"29:person","aadObjectId":"33333333-3333-3333-3333-333333333333"},"activityId":"activity-1"}""",
            json);
        Assert.Equal(reference, JsonSerializer.Deserialize(json, BotFrameworkJson.Relaxed.ConversationReference));
    }

    [Theory]
    [InlineData("19:abc@thread.tacv2;messageid=17", "19:abc@thread.tacv2")]
    [InlineData("19:abc@thread.tacv2", "19:abc@thread.tacv2")]
    public void A_channel_is_its_conversation_without_the_thread(string id, string channel)
    {
        var thread = new ConversationReference { ServiceUrl = TestIssuer.ServiceUrl, ConversationId = id, ActivityId = "17" };

        Assert.Equal(thread with { ConversationId = channel, ActivityId = null }, thread.WithoutThread());
    }

    [Fact]
    public void A_submit_carries_its_verb_in_the_data()
    {
        var value = JsonDocument.Parse("""{"verb":"next","assessment":"a-1","B1":"yes"}""").RootElement;

        var invoke = AdaptiveCardInvokeValue.OfSubmit(value);

        Assert.Equal("next", invoke.Verb);
        Assert.Equal("yes", invoke.Data.Member("B1").Text());
    }

    private static Activity Read(string json) => JsonSerializer.Deserialize(json, BotFrameworkJson.Relaxed.Activity)!;
}
