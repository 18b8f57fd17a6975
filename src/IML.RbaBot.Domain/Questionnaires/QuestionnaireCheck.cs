using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>The checks that look at all questions together.</summary>
internal static class QuestionnaireCheck
{
    // The improvement search tries every combination of their answers.
    private const int MostTied = 4;

    // Summary and result name every flag on one card. And a new screening of a project begins with a copy of every answer, a row each, in
    // one transaction of at most 100 rows.
    private const int MostQuestions = 60;

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

        CheckTied(drafts, questions, problems);
        CheckDeclaration(root, drafts, questions, problems);
        if (questions.Length > MostQuestions)
        {
            problems.Add(
                root.Key("questions"), ProblemRule.TooManyQuestions, ObjectReader.Number(questions.Length), ObjectReader.Number(MostQuestions));
        }
    }

    /// <summary>Submission takes one declaration, and nobody submits without it.</summary>
    private static void CheckDeclaration(
        JsonPlace root, IReadOnlyList<QuestionDraft> drafts, ImmutableArray<Question> questions, ProblemList problems)
    {
        var declarations = drafts.Where(d => d.Kind is QuestionKind.Declaration).ToList();
        var always = declarations.Count(d => questions[d.Position].AskedWhen is Condition.Always);
        if (always != 1 || declarations.Count != 1)
        {
            problems.Add(
                declarations.Count == 0 ? root.Key("questions") : declarations[^1].Place, ProblemRule.DeclarationOnce, ObjectReader.Number(always));
        }
    }

    /// <summary>An index is a quotient: some question must be in it whatever is answered.</summary>
    private static bool IsAlwaysScored(Question question) =>
        question.AskedWhen is Condition.Always
        && (question.Kind is not QuestionKind.Single single || single.Options.All(o => o.Merit != Merit.NotApplicable));

    /// <summary>
    /// Flag rules that read each other's questions tie these together in the improvement search. Gates are not tied: a question
    /// that decides what is asked is never changed by an improvement.
    /// </summary>
    private static void CheckTied(IReadOnlyList<QuestionDraft> drafts, ImmutableArray<Question> questions, ProblemList problems)
    {
        var gates = questions.SelectMany(q => q.AskedWhen.Questions).ToHashSet();
        var improvable = questions
            .Where(q => !gates.Contains(q.Id) && (q.IsScored || !q.Improvements.IsEmpty))
            .Select(q => q.Id)
            .ToHashSet();
        var tied = new HashSet<QuestionId>();
        foreach (var question in questions)
        {
            var read = question.FlagRules.SelectMany(r => r.When.Questions).Where(id => id != question.Id && improvable.Contains(id)).ToList();
            tied.UnionWith(read);
            if (read.Count > 0 && improvable.Contains(question.Id))
            {
                tied.Add(question.Id);
            }
        }

        if (tied.Count > MostTied)
        {
            var first = drafts.First(d => d.Id is { } id && tied.Contains(new QuestionId(id)));
            problems.Add(
                first.Place,
                ProblemRule.FlagRulesTooEntangled,
                string.Join(", ", questions.Where(q => tied.Contains(q.Id)).Select(q => q.Id.Value)),
                ObjectReader.Number(MostTied));
        }
    }
}
