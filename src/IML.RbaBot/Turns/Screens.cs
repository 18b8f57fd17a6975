using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Storage;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Turns;

/// <summary>Which card shows an assessment as it stands. Pure but for the id drawn for a new one.</summary>
internal sealed class Screens(ProjectLists projectLists, DirectoryStore directory)
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
        if (assessment.State is not AssessmentState.Draft)
        {
            return Result(visitor, assessment);
        }

        return assessment.IsEditor(visitor.Person)
            ? At(visitor, assessment, assessment.Place, Typed.None, focus)
            : MessageCard.StillDraft(visitor.Cards, assessment.Reference);
    }

    /// <summary>The card after a press that was carried out.</summary>
    public AdaptiveCard After(CardData card, Visitor visitor, Assessment after) =>
        card.Action == CardActions.SaveExit && after.State is AssessmentState.Draft
            ? SavedCard.Of(visitor.Cards, after, Walk.Of(after))
            : Current(visitor, after, card.FocusIn(after.Questionnaire));

    /// <summary>The same card again, with what was typed and what is wrong with it.</summary>
    public AdaptiveCard Again(Visitor visitor, Assessment assessment, Place place, Typed typed) => At(visitor, assessment, place, typed);

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
            case Refusal.Incomplete or Refusal.FaultyAnswers or Refusal.FaultyProject:
                var place = Place.Parse(card.Page, assessment.Questionnaire) ?? assessment.Place;
                return Again(visitor, assessment, place, Typed.Of(card.Inputs, InputMessages.Of(refusal, assessment), visitor.Language));
            case Refusal.ReasonMissing:
                return WithdrawCard.Of(visitor.Cards, assessment, Typed.Of(card.Inputs, InputMessages.Of(refusal, assessment), visitor.Language));
            case Refusal.WrongState:
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
                return SummaryCard.Of(visitor.Cards, assessment, walk, result, Improvement.Of(walk.Route, result), typed);
            default:
                return OverviewCard.Of(visitor.Cards, assessment, walk, typed);
        }
    }

    private static AdaptiveCard Result(Visitor visitor, Assessment assessment)
    {
        var route = Route.Of(assessment.Sheet);
        if (assessment.State.FrozenResult is null)
        {
            return ResultCard.Of(visitor.Cards, assessment, null, null, visitor.Actor);
        }

        // Computed from the frozen answers by the pinned version: it cannot differ from what was frozen, and brings the causes.
        var result = Rater.Rate(route);
        return ResultCard.Of(visitor.Cards, assessment, result, Improvement.Of(route, result), visitor.Actor);
    }
}
