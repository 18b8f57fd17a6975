using System.Text.Json;

namespace IML.RbaBot.Commands.Packaging;

/// <summary>
/// The keys that a language file of the manifest must hold: the path of each text that a person reads, as Teams writes paths, for
/// example <c>bots[0].commandLists[0].commands[0].title</c>.
/// </summary>
internal static class TranslatedTexts
{
    // Names whose texts people read; everything else in these parts of the manifest is an id, an address or a switch.
    private static readonly HashSet<string> Read = new(StringComparer.Ordinal) { "short", "full", "title", "description" };

    // Where Teams lets texts be translated.
    private static readonly string[] Parts = ["name", "description", "bots", "composeExtensions"];

    public static IReadOnlySet<string> Of(JsonElement manifest)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in Parts)
        {
            if (manifest.TryGetProperty(part, out var value))
            {
                Collect(value, part, keys);
            }
        }

        return keys;
    }

    private static void Collect(JsonElement value, string path, SortedSet<string> keys)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Collect(item, $"{path}[{index}]", keys);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String && Read.Contains(property.Name))
                {
                    keys.Add($"{path}.{property.Name}");
                }
                else
                {
                    Collect(property.Value, $"{path}.{property.Name}", keys);
                }
            }
        }
    }
}
