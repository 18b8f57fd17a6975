using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;

namespace IML.RbaBot.Cards;

/// <summary>A card with each of its buttons exchanged, wherever they stand on it.</summary>
internal static class EveryButton
{
    /// <param name="card">The card as it was made.</param>
    /// <param name="exchange">What takes a button's place; null for nothing.</param>
    public static AdaptiveCard Of(AdaptiveCard card, Func<CardAction, CardAction?> exchange) => card with
    {
        Body = Of(card.Body, exchange),
        Actions = Of(card.Actions, exchange),
    };

    private static ImmutableArray<CardElement> Of(ImmutableArray<CardElement> elements, Func<CardAction, CardAction?> exchange) =>
        [.. elements.Select(e => Of(e, exchange))];

    private static ImmutableArray<CardAction> Of(ImmutableArray<CardAction> actions, Func<CardAction, CardAction?> exchange) =>
        [.. actions.Select(a => Of(a, exchange)).OfType<CardAction>()];

    private static CardElement Of(CardElement element, Func<CardAction, CardAction?> exchange) => element switch
    {
        Container c => c with { Items = Of(c.Items, exchange), SelectAction = Of(c.SelectAction, exchange) },
        ColumnSet s => s with { Columns = [.. s.Columns.Select(c => (Column)Of(c, exchange))], SelectAction = Of(s.SelectAction, exchange) },
        Column c => c with { Items = Of(c.Items, exchange), SelectAction = Of(c.SelectAction, exchange) },
        ActionSet s => s with { Actions = Of(s.Actions, exchange) },
        _ => element,
    };

    private static CardAction? Of(CardAction? action, Func<CardAction, CardAction?> exchange) => action switch
    {
        null => null,
        PrerenderedAction prerendered => exchange(prerendered.ToExecute()),
        _ => exchange(action),
    };
}
