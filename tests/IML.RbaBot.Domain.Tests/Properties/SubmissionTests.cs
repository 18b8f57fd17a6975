using System.Collections.Concurrent;
using CsCheck;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Domain.Tests.Assessments;
using Xunit.Abstractions;

namespace IML.RbaBot.Domain.Tests.Properties;

/// <summary>The rules against a second statement of the standard, on random answers to the shipped questionnaire.</summary>
public sealed class SubmissionTests(ITestOutputHelper output)
{
    [Fact]
    public void Submission_is_possible_exactly_when_nothing_is_missing_by_the_standard()
    {
        var seen = new ConcurrentDictionary<bool, int>();
        Tape.Of(1_200).Sample(
            numbers =>
            {
                var tape = new Tape(numbers);
                var sheet = Sheets.Incomplete(Shipped.Questionnaire, tape, tape.Pick([0, 50, 90]), tape.Pick([0, 1, 2, 10, 50]));
                var standard = new ByTheStandard(sheet);
                var route = Route.Of(sheet);

                Assert.Equal(standard.Asked, route.Asked.Select(q => q.Id.Value));
                Assert.Equal(standard.Flags, Flag.Of(route).Select(f => $"{f.Question}:{f.Level}"));
                Assert.Equal(standard.CanBeSubmitted, Completeness.Of(route).IsEmpty);
                Assert.Equal(standard.CanBeSubmitted, IsAccepted(sheet));
                seen.AddOrUpdate(standard.CanBeSubmitted, 1, (_, n) => n + 1);
            },
            iter: 3_000,
            print: n => string.Join(' ', n));

        output.WriteLine($"{seen[true]} could be submitted, {seen[false]} could not");
    }

    [Fact]
    public void What_can_be_submitted_is_rated_as_the_standard_says()
    {
        var seen = new ConcurrentDictionary<string, int>();
        Tape.Of(1_200).Sample(
            numbers =>
            {
                var tape = new Tape(numbers);
                var sheet = Sheets.Complete(Shipped.Questionnaire, tape, tape.Pick([0, 40, 80, 95]));
                var expected = new ByTheStandard(sheet).Outcome();
                var result = Rater.Rate(Route.Of(sheet));
                var (rba, migof) = (result.IndexOf(new IndexId("rba")), result.IndexOf(new IndexId("migof-p1")));

                Assert.Equal(expected.Rating.ToString(), result.Rating.ToString());
                Assert.Equal(expected.Rule.ToString(), result.DecidedBy.ToString().ToLowerInvariant());
                Assert.Equal(expected.Provisional, result.Provisional);
                Assert.Equal((expected.Scored, expected.Unknown), (result.Scored, result.Unknown));
                Assert.Equal(expected.Rba, 100m * rba.Sum / rba.Most);
                Assert.Equal(expected.Migof, 100m * migof.Sum / migof.Most);
                Assert.Equal(Math.Round(expected.Rba, 1, MidpointRounding.AwayFromZero), rba.Percent);
                Assert.Equal(Math.Round(expected.Migof, 1, MidpointRounding.AwayFromZero), migof.Percent);
                Assert.Equal(Math.Min(rba.Percent, migof.Percent), result.Alignment.Percent);
                seen.AddOrUpdate($"{result.Rating} by rule {result.DecidedBy}", 1, (_, n) => n + 1);
            },
            iter: 3_000,
            print: n => string.Join(' ', n));

        output.WriteLine(string.Join('\n', seen.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Value,5} {s.Key}")));
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public void Nothing_but_the_parts_that_prevent_a_rating_prevent_it() => Tape.Of(1_200).Sample(
        numbers =>
        {
            var tape = new Tape(numbers);
            var route = Route.Of(Sheets.Incomplete(Shipped.Questionnaire, tape, 50, tape.Pick([1, 5, 30])));
            if (!Completeness.Of(route).Any(m => Completeness.PreventsRating(m.Part)))
            {
                Assert.Equal(route.Asked.Select(q => q.Id), Rater.Rate(route).Asked);
            }
        },
        iter: 1_000,
        print: n => string.Join(' ', n));

    private static bool IsAccepted(AnswerSheet sheet)
    {
        var draft = Screenings.Empty() with { Sheet = sheet };
        var submit = new Command.Submit(new GivenAnswer(new("E3"), sheet[new QuestionId("E3")]));
        var decision = Decider.Decide(submit, draft, Screenings.RequestOf(Screenings.DeveloperActor, draft));
        return decision is Decision.Accepted { After.State: AssessmentState.Submitted or AssessmentState.Recorded };
    }
}
