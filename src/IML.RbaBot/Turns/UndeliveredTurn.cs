using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Turns;

/// <summary>An administrator decides on a message that could not be delivered. Whoever comes here was let in by their role.</summary>
internal sealed class UndeliveredTurn(DirectoryStore directory, Dispatcher dispatcher)
{
    /// <param name="card">The button; one that only pages acts on nothing.</param>
    /// <param name="page">Untrusted.</param>
    /// <param name="visitor">An administrator.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AdaptiveCard> AnswerAsync(CardData? card, string page, Visitor visitor, CancellationToken cancellationToken)
    {
        UndeliveredOutcome? outcome = null;
        var typed = Typed.None;
        if (card is { Action: CardActions.Retry or CardActions.GiveUp })
        {
            if (UndeliveredCard.Chosen(card.GoTo) is not { } chosen)
            {
                outcome = UndeliveredOutcome.NotThere;
            }
            else if (card.Action == CardActions.GiveUp && ReasonOf(card) is not { Length: > 0 and <= Decider.ReasonMaxLength })
            {
                typed = Typed.Of(
                    card.Inputs, [new InputMessage(UndeliveredCard.ReasonInput, QueueText.UndeliveredReasonError)], visitor.Language);
            }
            else
            {
                outcome = await DecideAsync(card, chosen.Id, chosen.Message, visitor, cancellationToken);
            }
        }

        var list = await directory.ListUndeliverableAsync(page, cancellationToken);
        return UndeliveredCard.Of(visitor.Cards, list, page, typed, outcome);
    }

    private async Task<UndeliveredOutcome> DecideAsync(
        CardData card, AssessmentId id, string message, Visitor visitor, CancellationToken cancellationToken)
    {
        var decision = card.Action == CardActions.Retry
            ? await dispatcher.RetryUndeliverableAsync(id, message, visitor.Actor, cancellationToken)
            : await dispatcher.GiveUpAsync(id, message, ReasonOf(card)!, visitor.Actor, cancellationToken);
        return (decision, card.Action) switch
        {
            (UndeliverableDecision.NotThere, _) => UndeliveredOutcome.NotThere,
            (UndeliverableDecision.NotNow, _) => UndeliveredOutcome.NotNow,
            (_, CardActions.Retry) => UndeliveredOutcome.TriedAgain,
            _ => UndeliveredOutcome.GivenUp,
        };
    }

    private static string? ReasonOf(CardData card) => card.Inputs[UndeliveredCard.ReasonInput]?.Trim();
}
