using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Projections;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using static IML.RbaBot.Tests.Projections.Projecting;

namespace IML.RbaBot.Tests.Turns;

/// <summary>What the Unit's people see of the queue, and what others do not.</summary>
[Collection(AzuriteTests.Name)]
public sealed class QueueTurnTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_submission_stands_in_the_queue_with_who_has_it_and_when_the_reply_is_due_and_opens_from_there()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(alex);

        await scenario.SettledAsync();
        var queue = await amina.Says("queue");

        queue.Shows(ReceptionCentre.Title, "Rating B", "nobody has taken it yet", "Reply due 1 December 2026");
        var opened = await queue.Press("open", ("go-to", result.Assessment));
        opened.Shows(ReceptionCentre.Title);
    }

    [Fact]
    public async Task What_is_overdue_is_said_in_words()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");
        await amina.Says("hi");
        await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await scenario.SettledAsync();
        scenario.Time.Advance(TimeSpan.FromDays(14));

        (await amina.Says("queue")).Shows("Overdue: the reply was due 1 December 2026");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_and_back_to_the_front_page_through_it(bool pressesSubmit)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var amina = scenario.Person("Amina");
        amina.PressesSubmit = pressesSubmit;
        for (var i = 1; i <= 6; i++)
        {
            await ProjectAsync(scenario, Submitted(i, at: Scenario.Begin.AddMinutes(i)));
        }

        var front = await amina.Says("queue");
        var more = await front.Press("More");

        Assert.Contains(IdOf(5).Reference.Value, front.Text, StringComparison.Ordinal);
        more.Shows(IdOf(6).Reference.Value);
        Assert.DoesNotContain(IdOf(1).Reference.Value, more.Text, StringComparison.Ordinal);
        (await more.Press("Back to the front")).Shows(IdOf(1).Reference.Value);
    }

    [Fact]
    public async Task A_request_stands_there_with_its_age_and_peoples_words_as_they_are()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var asking = Submitted(1).Asking(Scenario.Begin.AddDays(-3)) with { Project = Submitted(1).Project with { Title = "**Bold** <at>all</at>" } };
        await ProjectAsync(scenario, asking);

        var queue = await scenario.Person("Amina").Says("Queue!");

        queue.Shows("Request: guidance on question A2 · asked by Alex Developer", "Asked 3 days ago", "**Bold** ").ShowsNot("<at>all");
    }

    [Fact]
    public async Task Whoever_is_not_of_the_Unit_is_refused_in_words_and_in_the_log_also_with_a_forged_button()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        await ProjectAsync(scenario, Submitted(1));
        var alex = scenario.Person("Alex");

        (await alex.Says("queue")).Shows("Only for the Unit").ShowsNot("Project 1");
        var list = await alex.Says("my assessments");
        var forged = await list.Forge("start", data =>
        {
            data["action"] = "open";
            data["list"] = "queue:";
        });

        forged.ShowsNot("Project 1");
    }

    [Fact]
    public async Task An_administrator_sees_of_a_restricted_assessment_its_reference_only()
    {
        await using var scenario = await Scenario.OnAsync(
            azurite.ConnectionString, delivers: false, settings => settings.Give("Administrators:0", "Ada", "Administrator"));
        await ProjectAsync(scenario, Submitted(1).Restricted());
        await ProjectAsync(scenario, Submitted(2));

        var queue = await scenario.Person("Ada").Says("queue");

        queue.Shows(IdOf(1).Reference.Value, "Restricted: only its reference", "Project 2").ShowsNot("Project 1");
        (await scenario.Person("Amina").Says("queue")).Shows("Project 1");
    }

    private static Task<bool> ProjectAsync(Scenario scenario, Assessment assessment) =>
        scenario.Bot.Services.GetRequiredService<Projector>().WriteAsync(assessment.At(1), default);
}
