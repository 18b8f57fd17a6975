using System.Text.Json;

namespace IML.RbaBot.BotFramework.Json;

/// <summary>Reads untrusted JSON without ever throwing for its shape.</summary>
public static class JsonReading
{
    /// <summary>The member of an object, or null when <paramref name="element"/> is no object or has no such member.</summary>
    public static JsonElement? Member(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var member) ? member : null;

    /// <inheritdoc cref="Member(JsonElement?, string)"/>
    public static JsonElement? Member(this JsonElement element, string name) => Member((JsonElement?)element, name);

    /// <summary>The text of a JSON string, or null for any other shape, and for text that is not valid Unicode.</summary>
    public static string? Text(this JsonElement? element)
    {
        if (element is not { ValueKind: JsonValueKind.String } found)
        {
            return null;
        }

        try
        {
            return found.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair ("\ud800") is well-formed JSON but no text.
            return null;
        }
    }

    /// <inheritdoc cref="Text(JsonElement?)"/>
    public static string? Text(this JsonElement element) => Text((JsonElement?)element);
}
