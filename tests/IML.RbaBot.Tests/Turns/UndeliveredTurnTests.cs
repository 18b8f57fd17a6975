using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Turns;

/// <summary>What administrators see and decide of messages that could not be delivered.</summary>
[Collection(AzuriteTests.Name)]
public sealed class UndeliveredTurnTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_lost_alert_is_listed_with_its_reason_in_words_and_tried_again()
    {
        await using var scenario = await LostAsync();
        var ada = scenario.Person("Ada");
        var list = await ListsOnceItShows(ada, "alert of a submission");
        list.Shows("Nobody could be reached", "tries: 1");

        var after = await list.Press("retry");

        after.Shows("It is being tried again.");

        // Now somebody can be reached.
        var amina = scenario.Person("Amina");
        await amina.Sends(amina.Message("hi"));
        await scenario.UntilAsync("the alert arrives", () => scenario.Connector.SentTo(scenario.Person("Amina").Chat).Count == 2);
    }

    [Fact]
    public async Task What_is_not_marked_yet_is_not_listed_and_what_is_listed_can_be_decided_on_at_once()
    {
        await using var scenario = await LosingAsync();
        var (marking, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        scenario.Line.Before = async request =>
        {
            if (Marks(request))
            {
                marking.TrySetResult();
                await goOn.Task;
            }
        };
        await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await marking.Task;
        var ada = scenario.Person("Ada");

        (await ada.Says("undelivered")).Shows("Every message was delivered");
        goOn.SetResult();
        var list = await ListsOnceItShows(ada, "alert of a submission");

        (await list.Press("retry")).Shows("It is being tried again.");
    }

    [Fact]
    public async Task One_that_is_tried_again_while_it_is_being_listed_is_not_left_on_the_list()
    {
        await using var scenario = await LosingAsync();
        var amina = scenario.Person("Amina");
        var marked = false;
        var listed = new TaskCompletionSource();
        scenario.Line.Before = async request =>
        {
            marked |= Marks(request);
            if (marked && !request.Contains("/$batch", StringComparison.Ordinal) && request.Contains("Directory(", StringComparison.Ordinal)
                && request.Contains("PartitionKey='undeliverable'", StringComparison.Ordinal))
            {
                // Now somebody can be reached, so the alert is tried again at once.
                scenario.Line.Before = null;
                await amina.Sends(amina.Message("hi"));
                listed.SetResult();
            }
        };
        await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await listed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await scenario.UntilAsync("the alert arrives", () => scenario.Connector.SentTo(amina.Chat).Count == 2);

        await scenario.UntilAsync("nothing is listed", () => scenario.Bot.Services.GetRequiredService<DirectoryStore>().CountUndeliverableAsync(default).Result == 0);
    }

    [Fact]
    public async Task Whoever_writes_between_the_look_for_them_and_the_note_that_it_waits_gets_the_alert()
    {
        await using var scenario = await LosingAsync();
        scenario.ExpectsErrors = false;
        var amina = scenario.Person("Amina");
        scenario.Line.BeforeFirst(
            request => request.Contains("Directory(", StringComparison.Ordinal)
                && request.Contains($"PartitionKey='{Keys.WaitingPartition}'", StringComparison.Ordinal),
            () => amina.Sends(amina.Message("hi")));

        await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));

        await scenario.UntilAsync("the alert arrives", () => scenario.Connector.SentTo(amina.Chat).Count == 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Giving_up_needs_a_reason_and_keeps_what_was_typed(bool pressesSubmit)
    {
        await using var scenario = await LostAsync();
        var ada = scenario.Person("Ada");
        ada.PressesSubmit = pressesSubmit;
        var list = await ListsOnceItShows(ada, "alert of a submission");

        list = await list.Press("give-up", ("give-up.reason", "   "));
        list.Shows("Please say why it is given up");

        list = await list.Press("give-up", ("give-up.reason", "The project ended."));
        list.Shows("It was given up. The reason is in the audit.", "Every message was delivered");
        Assert.Contains(await AuditAsync(scenario), line => line.Contains("The project ended.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Acting_on_it_twice_or_on_a_made_up_one_says_that_nothing_was_done()
    {
        await using var scenario = await LostAsync();
        var ada = scenario.Person("Ada");
        var list = await ListsOnceItShows(ada, "alert of a submission");
        var chosen = list.Value("go-to")!;
        await list.Press("give-up", ("give-up.reason", "The project ended."));

        (await list.Press("retry")).Shows("Nothing was done");
        foreach (var made in (string[])["RBA-1111-1111-1-answer-A1", chosen + "' or '1", "", "outbox-"])
        {
            (await list.Forge("retry", data => data["go-to"] = made)).Shows("Nothing was done");
            (await list.Forge("give-up", data => data["go-to"] = made)).Shows("Nothing was done");
        }
    }

    [Fact]
    public async Task Only_administrators_see_or_decide_it()
    {
        await using var scenario = await LostAsync();
        var list = await ListsOnceItShows(scenario.Person("Ada"), "alert of a submission");
        var pressing = list.Pressing("give-up", data => data["give-up.reason"] = "x");
        foreach (var name in (string[])["Alex", "Aude"])
        {
            var person = scenario.Person(name);
            (await person.Says("undelivered")).Shows("Only for administrators").ShowsNot("alert of a submission");
            var data = pressing["value"]!["action"]!["data"]!.DeepClone();
            var refused = await person.GetsCardOfInvoke(person.Invoke(person.Chat, "m", "give-up", data));
            Assert.Contains("Only for administrators", refused.ToJsonString(), StringComparison.Ordinal);
        }

        await ListsOnceItShows(scenario.Person("Ada"), "alert of a submission");
        Assert.Contains(scenario.Bot.Log.Lines, line => line.Contains("was denied Undelivered", StringComparison.Ordinal));
    }

    /// <summary>The transaction that marks a message.</summary>
    private static bool Marks(string request) =>
        request.Contains("/$batch", StringComparison.Ordinal) && request.Contains("\"undeliverable\":true", StringComparison.Ordinal);

    private async Task<Scenario> LostAsync()
    {
        var scenario = await LosingAsync();
        await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await scenario.UntilAsync(
            "the alert is given up", () => scenario.Bot.Log.Lines.Any(l => l.Contains("undeliverable at attempt", StringComparison.Ordinal)));
        return scenario;
    }

    /// <summary>Nobody has written to the bot who could be alerted, and a message is tried once.</summary>
    private async Task<Scenario> LosingAsync()
    {
        var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: settings =>
        {
            settings.Give("Administrators:0", "Ada", "Administrator");
            settings.Give("Auditors:0", "Aude", "Auditor");
            settings["Dispatch:Attempts"] = "1";
        });
        scenario.ExpectsErrors = true;
        return scenario;
    }

    private static async Task<ShownCard> ListsOnceItShows(ChattingPerson person, string words)
    {
        for (var tries = 0; ; tries++)
        {
            var card = await person.Says("undelivered");
            if (card.Text.Contains(words, StringComparison.Ordinal))
            {
                return card;
            }

            Assert.True(tries < 100, card.Text);
            await Task.Delay(50);
        }
    }

    private static async Task<IReadOnlyList<string>> AuditAsync(Scenario scenario)
    {
        var lines = new List<string>();
        await foreach (var row in scenario.Bot.Storage.AssessmentsTable.QueryAsync<Azure.Data.Tables.TableEntity>())
        {
            if (row.RowKey.StartsWith("event-", StringComparison.Ordinal))
            {
                lines.Add(string.Join(' ', row.Select(p => p.Value)));
            }
        }

        return lines;
    }
}
