using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Turns;

/// <summary>What a press gets while storage is away.</summary>
internal sealed class PressWhileAway(AssessmentStore store, Screens screens, CurrentQuestionnaire current, ProjectLists projectLists)
{
    /// <summary>
    /// The card that was pressed, with what was typed and a line on top that nothing was lost, from what this process remembers or from
    /// the press itself; null where neither is enough, and then the client keeps the card as it is.
    /// </summary>
    public AdaptiveCard? CardOf(Press press, Visitor visitor, string errorNumber)
    {
        if (CardData.Read(press.Invoke) is not { Assessment: { } id } card)
        {
            return null;
        }

        var typed = Typed.Of(card.Inputs, errorNumber, visitor.Language);
        if (store.Remembered(id) is not { Assessment: var assessment })
        {
            // Which version an assessment began with only the store knows, so with several there is no telling what a page asks.
            return current.IsOnlyVersion || card.Revision == 0
                ? UnsavedCard.Of(visitor.Cards, projectLists, current.Questionnaire, card, typed)
                : null;
        }

        return assessment.IsEditor(visitor.Person)
            && card.Revision == assessment.Revision
            && assessment.State is AssessmentState.Draft or AssessmentState.Returned
            && Place.Parse(card.Page, assessment.Questionnaire) is { } place
                ? screens.Again(visitor, assessment, place, typed)
                : null;
    }
}
