using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Two presses at the same moment that cannot both be carried out, in two processes: one is, whole, and the other says so.</summary>
[Collection(AzuriteTests.Name)]
public sealed class RaceTests(AzuriteFixture azurite)
{
    private const int Rounds = 4;

    [Fact]
    public async Task Of_two_devices_that_answer_the_same_card_differently_at_once_one_is_stored_whole()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var other = scenario.Bot;
        scenario.StartAnother(delivers: false);
        for (var round = 0; round < Rounds; round++)
        {
            var page = await ReceptionCentre.BeginsAsync(scenario.Person($"Alex{round}"));
            var here = page.Pressing("next", Answering(page, "adults", "Written here"));
            var there = page.Pressing("next", Answering(page, "children,refugees", "Written there"));

            var answers = await Task.WhenAll(PostAsync(scenario.Bot, here), PostAsync(other, there));

            Assert.All(answers, a => Assert.Contains("application/vnd.microsoft.card.adaptive", a, StringComparison.Ordinal));
            var stored = (await LoadAsync(scenario, page.Assessment)).Assessment;
            var (chosen, comment) = Stored(stored);
            Assert.True(
                (chosen, comment) is ("adults", "Written here") or ("children,refugees", "Written there"), $"{chosen} with {comment}");
            Assert.Equal(page.Revision + 1, stored.Revision);
        }
    }

    [Fact]
    public async Task A_submission_and_a_change_at_the_same_moment_leave_a_result_that_is_that_of_the_stored_answers()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var other = scenario.Bot;
        scenario.StartAnother(delivers: false);
        for (var round = 0; round < Rounds; round++)
        {
            var summary = await ReceptionCentre.AnswersAsync(await ReceptionCentre.BeginsAsync(scenario.Person($"Alex{round}")));
            var submitting = summary.Pressing("submit", data => Type(data, ReceptionCentre.Types(summary)));
            var leaving = summary.Pressing("back", data => Type(data, ReceptionCentre.Types(summary)));

            var answers = await Task.WhenAll(PostAsync(scenario.Bot, submitting), PostAsync(other, leaving));

            Assert.All(answers, a => Assert.Contains("application/vnd.microsoft.card.adaptive", a, StringComparison.Ordinal));
            var now = (await LoadAsync(scenario, summary.Assessment)).Assessment;
            Assert.Equal(summary.Revision + 1, now.Revision);
            if (now.State is AssessmentState.Submitted { Result: var frozen })
            {
                var result = Rater.Rate(Route.Of(now.Sheet));
                Assert.Equal(result.Rating, frozen.Rating);
            }
            else
            {
                Assert.IsType<AssessmentState.Draft>(now.State);
            }
        }
    }

    [Fact]
    public async Task Of_a_claim_and_a_withdrawal_at_the_same_moment_one_is_carried_out_and_the_other_reads_where_it_stands()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");
        await amina.Says("hi");
        var other = scenario.Bot;
        scenario.StartAnother();
        for (var round = 0; round < Rounds; round++)
        {
            var result = await ReceptionCentre.ScreensAsync(scenario.Person($"Alex{round}"));
            await scenario.SettledAsync();
            var form = await (await scenario.Person($"Alex{round}").Says("open " + result.Assessment[..13])).Press("withdraw");
            var claiming = amina.NewestCard().Pressing("claim");
            var withdrawing = form.Pressing("withdraw", data => data["withdraw.reason"] = "The project was given up.");

            var answers = await Task.WhenAll(PostAsync(scenario.Bot, claiming), PostAsync(other, withdrawing));
            await scenario.SettledAsync();

            var now = (await LoadAsync(scenario, result.Assessment)).Assessment;
            if (now.State is AssessmentState.UnderReview { Reviewer.Name: var reviewer })
            {
                Assert.Equal("Amina Focal", reviewer);
                Assert.Contains("Amina Focal", answers[1], StringComparison.Ordinal);
            }
            else
            {
                Assert.IsType<AssessmentState.Withdrawn>(now.State);
                Assert.DoesNotMatch(CardWords.Of("stands-yours"), answers[0]);
                Assert.Contains("ithdrawn", answers[0], StringComparison.Ordinal);
            }
        }
    }

    private static Action<JsonObject> Answering(ShownCard page, string people, string comment) => data =>
    {
        Type(data, ReceptionCentre.Types(page));
        data["A1"] = people;
        data["A1.comment"] = comment;
    };

    private static void Type(JsonObject data, IEnumerable<(string Input, string Value)> typed)
    {
        foreach (var (input, value) in typed)
        {
            data[input] = value;
        }
    }

    private static (string Chosen, string? Comment) Stored(Assessment assessment)
    {
        var answer = assessment.Sheet[assessment.Questionnaire[new QuestionId("A1")].Position]!;
        return (string.Join(',', ((AnswerValue.Choices)answer.Value!).Options.Select(o => o.Value)), answer.Comment);
    }

    private static async Task<string> PostAsync(RunningBot bot, JsonObject activity)
    {
        using var content = new StringContent(activity.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await bot.Client.PostAsync(new Uri("/api/messages", UriKind.Relative), content);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<StoredAssessment> LoadAsync(Scenario scenario, string assessment) => Assert.IsType<LoadResult.Found>(
        await scenario.Bot.Services.GetRequiredService<AssessmentStore>().LoadAsync(AssessmentId.Parse(assessment)!.Value, allowCached: false, default)).Stored;
}
