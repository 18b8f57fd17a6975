using System.Text.Json.Nodes;
using IML.RbaBot.Projections;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using static IML.RbaBot.Tests.Projections.Projecting;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The search from any conversation, and what each reader sees of what was shared.</summary>
[Collection(AzuriteTests.Name)]
public sealed class FindTurnTests(AzuriteFixture azurite)
{
    private static readonly string Hostile = "**Bold** <at>everyone</at> centre";

    [Fact]
    public async Task A_focal_point_finds_and_shares_a_card_that_says_the_reference_only()
    {
        await using var scenario = await OnAsync();

        var found = await SearchAsync(scenario.Person("Amina"), "centre");

        var result = Assert.Single(found["composeExtension"]!["attachments"]!.AsArray())!;
        Assert.Equal(IdOf(1).Reference.Value, (string)result["preview"]!["content"]!["title"]!);
        Assert.Contains("**Bold** ‹at›everyone‹/at› centre · Rating C", (string)result["preview"]!["content"]!["text"]!, StringComparison.Ordinal);
        var shared = result["content"]!.ToJsonString();
        Assert.Contains(IdOf(1).Reference.Value, shared, StringComparison.Ordinal);
        Assert.DoesNotContain("Bold", shared, StringComparison.Ordinal);
        Assert.DoesNotContain("ating", shared, StringComparison.Ordinal);
        Assert.Equal("view", (string)result["content"]!["refresh"]!["action"]!["verb"]!);
    }

    [Fact]
    public async Task Each_reader_of_a_shared_card_sees_what_they_may_see_also_in_a_channel()
    {
        await using var scenario = await OnAsync();
        var (amina, omar) = (scenario.Person("Amina"), scenario.Person("Omar"));
        var data = (await SearchAsync(amina, "centre"))["composeExtension"]!["attachments"]![0]!["content"]!["refresh"]!["action"]!["data"]!;

        var hers = await ViewAsync(amina, data);
        var his = await ViewAsync(omar, data);

        Assert.Contains("**Bold** ", hers, StringComparison.Ordinal);
        Assert.DoesNotContain("<at>", hers, StringComparison.Ordinal);
        Assert.Contains("Rating C", hers, StringComparison.Ordinal);
        Assert.Contains(IdOf(1).Reference.Value, his, StringComparison.Ordinal);
        Assert.DoesNotContain("Bold", his, StringComparison.Ordinal);
        Assert.DoesNotContain("Rating", his, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_screening_that_is_shared_with_the_bot_itself_is_opened_for_whoever_may_read_it()
    {
        await using var scenario = await OnAsync();
        var card = (await SearchAsync(scenario.Person("Amina"), "centre"))["composeExtension"]!["attachments"]![0]!["content"]!;

        var hers = await scenario.Person("Amina").GetsOneCard(Shared(scenario.Person("Amina"), card));
        var his = await scenario.Person("Omar").GetsOneCard(Shared(scenario.Person("Omar"), card));
        var broken = await scenario.Person("Amina").GetsOneCard(Shared(scenario.Person("Amina"), new JsonObject { ["refresh"] = new JsonArray(7) }));

        hers.Shows(IdOf(1).Reference.Value).ShowsNot("I did not understand");
        Assert.DoesNotContain("Bold", his.Text, StringComparison.Ordinal);
        his.ShowsNot("I did not understand");
        broken.Shows("I did not understand");
    }

    /// <summary>What Teams sends for a card that was inserted and sent in the chat with the bot.</summary>
    private static JsonObject Shared(ChattingPerson person, JsonNode card)
    {
        var message = person.Message("""<span class="inline-compose-card" itemid="0"></span>""");
        message["attachments"] = new JsonArray(
            new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card.DeepClone() });
        return message;
    }

    [Theory]
    [InlineData("", "Type at least two letters")]
    [InlineData("  ", "Type at least two letters")]
    [InlineData("zebra", "Nothing that you may read")]
    [InlineData("'); DROP TABLE", "Nothing that you may read")]
    public async Task A_search_without_results_says_what_to_do(string typed, string sentence)
    {
        await using var scenario = await OnAsync();

        Says(sentence, await SearchAsync(scenario.Person("Amina"), typed));
    }

    [Fact]
    public async Task Five_hundred_characters_and_an_unknown_command_and_odd_values_say_what_to_do()
    {
        await using var scenario = await OnAsync();
        var amina = scenario.Person("Amina");

        Says("too long", await SearchAsync(amina, new string('x', 500)));
        Says("not known to this version", await SearchAsync(amina, "centre", command: "destroy"));
        Says("Type at least two letters", await QueryAsync(amina, new JsonObject { ["commandId"] = "find", ["parameters"] = 7 }));
        Says("not known to this version", await QueryAsync(amina, null));
    }

    [Fact]
    public async Task Who_may_not_read_finds_nothing_and_nobody_without_an_identity_finds_anything()
    {
        await using var scenario = await OnAsync();

        Says("Nothing that you may read", await SearchAsync(scenario.Person("Omar"), "centre"));
        var nameless = scenario.Person("Amina").Query("centre");
        nameless["from"]!.AsObject().Remove("aadObjectId");
        Says("did not say who you are", await AnswerAsync(scenario, nameless));
    }

    [Fact]
    public async Task While_storage_is_away_the_search_says_so()
    {
        await using var scenario = await OnAsync();
        scenario.ExpectsErrors = true;
        var amina = scenario.Person("Amina");
        scenario.Line.Cut();

        Says("cannot search right now", await SearchAsync(amina, "centre"));
    }

    private async Task<Scenario> OnAsync()
    {
        var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var assessment = Submitted(1, Domain.Questionnaires.Rating.C) with { Project = Submitted(1).Project with { Title = Hostile } };
        Assert.True(await scenario.Bot.Services.GetRequiredService<Projector>().WriteAsync(assessment.At(1), default));
        return scenario;
    }

    private static Task<JsonNode> SearchAsync(ChattingPerson person, string typed, string command = "find") =>
        AnswerAsync(person.Scenario, person.Query(typed, command));

    private static Task<JsonNode> QueryAsync(ChattingPerson person, JsonNode? value)
    {
        var query = person.Query("");
        query["value"] = value;
        return AnswerAsync(person.Scenario, query);
    }

    private static async Task<JsonNode> AnswerAsync(Scenario scenario, JsonObject activity)
    {
        var (status, body) = await scenario.PostAsync(activity.ToJsonString());
        Assert.True(status == 200, $"{status} {body}");
        return JsonNode.Parse(body)!;
    }

    private static async Task<string> ViewAsync(ChattingPerson reader, JsonNode data)
    {
        var invoke = reader.Invoke(ChattingPerson.Channel, "m-1", "view", data.DeepClone());
        invoke["conversation"]!["conversationType"] = "channel";
        invoke["conversation"]!["isGroup"] = true;
        return (await reader.GetsCardOfInvoke(invoke)).ToString();
    }

    private static void Says(string sentence, JsonNode answer)
    {
        Assert.Equal("message", (string)answer["composeExtension"]!["type"]!);
        Assert.Contains(sentence, (string)answer["composeExtension"]!["text"]!, StringComparison.Ordinal);
    }
}
