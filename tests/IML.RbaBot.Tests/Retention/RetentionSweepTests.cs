using Azure.Data.Tables;
using IML.RbaBot.Retention;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Retention;

/// <summary>A draft that nobody touches is announced and then deleted, by what is due and without reading anything else.</summary>
[Collection(AzuriteTests.Name)]
public sealed class RetentionSweepTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_draft_untouched_for_a_year_is_announced_to_its_developer_and_a_month_later_gone_but_for_a_stone()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var begun = await ReceptionCentre.BeginsAsync(alex);
        await DueRowAsync(scenario);

        await scenario.SettledAsync();
        scenario.Time.Advance(TimeSpan.FromDays(336));
        await AnnouncedAsync(scenario, alex);
        alex.NewestCard().Shows(ReceptionCentre.Title, "25 November 2027", "open it and save a change");
        Assert.True(await RowsAsync(scenario, begun.Assessment) > 1);

        await scenario.SettledAsync();
        scenario.Time.Advance(TimeSpan.FromDays(31));
        await GoneAsync(scenario, begun.Assessment);

        var left = Assert.Single(await AllAsync(scenario, begun.Assessment));
        Assert.Equal((Keys.Head, "Deleted", "draft"), (left.RowKey, left.GetString("state"), left.GetString("rule")));
        Assert.Empty(await DirectoryTextsAsync(scenario, ReceptionCentre.Title));
        (await alex.Says($"open {begun.Assessment[..13]}")).Tells("message-not-found-title");
        (await alex.Says("my assessments")).Tells("mine-none");
        Assert.Equal((0, false), await SweepAsync(scenario));
    }

    [Fact]
    public async Task A_change_after_the_notice_keeps_the_draft_for_another_year()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var begun = await ReceptionCentre.BeginsAsync(alex);
        await DueRowAsync(scenario);
        await scenario.SettledAsync();
        scenario.Time.Advance(TimeSpan.FromDays(336));
        await AnnouncedAsync(scenario, alex);

        await begun.Press("next", ReceptionCentre.Types(begun));
        await scenario.SettledAsync();
        scenario.Time.Advance(TimeSpan.FromDays(31));
        await SweepAsync(scenario);

        Assert.True(await RowsAsync(scenario, begun.Assessment) > 1);
        (await alex.Says($"open {begun.Assessment[..13]}")).Shows("RBA-");
    }

    [Fact]
    public async Task A_look_before_its_day_finds_nothing_due_and_reads_no_assessment()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        await DueRowAsync(scenario);
        var idle = scenario.StartAnother(delivers: false);
        var before = idle.RoundTrips.Assessments;

        Assert.Equal((0, false), await SweepAsync(scenario));

        Assert.Equal(before, idle.RoundTrips.Assessments);
    }

    private static Task<(int Looked, bool IsLeft)> SweepAsync(Scenario scenario) =>
        scenario.Bot.Services.GetRequiredService<RetentionSweep>().SweepAsync(CancellationToken.None);

    /// <summary>A sweep that meets another commit leaves the look for the next one.</summary>
    internal static async Task AnnouncedAsync(Scenario scenario, ChattingPerson developer)
    {
        for (var tries = 0; !developer.NewestCard().Text.Contains("will be deleted on", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, "The deletion is not announced.");
            await SweepAsync(scenario);
            await Task.Delay(50);
            scenario.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The bot's own sweep may have begun with it, and leaves nothing to this one before it has ended.</summary>
    private static async Task GoneAsync(Scenario scenario, string assessment)
    {
        for (var tries = 0; await RowsAsync(scenario, assessment) > 1 || (await DirectoryTextsAsync(scenario, ReceptionCentre.Title)).Count > 0; tries++)
        {
            Assert.True(tries < 100, "The draft is not deleted.");
            await SweepAsync(scenario);
            await Task.Delay(50);
        }
    }

    private static async Task DueRowAsync(Scenario scenario)
    {
        var rows = scenario.Bot.Services.GetRequiredService<RetentionRows>();
        var found = false;
        await scenario.UntilAsync("retention has noted the draft", () => found |= rows.DueAsync(DateTimeOffset.MaxValue.AddDays(-2), 1, CancellationToken.None).GetAwaiter().GetResult().Count > 0);
    }

    private static async Task<List<string>> DirectoryTextsAsync(Scenario scenario, string word)
    {
        var found = new List<string>();
        await foreach (var row in scenario.Bot.Storage.Directory.QueryAsync<TableEntity>())
        {
            found.AddRange(row.Where(p => p.Value is string text && text.Contains(word, StringComparison.Ordinal)).Select(p => $"{row.PartitionKey} {row.RowKey} {p.Key}"));
        }

        return found;
    }

    private static async Task<int> RowsAsync(Scenario scenario, string assessment) => (await AllAsync(scenario, assessment)).Count;

    private static async Task<List<TableEntity>> AllAsync(Scenario scenario, string assessment)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in scenario.Bot.Storage.AssessmentsTable.QueryAsync<TableEntity>($"PartitionKey eq '{assessment}'"))
        {
            rows.Add(row);
        }

        return rows;
    }
}
