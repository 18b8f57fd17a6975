using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace IML.RbaBot.AppHost;

/// <summary>What the local run says to a person, read from <c>Texts/*.json</c> in the assembly.</summary>
internal static class Texts
{
    private static readonly FrozenDictionary<string, string> Entries = Read(CultureInfo.CurrentUICulture);

    /// <summary>The text with its <c>{names}</c> filled in. An unknown key is a programming error and throws.</summary>
    public static string Say(string key, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var text = Entries[key];
        foreach (var (name, value) in values)
            text = text.Replace("{" + name + "}", Convert.ToString(value, CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }

    private static FrozenDictionary<string, string> Read(CultureInfo culture)
    {
        var assembly = typeof(Texts).Assembly;
        using var stream = assembly.GetManifestResourceStream($"Texts.{culture.TwoLetterISOLanguageName}.json")
            ?? assembly.GetManifestResourceStream("Texts.en.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToFrozenDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
    }
}
