using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>What a card of an assessment asks for.</summary>
/// <param name="Command">Null when the card cannot be acted on.</param>
/// <param name="Place">The card that was filled in; for a card that is no place, where the assessment continues.</param>
/// <param name="Messages">What to correct. Without command and without messages the card is none of ours.</param>
internal sealed record CardCommand(Command? Command, Place Place, ImmutableArray<InputMessage> Messages)
{
    /// <summary>
    /// A command of the kind that a button asks for, without what its card holds: who may not give it, or in this state, is refused
    /// before the card is read.
    /// </summary>
    public static Command KindOf(CardData card) => card.Action switch
    {
        CardActions.Withdraw => new Command.Withdraw(""),
        CardActions.Submit => new Command.Submit(default),
        _ => new Command.Save(Place.Overview.Instance, null, [], [], Demand: false, new Go.Stay()),
    };

    /// <summary>Reads a button of a draft's cards, of the overview and of the withdrawal.</summary>
    public static CardCommand Read(CardData card, Assessment assessment, ProjectLists lists, Language language)
    {
        if (card.Action == CardActions.Withdraw)
        {
            var reason = card.Inputs[InputIds.WithdrawReason] ?? "";
            return new CardCommand(new Command.Withdraw(reason), assessment.Place, []);
        }

        if (Place.Parse(card.Page, assessment.Questionnaire) is not { } place || GoOf(card, assessment) is not { } go)
        {
            return card.Action == CardActions.Open && card.GoTo is null && card.Page == Place.Overview.Instance.Value
                ? new CardCommand(null, Place.Overview.Instance, [new InputMessage(InputIds.GoTo, CardText.OverviewGoToError)])
                : new CardCommand(null, assessment.Place, []);
        }

        if (PageInputs.Read(place, assessment, card.Inputs, lists, language, card.Action == CardActions.Next) is not { } page)
        {
            return new CardCommand(null, place, []);
        }

        if (!page.Messages.IsEmpty)
        {
            return new CardCommand(null, place, page.Messages);
        }

        if (card.Action != CardActions.Submit)
        {
            return new CardCommand(
                new Command.Save(place, page.Project, page.Answers, page.Responses, card.Action == CardActions.Next, go) { Replies = page.Replies },
                place,
                []);
        }

        return place is Place.Summary && page.Answers is [var declaration]
            ? new CardCommand(new Command.Submit(declaration), place, [])
            : new CardCommand(null, place, []);
    }

    private static Go? GoOf(CardData card, Assessment assessment) => card.Action switch
    {
        CardActions.Next => new Go.Next(),
        CardActions.Back => new Go.Back(),
        CardActions.SaveExit or CardActions.Submit or CardActions.Ask => new Go.Stay(),
        CardActions.Overview => new Go.To(Place.Overview.Instance),
        CardActions.Open when card.GoTo is { } target => PlaceOf(target, assessment.Questionnaire) is { } place ? new Go.To(place) : null,
        _ => null,
    };

    private static Place? PlaceOf(string target, Questionnaire questionnaire) =>
        questionnaire.Find(target) is { } question ? new Place.Questions(question.Page) : Place.Parse(target, questionnaire);
}
