using System.Collections.Immutable;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Export.Documents;

/// <summary>What the Unit decided, with its conditions, and the flags that it lifted.</summary>
internal static partial class AssessmentDocument
{
    private static void AddDecision(WordDocument document, ExportContent content)
    {
        var language = content.Language;
        document.Heading(1, language[DocumentText.DocumentDecisionHeading]);
        if (content.Assessment.Review.Verdict is not { } verdict)
        {
            document.Add(language[DocumentText.DocumentNoDecision]);
            document.Add(content.StateLine());
        }
        else
        {
            document.Facts(language[DocumentText.DocumentDecisionDescription], DecisionFacts(content, verdict));
            AddConditions(document, content, verdict);
        }

        AddLifted(document, content);
    }

    private static IEnumerable<DocumentFact> DecisionFacts(ExportContent content, Verdict verdict)
    {
        var language = content.Language;
        yield return new(language[DocumentText.DocumentDecision], content.StateLine());
        if (content.Assessment.Reviewer is { } reviewer)
        {
            yield return new(language[DocumentText.DocumentDecidedBy], reviewer.Name);
        }

        if (content.DecidedAt is { } at)
        {
            yield return new(language[DocumentText.DocumentDecidedOn], content.Moment(at));
        }

        yield return new(language[DocumentText.DocumentComputedRating], RatingLine(content));
        yield return new(language[DocumentText.RegisterFinalRating], ResultParts.RatingLine(content.Context, content.Frames, verdict.FinalRating, false));
        if (verdict.Reasons is { Length: > 0 } reasons)
        {
            yield return new(language[DocumentText.DocumentReasons], reasons);
        }
    }

    private static void AddConditions(WordDocument document, ExportContent content, Verdict verdict)
    {
        if (verdict.Conditions.IsEmpty)
        {
            return;
        }

        var language = content.Language;
        document.Heading(2, language[DocumentText.DocumentConditionsHeading]);
        document.Rows(
            language[DocumentText.DocumentConditionsDescription],
            [
                new(language[DocumentText.DocumentCondition], 55),
                new(language[DocumentText.DocumentPlanOwner], 25),
                new(language[DocumentText.DocumentPlanDue], 20),
            ],
            verdict.Conditions.Select(c => ImmutableArray.Create(c.Description, c.Owner, language.Date(c.Due))));
    }

    private static void AddLifted(WordDocument document, ExportContent content)
    {
        var lifted = content.Assessment.Review.Lifted;
        if (lifted.IsEmpty)
        {
            return;
        }

        var language = content.Language;
        document.Heading(2, language[DocumentText.DocumentLiftedHeading]);
        document.Rows(
            language[DocumentText.DocumentLiftedDescription],
            [
                new(language[DocumentText.DocumentLiftedFlag], 30),
                new(language[DocumentText.DocumentLiftedReasons], 45),
                new(language[DocumentText.DocumentLiftedBy], 25),
            ],
            lifted.Select(l => ImmutableArray.Create(
                Wording.Flag(content.Context, content.Frames, new Flag(l.Question, l.Level)),
                content.IsRestricted(l.Question) ? language[DocumentText.DocumentInAnnex] : l.Reasons,
                content.ByOn(l.By, l.At))));
    }
}
