using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Questionnaires;

namespace IML.RbaBot.Tests.Cards;

/// <summary>The shipped questionnaire as a lawyer might change it, published.</summary>
internal static class ChangedQuestionnaire
{
    private const string Folder = "rba-migof-p1-1.0";
    private static readonly string[] Languages = ["en", "fr", "es"];

    /// <summary>Passes the reader's checks; fails with every problem listed.</summary>
    public static QuestionnaireCatalog Read(Action<JsonNode>? structure = null, Action<string, JsonNode>? text = null)
    {
        var changed = Changed($"{Folder}/structure.json", structure);
        return CardWorld.Good(QuestionnaireCatalog.Read(
        [
            new("published.json", $$"""{ "rba-migof-p1 1.0": "{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(changed.Text!)))}}" }"""),
            changed,
            .. Languages.Select(l => Changed($"{Folder}/text.{l}.json", text is null ? null : node => text(l, node))),
        ]));
    }

    public static JsonNode Question(JsonNode structure, string id) =>
        structure["questions"]!.AsArray().First(q => q!["id"]!.GetValue<string>() == id)!;

    private static QuestionnaireFile Changed(string path, Action<JsonNode>? change)
    {
        var node = JsonNode.Parse(File.ReadAllText(Path.Combine(QuestionnaireFiles.ShippedFolder, path)))!;
        change?.Invoke(node);
        return new QuestionnaireFile(path, node.ToJsonString());
    }
}
