using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;

namespace IML.RbaBot.Cards;

/// <summary>
/// A card as it stands in a window: the same elements and the same data. A window runs no <c>Action.Execute</c>, so every button is
/// its own <c>Action.Submit</c> fallback, which the turns read like the button itself.
/// </summary>
internal static class WindowCard
{
    public static AdaptiveCard Of(AdaptiveCard card) => card with
    {
        Refresh = null,
        Body = Of(card.Body),
        Actions = Of(card.Actions),
    };

    private static ImmutableArray<CardElement> Of(ImmutableArray<CardElement> elements) => [.. elements.Select(Of)];

    private static ImmutableArray<CardAction> Of(ImmutableArray<CardAction> actions) =>
        [.. actions.Where(a => a is not ActionSubmit { OpensDialog: true }).Select(a => Of(a)!)];

    private static CardElement Of(CardElement element) => element switch
    {
        Container c => c with { Items = Of(c.Items), SelectAction = Of(c.SelectAction) },
        ColumnSet s => s with { Columns = [.. s.Columns.Select(c => (Column)Of(c))], SelectAction = Of(s.SelectAction) },
        Column c => c with { Items = Of(c.Items), SelectAction = Of(c.SelectAction) },
        ActionSet s => s with { Actions = Of(s.Actions) },
        _ => element,
    };

    private static CardAction? Of(CardAction? action) => action is ActionExecute execute ? execute.Fallback ?? execute.ToSubmit() : action;
}
