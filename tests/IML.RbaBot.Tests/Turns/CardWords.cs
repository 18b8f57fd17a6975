using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The texts of the cards, so that tests name what is said and not how it is worded.</summary>
internal static partial class CardWords
{
    private static readonly ConcurrentDictionary<string, JsonElement[]> Areas = new(StringComparer.Ordinal);

    /// <summary>The text of a key; what stands for a <c>{placeholder}</c> matches anything.</summary>
    public static Regex Of(string key, string language = "en") =>
        new(Placeholder().Replace(Regex.Escape(Raw(key, language)), ".*?"), RegexOptions.Singleline | RegexOptions.CultureInvariant);

    public static string Raw(string key, string language = "en") => Areas
        .GetOrAdd(language, id => [.. ((string[])["cards", "review", "requests", "notices", "queue"]).Select(area => Load(area, id))])
        .Select(area => area.TryGetProperty(key, out var text) ? text.GetString() : null)
        .First(text => text is not null)!;

    private static JsonElement Load(string area, string language)
    {
        var file = Path.Combine(Repository.Root, "src", "IML.RbaBot", "Texts", $"{area}.{language}.json");
        return JsonElement.Parse(File.ReadAllText(file)).GetProperty("texts");
    }

    // Regex.Escape escapes the opening brace only.
    [GeneratedRegex(@"\\\{[a-zA-Z]+\}")]
    private static partial Regex Placeholder();
}
