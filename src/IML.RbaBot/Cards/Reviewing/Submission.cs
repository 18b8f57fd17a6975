using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Ratings;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Cards.Reviewing;

/// <summary>What was submitted last, as the reviewer reads it: while a returned assessment is being changed, what stood before.</summary>
/// <param name="Sheet">The answers.</param>
/// <param name="Result">Computed from them by the version that they were given for.</param>
internal sealed record Submission(AnswerSheet Sheet, Result Result)
{
    /// <summary>Null for what was never submitted.</summary>
    public static Submission? Of(Assessment assessment)
    {
        if (assessment.State.FrozenResult is not { } frozen)
        {
            return null;
        }

        // A withdrawal may come while a returned one is being changed: its answers may rate otherwise than what was frozen, or not yet.
        var isChanging = assessment.State is AssessmentState.Returned
            || (assessment.State is AssessmentState.Withdrawn && !(Completeness.Of(Route.Of(assessment.Sheet)).IsEmpty && Rates(assessment.Sheet) == frozen));
        var sheet = isChanging && assessment.Review.Earlier is { } earlier ? earlier.SheetBefore(assessment.Sheet) : assessment.Sheet;
        return new Submission(sheet, Rater.Rate(Route.Of(sheet)));
    }

    private static FrozenResult Rates(AnswerSheet sheet) => FrozenResult.Of(Rater.Rate(Route.Of(sheet)));
}
