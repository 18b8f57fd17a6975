using System.Text.Json.Nodes;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Activities that are odd but well-formed, on the roads that people seldom take: no exception, nothing said that is not asked for, nothing changed.</summary>
[Collection(AzuriteTests.Name)]
public sealed class OddActivityTests(AzuriteFixture azurite)
{
    /// <summary>Type, what is changed in it, and whether the bot may write something in answer.</summary>
    public static TheoryData<string, string, bool> Quiet => new()
    {
        { "conversationUpdate", """{"membersAdded":null,"membersRemoved":null}""", false },
        { "conversationUpdate", """{"membersAdded":[null,7,"x",[]]}""", false },
        { "conversationUpdate", """{"membersAdded":[],"membersRemoved":[{"id":"28:gone"}],"topicName":{"a":1}}""", false },
        { "conversationUpdate", """{"channelData":{"eventType":"channelRenamed","channel":null,"team":7}}""", false },
        { "installationUpdate", """{"action":null}""", false },
        { "installationUpdate", """{"action":7}""", false },
        { "installationUpdate", """{"action":"explode"}""", false },
        { "installationUpdate", """{"action":"remove"}""", false },
        { "messageReaction", """{"reactionsAdded":[{"type":"like"},null],"replyToId":"nowhere"}""", false },
        { "messageReaction", """{"reactionsRemoved":{"type":7}}""", false },
        { "messageUpdate", """{"text":"start","channelData":{"eventType":"editMessage"}}""", false },
        { "messageDelete", """{"channelData":{"eventType":"softDeleteMessage"}}""", false },
        { "event", """{"name":"application/vnd.microsoft.meetingStart","value":{"Id":7}}""", false },
        { "event", """{"name":null,"value":[[[]]]}""", false },
        { "endOfConversation", """{"code":"unknown"}""", false },
        { "typing", "{}", false },
        { "handoff", """{"value":7}""", false },
        { "", "{}", false },
        { "message", """{"value":7}""", true },
        { "message", """{"value":"next"}""", true },
        { "message", """{"value":[1,2]}""", true },
        { "message", """{"value":{"msteams":{"type":"imBack"}},"text":""}""", true },
        { "message", """{"attachments":[null,7,{"contentType":7,"content":[]},{"contentType":"application/vnd.microsoft.card.adaptive"}]}""", true },
        { "message", """{"text":null,"entities":[null,{"type":"mention"},{"type":"mention","mentioned":7,"text":""}]}""", true },
        { "message", """{"text":"\ufffe"}""", true },
        { "message", """{"text":"open \uffff\ufffe RBA"}""", true },
        { "message", """{"text":"hi","locale":"xx-\u0001-\ufffe","localTimezone":"Mars/\u0001Base"}""", true },
    };

    [Theory]
    [MemberData(nameof(Quiet))]
    public async Task An_odd_activity_ends_well_and_changes_nothing(string type, string odd, bool answers)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var alex = scenario.Person("Alex");
        await ReceptionCentre.BeginsAsync(alex);
        var rows = await scenario.RowsAsync();
        var said = scenario.Connector.Calls.Count;
        var activity = alex.Message(null);
        activity["type"] = type;
        foreach (var (name, value) in JsonNode.Parse(odd)!.AsObject())
        {
            activity[name] = value?.DeepClone();
        }

        await alex.Sends(activity);

        Assert.Equal(rows, await scenario.RowsAsync());
        Assert.Equal(said + (answers ? 1 : 0), scenario.Connector.Calls.Count);
    }

    [Theory]
    [InlineData("installationUpdate")]
    [InlineData("conversationUpdate")]
    public async Task The_bot_greets_nobody_where_the_channel_does_not_say_that_it_came_itself(string type)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var activity = scenario.Person("Alex").PostOf("", "channel", ChattingPerson.Channel);
        activity["type"] = type;
        activity.Remove("recipient");
        activity["membersAdded"] = new JsonArray(new JsonObject { ["name"] = "Somebody" }, new JsonObject { ["id"] = "29:somebody" });

        await scenario.Person("Alex").Sends(activity);

        Assert.Empty(scenario.Connector.Calls);
    }

    [Theory]
    [InlineData("composeExtension/submitAction")]
    [InlineData("composeExtension/fetchTask")]
    [InlineData("composeExtension/querySettingUrl")]
    [InlineData("composeExtension/selectItem")]
    [InlineData("composeExtension/queryLink")]
    [InlineData("message/submitAction")]
    [InlineData("fileConsent/invoke")]
    [InlineData("signin/verifyState")]
    [InlineData("task/FETCH")]
    [InlineData("adaptiveCard/Action")]
    [InlineData("")]
    [InlineData(null)]
    public async Task An_invoke_that_the_bot_does_not_know_says_so_and_changes_nothing(string? name)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var page = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        var rows = await scenario.RowsAsync();
        var invoke = page.Pressing("next");
        invoke["name"] = name;

        var (status, _) = await scenario.PostAsync(invoke.ToJsonString());

        Assert.Equal(501, status);
        Assert.Equal(rows, await scenario.RowsAsync());
    }

    [Theory]
    [InlineData("\"automatic\"")]
    [InlineData("\"AUTOMATIC\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task A_press_with_an_odd_trigger_is_a_press_like_any_other(string trigger)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var page = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        var invoke = page.Pressing("overview");
        invoke["value"]!["trigger"] = JsonNode.Parse(trigger);

        var shown = page with { Card = await page.Person.GetsCardOfInvoke(invoke) };

        shown.ShowsNot(CardWords.Raw("message-unexpected-title")).Shows(page.Assessment[..13]);
    }

    [Theory]
    [InlineData("\u0001\u0002")]
    [InlineData("'/\\#?%*")]
    [InlineData("\U0001F600\U0001F600 \U0001F1EB\U0001F1F7")]
    [InlineData("\u200F\u202E\u200D")]
    [InlineData("e\u0301\u0301\u0301\u0301 \u0130\u0130 \uFB01\uFB01")]
    [InlineData("\uFFFE\uFFFF \uFFFD\uFFFD")]
    [InlineData("RBA-\u00AD7K3M\u20119QXT")]
    public async Task A_search_for_odd_characters_answers_in_words(string typed)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);

        var (status, body) = await scenario.PostAsync(scenario.Person("Amina").Query(typed).ToJsonString());

        Assert.Equal(200, status);
        Assert.Equal("message", (string)JsonNode.Parse(body)!["composeExtension"]!["type"]!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task A_search_as_long_as_it_may_be_in_one_word_answers_in_words(int words)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var typed = string.Join(' ', Enumerable.Repeat(new string('\u6f22', (250 / words) - 1), words));

        var (status, body) = await scenario.PostAsync(scenario.Person("Amina").Query(typed).ToJsonString());

        Assert.Equal(200, status);
        Assert.Equal("message", (string)JsonNode.Parse(body)!["composeExtension"]!["type"]!);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("locale")]
    [InlineData("localTimezone")]
    [InlineData("conversation")]
    public async Task What_the_channel_says_at_any_length_and_with_any_character_holds_nobody_up(string member)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var odd = new string('x', 40_000) + "\u0001\uFFFE";
        var message = scenario.Person("Amina").Message("hi");
        if (member is "conversation")
        {
            message["conversation"]!["name"] = odd;
        }
        else if (member is "name")
        {
            message["from"]!["name"] = odd;
        }
        else
        {
            message[member] = odd;
        }

        (await scenario.Person("Amina").GetsOneCard(message)).Tells("welcome-title");
    }

    [Fact]
    public async Task A_channel_with_a_name_longer_than_any_is_chosen_for_alerts_all_the_same()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var amina = scenario.Person("Amina");
        var post = amina.PostOf("alerts here", "channel", ChattingPerson.Channel);
        post["conversation"]!["name"] = new string('x', 40_000) + "\u0001\uFFFE";

        (await amina.GetsOneCard(post)).Tells("alerts-here-heading");
    }

    [Fact]
    public async Task A_name_of_characters_that_are_none_finds_nobody_and_says_so()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var overview = await (await ReceptionCentre.BeginsAsync(scenario.Person("Alex"))).Press("overview");

        var answer = await (await overview.Press("invite")).Press("invite", ("person.name", "\uFFFE\uFFFF"));

        answer.ShowsNot(CardWords.Raw("message-unexpected-title")).Shows(overview.Assessment[..13]);
    }
}
