using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IML.RbaBot.Commands;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Tests.Turns;

namespace IML.RbaBot.Tests.Commands;

/// <summary>A person may see what is stored of them, and may ask not to be named any more; the audit stays.</summary>
[Collection(AzuriteTests.Name)]
public sealed class PersonCommandTests(AzuriteFixture azurite)
{
    private readonly Dictionary<string, string> settings = [];

    private string[] Settings => [.. settings.Where(s => s.Key is "BotFramework:AuthenticationOff" or "Storage:ConnectionString" or "Storage:Prefix").Select(s => $"--{s.Key}={s.Value}"), "--environment=Development"];

    [Fact]
    public async Task Everything_stored_of_a_person_is_exported_and_nothing_of_others()
    {
        await using var scenario = await SubmittedAsync();
        await ReceptionCentre.BeginsAsync(scenario.Person("Omar"), title: "Omar's own project");

        var (code, output, error) = await RunAsync("export", ChattingPerson.IdOf("Alex"));

        Assert.Equal((0, ""), (code, error));
        var rows = JsonNode.Parse(output)!.AsArray();
        Assert.Contains(rows, r => (string?)r!["row"] == "head" && (string?)r["holds"]!["title"] == ReceptionCentre.Title);
        Assert.Contains(rows, r => (string?)r!["row"] == "profile" && (string?)r["holds"]!["name"] == "Alex Developer");
        Assert.Contains(rows, r => ((string?)r!["row"])!.StartsWith("event-", StringComparison.Ordinal) && (string?)r["holds"]!["byName"] == "Alex Developer");
        Assert.DoesNotContain("Omar", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_person_is_a_role_everywhere_and_every_answer_and_event_stays()
    {
        await using var scenario = await SubmittedAsync();
        for (var tries = 0; (await AllAsync(scenario)).Any(IsUnderWay); tries++)
        {
            Assert.True(tries < 200, "What follows the submission was not delivered.");
            scenario.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(25);
        }

        var before = await AllAsync(scenario);

        var (code, output, error) = await RunAsync("forget", ChattingPerson.IdOf("Alex"), "--role", "former project developer", "--keep-drafts");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("now say “former project developer”", output, StringComparison.Ordinal);
        var after = await AllAsync(scenario);
        Assert.Equal(before.Where(r => r.RowKey != "sent-result").Select(r => (r.PartitionKey, r.RowKey)), after.Select(r => (r.PartitionKey, r.RowKey)));
        Assert.DoesNotContain(after.SelectMany(r => r), p => p.Value is string text && (text.Contains("Alex", StringComparison.Ordinal) || text.Contains(ChattingPerson.IdOf("Alex"), StringComparison.Ordinal)));
        Assert.Equal(before.Select(r => r.GetString("choice")).OfType<string>(), after.Select(r => r.GetString("choice")).OfType<string>());
        Assert.Contains(after, r => r.RowKey == "head" && r.GetString("developer") == "former project developer");
        Assert.Equal("[]", (await RunAsync("export", ChattingPerson.IdOf("Alex"))).Output.Trim());
        (await scenario.Person("Amina").Says($"open {after[0].PartitionKey[..13]}")).ShowsNot("Alex");
    }

    /// <summary>A message that is due now; those of the clock and of retention wait for days.</summary>
    private static bool IsUnderWay(Azure.Data.Tables.TableEntity row) =>
        row.RowKey.StartsWith("outbox-", StringComparison.Ordinal)
        && !row.RowKey.Contains("clock", StringComparison.Ordinal) && !row.RowKey.Contains("retention", StringComparison.Ordinal);

    [Fact]
    public async Task Somebody_with_an_open_screening_is_not_forgotten_by_a_slip()
    {
        await using var scenario = await SubmittedAsync();
        await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));

        var (code, output, error) = await RunAsync("forget", ChattingPerson.IdOf("Alex"), "--role", "former project developer");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("The person still has open screenings: RBA-", error, StringComparison.Ordinal);
        Assert.Contains("(Draft)", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("“alex” is no Entra object id", "export", "alex")]
    [InlineData("Say what stands in the person's place", "forget", "11111111-1111-4111-8111-111111111111")]
    [InlineData("Usage: person export ID", "delete", "11111111-1111-4111-8111-111111111111")]
    [InlineData("Usage: person export ID")]
    public async Task A_request_that_cannot_be_right_is_said_plainly(string says, params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    private async Task<Scenario> SubmittedAsync()
    {
        var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: given =>
        {
            given["Storage:ConnectionString"] = azurite.ConnectionString;
            foreach (var (name, value) in given)
            {
                settings[name] = value;
            }
        });
        await scenario.Person("Amina").Says("hi");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await scenario.UntilAsync("the alert is delivered", () => scenario.Connector.CardOf(result.Message).ToJsonString().Contains("Amina Focal", StringComparison.Ordinal));
        return scenario;
    }

    private static async Task<List<TableEntity>> AllAsync(Scenario scenario)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in scenario.Bot.Storage.AssessmentsTable.QueryAsync<TableEntity>())
        {
            rows.Add(row);
        }

        return rows;
    }

    private async Task<(int? Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunOnStorageAsync(["person", .. args, .. settings.Count > 0 ? Settings : []], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
