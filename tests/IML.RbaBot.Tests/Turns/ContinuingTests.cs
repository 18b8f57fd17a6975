using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Going on, going back, leaving and coming back: nothing typed is lost.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ContinuingTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_draft_left_at_a_card_continues_there_on_another_device_and_in_another_process()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var page = await ReceptionCentre.BeginsAsync(alex);
        for (var i = 0; i < 3; i++)
        {
            page = await page.Press("next", ReceptionCentre.Types(page));
        }

        var at = page.Page;
        var saved = await page.Press("save-exit", ("B5", "partly"), ("B5.comment", "Half of it is planned."));
        saved.Tells("saved-heading").Shows($"open {page.Assessment[..13]}");
        await scenario.RestartAsync();
        alex.PressesSubmit = true;
        var opened = await alex.Says($"open {page.Assessment[..13]}");

        Assert.Equal(at, opened.Page);
        Assert.Equal(("partly", "Half of it is planned."), (opened.Value("B5"), opened.Value("B5.comment")));
        Assert.NotEqual(page.Message, opened.Message);
        Assert.NotEqual(at, (await opened.Press("next", ReceptionCentre.Types(opened))).Page);
    }

    [Theory]
    [InlineData("back", false)]
    [InlineData("save-exit", false)]
    [InlineData("overview", false)]
    [InlineData("back", true)]
    [InlineData("save-exit", true)]
    [InlineData("overview", true)]
    public async Task Back_save_and_exit_and_overview_keep_what_was_typed_and_demand_nothing(string button, bool submit)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        alex.PressesSubmit = submit;
        var first = await ReceptionCentre.BeginsAsync(alex);
        var second = await first.Press("next", ReceptionCentre.Types(first));
        var typed = (Input: second.Inputs.First(i => i.EndsWith(".comment", StringComparison.Ordinal)), Value: "A thought\nin two lines.");

        var left = await second.Press(button, typed);

        Assert.DoesNotMatch(CardWords.Of("faults-on-card"), left.Text);
        if (button == "back")
        {
            Assert.Equal(first.Page, left.Page);
            Assert.Equal("children,refugees", left.Value("A1"));
        }

        var again = button == "back" ? await left.Press("next") : await alex.Says($"open {first.Assessment[..13]}");
        again = again.Inputs.Contains(typed.Input) ? again : await again.Forge("open", data => data["go-to"] = second.Page);
        Assert.Equal(second.Page, again.Page);
        Assert.Equal(typed.Value, again.Value(typed.Input));
    }

    [Fact]
    public async Task Next_demands_what_is_missing_and_returns_the_card_with_what_was_typed_and_the_messages()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var first = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));

        var again = await first.Press("next", ("A1", "adults"));

        Assert.Equal((first.Page, first.Revision), (again.Page, again.Revision));
        Assert.Equal("adults", again.Value("A1"));
        again.Tells("faults-on-card").Tells("answers-error");
    }

    [Fact]
    public async Task Project_details_that_are_missing_or_wrong_begin_nothing_and_come_back_as_typed()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var details = await scenario.Person("Alex").Says("start");

        var again = await details.Press("next", ("project.title", "  Well  drilling "), ("project.budget", "much"));

        again.Tells("faults-on-card").Tells("project-office-error").Tells("project-stage-error").Tells("project-budget-error");
        Assert.Equal("Well  drilling", again.Value("project.title")?.Trim());
        Assert.Equal("much", again.Value("project.budget"));
        Assert.Equal(0, await scenario.AssessmentsAsync());
        var begun = await again.Press("next", [.. ReceptionCentre.Types(again), ("project.budget", "")]);
        Assert.Equal(details.Assessment, begun.Assessment);
        Assert.Equal(1, await scenario.AssessmentsAsync());
    }

    [Theory]
    [InlineData("overview")]
    [InlineData("save-exit")]
    public async Task Leaving_the_project_details_demands_nothing_and_what_is_required_and_was_emptied_stays(string button)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var details = await (await ReceptionCentre.BeginsAsync(alex)).Press("back");
        var required = details.Inputs.Where(i => details.Value(i) is not null).ToArray();

        var left = await details.Press(button, [.. required.Select(i => (i, "")), ("project.donor", "A donor")]);

        left.Tells(button == "overview" ? "overview-heading" : "saved-heading");
        var again = button == "overview" ? await left.Press("open", ("go-to", "project")) : await alex.Says($"open {details.Assessment[..13]}");
        Assert.Equal(required.Select(details.Value), required.Select(again.Value));
        Assert.Equal("A donor", again.Value("project.donor"));
        (await again.Press("next", ("project.office", ""))).Tells("faults-on-card").Tells("project-office-error");
    }

    [Fact]
    public async Task From_the_overview_any_question_of_the_route_can_be_reached_and_an_unanswered_one_is_named()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var first = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        var overview = await first.Press("overview", ReceptionCentre.Types(first));
        overview.Tells("overview-heading").Tells("overview-missing");

        var there = await overview.Press("open", ("go-to", "C5"));

        Assert.Contains("C5", there.Inputs);
        var back = await there.Press("overview");
        Assert.Contains("A4", (await back.Press("next")).Inputs);
    }

    [Fact]
    public async Task An_answer_changed_on_the_way_back_changes_the_questions_that_follow()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var summary = await ReceptionCentre.AnswersAsync(await ReceptionCentre.BeginsAsync(scenario.Person("Alex")));
        var overview = await summary.Press("overview");
        var scope = await overview.Press("open", ("go-to", "A2"));

        var after = await scope.Press("next", ("A2", "services,health,cash,shelter,data,detention"));
        after = await (await after.Press("overview")).Press("open", ("go-to", "D3"));

        Assert.Contains("D3", after.Inputs);
        Assert.Contains("D4", after.Inputs);
    }

    [Fact]
    public async Task A_withdrawn_screening_asks_for_a_reason_leaves_the_list_and_stays_readable()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var first = await ReceptionCentre.BeginsAsync(alex);
        await alex.Lists(ReceptionCentre.Title);
        var overview = await first.Press("overview");

        var asks = (await overview.Press("withdraw")).Tells("withdraw-heading");
        asks = (await asks.Press("withdraw")).Tells("withdraw-reason-error");
        var withdrawn = await asks.Press("withdraw", ("withdraw.reason", "No longer funded"));

        withdrawn.Shows("No longer funded");
        (await alex.Says($"open {first.Assessment[..13]}")).Shows("No longer funded");
        await alex.Lists(CardWords.Raw("mine-none"));
    }

    [Fact]
    public async Task A_reason_that_is_too_long_for_a_withdrawal_says_how_long_it_is_and_stays_whole_in_the_card_to_be_shortened()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var asks = await (await (await ReceptionCentre.BeginsAsync(alex)).Press("overview")).Press("withdraw");
        var reason = string.Concat(Enumerable.Repeat("The donor withdrew. ", 70)).Trim();

        var again = await asks.Press("withdraw", ("withdraw.reason", reason));

        again.Tells("withdraw-heading").Tells("withdraw-reason-too-long").Shows("it has 1399 characters and may have at most 1000");
        Assert.Equal(reason, again.Value("withdraw.reason"));
        (await again.Press("withdraw", ("withdraw.reason", reason[..1000]))).Tells("result-withdrawn");
    }
}
