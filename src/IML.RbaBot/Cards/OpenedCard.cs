using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Inputs;

namespace IML.RbaBot.Cards;

/// <summary>
/// A card that was opened in words and is updated in place from then on. Its message has an id only when it was sent, so it can be
/// pressed before it is noted; its buttons say when it was opened, and by that a press knows that it is the newest.
/// </summary>
internal static class OpenedCard
{
    /// <summary>What it adds to a card at most, in bytes: to each of six buttons and its fallback.</summary>
    public const int MostBytes = 300;

    /// <param name="card">The card.</param>
    /// <param name="at">When it was opened.</param>
    public static AdaptiveCard Of(AdaptiveCard card, DateTimeOffset at) => EveryButton.Of(card, action => Of(action, at.ToUnixTimeMilliseconds()));

    private static CardAction Of(CardAction action, long at) => action switch
    {
        ActionExecute { Fallback: ActionSubmit fallback } execute => execute with { Data = Of(execute.Data, at), Fallback = Of(fallback, at) },
        ActionSubmit { OpensDialog: false } submit => Of(submit, at),
        _ => action,
    };

    private static ActionSubmit Of(ActionSubmit submit, long at) => submit with { Data = Of(submit.Data, at) };

    private static ActionData Of(ActionData data, long at) => data.With(CardMember.Opened, at);
}
