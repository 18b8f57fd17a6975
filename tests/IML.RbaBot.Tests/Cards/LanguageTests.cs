using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IML.RbaBot.AppHost;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Tests.Cards;

public sealed partial class LanguageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("texts-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_text_is_used_somewhere()
    {
        var source = string.Join('\n', Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src", "IML.RbaBot"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        var used = UsedText().Matches(source).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        // The words of commands are looked for by the chat, all of one kind.
        Assert.Equal([], Enum.GetNames<CardText>().Where(n => !n.StartsWith("Words", StringComparison.Ordinal)).Except(used));
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
    [InlineData("fr-CH", "en")]
    [InlineData("en-US", "en")]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("zz", "en")]
    public void A_locale_that_is_not_spoken_gets_English(string? locale, string expected) =>
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
        Copy("cards", "en", json =>
        {
            var texts = json["texts"]!.AsObject();
            texts.Remove("button-next");
            texts["button-back"] = " ";
            texts["button-nxt"] = "Next";
            texts["progress"] = "Card {card of {cards}";
            json["surplus"] = 1;
        });
        Copy("lists", "en", json => json["countries"]!.AsObject().Remove("FR"));
        var reading = Languages.Load(folder, CardWorld.Lists);

        Assert.Null(reading.Value);
        var found = reading.Problems.Select(p => $"{p.Rule} {p.Place}").ToList();
        Assert.Contains($"{ProblemRule.MissingKey} cards.en.json: texts", found);
        Assert.Contains($"{ProblemRule.Blank} cards.en.json: texts.button-back", found);
        Assert.Contains($"{ProblemRule.UnknownKey} cards.en.json: texts.button-nxt", found);
        Assert.Contains($"{ProblemRule.Placeholder} cards.en.json: texts.progress", found);
        Assert.Contains($"{ProblemRule.UnknownKey} cards.en.json: surplus", found);
        Assert.Contains($"{ProblemRule.MissingKey} lists.en.json: countries", found);
        Assert.All(reading.Problems, p => Assert.NotEmpty(ProblemTexts.English.Line(p)));
    }

    [Fact]
    public void A_second_language_must_fill_the_same_places()
    {
        Copy("cards", "en", _ => { });
        Copy("lists", "en", _ => { });
        Copy("cards", "fr", json =>
        {
            json["language"] = "fr";
            json["culture"] = "fr-FR";
            json["texts"]!["progress"] = "Carte {card}";
        }, from: "en");
        Copy("lists", "fr", json => json["language"] = "fr", from: "en");

        var problem = Assert.Single(Languages.Load(folder, CardWorld.Lists).Problems);
        Assert.Equal("cards.fr.json: texts.progress", problem.Place);
        Assert.Equal(ProblemRule.Placeholder, problem.Rule);
    }

    [Theory]
    [InlineData("{", ProblemRule.MalformedJson)]
    [InlineData("[]", ProblemRule.WrongType)]
    [InlineData(null, ProblemRule.FileMissing)]
    public void A_file_that_cannot_be_read_is_a_problem_and_no_exception(string? content, string rule)
    {
        Copy("lists", "en", _ => { });
        if (content is not null)
        {
            File.WriteAllText(Path.Combine(folder, "cards.en.json"), content);
        }

        Assert.Contains(Languages.Load(folder, CardWorld.Lists).Problems, p => p.Rule == rule);
    }

    private void Copy(string kind, string language, Action<JsonNode> change, string? from = null)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Texts", $"{kind}.{from ?? language}.json")))!;
        change(json);
        File.WriteAllText(Path.Combine(folder, $"{kind}.{language}.json"), json.ToJsonString());
    }

    [GeneratedRegex(@"\bCardText\.(\w+)")]
    private static partial Regex UsedText();
}
