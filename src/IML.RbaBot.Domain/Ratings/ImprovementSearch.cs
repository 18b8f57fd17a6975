using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>
/// Finds the smallest set of better answers that reaches every threshold. A question counts for one index only, so each index
/// has its own <see cref="GainTable"/>; they meet in the number of "not known" answers to resolve.
/// </summary>
internal sealed class ImprovementSearch
{
    private readonly ImmutableArray<IndexId> indices;
    private readonly ImprovableAnswers answers;
    private readonly ImmutableArray<GainTable> tables;
    private readonly ImmutableArray<int> gains;
    private readonly int unknowns;

    private ImprovementSearch(Result result, RatingLimits limits, ImprovableAnswers answers)
    {
        this.answers = answers;
        indices = [.. result.Indices.Select(i => i.Index)];
        gains = [.. result.Indices.Select(limits.GainNeeded)];
        unknowns = limits.UnknownsToResolve(result);
        tables = [.. indices.Select((_, i) => new GainTable(
            [.. answers.Free.Where(f => IndexOf(f.Question) == i).Select(f => f.Answers)], gains[i], unknowns))];
        (gains, unknowns) = WithinReach();
        OutOfReach = [.. indices.Where((_, i) => gains[i] < limits.GainNeeded(result.Indices[i]))];
        UnknownsOutOfReach = unknowns < limits.UnknownsToResolve(result);
    }

    /// <summary>Indices that stay below the threshold whatever is answered better; the search does without them.</summary>
    public ImmutableArray<IndexId> OutOfReach { get; }

    /// <summary>Whether too many answers stay "not known" whatever is answered better; the search does without that test.</summary>
    public bool UnknownsOutOfReach { get; }

    public static ImprovementSearch Of(Result result, RatingLimits limits, ImprovableAnswers answers) => new(result, limits, answers);

    /// <summary>By position: the answer in the smallest set; null where nothing could be better.</summary>
    public ImmutableArray<PossibleAnswer?> Smallest()
    {
        var least = answers.Coupled.Min(c => LeastCost(c, gains, unknowns));
        return answers.Coupled
            .Where(c => LeastCost(c, gains, unknowns) == least)
            .Select(c => First(c, least))
            .Aggregate((first, next) => IsEarlier(next, first) ? next : first);
    }

    // An unscored question gains nothing anywhere, so that it does not matter in which table it stands.
    private int IndexOf(Question question) => question.Index is { } index ? indices.IndexOf(index) : 0;

    /// <summary>The needs that some set of answers meets: one that none meets is left out, and all when they exclude each other.</summary>
    private (ImmutableArray<int> Gains, int Unknowns) WithinReach()
    {
        if (CanReach(gains, unknowns))
        {
            return (gains, unknowns);
        }

        ImmutableArray<int> none = [.. gains.Select(_ => 0)];
        ImmutableArray<int> alone = [.. gains.Select((gain, i) => CanReach(none.SetItem(i, gain), 0) ? gain : 0)];
        var unknownsAlone = CanReach(none, unknowns) ? unknowns : 0;
        return CanReach(alone, unknownsAlone) ? (alone, unknownsAlone) : (none, 0);
    }

    private bool CanReach(ImmutableArray<int> gain, int resolved) =>
        answers.Coupled.Any(c => LeastCost(c, gain, resolved) < GainTable.OutOfReach);

    /// <summary>The least cost of a whole set that has this combination of the coupled questions.</summary>
    private int LeastCost(
        ImmutableArray<(Question Question, PossibleAnswer Answer)> combination, ImmutableArray<int> gain, int resolved)
    {
        var state = StateAfter(combination, gain, resolved);
        return Math.Min(GainTable.OutOfReach, combination.Sum(c => c.Answer.Cost) + LeastCost(state, 0, state.Unknowns));
    }

    /// <summary>The least cost of the rest: the "not known" answers to resolve are shared out over the indices in every way.</summary>
    private int LeastCost(State state, int index, int resolved)
    {
        if (index == tables.Length - 1)
        {
            return tables[index].Cost(state.Next[index], state.Gains[index], resolved);
        }

        var least = GainTable.OutOfReach;
        for (var here = 0; here <= resolved; here++)
        {
            var cost = tables[index].Cost(state.Next[index], state.Gains[index], here);
            if (cost < least)
            {
                least = Math.Min(least, cost + LeastCost(state, index + 1, resolved - here));
            }
        }

        return least;
    }

    private State StateAfter(
        ImmutableArray<(Question Question, PossibleAnswer Answer)> combination, ImmutableArray<int> gain, int resolved)
    {
        var state = new State(new int[tables.Length], [.. gain], Math.Max(0, resolved));
        foreach (var (question, answer) in combination)
        {
            state = state.After(IndexOf(question), answer, isFree: false);
        }

        return state;
    }

    /// <summary>The first set in the questionnaire's order that has this combination and costs no more than that.</summary>
    private ImmutableArray<PossibleAnswer?> First(ImmutableArray<(Question Question, PossibleAnswer Answer)> combination, int cost)
    {
        var set = new SortedDictionary<int, PossibleAnswer>();
        var state = StateAfter(combination, gains, unknowns);
        foreach (var (question, answer) in combination)
        {
            set[question.Position] = answer;
            cost -= answer.Cost;
        }

        foreach (var (question, possible) in answers.Free)
        {
            foreach (var answer in possible)
            {
                var after = state.After(IndexOf(question), answer, isFree: true);
                if (answer.Cost + LeastCost(after, 0, after.Unknowns) == cost)
                {
                    set[question.Position] = answer;
                    cost -= answer.Cost;
                    state = after;
                    break;
                }
            }
        }

        return [.. Enumerable.Range(0, set.Count == 0 ? 0 : set.Keys.Last() + 1).Select(set.GetValueOrDefault)];
    }

    private static bool IsEarlier(ImmutableArray<PossibleAnswer?> one, ImmutableArray<PossibleAnswer?> other) =>
        one.Zip(other).Select(pair => (pair.First?.Rank ?? 0) - (pair.Second?.Rank ?? 0)).FirstOrDefault(difference => difference != 0) < 0;

    /// <summary>Where a walk through the questions stands.</summary>
    /// <param name="Next">For each index, how many of its free questions are decided.</param>
    /// <param name="Gains">For each index, what is still to gain; below 0 when more was gained.</param>
    /// <param name="Unknowns">"Not known" answers still to resolve.</param>
    private sealed record State(int[] Next, int[] Gains, int Unknowns)
    {
        public State After(int index, PossibleAnswer answer, bool isFree)
        {
            var next = (int[])Next.Clone();
            var gains = (int[])Gains.Clone();
            next[index] += isFree ? 1 : 0;
            gains[index] -= answer.Gain;
            return new State(next, gains, Math.Max(0, Unknowns - answer.Resolved));
        }
    }
}
