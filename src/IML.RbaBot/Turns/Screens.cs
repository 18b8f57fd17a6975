using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Cards.People;
using IML.RbaBot.Cards.Requests;
using IML.RbaBot.Cards.Reviewing;
using IML.RbaBot.Configuration;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Storage;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Turns;

/// <summary>Which card shows an assessment as it stands. Pure but for the id drawn for a new one.</summary>
internal sealed class Screens(ProjectLists projectLists, DirectoryStore directory, Roster roster)
{
    /// <summary>A page of a person's assessments, newest first.</summary>
    public async Task<AdaptiveCard> MineAsync(Visitor visitor, string? page, CancellationToken cancellationToken) =>
        MyAssessmentsCard.Of(visitor.Cards, await directory.ListAsync(visitor.Person.Id, page, cancellationToken), page);

    /// <summary>The project details of a screening that does not exist yet: it begins when they are sent.</summary>
    public AdaptiveCard NewProject(Visitor visitor) => ProjectCard.ForNew(visitor.Cards, projectLists, Draw.NewId(), Typed.None);

    /// <summary>The card on which an assessment continues, or its result.</summary>
    /// <param name="visitor">Who looks.</param>
    /// <param name="assessment">As it stands.</param>
    /// <param name="focus">The question that was jumped to: its long texts come first.</param>
    public AdaptiveCard Current(Visitor visitor, Assessment assessment, QuestionId? focus = null)
    {
        if (!assessment.MayRead(visitor.Actor))
        {
            return PeopleCards.Owner(visitor.Cards, assessment, visitor.Actor, null, Typed.None);
        }

        var isEditor = assessment.IsEditor(visitor.Person);
        return assessment.State switch
        {
            AssessmentState.Draft or AssessmentState.Returned when isEditor =>
                At(visitor, assessment, assessment.Place, Typed.None, focus),
            AssessmentState.Draft => MessageCard.StillDraft(visitor.Cards, assessment.Reference),
            _ => Standing(visitor, assessment),
        };
    }

    /// <summary>Where it stands, to read: the result for its editors, the review for everybody else.</summary>
    /// <param name="visitor">Somebody who may read it.</param>
    /// <param name="assessment">In any state but a draft.</param>
    public static AdaptiveCard Standing(Visitor visitor, Assessment assessment) => Submission.Of(assessment) switch
    {
        { } submission when !assessment.IsEditor(visitor.Person) => ReviewCard.Of(visitor.Cards, assessment, submission, visitor.Actor),
        var submission => Result(visitor, assessment, submission),
    };

    /// <summary>The card after a press that was carried out.</summary>
    public AdaptiveCard After(CardData card, Visitor visitor, Assessment after) => card.Action switch
    {
        CardActions.Ask => Page(visitor, after, new CardPage.Ask((Place.Parse(card.Page, after.Questionnaire) as Place.Questions)?.Page), Typed.None),
        CardActions.SaveExit when after.State is AssessmentState.Draft or AssessmentState.Returned =>
            SavedCard.Of(visitor.Cards, after, Walk.Of(after)),
        _ => Current(visitor, after, card.FocusIn(after.Questionnaire)),
    };

    /// <summary>The same card again, with what was typed and what is wrong with it.</summary>
    public AdaptiveCard Again(Visitor visitor, Assessment assessment, Place place, Typed typed) => At(visitor, assessment, place, typed);

    /// <summary>A card that is no place in the screening, with what was typed on it before.</summary>
    public AdaptiveCard Page(Visitor visitor, Assessment assessment, CardPage page, Typed typed)
    {
        switch (page)
        {
            case CardPage.Return:
            case CardPage.Comments when assessment.Review.Drafted.IsEmpty:
                return ReturnCards.Choose(visitor.Cards, assessment, typed);
            case CardPage.Comments comments:
                return ReturnCards.Write(visitor.Cards, assessment, Math.Min(comments.Number, ReturnCards.Pages(assessment)), typed);
            case CardPage.HandOver:
                return DecisionCards.HandOver(visitor.Cards, assessment, MayTakeOver(assessment), typed);
            case CardPage.Lift:
                return DecisionCards.Lift(visitor.Cards, assessment, typed);
            case CardPage.Decide decide:
                return DecisionCards.Decide(visitor.Cards, assessment, Math.Min(decide.Conditions, ReviewLimits.Conditions), typed);
            case CardPage.Withdraw:
                return WithdrawCard.Of(visitor.Cards, assessment, typed, mayRead: assessment.MayRead(visitor.Actor));
            case CardPage.Ask ask:
                return RequestCards.Ask(visitor.Cards, assessment, ask.From, typed);
            case CardPage.Requests requests:
                return RequestCards.List(visitor.Cards, assessment, requests.Number);
            case CardPage.Request { Number: var number } when assessment.Requests.FirstOrDefault(r => r.Number == number) is { } request:
                var mayReply = Decider.RefusalOf(new Command.ReplyToRequest(number, ""), assessment, visitor.Actor) is null;
                return RequestCards.One(visitor.Cards, assessment, request, mayReply, typed);
            case CardPage.People:
                return PeopleCards.CoEditors(visitor.Cards, assessment, null, typed);
            case CardPage.Owner:
                return PeopleCards.Owner(visitor.Cards, assessment, visitor.Actor, null, typed);
        }

        return (page, Submission.Of(assessment)) switch
        {
            (CardPage.Flags flags, { } submission) => ReadingCards.Flags(visitor.Cards, assessment, submission, visitor.Actor, flags.Number),
            (CardPage.Changes changes, { } submission) => ReadingCards.Changed(visitor.Cards, assessment, submission, visitor.Actor, changes.Number),
            (CardPage.Part part, { } submission) => ReadingCards.Part(visitor.Cards, assessment, submission, visitor.Actor, part.Id),
            (CardPage.WholeQuestion question, { } submission) => ReadingCards.Whole(visitor.Cards, assessment, submission, visitor.Actor, question.Id),
            _ => Current(visitor, assessment),
        };
    }

    /// <summary>The card of co-editors or of the owner, with the people found for a name.</summary>
    public static AdaptiveCard Found(Visitor visitor, Assessment assessment, CardPage page, FoundPeople found, Typed typed) => page is CardPage.Owner
        ? PeopleCards.Owner(visitor.Cards, assessment, visitor.Actor, found, typed)
        : PeopleCards.CoEditors(visitor.Cards, assessment, found, typed);

    /// <summary>What a refusal shows: the current card, the same card with messages, or a card that explains.</summary>
    public AdaptiveCard Refused(Visitor visitor, Assessment? assessment, CardData card, Refusal refusal)
    {
        if (assessment is null || refusal is Refusal.NotFound)
        {
            return MessageCard.NotFound(visitor.Cards, card.Assessment?.Reference.Value ?? "");
        }

        switch (refusal)
        {
            case Refusal.OutOfDate:
                return Current(visitor, assessment);
            case Refusal.FaultyProject when card.Page != Place.Project.Instance.Value:
                // What is to be mended stands on another card than the one that was pressed.
                return Again(visitor, assessment, Place.Project.Instance, Typed.Of(RawInputs.None, InputMessages.Of(refusal, assessment), visitor.Language));
            case Refusal.Incomplete or Refusal.FaultyAnswers or Refusal.FaultyProject or Refusal.FaultyComments:
                var place = Place.Parse(card.Page, assessment.Questionnaire) ?? assessment.Place;
                return Again(visitor, assessment, place, Typed.Of(card.Inputs, InputMessages.Of(refusal, assessment), visitor.Language));
            case Refusal.ReasonMissing or Refusal.ReasonTooLong:
                return WithdrawCard.Of(
                    visitor.Cards,
                    assessment,
                    Typed.Of(card.Inputs, InputMessages.Of(refusal, assessment), visitor.Language),
                    mayRead: assessment.MayRead(visitor.Actor));
            case Refusal.WrongState or Refusal.ClaimedByOther or Refusal.QuestionsClosed:
                return Current(visitor, assessment);
            default:
                return MessageCard.Of(visitor.Cards, Message.NotAllowed);
        }
    }

    private AdaptiveCard At(Visitor visitor, Assessment assessment, Place place, Typed typed, QuestionId? focus = null)
    {
        var walk = Walk.Of(assessment);
        switch (walk.Settle(place))
        {
            case Place.Project:
                return ProjectCard.Of(visitor.Cards, projectLists, assessment, typed);
            case Place.Questions questions:
                var page = assessment.Questionnaire.FindPage(questions.Page.Value)!;
                return QuestionsCard.Of(visitor.Cards, assessment, walk, page, typed, focus);
            case Place.Flags flags:
                return FlagsCard.Of(visitor.Cards, assessment, walk, flags, typed, focus);
            case Place.Summary when walk.IsReadyForSummary:
                var result = Rater.Rate(walk.Route);
                return SummaryCard.Of(visitor.Cards, assessment, walk, result, Improvement.Of(walk.Route, result), visitor.Actor, typed);
            default:
                return OverviewCard.Of(visitor.Cards, assessment, walk, visitor.Actor, typed);
        }
    }

    private static AdaptiveCard Result(Visitor visitor, Assessment assessment, Submission? submission) => submission is null
        ? ResultCard.Of(visitor.Cards, assessment, null, null, visitor.Actor)
        : ResultCard.Of(
            visitor.Cards, assessment, submission.Result, Improvement.Of(Route.Of(submission.Sheet), submission.Result), visitor.Actor);

    private ImmutableArray<Person> MayTakeOver(Assessment assessment) =>
    [
        .. roster.FocalPoints.Concat(roster.Backups)
            .DistinctBy(p => p.Id)
            .Where(p => !assessment.IsReviewer(p) && assessment.MayReview(roster.ActorOf(p))),
    ];
}
