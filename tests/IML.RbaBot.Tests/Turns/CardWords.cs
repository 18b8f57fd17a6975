using System.Text.Json;
using System.Text.RegularExpressions;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The English texts of the cards, so that tests name what is said and not how it is worded.</summary>
internal static partial class CardWords
{
    private static readonly JsonElement[] Areas = [Load("cards"), Load("review"), Load("requests"), Load("notices"), Load("queue")];

    /// <summary>The text of a key; what stands for a <c>{placeholder}</c> matches anything.</summary>
    public static Regex Of(string key) =>
        new(Placeholder().Replace(Regex.Escape(Raw(key)), ".*?"), RegexOptions.Singleline | RegexOptions.CultureInvariant);

    public static string Raw(string key) => Areas
        .Select(area => area.TryGetProperty(key, out var text) ? text.GetString() : null)
        .First(text => text is not null)!;

    private static JsonElement Load(string area)
    {
        var file = Path.Combine(Repository.Root, "src", "IML.RbaBot", "Texts", area + ".en.json");
        return JsonElement.Parse(File.ReadAllText(file)).GetProperty("texts");
    }

    // Regex.Escape escapes the opening brace only.
    [GeneratedRegex(@"\\\{[a-zA-Z]+\}")]
    private static partial Regex Placeholder();
}
