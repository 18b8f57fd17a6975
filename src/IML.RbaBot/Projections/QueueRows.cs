using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>
/// The rows of an assessment in the Unit's queue: one while its review is open, and one for each request that waits for a reply. Their
/// keys are the order of the queue (decision 0090).
/// </summary>
internal static class QueueRows
{
    private const int Request = 3;
    private const int WithTheDeveloper = 7;

    public static ImmutableArray<ProjectedRow> Of(AssessmentSummary summary)
    {
        var review = UrgencyOf(summary) is { } urgency && summary.SubmittedAt is { } submitted
            ? Keys.QueueRow(urgency, submitted, summary.Id, null)
            : null;

        // What was withdrawn asks nothing any more.
        var requests = summary.State == "Withdrawn" ? [] : summary.Requests;
        if (review is null && requests.IsEmpty)
        {
            return [];
        }

        var data = summary.ToJson();
        var rows = requests.Select(r => new ProjectedRow(Keys.QueueRow(Request, r.At, summary.Id, r.Number), data));
        return [.. review is null ? rows : rows.Prepend(new ProjectedRow(review, data))];
    }

    private static int? UrgencyOf(AssessmentSummary summary) => (summary.State, summary.Rating) switch
    {
        ("Returned", _) => WithTheDeveloper,
        ("Submitted" or "UnderReview", Rating.D) => 1,
        ("Submitted" or "UnderReview", Rating.C) => 2,
        ("Submitted" or "UnderReview", Rating.B) => 4,
        ("Submitted" or "UnderReview", Rating.A) => 5,
        _ => null,
    };
}
