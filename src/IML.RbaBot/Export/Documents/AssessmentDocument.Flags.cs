using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Export.Documents;

/// <summary>The flags with their risks, and the plan that answers them.</summary>
internal static partial class AssessmentDocument
{
    private static void AddFlags(WordDocument document, ExportContent content)
    {
        var language = content.Language;
        document.Heading(1, language[DocumentText.DocumentFlagsHeading]);
        var rows = FlagRows(content).Concat(ExtraRiskRows(content)).ToImmutableArray();
        if (rows.IsEmpty)
        {
            document.Add(language[DocumentText.DocumentNoFlags]);
            return;
        }

        document.Rows(
            language[DocumentText.DocumentFlagsDescription],
            [
                new(language[DocumentText.DocumentFlag], 30),
                new(language[DocumentText.DocumentFlagAnswer], 30),
                new(language[DocumentText.DocumentFlagRisk], 40),
            ],
            rows);
    }

    private static IEnumerable<ImmutableArray<string>> FlagRows(ExportContent content)
    {
        foreach (var flag in content.Frozen.Flags)
        {
            var question = content.Assessment.Questionnaire[flag.Question];
            var isLifted = content.Assessment.Review.Lifted.Any(l => l.Question == flag.Question && l.Level >= flag.Level);
            var name = content.Say(
                isLifted ? DocumentText.DocumentFlagLifted : DocumentText.DocumentFlagLine,
                ("question", flag.Question.Value),
                ("short", content.Frames.Short(flag.Question)),
                ("level", content.Text.Flag(flag.Level).Name));
            if (content.IsRestricted(flag.Question))
            {
                yield return [name, content.Language[DocumentText.DocumentInAnnex], content.Language[DocumentText.DocumentInAnnex]];
            }
            else
            {
                yield return [name, AnswerWords(content, question), RiskOf(content, flag)];
            }
        }
    }

    private static IEnumerable<ImmutableArray<string>> ExtraRiskRows(ExportContent content)
    {
        foreach (var question in content.Route.Asked)
        {
            if (content.Route.AnswerTo(question)?.Value is not AnswerValue.Words words)
            {
                continue;
            }

            for (var i = 0; i < words.ExtraRisks.Length; i++)
            {
                var risk = words.ExtraRisks[i];
                yield return
                [
                    content.Say(DocumentText.DocumentExtraRisk, ("n", content.Number(i + 1)), ("question", question.Id.Value)),
                    risk.Description,
                    content.RiskWords(
                        content.Assessment.Questionnaire.Rules.RiskLevelOf(risk.Impact, risk.Likelihood), risk.Impact, risk.Likelihood),
                ];
            }
        }
    }

    internal static string RiskOf(ExportContent content, Flag flag)
    {
        if (content.Assessment.Sheet.Response(flag.Question) is not { Impact: { } impact, Likelihood: { } likelihood } response)
        {
            return "–";
        }

        var words = content.RiskWords(content.Assessment.Questionnaire.Rules.RiskLevelOf(impact, likelihood), impact, likelihood);
        return response.ImpactReason is { Length: > 0 } reason
            ? $"{words}\n{content.Language[DocumentText.DocumentFlagReason]}\n{reason}"
            : words;
    }

    private static void AddPlan(WordDocument document, ExportContent content)
    {
        var language = content.Language;
        document.Heading(1, language[DocumentText.DocumentPlanHeading]);
        var rows = MeasureRows(content).Concat(ConditionRows(content)).ToImmutableArray();
        if (rows.IsEmpty)
        {
            document.Add(language[DocumentText.DocumentNoPlan]);
            return;
        }

        document.Rows(
            language[DocumentText.DocumentPlanDescription],
            [
                new(language[DocumentText.DocumentPlanFor], 16),
                new(language[DocumentText.DocumentPlanMeasure], 35),
                new(language[DocumentText.DocumentPlanOwner], 16),
                new(language[DocumentText.DocumentPlanDue], 17),
                new(language[DocumentText.DocumentPlanBudget], 16),
            ],
            rows);
    }

    private static IEnumerable<ImmutableArray<string>> MeasureRows(ExportContent content) => content.Frozen.Flags
        .Select(f => (Name: $"{f.Question.Value} {content.Frames.Short(f.Question)}", f.Question, Response: content.Assessment.Sheet.Response(f.Question)))
        .Where(f => f.Response is not null)
        .Select(f => content.IsRestricted(f.Question)
            ? [f.Name, content.Language[DocumentText.DocumentInAnnex], "–", "–", "–"]
            : ImmutableArray.Create(
                f.Name,
                f.Response!.Measure ?? "–",
                f.Response.Owner ?? "–",
                f.Response.Due is { } due ? content.Language.Date(due) : "–",
                f.Response.Budget ?? "–"));

    private static IEnumerable<ImmutableArray<string>> ConditionRows(ExportContent content) =>
        (content.Assessment.Review.Verdict?.Conditions ?? []).Select((c, i) => ImmutableArray.Create(
            content.Say(DocumentText.DocumentPlanCondition, ("n", content.Number(i + 1))), c.Description, c.Owner, content.Language.Date(c.Due), "–"));
}
