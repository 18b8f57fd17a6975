using System.Collections.Immutable;
using Azure;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Projections;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Cards;
using IML.RbaBot.Tests.Storage;

namespace IML.RbaBot.Tests.Projections;

/// <summary>Assessments in any state, made without a store, and what projects them.</summary>
internal static class Projecting
{
    public static readonly Actor Focal = new(CardWorld.FocalPoint, Roles.FocalPoint);

    private static readonly FrozenResult Frozen =
        FrozenResult.Of(Rater.Rate(CardWorld.RouteOf(CardWorld.Draft(CardWorld.Example("reception-centre.json")))));

    public static Projector Projector(Stored stored) => new(
        stored.Directory,
        new SummaryStore(stored.Clients),
        new ProjectedPartitions(stored.Clients),
        Portfolio(stored),
        new RegisterStore(stored.Clients),
        CardWorld.Languages);

    public static Portfolio Portfolio(Stored stored) => new(stored.Clients, new ProjectedPartitions(stored.Clients));

    public static SearchIndex Index(Stored stored) =>
        new(new ProjectedPartitions(stored.Clients), new SummaryStore(stored.Clients), CardWorld.Languages);

    public static Reindex Reindexing(Stored stored) => new(
        stored.Clients, stored.Store, Projector(stored), new SummaryStore(stored.Clients), new ProjectedPartitions(stored.Clients), Portfolio(stored), new RegisterStore(stored.Clients), stored.Directory);

    public static ReviewQueue Queue(Stored stored) => new(new ProjectedPartitions(stored.Clients));

    public static AssessmentId IdOf(int number) => AssessmentId.Of(Reference.Of((ulong)number * 7919), 1);

    /// <summary>A submitted one; <paramref name="number"/> tells it apart.</summary>
    public static Assessment Submitted(int number, Rating rating = Rating.B, DateTimeOffset? at = null)
    {
        var when = at ?? CardWorld.Now;
        return CardWorld.Draft() with
        {
            Id = IdOf(number),
            Project = CardWorld.Project with { Title = $"Project {number}" },
            State = new AssessmentState.Submitted(when, Frozen with { Rating = rating }),
            Review = Review.None with { Deadline = new ReviewDeadline(when.AddDays(2), when.AddDays(5)) },
            StartedAt = when.AddDays(-1),
            ChangedAt = when,
        };
    }

    public static Assessment Claimed(this Assessment assessment, Person? by = null) => assessment with
    {
        State = new AssessmentState.UnderReview(
            assessment.State.SubmittedAt!.Value, assessment.State.FrozenResult!, by ?? CardWorld.FocalPoint, CardWorld.Now),
    };

    public static Assessment Returned(this Assessment assessment) => assessment with
    {
        State = new AssessmentState.Returned(
            assessment.State.SubmittedAt!.Value, assessment.State.FrozenResult!, CardWorld.FocalPoint, [new QuestionId("C4")]),
    };

    public static Assessment Cleared(this Assessment assessment, DateTimeOffset? at = null) => assessment with
    {
        State = new AssessmentState.Cleared(
            assessment.State.SubmittedAt!.Value, assessment.State.FrozenResult!, CardWorld.FocalPoint, at ?? CardWorld.Now),
    };

    public static Assessment Asking(this Assessment assessment, DateTimeOffset at, RequestKind kind = RequestKind.Question) => assessment with
    {
        Requests = assessment.Requests.Add(new UnitRequest(
            assessment.Requests.Length + 1,
            kind,
            kind == RequestKind.Question ? new QuestionId("A2") : null,
            null,
            "Does this count as detention?",
            assessment.Developer,
            at)),
    };

    public static Assessment Answered(this Assessment assessment) => assessment with
    {
        Requests = [.. assessment.Requests.Select(r => r with { Reply = new RequestReply("It does.", CardWorld.FocalPoint, CardWorld.Now) })],
    };

    public static Assessment Restricted(this Assessment assessment) => assessment with
    {
        Project = assessment.Project with { Confidentiality = Confidentiality.Restricted },
    };

    public static Assessment In(this Assessment assessment, params ImmutableArray<string> countries) => assessment with
    {
        Project = assessment.Project with { Countries = countries },
    };

    /// <summary>A portfolio with more offices than a card shows, one of which has a hostile name.</summary>
    public static PortfolioCounts Counts()
    {
        var cells = Enumerable.Range(0, 24).Select(i =>
        {
            var share = new PortfolioShare(
                new DateOnly(2025, 12, 1).AddMonths(i % 11),
                i == 0 ? "**Bold** <at>all</at> office with a name that nobody would give to an office" : $"Office {i % 10}",
                "TN",
                "ABCD"[i % 4].ToString(),
                i % 3 == 0 ? "Cleared" : i % 3 == 1 ? "Submitted" : "Recorded",
                i % 3 == 0 ? 20 + i : null);
            return Cell.Empty(share.Cell, share).With(share, 1);
        });
        return PortfolioCounts.Of([.. cells], new DateOnly(2025, 12, 1));
    }

    /// <summary>As a store would hand it over after that many commits.</summary>
    public static StoredAssessment At(this Assessment assessment, int version) =>
        new(assessment with { Revision = version }, new ETag("x"), version, []);
}
