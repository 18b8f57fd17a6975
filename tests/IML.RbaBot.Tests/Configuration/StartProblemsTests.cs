using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IML.RbaBot.Tests.Commands;

namespace IML.RbaBot.Tests.Configuration;

/// <summary>What the host says that cannot start: all of it at once, whatever it is about.</summary>
public class StartProblemsTests
{
    private static readonly string[] FaultySettings =
    [
        "--environment=Production", "--Roles:FocalPoints:0:Id=amina", "--Roles:FocalPoints:0:Countries:0=XX", "--Unit:ContactAddress=nobody",
        "--SharePoint:SiteUrl=http://contoso", "--Export:Language=xx", "--OTEL_EXPORTER_OTLP_ENDPOINT=ftp://collector",
        "--APPLICATIONINSIGHTS_CONNECTION_STRING=nonsense",
    ];

    private static readonly string[] WordsOfSettings =
    [
        "set exactly one of Storage:AccountName", "SharePoint:SiteUrl must be", "'amina' is not an Entra object id", "ContactAddress",
        "BotFramework:AppId must be", "xx (en, es, fr)", "OTEL_EXPORTER_OTLP_ENDPOINT", "APPLICATIONINSIGHTS_CONNECTION_STRING",
    ];

    [Fact]
    public void Faults_of_the_files_and_faults_of_the_settings_are_listed_together()
    {
        using var shipped = Copy();
        Change(shipped, "Questionnaires/rba-migof-p1-1.0/structure.json", "\"unknownSharePercent\": 20", "\"unknownSharePercent\": 200");
        Change(shipped, "Texts/cards.fr.json", "\"button-submit\": \"Soumettre\"", "\"button-submit\": \" \"");

        var problems = ProblemsOf(shipped, FaultySettings);

        Assert.All(
            (string[])[.. WordsOfSettings, "rules.unknownSharePercent: number-out-of-range", "cards.fr.json: texts.button-submit: blank", "'XX' is no country"],
            says => Assert.Contains(problems, p => p.Contains(says, StringComparison.Ordinal)));
    }

    [Fact]
    public void Where_the_list_of_countries_cannot_be_read_no_country_of_the_settings_is_called_unknown_and_all_else_is_said()
    {
        using var shipped = Copy();
        shipped.Write("Questionnaires/project-lists.json", "{");

        var problems = ProblemsOf(shipped, FaultySettings);

        Assert.All(
            (string[])[.. WordsOfSettings, "project-lists.json: malformed-json"],
            says => Assert.Contains(problems, p => p.Contains(says, StringComparison.Ordinal)));
        Assert.DoesNotContain(problems, p => p.Contains("is no country", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_published_version_of_the_questionnaire_that_is_said_beside_the_settings()
    {
        using var shipped = Copy();
        shipped.Write("Questionnaires/published.json", "{}");

        var problems = ProblemsOf(shipped, ["--environment=Production", "--Unit:ContactAddress=nobody"]);

        Assert.All(
            (string[])["rba-migof-p1", "ContactAddress", "BotFramework:AppId must be"],
            says => Assert.Contains(problems, p => p.Contains(says, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_published_version_without_words_in_a_language_that_is_spoken_and_a_page_that_fits_on_no_card_are_said()
    {
        using var shipped = Copy();
        File.Delete(Path.Combine(shipped.Name, "Questionnaires/rba-migof-p1-1.0/text.es.json"));
        var file = Path.Combine(shipped.Name, "Questionnaires/rba-migof-p1-1.0/text.fr.json");
        var french = JsonNode.Parse(File.ReadAllText(file))!;
        foreach (var id in (string[])["B1", "B2", "B3", "B4"])
        {
            french["questions"]![id]!["text"] = new string('É', 600);
            french["questions"]![id]!["guidance"] = new string('é', 1200);
            french["questions"]![id]!["legalBasis"] = new JsonArray(
                [.. french["questions"]![id]!["legalBasis"]!.AsArray().Select(_ => (JsonNode)new string('«', 300))]);
        }

        File.WriteAllText(file, french.ToJsonString());

        var problems = ProblemsOf(shipped, []);

        Assert.Contains(problems, p => p.StartsWith("rba-migof-p1-1.0/text.es.json: file-missing: ", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("rba-migof-p1-1.0/text.fr.json: pages.B-1: card-too-big: ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_older_version_may_lack_a_language_that_came_later_and_the_one_that_assessments_begin_with_may_not()
    {
        using var shipped = Copy();
        var older = Path.Combine(shipped.Name, "Questionnaires/rba-migof-p1-1.0");
        var newer = Path.Combine(shipped.Name, "Questionnaires/rba-migof-p1-1.1");
        Directory.CreateDirectory(newer);
        foreach (var file in Directory.GetFiles(older))
        {
            File.Copy(file, Path.Combine(newer, Path.GetFileName(file)));
        }

        var structure = Path.Combine(newer, "structure.json");
        File.WriteAllText(structure, File.ReadAllText(structure).Replace("\"version\": \"1.0\"", "\"version\": \"1.1\"", StringComparison.Ordinal));
        var published = Path.Combine(shipped.Name, "Questionnaires/published.json");
        var lines = JsonNode.Parse(File.ReadAllText(published))!;
        lines["rba-migof-p1 1.1"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(structure)));
        File.WriteAllText(published, lines.ToJsonString());
        File.Delete(Path.Combine(older, "text.es.json"));

        Assert.Empty(ShippedFiles.Read(shipped.Name).Problems);
        Assert.Equal("1.1", ShippedFiles.Read(shipped.Name).Data!.Current.Questionnaire.Ref.Version.ToString());

        File.Delete(Path.Combine(newer, "text.es.json"));
        var problem = Assert.Single(ShippedFiles.Read(shipped.Name).Problems);
        Assert.Equal("rba-migof-p1-1.1/text.es.json", problem.Place);
    }

    private static ImmutableArray<string> ProblemsOf(TemporaryFolder shipped, string[] settings) =>
        Assert.Throws<StartProblemsException>(() => Composition.Compose(settings, shipped.Name)).Problems;

    private static TemporaryFolder Copy()
    {
        var folder = new TemporaryFolder();
        foreach (var file in ((string[])["Questionnaires", "Texts"])
            .SelectMany(f => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, f), "*.json", SearchOption.AllDirectories)))
        {
            folder.Write(Path.GetRelativePath(AppContext.BaseDirectory, file), File.ReadAllText(file));
        }

        return folder;
    }

    private static void Change(TemporaryFolder folder, string file, string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(folder.Name, file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        folder.Write(file, text.Replace(from, to, StringComparison.Ordinal));
    }
}
