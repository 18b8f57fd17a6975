using System.Text.Json.Nodes;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Old cards, double clicks and repeated deliveries: they change nothing and show the current card.</summary>
[Collection(AzuriteTests.Name)]
public sealed class RepeatingTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_button_of_an_old_card_changes_nothing_and_shows_the_current_card(bool submit)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        alex.PressesSubmit = submit;
        var old = await ReceptionCentre.BeginsAsync(alex);
        var current = await old.Press("next", ReceptionCentre.Types(old));

        foreach (var button in (string[])["next", "back", "save-exit", "overview"])
        {
            var shown = await old.Forge(button, data => data["A1"] = "nobody");
            shown.IsSameAs(current);
        }

        Assert.Equal("children,refugees", (await current.Press("back")).Value("A1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("C5")]
    public async Task Go_there_on_an_old_overview_shows_the_current_card_with_or_without_a_choice(string choice)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var old = await (await ReceptionCentre.BeginsAsync(scenario.Person("Alex"))).Press("overview");
        var current = await old.Press("next");

        var shown = await old.Press("open", ("go-to", choice));

        shown.IsSameAs(current);
    }

    [Fact]
    public async Task A_delivery_repeated_with_the_same_id_after_a_restart_answers_like_the_first()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var first = await ReceptionCentre.BeginsAsync(alex);
        var press = first.Pressing("next", data => Fill(data, first));
        var once = await alex.GetsCardOfInvoke(press);

        var again = await alex.GetsCardOfInvoke(press);
        await scenario.RestartAsync();
        var later = await alex.GetsCardOfInvoke(press);

        Assert.Equal(once.ToJsonString(), again.ToJsonString());
        Assert.Equal(once.ToJsonString(), later.ToJsonString());
    }

    [Fact]
    public async Task A_double_click_at_the_same_moment_is_carried_out_once()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var first = await ReceptionCentre.BeginsAsync(alex);
        var press = first.Pressing("next", data => Fill(data, first));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => alex.GetsCardOfInvoke((JsonObject)press.DeepClone())));

        var cards = answers.Select(a => first with { Card = a }).ToArray();
        Assert.All(cards, card => Assert.Equal((first.Revision + 1, cards[0].Page), (card.Revision, card.Page)));
        Assert.NotEqual(first.Page, cards[0].Page);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_double_begin_makes_exactly_one_assessment(bool twoProcesses)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var details = await alex.Says("start");
        var press = details.Pressing("next", data => Fill(data, details)).ToJsonString();
        var first = scenario.Bot.Client;
        var second = twoProcesses ? scenario.StartAnother().Client : first;

        var answers = await Task.WhenAll(Post(first), Post(second), Post(first));

        Assert.Equal(1, await scenario.AssessmentsAsync());
        Assert.All(answers, a => Assert.Equal(answers[0], a));

        async Task<string> Post(HttpClient client)
        {
            using var content = new StringContent(press, System.Text.Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(new Uri("/api/messages", UriKind.Relative), content);
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["value"]!.ToJsonString();
        }
    }

    [Fact]
    public async Task A_double_submission_submits_and_alerts_once()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var summary = await ReceptionCentre.AnswersAsync(await ReceptionCentre.BeginsAsync(alex));
        var press = summary.Pressing("submit", data => Fill(data, summary));

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => alex.GetsCardOfInvoke((JsonObject)press.DeepClone())));
        await alex.GetsCardOfInvoke(press);

        Assert.All(answers, a => (summary with { Card = a }).Tells("result-heading"));
        await scenario.UntilAsync(
            "the result says to whom the alert went", () => scenario.Connector.CardOf(summary.Message).ToJsonString().Contains("Amina Focal"));
        Assert.Equal(2, scenario.Connector.SentTo(amina.Chat).Count);
    }

    [Fact]
    public async Task Of_two_devices_the_slower_one_gets_the_current_card_and_overwrites_nothing()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var laptop = await ReceptionCentre.BeginsAsync(alex);
        scenario.StartAnother();
        var phone = await alex.Says($"open {laptop.Assessment[..13]}");
        var current = await phone.Press("next", ReceptionCentre.Types(phone));

        var shown = await laptop.Press("next", ("A1", "adults"), ("A2", "services"), ("A3", "ngo"));

        shown.IsSameAs(current);
        Assert.Equal("children,refugees", (await current.Press("back")).Value("A1"));
    }

    [Fact]
    public async Task A_press_that_changes_nothing_shows_the_current_card_also_where_a_process_remembers_an_older_one()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var laptop = await ReceptionCentre.BeginsAsync(alex);
        var first = scenario.Bot;
        scenario.StartAnother();
        var phone = await alex.Says($"open {laptop.Assessment[..13]}");
        var current = await phone.Press("next", ReceptionCentre.Types(phone));

        using var press = new StringContent(laptop.Pressing("save-exit").ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await first.Client.PostAsync(new Uri("/api/messages", UriKind.Relative), press);

        var shown = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["value"]!.AsObject();
        (laptop with { Card = shown }).IsSameAs(current);
    }

    [Fact]
    public async Task Of_two_who_claim_one_wins_and_the_other_reads_who_has_it_however_many_deliveries_are_recorded_between()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false, configure: settings =>
        {
            settings["Roles:FocalPoints:1:Id"] = ChattingPerson.IdOf("Farid");
            settings["Roles:FocalPoints:1:Name"] = "Farid Focal";
        });
        var (amina, farid) = (scenario.Person("Amina"), scenario.Person("Farid"));
        var reference = await Reviewing.SubmitsAsync(scenario.Person("Alex"));
        var cards = new[] { await amina.Says("open " + reference), await farid.Says("open " + reference) };

        // Every commit finds that something else was recorded since it loaded.
        const int Recorded = 14;
        var between = 0;
        scenario.Line.Before = async request =>
        {
            if (request.StartsWith("POST ", StringComparison.Ordinal) && request.Contains("/$batch", StringComparison.Ordinal)
                && Interlocked.Increment(ref between) <= Recorded)
            {
                await TouchesAsync(scenario, cards[0].Assessment);
            }
        };
        var answers = await Task.WhenAll(cards.Select(c => c.Press("claim")));

        Assert.True(between > Recorded, $"Only {between} commits were tried.");
        var winner = answers[0].Has("release") ? 0 : 1;
        answers[winner].Tells("stands-yours");
        answers[1 - winner].Tells("stands-others").Shows(cards[winner].Person.Name);
        Assert.False(answers[1 - winner].Has("release"));
    }

    /// <summary>What recording a delivery does to the head: it is written, and nothing that anybody decides on is another.</summary>
    private static async Task TouchesAsync(Scenario scenario, string assessment)
    {
        var table = new Azure.Data.Tables.TableServiceClient(scenario.AzuriteConnectionString).GetTableClient(scenario.Bot.Storage.AssessmentsTable.Name);
        while (true)
        {
            // As it was read: otherwise it would take back what was committed meanwhile.
            var head = await table.GetEntityAsync<Azure.Data.Tables.TableEntity>(assessment, Keys.Head);
            try
            {
                await table.UpdateEntityAsync(head.Value, head.Value.ETag);
                return;
            }
            catch (Azure.RequestFailedException e) when (e.Status == 412)
            {
                // Somebody else was faster, which is what this is for; but it has to be done.
            }
        }
    }

    private static void Fill(JsonObject data, ShownCard card)
    {
        foreach (var (input, value) in ReceptionCentre.Types(card))
        {
            data[input] = value;
        }
    }
}
