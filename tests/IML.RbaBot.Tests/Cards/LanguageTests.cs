using System.Text.RegularExpressions;
using IML.RbaBot.AppHost;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Tests.Cards;

public sealed partial class LanguageTests : IDisposable
{
    private readonly LanguageFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_text_is_used_somewhere()
    {
        var source = string.Join('\n', Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src", "IML.RbaBot"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        var used = UsedText().Matches(source).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], TextAreas.All.SelectMany(a => Enum.GetNames(a.Texts).Select(n => $"{a.Texts.Name}.{n}")).Except(used));
    }

    [Fact]
    public void Every_list_of_project_data_is_named_and_countries_are_found_by_name_or_code()
    {
        var lists = CardWorld.English.Lists;
        Assert.Equal(249, lists.Countries.Length);
        Assert.Equal(CardWorld.Lists.Countries.Order(StringComparer.Ordinal), lists.Countries.Select(c => c.Id).Order(StringComparer.Ordinal));
        Assert.Equal("TR", lists.CountryCode("türkiye"));
        Assert.Equal("CI", lists.CountryCode("CÔTE D'IVOIRE"));
        Assert.Equal("PS", lists.CountryCode("ps"));
        Assert.Null(lists.CountryCode("Atlantis"));
        Assert.Equal("Viet Nam", lists.Country("VN"));
        Assert.Equal(["Afghanistan", "Åland Islands", "Albania"], lists.Countries.Take(3).Select(c => c.Name));
    }

    [Theory]
    [InlineData("fr-CH", "fr")]
    [InlineData("es_MX", "es")]
    [InlineData("pt-BR", "en")]
    [InlineData("en-US", "en")]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("zz", "en")]
    public void A_locale_gets_its_language_and_one_that_is_not_spoken_English(string? locale, string expected) =>
        Assert.Equal(expected, CardWorld.Languages.For(locale).Id);

    [Theory]
    [InlineData("Etc/UTC", "24 November 2026, 09:30 (UTC)")]
    [InlineData("Africa/Nairobi", "24 November 2026, 12:30 (UTC+3:00)")]
    [InlineData("America/Bogota", "24 November 2026, 04:30 (UTC-5:00)")]
    [InlineData("Asia/Kathmandu", "24 November 2026, 15:15 (UTC+5:45)")]
    public void Moments_are_written_in_the_readers_time_zone(string zone, string expected) =>
        Assert.Equal(expected, CardWorld.English.Moment(CardWorld.Now, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void All_problems_of_a_language_file_are_named_at_once()
    {
        folder.CopyAll("en");
        folder.Change("cards", "en", json =>
        {
            var texts = json["texts"]!.AsObject();
            texts.Remove("button-next");
            texts["button-back"] = " ";
            texts["button-nxt"] = "Next";
            texts["progress"] = "Card {card of {cards}";
            json["surplus"] = 1;
        });
        folder.Change("review", "en", json => json["texts"]!["surplus"] = "Surplus");
        folder.Change("lists", "en", json => json["countries"]!.AsObject().Remove("FR"));
        var reading = Languages.Load(folder.Path, CardWorld.Lists);

        Assert.Null(reading.Value);
        var found = reading.Problems.Select(p => $"{p.Rule} {p.Place}").ToList();
        Assert.Contains($"{ProblemRule.MissingKey} cards.en.json: texts", found);
        Assert.Contains($"{ProblemRule.Blank} cards.en.json: texts.button-back", found);
        Assert.Contains($"{ProblemRule.UnknownKey} cards.en.json: texts.button-nxt", found);
        Assert.Contains($"{ProblemRule.Placeholder} cards.en.json: texts.progress", found);
        Assert.Contains($"{ProblemRule.UnknownKey} cards.en.json: surplus", found);
        Assert.Contains($"{ProblemRule.UnknownKey} review.en.json: texts.surplus", found);
        Assert.Contains($"{ProblemRule.MissingKey} lists.en.json: countries", found);
        Assert.All(reading.Problems, p => Assert.NotEmpty(ProblemTexts.English.Line(p)));
    }

    [Fact]
    public void A_second_language_must_fill_the_same_places()
    {
        folder.CopyAll("en");
        folder.CopyAll("fr", from: "en");
        folder.Change("cards", "fr", json => json["texts"]!["progress"] = "Carte {card}");

        var problem = Assert.Single(Languages.Load(folder.Path, CardWorld.Lists).Problems);
        Assert.Equal("cards.fr.json: texts.progress", problem.Place);
        Assert.Equal(ProblemRule.Placeholder, problem.Rule);
    }

    [Fact]
    public void A_language_with_a_file_for_one_area_must_have_them_all()
    {
        folder.CopyAll("en");
        folder.CopyAll("fr", from: "en");
        File.Delete(folder.FileOf("cards", "fr"));

        var problem = Assert.Single(Languages.Load(folder.Path, CardWorld.Lists).Problems);
        Assert.Equal("cards.fr.json", problem.Place);
        Assert.Equal(ProblemRule.FileMissing, problem.Rule);
    }

    [Fact]
    public void A_text_is_found_in_its_own_area()
    {
        folder.CopyAll("en");
        var language = Languages.Load(folder.Path, CardWorld.Lists).Value!.English;

        Assert.All(TextAreas.All, area => Assert.Equal(TextsOf(area), area.Keys.Select((k, i) => (k, language.PhraseAt(area.Start + i).Text))));
        Assert.Equal("Save and continue", language[CardText.ButtonNext]);
    }

    [Theory]
    [InlineData("{", ProblemRule.MalformedJson)]
    [InlineData("[]", ProblemRule.WrongType)]
    [InlineData(null, ProblemRule.FileMissing)]
    public void A_file_that_cannot_be_read_is_a_problem_and_no_exception(string? content, string rule)
    {
        folder.CopyAll("en");
        var file = folder.FileOf("cards", "en");
        File.Delete(file);
        if (content is not null)
        {
            File.WriteAllText(file, content);
        }

        Assert.Contains(Languages.Load(folder.Path, CardWorld.Lists).Problems, p => p.Rule == rule);
    }

    private static IEnumerable<(string Key, string Text)> TextsOf(TextArea area) =>
        LanguageFolder.Shipped(area.File, "en")["texts"]!.AsObject().Select(t => (t.Key, t.Value!.GetValue<string>()));

    [GeneratedRegex(@"\b\w+Text\.\w+")]
    private static partial Regex UsedText();
}
