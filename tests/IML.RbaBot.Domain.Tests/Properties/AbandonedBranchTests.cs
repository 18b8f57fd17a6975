using CsCheck;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Domain.Tests.Ratings;

namespace IML.RbaBot.Domain.Tests.Properties;

/// <summary>An answer on a branch that no longer applies stays stored and never branches, scores, flags or exports.</summary>
public sealed class AbandonedBranchTests
{
    [Fact]
    public void Removing_what_lies_on_abandoned_branches_changes_nothing() =>
        OnRandomAnswers((sheet, _) => WithAbandoned(sheet, _ => null, _ => null));

    [Fact]
    public void Changing_what_lies_on_abandoned_branches_changes_nothing() =>
        OnRandomAnswers((sheet, tape) => WithAbandoned(
            sheet,
            question => Sheets.AnswerTo(question, tape, bestPercent: 30),
            _ => Sheets.ResponseTo(sheet.Questionnaire.Rules, FlagLevel.R, tape)));

    [Fact]
    public void A_branch_that_is_taken_again_has_its_answers_back()
    {
        var asked = Projects.Of(("A2", "services,return"), ("D5", "partly"));

        var abandoned = asked.Answer("A2", "services");
        var again = abandoned.Answer("A2", "services,return");

        Assert.DoesNotContain(Flag.Of(Route.Of(abandoned)), f => f.Question == new QuestionId("D5"));
        Assert.Equal(Flag.Of(Route.Of(asked)).ToArray(), Flag.Of(Route.Of(again)).ToArray());
    }

    private static void OnRandomAnswers(Func<AnswerSheet, Tape, AnswerSheet> change) => Tape.Of(1_200).Sample(
        numbers =>
        {
            var tape = new Tape(numbers);
            var sheet = tape.Chance(50)
                ? Sheets.Complete(Shipped.Questionnaire, tape, tape.Pick([0, 50, 90]))
                : Sheets.Incomplete(Shipped.Questionnaire, tape, tape.Pick([0, 50, 90]), gonePercent: 10);

            Assert.Equal(Computed.From(sheet), Computed.From(change(sheet, tape)));
        },
        iter: 1_000,
        print: n => string.Join(' ', n));

    private static AnswerSheet WithAbandoned(
        AnswerSheet sheet, Func<Question, Answer?> answer, Func<Question, FlagResponse?> response)
    {
        var route = Route.Of(sheet);
        foreach (var question in sheet.Questionnaire.Questions)
        {
            sheet = route.IsAsked(question) ? sheet : sheet.With(question.Id, answer(question));
            sheet = Flag.LevelOf(question, route) != FlagLevel.None ? sheet : sheet.With(question.Id, response(question));
        }

        return sheet;
    }
}
