using System.Text.Json;
using IML.RbaBot.Commands.Packaging;
using IML.RbaBot.Questionnaires;
using IML.RbaBot.Texts;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Tests.Commands;

public class ManifestCommandTests
{
    [Fact]
    public void The_bot_understands_every_command_that_the_manifest_offers_in_every_language_it_speaks()
    {
        var languages = Shipped();
        var commands = new ChatCommands(languages);
        var spoken = languages.All.Select(l => l.Id).ToHashSet();
        var titles = Titles().Where(t => spoken.Contains(t.Language)).ToList();

        Assert.Equal(["en", "es", "fr"], titles.Select(t => t.Language).Distinct().Order());
        Assert.All(titles, t => Assert.False(commands.Read(t.Title) is ChatCommand.Unknown, $"{t.Language}: {t.Title}"));
    }

    /// <summary>What a person can type and finds nowhere is not there. A greeting and what belongs in a channel need no place in the menu.</summary>
    [Fact]
    public void Everything_that_can_be_typed_in_the_personal_chat_stands_in_its_menu_in_every_language()
    {
        var commands = new ChatCommands(Shipped());
        Type[] elsewhere = [typeof(ChatCommand.Greeting), typeof(ChatCommand.AlertsHere), typeof(ChatCommand.Unknown)];
        var typed = typeof(ChatCommand).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(ChatCommand))).Except(elsewhere).Select(t => t.Name).ToHashSet();

        Assert.All((string[])["en", "es", "fr"], language =>
            Assert.Superset(typed, Titles().Where(t => t.Language == language).Select(t => commands.Read(t.Title).GetType().Name).ToHashSet()));
    }

    private static Languages Shipped() => Languages.Load(
        Path.Combine(AppContext.BaseDirectory, "Texts"), ProjectListsFile.Read(QuestionnaireFiles.ShippedFolder).Value!).Value!;

    private static IEnumerable<(string Language, string Title)> Titles()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(PackageArguments.ShippedFolder, "manifest.json")));
        foreach (var list in manifest.RootElement.GetProperty("bots")[0].GetProperty("commandLists").EnumerateArray())
        {
            foreach (var command in list.GetProperty("commands").EnumerateArray())
            {
                yield return ("en", command.GetProperty("title").GetString()!);
            }
        }

        foreach (var language in new[] { "fr", "es" })
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(PackageArguments.ShippedFolder, $"{language}.json")));
            foreach (var text in file.RootElement.EnumerateObject().Where(t => t.Name.StartsWith("bots", StringComparison.Ordinal) && t.Name.EndsWith(".title", StringComparison.Ordinal)))
            {
                yield return (language, text.Value.GetString()!);
            }
        }
    }
}
