using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Projections;
using IML.RbaBot.Retention;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Retention;

/// <summary>What was deleted is gone on every road that led to it: each says so, does nothing, and holds nobody up.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ErasedTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_button_of_an_old_card_says_that_the_draft_was_deleted_and_changes_nothing(bool pressesSubmit)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        alex.PressesSubmit = pressesSubmit;
        var details = await alex.Says("start");
        var page = await details.Press("next", ReceptionCentre.Types(details));
        var back = await page.Press("back", ReceptionCentre.Types(page));
        var list = await alex.Lists(ReceptionCentre.Title);
        await EraseAsync(scenario, page.Assessment);
        var rows = await scenario.RowsAsync();

        foreach (var (card, button) in new[] { (details, "next"), (page, "next"), (page, "overview"), (back, "next"), (back, "save-exit"), (list, "open") })
        {
            (await card.Press(button)).Tells("message-erased-what").Shows(page.Assessment[..13]);
        }

        (await alex.Says("open " + page.Assessment[..13])).Tells("message-erased-what");
        (await alex.Says("open " + page.Assessment)).Tells("message-erased-what");
        (await alex.Says("my assessments")).Tells("mine-none");
        Assert.Equal(rows, await scenario.RowsAsync());
    }

    [Theory]
    [InlineData("task/fetch")]
    [InlineData("task/submit")]
    public async Task A_window_of_a_deleted_draft_says_so(string invoke)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var page = await ReceptionCentre.BeginsAsync(alex);
        await scenario.SettledAsync();
        await EraseAsync(scenario, page.Assessment);
        var data = page.Pressing("next")["value"]!["action"]!["data"]!.DeepClone().AsObject();
        data["verb"] = "next";

        var (status, body) = await scenario.PostAsync(alex.InWindow(invoke, new JsonObject { ["data"] = data }).ToJsonString());

        Assert.Equal(200, status);
        Assert.Contains("was deleted", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_alert_of_a_deleted_screening_and_the_card_that_was_shared_of_it_say_so()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(alex);
        await scenario.SettledAsync();
        var alert = await Reviewing.HearsAsync(amina, "alert-heading");
        await (await result.Press("withdraw")).Press("withdraw", ("withdraw.reason", "The project was given up."));
        await scenario.SettledAsync();
        await EraseAsync(scenario, result.Assessment);
        var rows = await scenario.RowsAsync();

        (await alert.Press("claim")).Tells("message-erased-what");
        (await alert.Press("open")).Tells("message-erased-what");
        var view = await amina.GetsCardOfInvoke(amina.Invoke(amina.Chat, "m-1", "view", new JsonObject { ["assessment"] = result.Assessment }));

        Assert.Contains("It was deleted since it was shared.", view.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"refresh\"", view.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(rows, await scenario.RowsAsync());
    }

    [Fact]
    public async Task A_next_version_that_was_deleted_does_not_stand_in_the_way_of_another_which_the_reference_opens()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var (reference, review) = await Reviewing.ClaimsAsync(alex, amina);
        await (await review.Press("clear")).Press("clear");
        var result = await (await Reviewing.HearsAsync(alex, "decided-heading")).Press("open");
        var second = await result.Press("rescreen");
        await EraseAsync(scenario, second.Assessment);

        (await alex.Says("open " + reference)).Tells("result-cleared");
        var third = await (await alex.Says("open " + reference)).Press("rescreen");

        Assert.Equal(reference + "-3", third.Assessment);
        Assert.Equal(reference + "-3", (await alex.Says("open " + reference)).Assessment);
    }

    [Fact]
    public async Task A_draft_of_more_rows_than_a_transaction_takes_is_deleted_whole_or_not_at_all()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var page = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        await AuditAsync(scenario, page.Assessment, 150);
        await scenario.SettledAsync();
        var (transactions, answer) = (0, page);
        scenario.Line.Before = async request =>
        {
            if (request.Contains("$batch", StringComparison.Ordinal) && ++transactions == 2)
            {
                scenario.Line.Before = null;
                answer = await page.Press("next", ReceptionCentre.Types(page));
            }
        };

        await EraseAsync(scenario, page.Assessment);

        answer.Tells("message-erased-what");
        Assert.Single(await scenario.RowsAsync());
    }

    [Fact]
    public async Task A_deletion_that_broke_off_is_finished_at_the_next_look()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var page = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        await scenario.SettledAsync();
        await EraseAsync(scenario, page.Assessment);
        await AuditAsync(scenario, page.Assessment, 150);
        await scenario.Bot.Services.GetRequiredService<RetentionRows>()
            .ScheduleAsync(AssessmentId.Parse(page.Assessment)!.Value, scenario.Time.GetUtcNow(), default);

        await scenario.Bot.Services.GetRequiredService<RetentionSweep>().SweepAsync(default);

        Assert.Single(await scenario.RowsAsync());
        (await page.Press("next", ReceptionCentre.Types(page))).Tells("message-erased-what");
    }

    private static async Task AuditAsync(Scenario scenario, string assessment, int rows)
    {
        for (var number = 0; number < rows; number++)
        {
            await scenario.Bot.Storage.AssessmentsTable.AddEntityAsync(new TableEntity(assessment, Keys.Event(500_000 + number)) { ["changes"] = "[]" });
        }
    }

    /// <summary>As the daily look does when the time is over.</summary>
    private static async Task EraseAsync(Scenario scenario, string assessment)
    {
        await scenario.SettledAsync();
        var id = AssessmentId.Parse(assessment)!.Value;
        var services = scenario.Bot.Services;
        var stored = Assert.IsType<LoadResult.Found>(await services.GetRequiredService<AssessmentStore>().LoadAsync(id, allowCached: false, default)).Stored;
        Assert.True(await services.GetRequiredService<AssessmentEraser>().EraseAsync(stored, "draft", scenario.Time.GetUtcNow(), default));
        Assert.True(await services.GetRequiredService<Projector>().RemoveAsync(id, default));
    }
}
