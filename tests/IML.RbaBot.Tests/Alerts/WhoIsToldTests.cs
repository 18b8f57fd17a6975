using System.Net;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Alerts;

/// <summary>Who hears of a screening that waits, in the corners of the roster: whoever is told can act on it, and somebody always is.</summary>
[Collection(AzuriteTests.Name)]
public sealed class WhoIsToldTests(AzuriteFixture azurite)
{
    private static readonly (string, string)[] RatedD = [("C4.likelihood", "5")];

    [Fact]
    public async Task A_focal_point_who_screens_their_own_project_is_not_the_one_alerted_reminded_or_asked()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s => s.Give("Backups:0", "Bruno"));
        var (amina, bruno) = (scenario.Person("Amina"), scenario.Person("Bruno"));
        await amina.Says("hi");
        await bruno.Says("hi");

        var reference = await Reviewing.SubmitsAsync(amina);
        await scenario.SettledAsync();

        (await Reviewing.HearsAsync(bruno, "alert-heading")).Shows(reference);
        var written = scenario.Connector.SentTo(amina.Chat).Count;
        await PassAsync(scenario, reference, new DateTimeOffset(2026, 11, 26, 14, 0, 0, TimeSpan.Zero));

        (await Reviewing.HearsAsync(bruno, "reminder-heading")).Shows(reference);
        Assert.Equal(written, scenario.Connector.SentTo(amina.Chat).Count);
    }

    [Fact]
    public async Task Where_the_focal_point_of_the_country_screens_it_the_next_nearest_is_alerted()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s =>
        {
            s["Roles:FocalPoints:0:Countries:0"] = "TD";
            s.Give("FocalPoints:1", "Omar");
        });
        var (amina, omar) = (scenario.Person("Amina"), scenario.Person("Omar"));
        await amina.Says("hi");
        await omar.Says("hi");

        var result = await ReceptionCentre.ScreensAsync(amina);
        await scenario.SettledAsync();

        (await Reviewing.HearsAsync(omar, "alert-heading")).Shows(Reviewing.ReferenceOf(result));
        Assert.Equal(2, scenario.Connector.SentTo(amina.Chat).Count);
    }

    [Fact]
    public async Task A_D_reaches_focal_point_and_backup_at_once_and_who_is_both_once()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s =>
        {
            s.Give("Backups:0", "Amina", "Focal");
            s.Give("Backups:1", "Bruno");
        });
        var (amina, bruno) = (scenario.Person("Amina"), scenario.Person("Bruno"));
        await amina.Says("hi");
        await bruno.Says("hi");

        var reference = await Reviewing.SubmitsAsync(scenario.Person("Alex"), instead: RatedD);
        await scenario.SettledAsync();

        Assert.Equal(2, scenario.Connector.SentTo(amina.Chat).Count);
        Assert.Equal(2, scenario.Connector.SentTo(bruno.Chat).Count);
        bruno.NewestCard().Shows(reference, "Not ready");
    }

    [Fact]
    public async Task A_D_reaches_the_backup_when_the_focal_point_has_never_written_and_the_channel_reads_of_a_restricted_one_the_reference_only()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s => s.Give("Backups:0", "Bruno"));
        var bruno = scenario.Person("Bruno");
        await bruno.Says("hi");
        await bruno.Posts("alerts here");

        var reference = await Reviewing.SubmitsAsync(scenario.Person("Alex"), "restricted", RatedD);
        await scenario.SettledAsync();

        bruno.NewestCard().Shows(reference).ShowsNot(ReceptionCentre.Title, "N'Djamena", "Not ready", "C4");
        var posted = bruno.CardOf(scenario.Connector.SentTo(ChattingPerson.Channel)[^1]);
        posted.Shows(reference).ShowsNot(ReceptionCentre.Title, "N'Djamena", "Not ready", "C4", "Alex");
        Assert.Empty(posted.Buttons);
    }

    [Fact]
    public async Task An_unclaimed_screening_that_is_overdue_is_told_to_the_focal_points_and_the_channel_where_no_backup_can_be_reached()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s => s.Give("Backups:0", "Bruno"));
        var amina = scenario.Person("Amina");
        await amina.Says("hi");
        await amina.Posts("alerts here");
        var reference = await Reviewing.SubmitsAsync(scenario.Person("Alex"), "restricted", RatedD);
        await scenario.SettledAsync();
        var posted = scenario.Connector.SentTo(ChattingPerson.Channel).Count;

        await PassAsync(scenario, reference, new DateTimeOffset(2026, 12, 16, 10, 0, 0, TimeSpan.Zero));

        (await Reviewing.HearsAsync(amina, "overdue-heading")).Shows(reference);
        var inChannel = amina.CardOf(Assert.Single(scenario.Connector.SentTo(ChattingPerson.Channel).Skip(posted)));
        inChannel.Tells("overdue-heading").Shows(reference).ShowsNot(ReceptionCentre.Title, "N'Djamena", "Alex", "26 November");
    }

    [Fact]
    public async Task A_reminder_of_a_restricted_screening_says_nothing_but_its_reference_in_the_channel_and_its_log_no_name()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");
        await amina.Says("hi");
        await amina.Posts("alerts here");
        var reference = await Reviewing.SubmitsAsync(scenario.Person("Alex"), "restricted");
        await scenario.SettledAsync();
        var posted = scenario.Connector.SentTo(ChattingPerson.Channel).Count;

        await PassAsync(scenario, reference, new DateTimeOffset(2026, 11, 26, 14, 0, 0, TimeSpan.Zero));

        var inChannel = amina.CardOf(Assert.Single(scenario.Connector.SentTo(ChattingPerson.Channel).Skip(posted)));
        inChannel.Tells("reminder-heading").Shows(reference).ShowsNot(ReceptionCentre.Title, "N'Djamena", "December", "Alex");
        Assert.All(scenario.Bot.Log.Lines, line => Assert.DoesNotContain(ReceptionCentre.Title, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_returned_a_screening_hears_what_is_asked_about_it_and_that_it_was_submitted_again_also_a_backup()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s => s.Give("Backups:0", "Bruno"));
        var (alex, amina, bruno) = (scenario.Person("Alex"), scenario.Person("Amina"), scenario.Person("Bruno"));
        await amina.Says("hi");
        await bruno.Says("hi");
        var reference = await Reviewing.SubmitsAsync(alex);
        var review = await (await bruno.Says("open " + reference)).Press("claim");
        var write = await (await review.Press("return")).Press("return", ("return.questions", "B4"));
        await write.Press("return", ("B4.review", "Which section says so?"));
        var page = await (await Reviewing.HearsAsync(alex, "returned-heading")).Press("open");
        var ask = await page.Press("ask");
        await ask.Press("ask", ("ask.about", "Call"), ("ask.text", "Can we talk on Friday?"));
        (await Reviewing.HearsAsync(bruno, "asked-heading")).Shows("Can we talk on Friday?");
        page = await (await alex.Says("open " + reference)).Press("next", ("B4.reply", "It is in section 3.2."));
        await scenario.SettledAsync();
        var written = scenario.Connector.SentTo(amina.Chat).Count;

        var summary = await ReceptionCentre.AnswersAsync(page);
        await summary.Press("submit", ReceptionCentre.Types(summary));
        await scenario.SettledAsync();

        (await Reviewing.HearsAsync(bruno, "alert-heading")).Shows(reference);
        Assert.Equal(written + 1, scenario.Connector.SentTo(amina.Chat).Count);
    }

    [Fact]
    public async Task A_reminder_that_the_reviewers_chat_does_not_take_goes_to_the_focal_points()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s => s.Give("Backups:0", "Bruno"));
        var (amina, bruno) = (scenario.Person("Amina"), scenario.Person("Bruno"));
        await amina.Says("hi");
        await bruno.Says("hi");
        var reference = await Reviewing.SubmitsAsync(scenario.Person("Alex"));
        (await (await bruno.Says("open " + reference)).Press("claim")).Tells("stands-yours");
        await scenario.SettledAsync();
        scenario.Connector.Fault = (call, _) => Task.FromResult<HttpStatusCode?>(call.Conversation == bruno.Chat ? HttpStatusCode.Forbidden : null);

        await PassAsync(scenario, reference, new DateTimeOffset(2026, 11, 26, 14, 0, 0, TimeSpan.Zero));

        (await Reviewing.HearsAsync(amina, "reminder-heading")).Shows(reference);
    }

    [Fact]
    public async Task An_alert_that_is_tried_for_somebody_it_is_not_for_goes_on_waiting_for_who_it_is_for()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s =>
        {
            s["Roles:FocalPoints:0:Countries:0"] = "TD";
            s.Give("FocalPoints:1", "Omar");
            s["Roles:FocalPoints:1:Countries:0"] = "PE";
            s["Dispatch:FirstDelay"] = "01:00:00";
        });
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        var waiting = scenario.Bot.Services.GetRequiredService<WaitingAlerts>();
        await scenario.UntilAsync("the alert waits", () => waiting.ListAsync(default).GetAwaiter().GetResult().Length == 1);

        // The try that is under way ends, and no other begins by itself within the hour.
        var store = scenario.Bot.Services.GetRequiredService<AssessmentStore>();
        while (Assert.IsType<LoadResult.Found>(await store.LoadAsync(AssessmentId.Parse(result.Assessment)!.Value, allowCached: false, default))
            .Stored.Outbox.Any(m => m.Kind is OutboxKind.Alert && (m.IsHeld || m.NotBefore <= scenario.Time.GetUtcNow())))
        {
            await Task.Delay(20);
        }

        // The next try is over before the turn that asked for it takes the alert off the list.
        var tried = new TaskCompletionSource();
        scenario.Line.Before = async request =>
        {
            if (request.Contains("waiting-alerts", StringComparison.Ordinal))
            {
                if (request.StartsWith("PUT", StringComparison.Ordinal))
                {
                    tried.TrySetResult();
                }
                else if (request.StartsWith("DELETE", StringComparison.Ordinal))
                {
                    await tried.Task.WaitAsync(TimeSpan.FromSeconds(10));
                    await Task.Delay(300);
                }
            }
        };
        await scenario.Person("Omar").Sends(scenario.Person("Omar").Message("hi"));

        Assert.True(tried.Task.IsCompleted);
        Assert.Single(await waiting.ListAsync(default));
        scenario.Line.Before = null;
        var amina = scenario.Person("Amina");
        await amina.Sends(amina.Message("hi"));
        await scenario.UntilAsync("it comes to who it is for", () => scenario.Connector.SentTo(amina.Chat)
            .Any(sent => sent.Body.ToJsonString().Contains(result.Assessment[..13], StringComparison.Ordinal)));
    }

    /// <summary>The clock jumps there, and what is due is looked at.</summary>
    private static async Task PassAsync(Scenario scenario, string reference, DateTimeOffset to)
    {
        scenario.Time.SetUtcNow(to);
        var id = AssessmentId.Of(Reference.Parse(reference)!.Value, 1);
        await scenario.Bot.Services.GetRequiredService<Dispatcher>().DeliverNowAsync(id, default);
        await scenario.SettledAsync();
    }
}
