using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IML.RbaBot.BotFramework;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>What no card of ours sends: a clear answer, no exception, no state change.</summary>
[Collection(AzuriteTests.Name)]
public sealed class BadInputTests(AzuriteFixture azurite)
{
    public static TheoryData<string, string, string> Forgeries => new()
    {
        { "revision", "\"abc\"", "message-bad-card-title" },
        { "revision", "\"-1\"", "message-bad-card-title" },
        { "revision", "{}", "message-bad-card-title" },
        { "assessment", "\"../../etc\"", "message-bad-card-title" },
        { "assessment", "[1]", "message-bad-card-title" },
        { "assessment", "null", "message-bad-card-title" },
        { "page", "\"Z-9\"", "message-bad-card-title" },
        { "page", "7", "message-bad-card-title" },
        { "action", "\"submit\"", "message-bad-card-title" },
        { "developer", "\"somebody\"", "message-bad-card-title" },
        { "role", "\"FocalPoint\"", "message-bad-card-title" },
        { "B9", "\"yes\"", "message-bad-card-title" },
        { "A1", "\"dragons\"", "option-unknown" },
        { "A1", "\"nobody,adults\"", "option-exclusive" },
        { "A1", "[\"adults\"]", "message-bad-card-title" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_field_is_answered_clearly_and_changes_nothing(string field, string value, string tells)
    {
        foreach (var submit in (bool[])[false, true])
        {
            await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
            var alex = scenario.Person("Alex");
            alex.PressesSubmit = submit;
            var page = await ReceptionCentre.BeginsAsync(alex);
            var before = await scenario.RowsAsync();

            var answer = await page.Forge("next", data =>
            {
                foreach (var (input, typed) in ReceptionCentre.Types(page))
                {
                    data[input] = typed;
                }

                data[field] = JsonNode.Parse(value);
            });

            answer.Tells(tells);
            Assert.Equal(before, await scenario.RowsAsync());
        }
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("NEXT")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_verb_that_no_card_has_changes_nothing(string? verb)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var alex = scenario.Person("Alex");
        var page = await ReceptionCentre.BeginsAsync(alex);
        var before = await scenario.RowsAsync();

        var data = new JsonObject { ["assessment"] = page.Assessment, ["revision"] = page.Revision, ["page"] = page.Page };
        var answer = page with { Card = await alex.GetsCardOfInvoke(alex.Invoke(alex.Chat, page.Message, verb, data)) };

        answer.Tells("message-bad-card-title");
        Assert.Equal(before, await scenario.RowsAsync());
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("clear")]
    [InlineData("not-clear")]
    [InlineData("hand-over")]
    [InlineData("return")]
    public async Task A_button_of_the_review_is_refused_politely_to_who_may_not_review(string verb)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var (alex, omar) = (scenario.Person("Alex"), scenario.Person("Omar"));
        var result = await ReceptionCentre.ScreensAsync(alex);
        var before = await scenario.RowsAsync();

        foreach (var person in (ChattingPerson[])[alex, omar])
        {
            var data = new JsonObject { ["assessment"] = result.Assessment, ["revision"] = result.Revision };
            var answer = result with { Card = await person.GetsCardOfInvoke(person.Invoke(person.Chat, "elsewhere", verb, data)) };
            answer.ShowsNot(CardWords.Raw("message-unexpected-title"));
            if (person == omar)
            {
                answer.Tells("message-not-found-title").ShowsNot(ReceptionCentre.Title);
            }
        }

        Assert.Equal(before, await scenario.RowsAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"action\":7}")]
    [InlineData("{\"action\":{\"verb\":{\"a\":1},\"data\":\"x\"}}")]
    [InlineData("{\"action\":{\"verb\":\"next\"}}")]
    [InlineData("{\"action\":{\"verb\":\"next\",\"data\":{\"a\":{\"b\":{\"c\":[[[[1]]]]}}}}}")]
    public async Task An_invoke_of_any_shape_gets_a_card_that_explains(string? value)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var invoke = alex.Invoke(alex.Chat, "m-1", "next", null);
        invoke["value"] = value is null ? null : JsonNode.Parse(value);

        var card = await alex.GetsCardOfInvoke(invoke);

        Assert.Matches(CardWords.Of("message-bad-card-title"), card.ToJsonString());
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("{\"type\":\"message\"}", 403)]
    [InlineData("{\"type\":\"message\",\"text\":\"\\ud800\"}", 403)]
    [InlineData("{\"type\":\"message\",\"\\ud800\":1}", 400)]
    public async Task A_body_that_is_no_activity_is_refused(string body, int status)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);

        var answer = await scenario.PostAsync(body);

        Assert.Equal(status, answer.Status);
        Assert.Empty(scenario.Connector.Calls);
    }

    [Theory]
    [InlineData("A1.comment", 1501, "too-long")]
    [InlineData("A1.comment", 20_000, "message-bad-card-title")]
    public async Task Text_that_is_too_long_is_not_saved(string input, int length, string tells)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var page = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        var before = await scenario.RowsAsync();

        var answer = await page.Press("next", [.. ReceptionCentre.Types(page), (input, new string('x', length))]);

        answer.Tells(tells);
        Assert.Equal(before, await scenario.RowsAsync());
    }

    [Fact]
    public async Task A_name_longer_than_any_directory_has_is_cut_and_holds_nobody_up()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var alex = scenario.Person("Alex");
        alex.Name = new string('n', 40_000);

        var page = await ReceptionCentre.BeginsAsync(alex);
        page = await page.Press("next", ReceptionCentre.Types(page));

        Assert.Equal(2, page.Revision);
        var head = await scenario.Bot.Storage.AssessmentsTable.GetEntityAsync<TableEntity>(page.Assessment, Keys.Head);
        Assert.Equal(ChannelAccount.LongestName, head.Value.GetString("developer").Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_an_object_id_nobody_acts(bool odd)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var alex = scenario.Person("Alex");
        var page = await ReceptionCentre.BeginsAsync(alex);
        var before = await scenario.RowsAsync();
        var press = page.Pressing("next");
        var from = press["from"]!.AsObject();
        from.Remove("aadObjectId");
        if (odd)
        {
            from["aadObjectId"] = "29:Alex";
        }

        var answer = page with { Card = await alex.GetsCardOfInvoke(press) };

        answer.Tells("message-not-allowed-title").ShowsNot(ReceptionCentre.Title);
        Assert.Equal(before, await scenario.RowsAsync());
    }

    [Fact]
    public async Task The_assessment_of_somebody_else_in_a_forged_press_is_not_found_whatever_the_button()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var omar = scenario.Person("Omar");
        var foreign = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        var own = await ReceptionCentre.BeginsAsync(omar);
        var before = await scenario.RowsAsync();

        foreach (var submit in (bool[])[false, true])
        {
            omar.PressesSubmit = submit;
            foreach (var button in (string[])["next", "back", "save-exit", "overview"])
            {
                var shown = await own.Forge(button, data =>
                {
                    data["assessment"] = foreign.Assessment;
                    data["revision"] = foreign.Revision;
                });
                shown.Tells("message-not-found-title").ShowsNot(ReceptionCentre.Title);
            }
        }

        Assert.Equal(before, await scenario.RowsAsync());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task A_foreign_press_that_begins_takes_neither_a_taken_id_nor_the_version_after_it(string version)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var omar = scenario.Person("Omar");
        var foreign = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        var before = await scenario.RowsAsync();
        var details = await omar.Says("start");
        Assert.EndsWith("1", foreign.Assessment, StringComparison.Ordinal);

        var shown = await details.Forge("next", data =>
        {
            foreach (var (input, value) in ReceptionCentre.Types(details))
            {
                data[input] = value;
            }

            data["assessment"] = foreign.Assessment[..^1] + version;
        });

        shown.Tells("message-not-found-title");
        Assert.Equal(before, await scenario.RowsAsync());
    }

    [Fact]
    public async Task A_focal_point_reads_a_submitted_screening_and_cannot_change_it()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var amina = scenario.Person("Amina");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        var before = await ContentAsync();

        var read = await amina.Says($"open {result.Assessment[..13]}");
        read.Tells("stands-submitted").Shows("70.0");
        Assert.DoesNotContain("withdraw", read.Buttons);
        var data = new JsonObject
        {
            ["assessment"] = result.Assessment,
            ["revision"] = result.Revision,
            ["withdraw.reason"] = "Mine now",
            ["page"] = "withdraw",
        };
        var answer = read with { Card = await amina.GetsCardOfInvoke(amina.Invoke(amina.Chat, read.Message, "withdraw", data)) };

        answer.Tells("message-not-allowed-title");
        Assert.Equal(before, await ContentAsync());

        // Where her card stands is kept with it, so that it can be updated.
        async Task<IEnumerable<string>> ContentAsync() =>
            (await scenario.RowsAsync()).Where(row => !row.Contains(" sent-person-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_version_that_is_no_longer_shipped_is_explained_and_kept_as_it_is()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var alex = scenario.Person("Alex");
        var page = await ReceptionCentre.BeginsAsync(alex);
        var head = await scenario.Bot.Storage.AssessmentsTable.GetEntityAsync<TableEntity>(page.Assessment, Keys.Head);
        head.Value["version"] = "0.9";
        await scenario.Bot.Storage.AssessmentsTable.UpdateEntityAsync(head.Value, head.Value.ETag);
        await scenario.RestartAsync(delivers: false);
        var before = await scenario.RowsAsync();

        (await alex.Says($"open {page.Assessment[..13]}")).Tells("message-version-gone-title").Shows("iml@iom.int");
        (await page.Press("next", ReceptionCentre.Types(page))).Tells("message-version-gone-title");

        // Who may not know of it learns no more than of any other.
        var omar = scenario.Person("Omar");
        (await omar.Says($"open {page.Assessment[..13]}")).Tells("message-not-found-title");
        var forged = omar.Invoke(omar.Chat, "elsewhere", "next", JsonNode.Parse($$"""{"assessment":"{{page.Assessment}}","revision":"1","page":"A-1"}"""));
        (page with { Card = await omar.GetsCardOfInvoke(forged) }).Tells("message-not-found-title");

        Assert.Equal(before, await scenario.RowsAsync());
    }
}
