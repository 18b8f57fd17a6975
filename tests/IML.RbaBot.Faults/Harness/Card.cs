using System.Text.Json;
using System.Text.Json.Nodes;

namespace IML.RbaBot.Faults.Harness;

/// <summary>A card in front of somebody.</summary>
internal sealed record Card(JsonObject Json)
{
    public IReadOnlyList<string> Inputs =>
        [.. Objects(Json).Where(o => ((string?)o["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true).Select(o => (string)o["id"]!)];

    public string? Assessment => Data.Select(d => (string?)d["assessment"]).FirstOrDefault(a => a is not null);

    public int Revision => Data.Select(d => (int?)d["revision"] ?? -1).DefaultIfEmpty(-1).Max();

    private IEnumerable<JsonObject> Actions => Objects(Json).Where(o => (string?)o["type"] == "Action.Execute");

    private IEnumerable<JsonObject> Data => Actions.Select(a => a["data"]).OfType<JsonObject>();

    public static Card Read(JsonElement card) => new(JsonNode.Parse(card.GetRawText())!.AsObject());

    public bool Has(string button) => Actions.Any(a => (string?)a["id"] == button);

    /// <summary>The data of a press, with what was typed.</summary>
    public JsonObject Pressing(string button, IEnumerable<(string Input, string Value)> typed)
    {
        var action = Actions.FirstOrDefault(a => (string?)a["id"] == button);
        Assert.True(action is not null, $"There is no button {button} on:\n{Json.ToJsonString()}");
        var data = action["data"]!.DeepClone().AsObject();
        foreach (var (input, value) in typed)
        {
            data[input] = value;
        }

        return new JsonObject { ["type"] = "Action.Execute", ["verb"] = (string)action["verb"]!, ["data"] = data };
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Where(m => m.Key != "fallback").SelectMany(m => Objects(m.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
