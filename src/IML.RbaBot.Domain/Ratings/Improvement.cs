using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>
/// The smallest change of answers that would give a better rating (screening standard, "Score and rating" 6). Exact, not an
/// estimate; docs/decisions/0010 says what may change, what "smallest" means and why the search is fast.
/// </summary>
/// <remarks>
/// An answer may change to an option of the same question with more points, never to "not applicable" or "not known"; an
/// unscored answer only as <see cref="Question.Improvements"/> says; the answer to a question that decides what else is asked
/// never. Smallest is: fewest questions, then fewest points gained, then, at the first question where two sets differ, the
/// one that changes it, and if both do, the smaller change. A flag that stays keeps the risk rating it was given; a flag that
/// goes takes its risk with it. An extra risk stays whatever is answered.
/// </remarks>
public abstract record Improvement
{
    private Improvement()
    {
    }

    /// <summary>The rating is A: there is none better.</summary>
    public sealed record None : Improvement;

    /// <summary>Changing these answers is enough.</summary>
    /// <param name="Answers">The smallest set, in the questionnaire's order; never empty.</param>
    /// <param name="Then">The result after them; at least one rating better.</param>
    public sealed record Changes(ImmutableArray<AnswerChange> Answers, Result Then) : Improvement;

    /// <summary>No change of answers is enough for the next better rating: something else must be cleared first.</summary>
    /// <param name="Rule">The first rule that keeps the rating where it is whatever is answered better.</param>
    /// <param name="Causes">
    /// Everything that no better answer clears, in the order of the rules; the first belongs to <paramref name="Rule"/>, the
    /// others to it or to a later rule that gives the same rating.
    /// </param>
    /// <param name="AndThen">The smallest set of answers to change besides, in the questionnaire's order; may be empty.</param>
    public sealed record ClearFirst(RatingRule Rule, ImmutableArray<Cause> Causes, ImmutableArray<AnswerChange> AndThen) : Improvement;

    /// <summary>What would give a better rating than <paramref name="result"/>.</summary>
    /// <param name="route">The route that was rated.</param>
    /// <param name="result">What <see cref="Rater.Rate"/> returned for it.</param>
    public static Improvement Of(Route route, Result result)
    {
        if (result.Rating == Rating.A)
        {
            return new None();
        }

        var limits = new RatingLimits(route.Questionnaire.Rules, result.Rating - 1);
        var answers = ImprovableAnswers.Of(route, limits);
        var search = ImprovementSearch.Of(result, limits, answers);
        var smallest = search.Smallest();
        var changes = ImmutableArray.CreateBuilder<AnswerChange>();
        var sheet = route.Sheet;
        for (var position = 0; position < smallest.Length; position++)
        {
            if (smallest[position] is { Change: { } change } better)
            {
                changes.Add(change);
                sheet = sheet.With(change.Question, better.Answer);
            }
        }

        var causes = limits.CausesOf(route, result).Where(c => IsUncleared(c.Cause)).ToImmutableArray();
        return causes.IsEmpty
            ? new Changes(changes.ToImmutable(), Rater.Rate(Route.Of(sheet)))
            : new ClearFirst(causes[0].Rule, causes.Select(c => c.Cause).ToImmutableArray(), changes.ToImmutable());

        bool IsUncleared(Cause cause) => cause switch
        {
            Cause.Flagged { Flag.Question: var question } => answers.Blocked.Contains(question),
            Cause.Risk { Rated.Question: var question } => answers.Blocked.Contains(question),
            Cause.UnknownCritical { Question: var question } => answers.Blocked.Contains(question),
            Cause.WeakAlignment { Index: var index } => search.OutOfReach.Contains(index.Index),
            Cause.TooManyUnknown => search.UnknownsOutOfReach,
            _ => throw new InvalidOperationException($"Unknown cause {cause}."),
        };
    }
}
