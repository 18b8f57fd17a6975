using IML.RbaBot.BotFramework.AdaptiveCards;

namespace IML.RbaBot.Cards;

/// <summary>
/// A card as it stands in a window: the same elements and the same data. A window runs no <c>Action.Execute</c>, so every button is
/// its own <c>Action.Submit</c> fallback, which the turns read like the button itself.
/// </summary>
internal static class WindowCard
{
    public static AdaptiveCard Of(AdaptiveCard card) => EveryButton.Of(card with { Refresh = null }, Of);

    private static CardAction? Of(CardAction action) => action switch
    {
        ActionSubmit { OpensDialog: true } => null,
        ActionExecute execute => execute.Fallback ?? execute.ToSubmit(),
        _ => action,
    };
}
