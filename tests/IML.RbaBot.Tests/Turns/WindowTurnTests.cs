using System.Text.Json.Nodes;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The same pages in a window: saved at each step, by the same turns.</summary>
[Collection(AzuriteTests.Name)]
public sealed class WindowTurnTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_screening_left_in_the_chat_goes_on_in_a_window_to_its_result_saved_at_each_step()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var saved = await (await ReceptionCentre.BeginsAsync(alex)).Press("save-exit");

        var page = await OpensAsync(saved);
        for (var steps = 0; !page.Has("submit"); steps++)
        {
            Assert.True(steps < 40, page.Text);
            page = await PressAsync(page, "next", ReceptionCentre.Types(page));
        }

        // What was done in the window stands in the chat as well.
        (await alex.Says($"open {saved.Assessment[..13]}")).Tells("summary-heading");
        var result = await PressAsync(page, "submit", ReceptionCentre.Types(page));
        result.Tells("result-heading");
    }

    [Fact]
    public async Task A_window_has_submit_buttons_only_and_none_that_opens_another()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var saved = await (await ReceptionCentre.BeginsAsync(scenario.Person("Alex"))).Press("save-exit");
        var page = await OpensAsync(saved);
        var overview = await PressAsync(page, "overview", []);

        Assert.All([page, overview], card =>
        {
            Assert.DoesNotContain("Action.Execute", card.Card.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("task/fetch", card.Card.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("\"refresh\"", card.Card.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_answer_that_must_be_corrected_comes_back_in_the_window_with_what_was_typed()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var saved = await (await ReceptionCentre.BeginsAsync(scenario.Person("Alex"))).Press("save-exit");
        var page = await OpensAsync(saved);

        var again = await PressAsync(page, "next", []);

        again.Tells("faults-on-card");
        Assert.Equal(page.Page, again.Page);
    }

    [Fact]
    public async Task A_window_of_an_older_revision_shows_the_current_page_and_a_stranger_nothing()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, omar) = (scenario.Person("Alex"), scenario.Person("Omar"));
        var saved = await (await ReceptionCentre.BeginsAsync(alex)).Press("save-exit");
        var page = await OpensAsync(saved);
        var next = await PressAsync(page, "next", ReceptionCentre.Types(page));

        var old = await PressAsync(page, "next", ReceptionCentre.Types(page));
        Assert.Equal((next.Page, next.Revision), (old.Page, old.Revision));

        var foreign = await TaskAsync(omar, "task/submit", DataOf(page, "next"));
        Assert.DoesNotContain(ReceptionCentre.Title, foreign.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"data":7}""")]
    [InlineData("""{"data":{"action":"open","assessment":"x"}}""")]
    [InlineData("""{"data":{"action":{},"msteams":{"type":"task/fetch"}}}""")]
    public async Task A_window_of_an_odd_shape_explains_and_changes_nothing(string value)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var invoke = scenario.Person("Alex").InWindow("task/fetch", JsonNode.Parse(value));

        var (status, body) = await scenario.PostAsync(invoke.ToJsonString());

        Assert.Equal(200, status);
        Assert.Contains(CardWords.Raw("message-bad-card-title"), body, StringComparison.Ordinal);
        Assert.Equal(0, await scenario.AssessmentsAsync());
    }

    [Fact]
    public async Task In_a_channel_a_window_says_where_screenings_are_opened()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var invoke = alex.InWindow("task/fetch", new JsonObject { ["data"] = new JsonObject { ["action"] = "start" } });
        invoke["conversation"] = new JsonObject { ["id"] = ChattingPerson.Channel, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = ChattingPerson.Tenant };

        var (_, body) = await scenario.PostAsync(invoke.ToJsonString());

        Assert.Equal("message", (string)JsonNode.Parse(body)!["task"]!["type"]!);
    }

    private static async Task<ShownCard> OpensAsync(ShownCard card)
    {
        var window = Objects(card.Card).Single(o => (string?)o["data"]?["msteams"]?["type"] == "task/fetch");
        return card with { Card = await TaskAsync(card.Person, "task/fetch", window["data"]!.DeepClone().AsObject()) };
    }

    private static async Task<ShownCard> PressAsync(ShownCard card, string button, IEnumerable<(string Input, string Value)> typed)
    {
        var data = DataOf(card, button);
        foreach (var (input, value) in typed)
        {
            data[input] = value;
        }

        return card with { Card = await TaskAsync(card.Person, "task/submit", data) };
    }

    /// <summary>The button's data and what stands in the inputs, as a client sends them.</summary>
    private static JsonObject DataOf(ShownCard card, string button)
    {
        var data = Objects(card.Card).First(o => (string?)o["type"] == "Action.Submit" && (string?)o["id"] == button)["data"]!.DeepClone().AsObject();
        foreach (var input in Objects(card.Card).Where(o => ((string?)o["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true && o["value"] is not null))
        {
            data[(string)input["id"]!] = input["value"]!.DeepClone();
        }

        return data;
    }

    private static async Task<JsonObject> TaskAsync(ChattingPerson person, string name, JsonObject data)
    {
        var (status, body) = await person.Scenario.PostAsync(person.InWindow(name, new JsonObject { ["data"] = data }).ToJsonString());
        Assert.True(status == 200, $"{status} {body}");
        var task = JsonNode.Parse(body)!["task"]!;
        Assert.Equal("continue", (string)task["type"]!);
        return task["value"]!["card"]!["content"]!.DeepClone().AsObject();
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => Objects(m.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
