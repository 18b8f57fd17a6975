using System.Text.Json;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework;

/// <summary>
/// A pressed button: untrusted, read leniently. Inputs of the card and the button's own data arrive together in <see cref="Data"/>.
/// </summary>
/// <param name="Verb">The verb of the <c>Action.Execute</c>; null when missing or no text.</param>
/// <param name="Id">The action's id; a <c>Action.Submit</c> sends none.</param>
/// <param name="Data">The data and inputs; null unless an object.</param>
/// <param name="Trigger"><c>manual</c> or <c>automatic</c> (a refresh).</param>
public sealed record AdaptiveCardInvokeValue(string? Verb, string? Id, JsonElement? Data, string? Trigger)
{
    /// <summary>The member of the data in which <see cref="AdaptiveCards.ActionExecute.ToSubmit"/> carries the verb.</summary>
    public const string SubmitVerb = "verb";

    /// <summary>Reads the value of an <c>adaptiveCard/action</c> invoke.</summary>
    public static AdaptiveCardInvokeValue Of(JsonElement? value)
    {
        var action = value.Member("action");
        return new AdaptiveCardInvokeValue(
            action.Member("verb").Text(),
            action.Member("id").Text(),
            ObjectOrNull(action.Member("data")),
            value.Member("trigger").Text());
    }

    /// <summary>Reads the value of a message that a pressed <c>Action.Submit</c> sent: the data itself, with the verb inside.</summary>
    public static AdaptiveCardInvokeValue OfSubmit(JsonElement? value) =>
        new(value.Member(SubmitVerb).Text(), null, ObjectOrNull(value), "manual");

    private static JsonElement? ObjectOrNull(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object } ? element : null;
}
