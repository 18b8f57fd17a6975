using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>The checks that look at all questions together.</summary>
internal static class QuestionnaireCheck
{
    // The improvement search tries every combination of answers inside such a group.
    private const int LargestGroup = 4;

    public static void Check(
        JsonPlace root,
        IReadOnlyList<QuestionDraft> drafts,
        ImmutableArray<Question> questions,
        ImmutableArray<string> indices,
        ImmutableArray<(LegalSource Source, JsonPlace Place)> sources,
        ProblemList problems)
    {
        foreach (var index in indices)
        {
            if (!questions.Any(q => q.Index?.Value == index && IsAlwaysScored(q)))
            {
                problems.Add(root.Key("indices"), ProblemRule.IndexNeverScored, index);
            }
        }

        var cited = questions.SelectMany(q => q.LegalBasis).SelectMany(b => b).ToHashSet();
        foreach (var (source, place) in sources)
        {
            if (!cited.Contains(source.Id))
            {
                problems.Add(place, ProblemRule.SourceUnused, source.Id.Value);
            }
        }

        CheckGroups(drafts, questions, problems);
    }

    /// <summary>An index is a quotient: some question must be in it whatever is answered.</summary>
    private static bool IsAlwaysScored(Question question) =>
        question.AskedWhen is Condition.Always
        && (question.Kind is not QuestionKind.Single single || single.Options.All(o => o.Merit != Merit.NotApplicable));

    /// <summary>
    /// Flag rules that read each other's questions tie these together in the improvement search. Gates are not tied: a question
    /// that decides what is asked is never changed by an improvement.
    /// </summary>
    private static void CheckGroups(IReadOnlyList<QuestionDraft> drafts, ImmutableArray<Question> questions, ProblemList problems)
    {
        var gates = questions.SelectMany(q => q.AskedWhen.Questions).ToHashSet();
        var improvable = questions
            .Where(q => !gates.Contains(q.Id) && (q.IsScored || !q.Improvements.IsEmpty))
            .Select(q => q.Id)
            .ToHashSet();
        var groups = new List<HashSet<QuestionId>>();
        foreach (var question in questions)
        {
            var tied = question.FlagRules.SelectMany(r => r.When.Questions).Append(question.Id).Where(improvable.Contains).ToHashSet();
            foreach (var group in groups.Where(g => g.Overlaps(tied)).ToArray())
            {
                tied.UnionWith(group);
                groups.Remove(group);
            }

            groups.Add(tied);
        }

        foreach (var group in groups.Where(g => g.Count > LargestGroup))
        {
            var first = drafts.First(d => d.Id is { } id && group.Contains(new QuestionId(id)));
            problems.Add(
                first.Place,
                ProblemRule.FlagRulesTooEntangled,
                string.Join(", ", questions.Where(q => group.Contains(q.Id)).Select(q => q.Id.Value)),
                ObjectReader.Number(LargestGroup));
        }
    }
}
