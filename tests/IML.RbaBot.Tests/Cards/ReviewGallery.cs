using System.Collections.Immutable;
using IML.RbaBot.Alerts;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Cards.People;
using IML.RbaBot.Cards.Requests;
using IML.RbaBot.Cards.Reviewing;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Tests.Cards;

/// <summary>The cards of the review, of questions to the Unit and of people, of one draft after another, with texts as long as they may be.</summary>
internal static class ReviewGallery
{
    private static readonly Person Other = new(PersonId.Parse("5a1c0000-0000-0000-0000-000000002002")!.Value, "Omar **Focal** <at>x</at>");

    private static readonly Actor Reviewer = new(CardWorld.FocalPoint, Roles.FocalPoint);

    private static CardContext Context => Gallery.Context;

    /// <param name="name">The draft's name.</param>
    /// <param name="draft">Complete.</param>
    /// <param name="text">Makes a text of a length.</param>
    public static IEnumerable<(string, AdaptiveCard)> Of(string name, Assessment draft, Func<int, string> text)
    {
        var at = CardWorld.Now;
        var asked = Route.Of(draft.Sheet).Asked.Where(q => q.Kind is not QuestionKind.Declaration).ToImmutableArray();
        var discussed = asked.Take(12).Select(q => q.Id).ToImmutableArray();
        var talked = draft with
        {
            CoEditors = [Other],
            Requests = [.. asked.Take(3).SelectMany(q => RequestsAt(q.Id, draft.Sheet[q.Id], text, at)), Support(10, text, at)],
            Review = Review.None with
            {
                Round = 1,
                Comments = [.. discussed.Select(q => new ReviewComment(1, q, text(ReviewLimits.Comment), Other, at, new CommentReply(text(ReviewLimits.Reply), CardWorld.Developer, at)))],
                Drafted = [.. discussed.Select(q => new GivenComment(q, text(ReviewLimits.Comment)))],
                HandOverAskedBy = [Other],
            },
        };
        var earlier = new EarlierSubmission(at, FrozenResult.Of(Rater.Rate(Route.Of(draft.Sheet))), EarlierSubmission.NothingChanged.AddRange(
            discussed.Select(q => KeyValuePair.Create(q, new StoodBefore(null, new FlagResponse(1, 1, text(100), text(400), text(100), null, text(50)))))));
        var review = CardWorld.In(talked, r => new AssessmentState.UnderReview(at, r, CardWorld.FocalPoint, at));
        var again = review with { Review = review.Review with { Earlier = earlier } };
        foreach (var card in Reading(name, review, again).Concat(Deciding(name, review, text)).Concat(Developing(name, talked, earlier, text)).Concat(Asking(name, review, text)))
        {
            yield return card;
        }
    }

    private static IEnumerable<(string, AdaptiveCard)> Reading(string name, Assessment review, Assessment again)
    {
        var submission = Submission.Of(review)!;
        yield return ($"{name}-review-yours", ReviewCard.Of(Context, review, submission, Reviewer));
        yield return ($"{name}-review-others", ReviewCard.Of(Context, review, submission, new Actor(Other, Roles.FocalPoint)));
        yield return ($"{name}-review-changes", ReviewCard.Of(Context, again, Submission.Of(again)!, Reviewer));
        var waiting = CardWorld.In(review, r => new AssessmentState.Submitted(CardWorld.Now, r));
        yield return ($"{name}-review-waiting", ReviewCard.Of(Context, waiting, submission, Reviewer));
        yield return ($"{name}-review-flags", ReadingCards.Flags(Context, review, submission, Reviewer, 2));
        foreach (var part in review.Questionnaire.Parts)
        {
            yield return ($"{name}-review-part-{part}", ReadingCards.Part(Context, review, submission, Reviewer, part));
        }

        yield return ($"{name}-review-question", ReadingCards.Whole(Context, review, submission, Reviewer, new QuestionId("A1")));
    }

    private static IEnumerable<(string, AdaptiveCard)> Deciding(string name, Assessment review, Func<int, string> text)
    {
        yield return ($"{name}-return-choose", ReturnCards.Choose(Context, review, Typed.None));
        for (var page = 1; page <= ReturnCards.Pages(review); page++)
        {
            yield return ($"{name}-return-comments-{page}", ReturnCards.Write(Context, review, page, Typed.None));
        }

        var faults = Typed.Of(
            RawInputs.None,
            [
                .. ReviewMessages.Of(new Refusal.FaultyConditions([.. Enum.GetValues<ConditionFault>().Select((f, i) => new FaultyCondition(i % 3, f))]), review),
                .. Enum.GetValues<ReasonFor>().SelectMany(r => ReviewMessages.Of(new Refusal.ReasonMissing(r), review)),
                .. ReviewMessages.Of(new Refusal.OpenFlags(review.OpenFlags), review),
            ],
            Context.Language);
        yield return ($"{name}-decide", DecisionCards.Decide(Context, review, 3, Typed.None));
        yield return ($"{name}-decide-faults", DecisionCards.Decide(Context, review, ReviewLimits.Conditions, faults));
        yield return ($"{name}-lift", DecisionCards.Lift(Context, review, faults));
        yield return ($"{name}-hand-over", DecisionCards.HandOver(Context, review, [Other], Typed.None));
        yield return ($"{name}-hand-over-nobody", DecisionCards.HandOver(Context, review, [], Typed.None));
        var verdict = new Verdict(
            Rating.D,
            text(ReviewLimits.Reasons),
            text(ReviewLimits.Notes),
            [.. Enumerable.Range(0, ReviewLimits.Conditions).Select(_ => new ReviewCondition(text(ReviewLimits.Condition), text(ReviewLimits.ConditionOwner), new DateOnly(2027, 3, 31)))]);
        var decided = CardWorld.In(review, r => new AssessmentState.ClearedWithConditions(CardWorld.Now, r, CardWorld.FocalPoint, CardWorld.Now)) with
        {
            Review = review.Review with
            {
                Verdict = verdict,
                Lifted = [.. review.OpenFlags.Select(f => new LiftedFlag(f.Question, f.Level, text(ReviewLimits.Reasons), CardWorld.FocalPoint, CardWorld.Now))],
            },
        };
        var submission = Submission.Of(decided)!;
        yield return ($"{name}-review-decided", ReviewCard.Of(Context, decided, submission, Reviewer));
        yield return ($"{name}-result-decided", ResultCard.Of(
            Context, decided, submission.Result, Improvement.Of(Route.Of(submission.Sheet), submission.Result), new Actor(CardWorld.Developer, Roles.None)));
    }

    private static IEnumerable<(string, AdaptiveCard)> Developing(string name, Assessment talked, EarlierSubmission earlier, Func<int, string> text)
    {
        var returned = CardWorld.In(
            talked,
            r => new AssessmentState.Returned(CardWorld.Now, r, CardWorld.FocalPoint, [.. talked.Review.Comments.Select(c => c.Question)])) with
        {
            Review = talked.Review with { Drafted = [], Earlier = earlier with { Changed = EarlierSubmission.NothingChanged } },
        };
        var walk = Walk.Of(returned);
        foreach (var step in walk.Steps.OfType<Place.Questions>())
        {
            var page = returned.Questionnaire.FindPage(step.Page.Value)!;
            yield return ($"{name}-returned-{step}", QuestionsCard.Of(Context, returned, walk, page, Typed.None));
        }

        yield return ($"{name}-returned-overview", OverviewCard.Of(Context, returned, walk, CardWorld.Owner, Typed.None));
        yield return ($"{name}-review-returned", ReviewCard.Of(Context, returned, Submission.Of(returned)!, Reviewer));
        foreach (var (topic, card) in Notices(returned, text))
        {
            yield return ($"{name}-notice-{topic}", card);
        }
    }

    private static IEnumerable<(string, AdaptiveCard)> Notices(Assessment assessment, Func<int, string> text)
    {
        var restricted = assessment with { Project = assessment.Project with { Confidentiality = Confidentiality.Restricted, Title = text(50) } };
        INotice[] all =
        [
            new ReturnedNotice(), new DecidedNotice(), new NotClearedNotice(), new HandedOverNotice(), new HandOverAskedNotice(), new AskedNotice(),
            new RepliedNotice(), new InvitedNotice(), new OwnerGivenNotice(),
        ];
        foreach (var notice in all)
        {
            yield return ($"{notice.Topic}", notice.CardOf(Context, assessment, "1", isChannel: false));
            yield return ($"{notice.Topic}-channel-restricted", notice.CardOf(Context, restricted, "1", isChannel: true));
        }
    }

    private static IEnumerable<(string, AdaptiveCard)> Asking(string name, Assessment review, Func<int, string> text)
    {
        yield return ($"{name}-ask", RequestCards.Ask(Context, review, new PageId("B-1"), Typed.None));
        yield return ($"{name}-ask-sent", RequestCards.Sent(Context, review));
        yield return ($"{name}-requests", RequestCards.List(Context, review, 1));
        yield return ($"{name}-requests-2", RequestCards.List(Context, review, 2));
        yield return ($"{name}-request-open", RequestCards.One(Context, review, review.Requests.First(r => r.IsOpen), mayReply: true, Typed.None));
        yield return ($"{name}-request-replied", RequestCards.One(Context, review, review.Requests.First(r => !r.IsOpen), mayReply: true, Typed.None));
        var found = new FoundPeople("om", [.. Enumerable.Range(0, PeopleCards.MostFound).Select(_ => Other with { Name = text(60) })]);
        yield return ($"{name}-people", PeopleCards.CoEditors(Context, review, null, Typed.None));
        yield return ($"{name}-people-found", PeopleCards.CoEditors(Context, review, found, Typed.None));
        yield return ($"{name}-owner", PeopleCards.Owner(Context, review, new Actor(Other, Roles.Administrator), found, Typed.None));
    }

    private static IEnumerable<UnitRequest> RequestsAt(QuestionId question, Answer? answer, Func<int, string> text, DateTimeOffset at)
    {
        var number = 1 + (3 * CardWorld.Questionnaire[question].Position);
        for (var i = 0; i < 3; i++)
        {
            yield return new UnitRequest(
                number + i,
                RequestKind.Question,
                question,
                answer,
                text(ReviewLimits.Request),
                CardWorld.Developer,
                at,
                i == 0 ? new RequestReply(text(ReviewLimits.Request), Other, at) : null);
        }
    }

    private static UnitRequest Support(int number, Func<int, string> text, DateTimeOffset at) =>
        new(number, RequestKind.DraftReview, null, null, text(ReviewLimits.Request), CardWorld.Developer, at);
}
