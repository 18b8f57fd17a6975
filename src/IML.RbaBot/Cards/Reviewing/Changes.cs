using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Reviewing;

/// <summary>What changed between a submission that was returned and the one after it: by question the comment, the reply, old and new.</summary>
internal static class Changes
{
    /// <summary>Questions that were commented on in the last return, or changed since, in the questionnaire's order.</summary>
    public static ImmutableArray<QuestionId> Of(Assessment assessment) =>
    [
        .. assessment.Review.Open.Select(c => c.Question)
            .Concat(assessment.State is AssessmentState.Returned ? [] : (assessment.Review.Earlier?.Changed ?? EarlierSubmission.NothingChanged).Where(c => Differs(assessment, c.Key, c.Value)).Select(c => c.Key))
            .Distinct()
            .OrderBy(q => assessment.Questionnaire[q].Position),
    ];

    /// <summary>Adds comment, reply, and each difference as old and new.</summary>
    public static void AddTo(AnswerParts parts, Assessment assessment, QuestionId id)
    {
        parts.Title(id);
        if (assessment.State is AssessmentState.Returned)
        {
            // What is being typed is the developer's until it is submitted.
            if (assessment.Review.OpenAt(id) is { } asked)
            {
                parts.Comment(asked with { Reply = null });
            }

            return;
        }

        if (assessment.Review.OpenAt(id) is { } comment)
        {
            parts.Comment(comment);
        }

        var question = assessment.Questionnaire[id];
        var now = (Answer: assessment.Sheet[id], Response: assessment.Sheet.Response(id));
        if (assessment.Review.Earlier is not { } earlier || !earlier.Changed.TryGetValue(id, out var before))
        {
            parts.Add(Parts.Small(parts.Context.Language[ReviewText.Unchanged]));
            return;
        }

        var differences = 0;
        Compare(ReviewText.AnswerChanged, parts.AnswerWords(question, before.Answer), parts.AnswerWords(question, now.Answer));
        Compare(ReviewText.ExtraRisksChanged, Extras(before.Answer), Extras(now.Answer));
        Compare(ReviewText.CommentChanged, before.Answer?.Comment, now.Answer?.Comment);
        Compare(ReviewText.EvidenceChanged, before.Answer?.Evidence, now.Answer?.Evidence);
        Compare(ReviewText.RiskChanged, parts.RiskOf(before.Response), parts.RiskOf(now.Response));
        Compare(ReviewText.RiskReasonChanged, before.Response?.ImpactReason, now.Response?.ImpactReason);
        Compare(ReviewText.MeasureChanged, parts.MeasureOf(before.Response), parts.MeasureOf(now.Response));
        if (differences == 0)
        {
            parts.Add(Parts.Small(parts.Context.Language[ReviewText.Unchanged]));
        }

        void Compare(ReviewText what, string? was, string? became)
        {
            if ((was ?? "") != (became ?? ""))
            {
                differences++;
                parts.Labelled(id, parts.Context.Say(ReviewText.Before, ("what", parts.Context.Language[what])), was ?? parts.Context.Language[ReviewText.Nothing]);
                parts.Labelled(id, parts.Context.Say(ReviewText.After, ("what", parts.Context.Language[what])), became ?? parts.Context.Language[ReviewText.Nothing]);
            }
        }
    }

    private static bool Differs(Assessment assessment, QuestionId question, StoodBefore before) =>
        before.Answer != assessment.Sheet[question] || before.Response != assessment.Sheet.Response(question);

    private static string? Extras(Answer? answer) => answer?.Value is AnswerValue.Words { ExtraRisks: { Length: > 0 } risks }
        ? string.Join('\n', risks.Select(r => $"{r.Impact} × {r.Likelihood}: {r.Description}"))
        : null;
}
