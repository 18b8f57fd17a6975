using System.Text.Json.Nodes;

namespace IML.RbaBot.Domain.Tests.Files;

/// <summary>A good file with one mistake, the rule that it breaks, and where that is said.</summary>
public sealed record Broken(string Rule, string Place, Func<string, string> Break)
{
    public override string ToString() => $"{Rule} at {Place}";

    /// <summary>A mistake in the JSON's content.</summary>
    public static Broken By(string rule, string place, Action<JsonNode> change) => new(rule, place, json =>
    {
        var node = JsonNode.Parse(json)!;
        change(node);
        return node.ToJsonString();
    });

    /// <summary>A mistake in the JSON's text.</summary>
    public static Broken Text(string rule, string place, string from, string to) => new(rule, place, json =>
    {
        Assert.Contains(from, json, StringComparison.Ordinal);
        return json.Replace(from, to, StringComparison.Ordinal);
    });

    public static TheoryData<string> Names(IEnumerable<Broken> all) => [.. all.Select(b => b.ToString())];
}
