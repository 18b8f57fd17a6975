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
        await DeliveredAsync(scenario);
        var before = await AllAsync(scenario);

        var (code, output, error) = await RunAsync("forget", ChattingPerson.IdOf("Alex"), "--role", "former project developer", "--asked-by", "data protection officer", "--keep-drafts");

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

        var (code, output, error) = await RunAsync("forget", ChattingPerson.IdOf("Alex"), "--role", "former project developer", "--asked-by", "data protection officer");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("The person still has open screenings: RBA-", error, StringComparison.Ordinal);
        Assert.Contains("(Draft)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_forgotten_focal_point_who_reviewed_no_key_and_no_value_of_any_row_says_anything_and_a_record_of_the_request_stays()
    {
        await using var scenario = await OnAsync();
        await Reviewing.ClaimsAsync(scenario.Person("Alex"), scenario.Person("Amina"));
        await DeliveredAsync(scenario);
        var named = (await EveryRowAsync(scenario)).Where(r => Says(r, "Amina") || Says(r, ChattingPerson.IdOf("Amina"))).ToList();

        var exported = JsonNode.Parse((await RunAsync("export", ChattingPerson.IdOf("Amina"))).Output)!.AsArray()
            .Select(r => ((string?)r!["partition"], (string?)r["row"])).ToHashSet();
        var refused = await RunAsync("forget", ChattingPerson.IdOf("Amina"), "--role", "former focal point", "--asked-by", "Amina Focal herself");
        var (code, output, error) = await RunAsync("forget", ChattingPerson.IdOf("Amina"), "--role", "former focal point", "--asked-by", "data protection officer, 14");

        Assert.All(named, r => Assert.Contains((r.PartitionKey, r.RowKey), exported));
        Assert.Contains("names the person", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (code, error));
        var after = await EveryRowAsync(scenario);
        Assert.DoesNotContain(after, r => Says(r, "Amina") || Says(r, ChattingPerson.IdOf("Amina")));
        var record = Assert.Single(after, r => r.PartitionKey == "forgotten");
        Assert.Equal(("data protection officer, 14", "former focal point", 1), (record.GetString("askedBy"), record.GetString("role"), record.GetInt32("assessments")));
        Assert.Contains($"{record.GetInt32("changed")} row(s)", output, StringComparison.Ordinal);
        Assert.Contains(after, r => r.RowKey.StartsWith("event-", StringComparison.Ordinal) && r.GetString("by") == record.GetString("stranger"));
    }

    [Fact]
    public async Task Where_the_documents_are_filed_that_name_a_person_is_part_of_the_export()
    {
        using var folder = new TemporaryFolder();
        await using var scenario = await SubmittedAsync(folder.Name);
        await DeliveredAsync(scenario);

        var rows = JsonNode.Parse((await RunAsync("export", ChattingPerson.IdOf("Alex"))).Output)!.AsArray();

        var document = Assert.Single(rows, r => r!["filedDocument"] is not null)!;
        Assert.True(File.Exists((string)document["filedDocument"]!));
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

    private static async Task DeliveredAsync(Scenario scenario)
    {
        for (var tries = 0; (await AllAsync(scenario)).Any(IsUnderWay); tries++)
        {
            Assert.True(tries < 200, "What follows was not delivered.");
            scenario.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(25);
        }
    }

    private static bool Says(TableEntity row, string text) =>
        row.PartitionKey.Contains(text, StringComparison.OrdinalIgnoreCase) || row.RowKey.Contains(text, StringComparison.OrdinalIgnoreCase)
        || row.Any(p => p.Value is string value && value.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static async Task<List<TableEntity>> EveryRowAsync(Scenario scenario)
    {
        var rows = await AllAsync(scenario);
        await foreach (var row in scenario.Bot.Storage.Directory.QueryAsync<TableEntity>())
        {
            rows.Add(row);
        }

        return rows;
    }

    private async Task<Scenario> SubmittedAsync(string? exports = null)
    {
        var scenario = await OnAsync(exports);
        await scenario.Person("Amina").Says("hi");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await scenario.UntilAsync("the alert is delivered", () => scenario.Connector.CardOf(result.Message).ToJsonString().Contains("Amina Focal", StringComparison.Ordinal));
        return scenario;
    }

    private Task<Scenario> OnAsync(string? exports = null) => Scenario.OnAsync(azurite.ConnectionString, configure: given =>
    {
        given["Storage:ConnectionString"] = azurite.ConnectionString;
        if (exports is not null)
        {
            given["Export:Folder"] = exports;
        }

        foreach (var (name, value) in given)
        {
            settings[name] = value;
        }
    });

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
