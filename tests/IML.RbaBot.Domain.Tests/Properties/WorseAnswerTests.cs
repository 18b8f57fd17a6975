using CsCheck;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Domain.Tests.Ratings;

namespace IML.RbaBot.Domain.Tests.Properties;

/// <summary>
/// A worse answer never gives a better rating, whatever risk a new flag is given. Worse is an answer with fewer points. "No"
/// and "Not known yet" have the same points, and neither is the worse: unlike "No", "Not known yet" counts towards the share
/// of unknowns, and unlike "Not known yet", "No" can raise a red flag. "Not applicable" has no points and is on no scale.
/// </summary>
public sealed class WorseAnswerTests
{
    [Fact]
    public void A_worse_answer_never_gives_a_better_rating() => Tape.Of(1_200).Sample(
        numbers =>
        {
            var tape = new Tape(numbers);
            var sheet = Sheets.Complete(Shipped.Questionnaire, tape, tape.Pick([0, 50, 80, 95]));
            var route = Route.Of(sheet);
            var rating = Rater.Rate(route).Rating;
            foreach (var question in route.Asked)
            {
                foreach (var worse in WorseThan(question, route.AnswerTo(question)!))
                {
                    var after = WithNewRisks(sheet.With(question.Id, worse), route, tape);
                    var rated = Rater.Rate(Route.Of(after)).Rating;
                    Assert.True(rated >= rating, $"{question.Id}: {sheet[question.Id]} gives {rating}, {worse} gives {rated}");
                }
            }
        },
        iter: 500,
        print: n => string.Join(' ', n));

    [Fact]
    public void No_instead_of_not_known_can_give_a_better_rating_because_it_is_no_longer_unknown()
    {
        // What the standard says, and not a fault: T8 has 6 of 23 unknown; 4 are within 20 %.
        string[] unknown = ["B1", "B2", "B3", "B4", "B5", "C1"];
        var sheet = Projects.Of([.. unknown.Select(q => (q, "not-known"))]);
        var after = sheet.Answer("B5", "no").Answer("C1", "no");

        Assert.Equal(Rating.C, Rater.Rate(Route.Of(sheet)).Rating);
        Assert.Equal(Rating.B, Rater.Rate(Route.Of(after)).Rating);
    }

    [Fact]
    public void Worse_findings_about_a_counterpart_never_give_a_better_rating() => Tape.Of(1_200).Sample(
        numbers =>
        {
            var tape = new Tape(numbers);
            var sheet = Sheets.Complete(Shipped.Questionnaire, tape, tape.Pick([50, 80, 95]));
            var route = Route.Of(sheet);
            if (!route.IsAsked(Shipped.Questionnaire[new QuestionId("A4")]))
            {
                return;
            }

            Rating? before = null;
            foreach (var finding in new[] { "nothing-serious", "general-concerns", "not-checked", "serious" })
            {
                sheet = WithNewRisks(sheet.Answer("A4", finding), route, tape);
                route = Route.Of(sheet);
                var rating = Rater.Rate(route).Rating;
                Assert.True(before is null || rating >= before, $"A4 {finding}: {before} became {rating}");
                before = rating;
            }
        },
        iter: 500,
        print: n => string.Join(' ', n));

    /// <summary>Every answer to the question with strictly fewer points.</summary>
    private static IEnumerable<Answer> WorseThan(Question question, Answer answer)
    {
        var points = Standing.Of(question, answer).Points;
        IEnumerable<AnswerValue> others = question.Kind switch
        {
            QuestionKind.Single single when question.IsScored => single.Options.Select(o => new AnswerValue.Choice(o.Id)),
            QuestionKind.Multi { Ticks: not null } multi => Enumerable.Range(0, multi.Options.Length)
                .Select(n => new AnswerValue.Choices([.. multi.Options.Take(n)])),
            _ => [],
        };
        return others.Select(v => answer with { Value = v }).Where(a => Standing.Of(question, a).Points < points);
    }

    /// <summary>Any risk rating for the flags that were not there before; the others keep theirs.</summary>
    private static AnswerSheet WithNewRisks(AnswerSheet sheet, Route before, Tape tape) => Flag.Of(Route.Of(sheet))
        .Where(f => Flag.LevelOf(sheet.Questionnaire[f.Question], before) == FlagLevel.None)
        .Aggregate(sheet, (s, f) => s.With(f.Question, Sheets.ResponseTo(sheet.Questionnaire.Rules, f.Level, tape)));
}
