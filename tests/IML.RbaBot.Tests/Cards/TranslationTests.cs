using System.Collections.Frozen;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IML.RbaBot.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Tests.Cards;

/// <summary>
/// Every text in every language. That none is missing, blank, unknown or has other placeholders, the strict reading says; here is
/// asked whether a text was translated at all.
/// </summary>
public sealed partial class TranslationTests
{
    /// <summary>Texts that are the same in English, looked at one by one. Names of countries are not asked.</summary>
    private static readonly FrozenDictionary<string, FrozenSet<string>> Cognates = new Dictionary<string, FrozenSet<string>>
    {
        ["fr"] = FrozenSet.Create(
            StringComparer.Ordinal,
            "d MMMM yyyy", "d MMMM yyyy, HH:mm", "MMMM yyyy", "Budget", "budget", "sources", "impact", "date", "confirmation", "Conditions", "Condition",
            "Condition {n}", "Document", "Questionnaire", "Version", "version {version}", "{reference}, version {version} · {title}",
            "{title}, version {version}", "{title}, version {version} ({status})", "absent", "rare", "possible", "Acceptable"),
        ["es"] = FrozenSet.Create(StringComparer.Ordinal, "No", "Provisional", "real, reversible"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Signs and names of instruments, which are the same in every language.</summary>
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal, "ST/SGB/2003/13", "OPCAT", "SOLAS/SAR", "SOLAS", "SAR", "CAT", "MiGOF", "SESP", "GAM", "C097", "C143", "C181", "C189", "P029");

    public static TheoryData<string> Translations => [.. CardWorld.Languages.All.Select(l => l.Id).Where(id => id != Languages.Default)];

    [Fact]
    public void The_bot_speaks_the_official_languages_of_the_organisation() =>
        Assert.Equal(["en", "es", "fr"], CardWorld.Languages.All.Select(l => l.Id).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Translations))]
    public void No_text_of_the_bot_reads_as_in_English(string language) =>
        Assert.Equal([], TextAreas.All.SelectMany(a => Untranslated(Texts(a.FileOf("en")), Texts(a.FileOf(language)), language)));

    [Theory]
    [MemberData(nameof(Translations))]
    public void No_list_of_project_data_reads_as_in_English(string language) =>
        Assert.Equal([], Untranslated(WithoutCountries(Texts("lists.en.json")), WithoutCountries(Texts($"lists.{language}.json")), language));

    [Theory]
    [MemberData(nameof(Translations))]
    public void No_text_of_a_questionnaire_reads_as_in_English_and_every_version_is_translated(string language)
    {
        var versions = Directory.GetDirectories(QuestionnaireFiles.ShippedFolder);
        Assert.NotEmpty(versions);
        Assert.Equal([], versions.SelectMany(v => Untranslated(Json(v, "text.en.json"), Json(v, $"text.{language}.json"), language)));
    }

    [Theory]
    [InlineData("en", "24 November 2026", "24 November 2026, 09:30 (UTC)", "70.5")]
    [InlineData("fr", "24 novembre 2026", "24 novembre 2026, 09:30 (UTC)", "70,5")]
    [InlineData("es", "24 de noviembre de 2026", "24 de noviembre de 2026, 09:30 (UTC)", "70,5")]
    public void Dates_and_numbers_follow_the_language(string id, string date, string moment, string number)
    {
        var language = CardWorld.Languages.For(id);

        Assert.Equal(date, language.Date(DateOnly.FromDateTime(CardWorld.Now.UtcDateTime)));
        Assert.Equal(moment, language.Moment(CardWorld.Now, TimeZoneInfo.Utc));
        Assert.Equal(number, language.OneDecimal(70.5m));
    }

    [Theory]
    [InlineData("fr", "ALLEMAGNE", "DE")]
    [InlineData("fr", "Côte d'Ivoire", "CI")]
    [InlineData("es", "Côte d’Ivoire", "CI")]
    [InlineData("es", "Türkiye", "TR")]
    public void A_country_is_found_by_its_name_in_the_persons_language(string language, string typed, string code) =>
        Assert.Equal(code, CardWorld.Languages.For(language).Lists.CountryCode(typed));

    [Fact]
    public void A_language_written_from_right_to_left_is_its_text_files()
    {
        using var folder = new LanguageFolder();
        folder.CopyAll("en");
        folder.CopyAll("ar", from: "en");
        folder.Change("cards", "ar", json => json["culture"] = "ar-EG");
        folder.Change("cards", "ar", json => json["texts"]!["language-name"] = "العربية");

        var languages = CardWorld.Good(Languages.Load(folder.Path, CardWorld.Lists));
        var arabic = languages.For("ar-EG");
        var context = CardWorld.Context with { Language = arabic, Frames = IML.RbaBot.Cards.CardFrames.Of(languages, CardWorld.Catalog) };
        var card = JsonNode.Parse(IML.RbaBot.Cards.LanguageCard.Of(context, languages, null, IML.RbaBot.Cards.Typed.None).ToUtf8Json().Span)!;

        Assert.Equal(("ar", true), ((string?)card["lang"], (bool?)card["rtl"]));
        Assert.Contains(Leaves(card), leaf => leaf.Value.Contains("العربية", StringComparison.Ordinal));
    }

    /// <summary>The places whose text is the English one, or has English words in it.</summary>
    private static IEnumerable<string> Untranslated(JsonNode english, JsonNode translated, string language)
    {
        var cognates = Cognates.GetValueOrDefault(language) ?? [];
        var originals = Leaves(english).ToDictionary(StringComparer.Ordinal);
        return Leaves(translated)
            .Where(leaf => !leaf.Value.StartsWith("https://", StringComparison.Ordinal) && !Names.Contains(leaf.Value) && !cognates.Contains(leaf.Value))
            .Where(leaf => EnglishWord().IsMatch(leaf.Value)
                || (Letter().IsMatch(Place().Replace(leaf.Value, "")) && originals.GetValueOrDefault(leaf.Key) == leaf.Value))
            .Select(leaf => $"{language} {leaf.Key}: {leaf.Value}");
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonNode? node, string path = "") => node switch
    {
        JsonObject o => o.SelectMany(m => Leaves(m.Value, $"{path}/{m.Key}")),
        JsonArray a => a.SelectMany((item, i) => Leaves(item, $"{path}/{i}")),
        JsonValue v => [new(path, v.ToString())],
        _ => [],
    };

    private static JsonObject Texts(string file)
    {
        var json = Json(System.IO.Path.Combine(AppContext.BaseDirectory, "Texts"), file).AsObject();
        json.Remove("language");
        json.Remove("culture");
        return json;
    }

    private static JsonObject WithoutCountries(JsonNode lists)
    {
        lists.AsObject().Remove("countries");
        return lists.AsObject();
    }

    private static JsonNode Json(string folder, string file) => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(folder, file)))!;

    [GeneratedRegex(@"\b(the|and|of|your|you|please|with|this|which|are|was|been)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishWord();

    [GeneratedRegex(@"\{[a-zA-Z]+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Letter();
}
