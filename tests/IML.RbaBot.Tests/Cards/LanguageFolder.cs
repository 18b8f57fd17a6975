using System.Text.Json.Nodes;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Tests.Cards;

/// <summary>A folder of language files made from the shipped ones, to break or to add a language to.</summary>
internal sealed class LanguageFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("texts-").FullName;

    public static JsonNode Shipped(string kind, string language) =>
        JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Texts", $"{kind}.{language}.json")))!;

    public string FileOf(string kind, string language) => System.IO.Path.Combine(Path, $"{kind}.{language}.json");

    /// <summary>All files of a language, as shipped; or those of another under its name.</summary>
    public void CopyAll(string language, string? from = null)
    {
        foreach (var kind in TextAreas.All.Select(a => a.File).Append("lists"))
        {
            var json = Shipped(kind, from ?? language);
            json["language"] = language;
            File.WriteAllText(FileOf(kind, language), json.ToJsonString());
        }
    }

    public void Change(string kind, string language, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(FileOf(kind, language)))!;
        change(json);
        File.WriteAllText(FileOf(kind, language), json.ToJsonString());
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
