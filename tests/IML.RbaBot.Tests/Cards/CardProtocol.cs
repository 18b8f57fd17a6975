using System.Text.Json;
using IML.RbaBot.Cards;

namespace IML.RbaBot.Tests.Cards;

/// <summary>The card protocol, held against one card: for the gallery of every card, and for whatever a walk is shown.</summary>
internal static class CardProtocol
{
    /// <summary>At most six actions, and every execute a submit with the same id and data.</summary>
    /// <param name="card">The card.</param>
    /// <param name="name">What a failure calls it.</param>
    public static void HasButtonsThatWorkEverywhere(JsonElement card, string name)
    {
        var buttons = Buttons(card);
        Assert.True(buttons.Count <= 6, $"{name}: {buttons.Count} actions");
        foreach (var window in buttons.Where(IsWindow))
        {
            // Only a submit opens a window; a client without windows sends its data like any other.
            Assert.Equal("Action.Submit", TypeOf(window));
            Assert.Contains(window.GetProperty("data").GetProperty("action").GetString()!, CardActions.All.AsEnumerable());
        }

        foreach (var button in buttons.Where(b => TypeOf(b) is not "Action.OpenUrl" && !IsWindow(b)))
        {
            Assert.Equal("Action.Execute", TypeOf(button));
            var id = button.GetProperty("id").GetString()!;
            Assert.True(CardActions.All.Contains(id), id);
            Assert.Equal(id, button.GetProperty("verb").GetString());
            Assert.Equal(id, button.GetProperty("data").GetProperty("action").GetString());
            var fallback = button.GetProperty("fallback");
            Assert.Equal("Action.Submit", TypeOf(fallback));
            Assert.Equal(id, fallback.GetProperty("id").GetString());
            Assert.Equal(button.GetProperty("data").GetRawText(), fallback.GetProperty("data").GetRawText());
            Assert.Equal(button.GetProperty("title").GetString(), fallback.GetProperty("title").GetString());
        }
    }

    /// <summary>In a window no button is executed and none opens another window.</summary>
    public static void HasButtonsOfAWindow(JsonElement card, string name)
    {
        var buttons = Buttons(card);
        Assert.True(buttons.Count <= 6, $"{name}: {buttons.Count} actions");
        Assert.All(buttons, b => Assert.True(TypeOf(b) is "Action.Submit" or "Action.OpenUrl" && !IsWindow(b), b.GetRawText()));
    }

    /// <summary>Every input has a label and a message, and none is demanded by the client.</summary>
    public static void LabelsEveryInput(JsonElement card)
    {
        foreach (var input in Elements(card).Where(e => TypeOf(e)?.StartsWith("Input.", StringComparison.Ordinal) == true))
        {
            Assert.False(string.IsNullOrWhiteSpace(input.GetProperty("label").GetString()), input.GetRawText());
            Assert.False(string.IsNullOrWhiteSpace(input.GetProperty("errorMessage").GetString()), input.GetRawText());
            Assert.False(input.TryGetProperty("isRequired", out _), input.GetRawText());
        }
    }

    /// <summary>Ids are unique and toggles find what they open.</summary>
    public static void FindsWhatItsTogglesOpen(JsonElement card)
    {
        var elements = Elements(card).ToList();
        var ids = elements
            .Where(e => TypeOf(e)?.StartsWith("Action.", StringComparison.Ordinal) != true && e.TryGetProperty("id", out _))
            .Select(e => e.GetProperty("id").GetString()!)
            .ToList();
        Assert.Equal(ids.Distinct(), ids);
        foreach (var target in elements.Where(e => TypeOf(e) == "Action.ToggleVisibility").SelectMany(e => e.GetProperty("targetElements").EnumerateArray()))
        {
            Assert.Contains(target.GetString()!, ids);
        }
    }

    /// <summary>Text wraps, and the card has a heading, its language and a summary of a line.</summary>
    public static void ReadsWellIn(string language, JsonElement card)
    {
        Assert.Equal("1.5", card.GetProperty("version").GetString());
        Assert.Equal(language, card.GetProperty("lang").GetString());
        Assert.Contains(Elements(card), e => TypeOf(e) == "TextBlock" && e.TryGetProperty("style", out var style) && style.GetString() == "heading");
        Assert.All(Elements(card).Where(e => TypeOf(e) == "TextBlock"), e => Assert.True(e.GetProperty("wrap").GetBoolean()));
        Assert.InRange(card.GetProperty("fallbackText").GetString()!.Length, 1, 120);
    }

    public static string? TypeOf(JsonElement element) =>
        element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    public static string? IdOf(JsonElement element) => element.TryGetProperty("id", out var id) ? id.GetString() : null;

    /// <summary>All objects with a type, but not what stands behind a fallback.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany(Elements);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var inside = element.EnumerateObject().Where(m => m.Name is not ("fallback" or "data")).SelectMany(m => Elements(m.Value));
        return TypeOf(element) is null ? inside : inside.Prepend(element);
    }

    private static List<JsonElement> Buttons(JsonElement card) =>
        [.. Elements(card).Where(e => TypeOf(e) is "Action.Execute" or "Action.Submit" or "Action.OpenUrl" or "Action.ShowCard")];

    private static bool IsWindow(JsonElement button) =>
        button.TryGetProperty("data", out var data) && data.TryGetProperty("msteams", out var teams)
        && teams.GetProperty("type").GetString() == "task/fetch";
}
