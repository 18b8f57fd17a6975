using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>
/// Which answers on a route could be better, and which of those answers keep to the limits of the rating sought.
/// </summary>
/// <param name="Free">
/// For each question that is judged by itself and could be better: the answers that keep to the limits, at least one. In the
/// questionnaire's order.
/// </param>
/// <param name="Coupled">
/// Questions whose flags read each other's answers are judged together: every combination of their answers that keeps to the
/// limits, at least one; a single empty one when no question is coupled.
/// </param>
/// <param name="Blocked">Questions that no better answer brings within the limits; the search treats them as cleared.</param>
internal sealed record ImprovableAnswers(
    ImmutableArray<(Question Question, ImmutableArray<PossibleAnswer> Answers)> Free,
    ImmutableArray<ImmutableArray<(Question Question, PossibleAnswer Answer)>> Coupled,
    ImmutableHashSet<QuestionId> Blocked)
{
    public static ImprovableAnswers Of(Route route, RatingLimits limits)
    {
        var possible = PossibleAnswers(route);
        var blocked = ImmutableHashSet.CreateBuilder<QuestionId>();
        var coupled = CoupledQuestions(route, possible);
        var watched = route.Asked.Where(q => coupled.Contains(q.Position) || Reads(q).Any(coupled.Contains)).ToImmutableArray();
        var free = ImmutableArray.CreateBuilder<(Question, ImmutableArray<PossibleAnswer>)>();
        foreach (var question in route.Asked.Except(watched))
        {
            var answers = possible[question.Position].Where(a => IsRated(question, With(route, question, a))).ToImmutableArray();
            var admitted = answers.Where(a => limits.Admit(question, With(route, question, a))).ToImmutableArray();
            if (admitted.IsEmpty)
            {
                blocked.Add(question.Id);
                admitted = answers;
            }

            if (answers.Length > 1)
            {
                free.Add((question, admitted));
            }
        }

        var combinations = Combinations([.. route.Asked.Where(q => coupled.Contains(q.Position))], possible)
            .Where(c => With(route, c) is var after && watched.All(q => IsRated(q, after)))
            .ToImmutableArray();
        return new ImprovableAnswers(free.ToImmutable(), Admitted(route, limits, watched, combinations, blocked), blocked.ToImmutable());
    }

    /// <summary>For each position: the answers that the question could have; only the present one where nothing may change.</summary>
    private static ImmutableArray<PossibleAnswer>[] PossibleAnswers(Route route)
    {
        var possible = new ImmutableArray<PossibleAnswer>[route.Questionnaire.Questions.Length];
        var gates = route.Questionnaire.Questions.SelectMany(q => q.AskedWhen.Questions).ToHashSet();
        foreach (var question in route.Asked)
        {
            // The declaration comes after the summary, which shows what would improve the rating.
            var answer = route.AnswerTo(question)
                ?? (question.Kind is QuestionKind.Declaration ? new Answer(null) : null)
                ?? throw new ArgumentException($"Question {question.Id} is asked and not answered.", nameof(route));

            // Another answer here would ask other questions: that is another project, not a better one.
            possible[question.Position] = gates.Contains(question.Id)
                ? [new PossibleAnswer(null, answer, 0, 0, 0, 0)]
                : PossibleAnswer.Of(question, answer);
        }

        return possible;
    }

    /// <summary>Positions of the improvable questions that another question's flag reads, or whose flag reads an improvable one.</summary>
    private static HashSet<int> CoupledQuestions(Route route, ImmutableArray<PossibleAnswer>[] possible)
    {
        var coupled = new HashSet<int>();
        foreach (var question in route.Asked)
        {
            var improvable = Reads(question).Where(p => p != question.Position && route.IsAsked(p) && possible[p].Length > 1).ToList();
            coupled.UnionWith(improvable);
            if (improvable.Count > 0 && possible[question.Position].Length > 1)
            {
                coupled.Add(question.Position);
            }
        }

        return coupled;
    }

    /// <summary>Positions of the questions that a question's flag rules read.</summary>
    private static IEnumerable<int> Reads(Question question) => question.FlagRules.SelectMany(r => Positions(r.When));

    private static IEnumerable<int> Positions(Condition condition) => condition switch
    {
        Condition.Any any => [any.Position],
        Condition.None none => [none.Position],
        Condition.All all => all.Conditions.SelectMany(Positions),
        Condition.Or or => or.Conditions.SelectMany(Positions),
        _ => [],
    };

    private static Route With(Route route, Question question, PossibleAnswer answer) =>
        answer.Change is null ? route : Route.Of(route.Sheet.With(question.Id, answer.Answer));

    private static Route With(Route route, ImmutableArray<(Question Question, PossibleAnswer Answer)> combination) =>
        combination.Aggregate(route, (r, each) => With(r, each.Question, each.Answer));

    /// <summary>
    /// Whether the flag of a question, if it has one, has a risk rating. An answer that raises a new flag is no improvement to
    /// propose: nobody knows its risk.
    /// </summary>
    private static bool IsRated(Question question, Route route) =>
        Flag.LevelOf(question, route) == FlagLevel.None
        || route.Sheet.Response(question.Position) is { Impact: not null, Likelihood: not null };

    /// <summary>Every combination; the last is the one that changes nothing.</summary>
    private static IEnumerable<ImmutableArray<(Question Question, PossibleAnswer Answer)>> Combinations(
        ImmutableArray<Question> questions, ImmutableArray<PossibleAnswer>[] possible)
    {
        IEnumerable<ImmutableArray<(Question Question, PossibleAnswer Answer)>> combinations = [[]];
        foreach (var question in questions)
        {
            combinations = combinations.SelectMany(c => possible[question.Position].Select(a => c.Add((question, a))));
        }

        return combinations;
    }

    private static ImmutableArray<ImmutableArray<(Question Question, PossibleAnswer Answer)>> Admitted(
        Route route,
        RatingLimits limits,
        ImmutableArray<Question> watched,
        ImmutableArray<ImmutableArray<(Question Question, PossibleAnswer Answer)>> combinations,
        ImmutableHashSet<QuestionId>.Builder blocked)
    {
        var kept = combinations
            .Select(c => With(route, c))
            .Select(r => watched.Where(q => limits.Admit(q, r)).Select(q => q.Id).ToHashSet())
            .ToList();
        blocked.UnionWith(watched.Select(q => q.Id).Where(q => !kept.Exists(k => k.Contains(q))));
        if (!kept.Exists(Fits))
        {
            // Each can be brought within the limits, but not all at once: then what is beyond them now must be cleared.
            blocked.UnionWith(watched.Select(q => q.Id).Where(q => !kept[^1].Contains(q)));
        }

        return [.. combinations.Where((_, i) => Fits(kept[i]))];

        bool Fits(HashSet<QuestionId> within) => watched.All(q => within.Contains(q.Id) || blocked.Contains(q.Id));
    }
}
