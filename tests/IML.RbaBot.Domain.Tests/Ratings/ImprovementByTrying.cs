using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Ratings;

/// <summary>
/// The smallest change of answers, found by trying every one with the real <see cref="Rater"/>: nothing of the search is used.
/// </summary>
internal sealed class ImprovementByTrying
{
    private readonly Route route;
    private readonly Rating target;
    private readonly ImmutableArray<Choice> choices;

    public ImprovementByTrying(Route route, Result result)
    {
        this.route = route;
        target = result.Rating - 1;
        var gates = route.Questionnaire.Questions.SelectMany(q => q.AskedWhen.Questions).ToHashSet();
        choices =
        [
            .. route.Asked
                .Where(q => !gates.Contains(q.Id))
                .Select(q => new Choice(q, [.. BetterAnswersTo(q, route.AnswerTo(q)!.Value!)]))
                .Where(c => c.Answers.Length > 0),
        ];
    }

    /// <summary>How many answers could be better.</summary>
    public int Improvable => choices.Length;

    /// <summary>
    /// The smallest set after which everything still beyond the limits of the next better rating is among
    /// <paramref name="cleared"/>; null when there is none. Each change is written as <c>B1→yes</c> or <c>B10→4 ticks</c>.
    /// </summary>
    public IReadOnlyList<string>? Smallest(IReadOnlySet<string> cleared)
    {
        for (var count = 0; count <= choices.Length; count++)
        {
            var found = Sets(0, count, route.Sheet, [])
                .Where(s => Beyond(s.Sheet) is { } beyond && beyond.IsSubsetOf(cleared))
                .ToList();
            if (found.Count > 0)
            {
                // Sets are tried in order: changing an earlier question before leaving it, a smaller change before a larger one.
                return found.MinBy(s => s.Changes.Sum(c => c.Points))!.Changes.Select(c => c.Name).ToList();
            }
        }

        return null;
    }

    /// <summary>What is beyond the limits whatever is answered better: questions, indices, and "unknowns".</summary>
    public IReadOnlySet<string> AlwaysBeyond()
    {
        HashSet<string>? always = null;
        foreach (var (sheet, _) in Enumerable.Range(0, choices.Length + 1).SelectMany(n => Sets(0, n, route.Sheet, [])))
        {
            if (Beyond(sheet) is { } beyond)
            {
                always ??= [.. beyond];
                always.IntersectWith(beyond);
            }
        }

        return always!;
    }

    /// <summary>What is beyond the limits in a rated set of answers; null when a flag has no risk rating.</summary>
    public HashSet<string>? Beyond(AnswerSheet sheet)
    {
        var after = Route.Of(sheet);
        if (Flag.Of(after).Any(f => sheet.Response(f.Question) is not { Impact: not null, Likelihood: not null }))
        {
            return null;
        }

        var result = Rater.Rate(after);
        var (flag, risk, percent) = target switch
        {
            Rating.C => (FlagLevel.X, RiskLevel.High, 40),
            Rating.B => (FlagLevel.R, RiskLevel.Substantial, 60),
            _ => (FlagLevel.M, RiskLevel.Moderate, 80),
        };
        HashSet<string> beyond =
        [
            .. result.Flags.Where(f => f.Level >= flag).Select(f => f.Question.Value),
            .. result.Risks.Where(r => r.Level >= risk).Select(r => r.Question.Value),
            .. result.Indices.Where(i => i.Most > 0 && 100m * i.Sum / i.Most < percent).Select(i => i.Index.Value),
        ];
        if (target != Rating.C)
        {
            beyond.UnionWith(after.Asked
                .Where(q => q.Critical && after.AnswerTo(q)!.Has(new("not-known")))
                .Select(q => q.Id.Value));
            if (result.Scored > 0 && (decimal)result.Unknown / result.Scored > 0.2m)
            {
                beyond.Add("unknowns");
            }
        }

        return beyond;
    }

    private IEnumerable<(AnswerSheet Sheet, ImmutableArray<Better> Changes)> Sets(
        int from, int count, AnswerSheet sheet, ImmutableArray<Better> changes)
    {
        if (count == 0)
        {
            return [(sheet, changes)];
        }

        return from + count > choices.Length
            ? []
            : choices[from].Answers
                .SelectMany(b => Sets(from + 1, count - 1, sheet.With(choices[from].Question.Id, new Answer(b.Value)), changes.Add(b)))
                .Concat(Sets(from + 1, count, sheet, changes));
    }

    private static IEnumerable<Better> BetterAnswersTo(Question question, AnswerValue value)
    {
        switch (question.Kind, value)
        {
            case (QuestionKind.Single single, AnswerValue.Choice choice):
                var now = single.Options.Single(o => o.Id == choice.Option);
                return question.Index is null
                    ? question.Improvements.Where(i => i.From == now.Id).Select(i => Choose(i.To, 0))
                    : from option in single.Options
                      where now.Points is not null && option.Points > now.Points
                      orderby option.Points
                      select Choose(option.Id, option.Points!.Value - now.Points!.Value);
            case (QuestionKind.Multi { Ticks: { } ticks } multi, AnswerValue.Choices choices):
                var points = Points(choices.Options.Length);
                return from n in new[] { ticks.Partly, ticks.Best }
                       where Points(n) > points
                       select new Better($"{question.Id}→{n} ticks", Points(n) - points, new AnswerValue.Choices(
                           [.. choices.Options.Concat(multi.Options).Distinct().Except(multi.Exclusive).Take(n)]));
                int Points(int n) => n >= ticks.Best ? 2 : n >= ticks.Partly ? 1 : 0;
            default:
                return [];
        }

        Better Choose(OptionId option, int points) => new($"{question.Id}→{option}", points, new AnswerValue.Choice(option));
    }

    private sealed record Choice(Question Question, ImmutableArray<Better> Answers);

    private sealed record Better(string Name, int Points, AnswerValue Value);
}
