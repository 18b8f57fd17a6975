using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>An answer that a question could have: as it stands, or better.</summary>
/// <param name="Change">What changes; null for the answer as it stands.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Rank">Order of preference among equally small sets: changes by points, then the answer as it stands.</param>
/// <param name="Gain">Weight × points gained.</param>
/// <param name="Resolved">1 when "not known" goes, else 0.</param>
/// <param name="Cost">Questions changed × <see cref="QuestionCost"/> + points gained, so that fewer questions come first.</param>
internal sealed record PossibleAnswer(AnswerChange? Change, Answer Answer, int Rank, int Gain, int Resolved, int Cost)
{
    /// <summary>More than all points that all questions of a questionnaire can gain together.</summary>
    public const int QuestionCost = 1 << 16;

    /// <summary>
    /// The better answers of one question, smallest change first, and last the answer as it stands.
    /// </summary>
    public static ImmutableArray<PossibleAnswer> Of(Question question, Answer answer)
    {
        var possible = ImmutableArray.CreateBuilder<PossibleAnswer>();
        var now = Standing.Of(question, answer);
        foreach (var (change, value) in Changes(question, answer.Value, now))
        {
            var better = answer with { Value = value };
            var gained = Standing.Of(question, better).Points - now.Points ?? 0;
            possible.Add(new PossibleAnswer(
                change, better, possible.Count, question.Weight * gained, now.Merit == Merit.NotKnown ? 1 : 0, QuestionCost + gained));
        }

        possible.Add(new PossibleAnswer(null, answer, possible.Count, 0, 0, 0));
        return possible.ToImmutable();
    }

    private static IEnumerable<(AnswerChange Change, AnswerValue Value)> Changes(Question question, AnswerValue? value, Standing now) =>
        (question.Kind, value) switch
        {
            (QuestionKind.Single single, AnswerValue.Choice choice) when question.IsScored => BetterOptions(question, single, choice, now),
            (QuestionKind.Single, AnswerValue.Choice choice) => question.Improvements
                .Where(i => i.From == choice.Option)
                .Select(i => ((AnswerChange)new AnswerChange.Choose(question.Id, i.From, i.To, Merit.None, Merit.None),
                    (AnswerValue)new AnswerValue.Choice(i.To))),
            (QuestionKind.Multi { Ticks: { } ticks } multi, AnswerValue.Choices choices) when question.IsScored =>
                MoreTicks(question, multi, ticks, choices, now),
            _ => [],
        };

    private static IEnumerable<(AnswerChange Change, AnswerValue Value)> BetterOptions(
        Question question, QuestionKind.Single single, AnswerValue.Choice choice, Standing now) =>
        single.Options
            .Where(o => o.Points > now.Points && o.Merit != Merit.NotKnown)
            .OrderBy(o => o.Points)
            .Select(o => ((AnswerChange)new AnswerChange.Choose(question.Id, choice.Option, o.Id, now.Merit, o.Merit),
                (AnswerValue)new AnswerValue.Choice(o.Id)));

    private static IEnumerable<(AnswerChange Change, AnswerValue Value)> MoreTicks(
        Question question, QuestionKind.Multi multi, TickScore ticks, AnswerValue.Choices choices, Standing now)
    {
        foreach (var atLeast in new[] { ticks.Partly, ticks.Best }.Distinct())
        {
            // Any ticks do; for the result after the change, the present ones and then the first that are still free.
            var ticked = multi.Options
                .Where(o => !multi.Exclusive.Contains(o))
                .OrderByDescending(choices.Options.Contains)
                .Take(atLeast)
                .ToHashSet();
            var merit = ticks.MeritOf(atLeast);
            if (ticked.Count == atLeast && Standing.PointsOf(merit) > now.Points)
            {
                yield return (
                    new AnswerChange.Tick(question.Id, choices.Options.Length, atLeast, now.Merit, merit),
                    new AnswerValue.Choices([.. multi.Options.Where(ticked.Contains)]));
            }
        }
    }
}
