using System.Collections.Immutable;
using System.Text.Json;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>An input of a card: its id, its choices if it has any, and what it holds.</summary>
internal sealed record ShownInput(string Id, ImmutableArray<string> Choices, bool IsMulti, string? Value);

/// <summary>A card as a client sees it: inputs, and buttons with their data.</summary>
internal sealed record ShownCard(ImmutableArray<ShownInput> Inputs, ImmutableDictionary<string, JsonElement> Buttons)
{
    /// <summary>The page that its buttons name; null on a card that belongs to no assessment.</summary>
    public string? Page => Buttons.Values.Select(d => Text(d, "page")).FirstOrDefault(p => p is not null);

    /// <summary>The revision that its buttons name.</summary>
    public int Revision => Buttons.Values
        .Select(d => d.TryGetProperty("revision", out var revision) && revision.ValueKind == JsonValueKind.Number ? revision.GetInt32() : -1)
        .DefaultIfEmpty(-1).Max();

    public static ShownCard Read(JsonElement card)
    {
        var inputs = ImmutableArray.CreateBuilder<ShownInput>();
        var buttons = ImmutableDictionary.CreateBuilder<string, JsonElement>();
        Walk(card, inputs, buttons);
        return new ShownCard(inputs.ToImmutable(), buttons.ToImmutable());
    }

    private static void Walk(
        JsonElement element, ImmutableArray<ShownInput>.Builder inputs, ImmutableDictionary<string, JsonElement>.Builder buttons)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var each in element.EnumerateArray())
                {
                    Walk(each, inputs, buttons);
                }

                break;
            case JsonValueKind.Object:
                var type = Text(element, "type");
                if (type == "Action.Execute")
                {
                    buttons[Text(element, "verb")!] = element.GetProperty("data");
                    return;
                }

                if (type?.StartsWith("Input.", StringComparison.Ordinal) == true)
                {
                    inputs.Add(Input(element));
                    return;
                }

                foreach (var member in element.EnumerateObject())
                {
                    Walk(member.Value, inputs, buttons);
                }

                break;
        }
    }

    private static ShownInput Input(JsonElement element) => new(
        Text(element, "id")!,
        element.TryGetProperty("choices", out var choices) ? [.. choices.EnumerateArray().Select(c => Text(c, "value")!)] : [],
        element.TryGetProperty("isMultiSelect", out var multi) && multi.GetBoolean(),
        element.TryGetProperty("value", out var value) ? value.ToString() : null);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
