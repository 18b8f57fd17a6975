using System.Text.Json.Nodes;
using IML.RbaBot.Tests.Turns;

namespace IML.RbaBot.Tests.Walks;

/// <summary>A card as somebody has it in front of them: what a walk can press at any later time, by whoever.</summary>
/// <param name="Conversation">The chat or channel.</param>
/// <param name="Message">The message that it stands in; null in a window.</param>
/// <param name="Card">The card.</param>
internal sealed record CardOnScreen(string Conversation, string? Message, JsonObject Card)
{
    /// <summary>Its buttons, those of a window among them.</summary>
    public IReadOnlyList<JsonObject> Buttons =>
        [.. Objects(Card).Where(o => (string?)o["type"] is "Action.Execute" or "Action.Submit" && o["data"] is JsonObject)];

    public IEnumerable<JsonObject> Inputs =>
        Objects(Card).Where(o => ((string?)o["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true);

    public static string ActionOf(JsonObject button) => (string?)button["data"]!["action"] ?? "";

    public static bool OpensWindow(JsonObject button) => (string?)button["data"]!["msteams"]?["type"] == "task/fetch";

    /// <summary>The button's own data and what stands in the inputs, as a client sends them.</summary>
    public JsonObject DataOf(JsonObject button)
    {
        var data = button["data"]!.DeepClone().AsObject();
        if ((string?)button["associatedInputs"] != "none")
        {
            foreach (var input in Inputs)
            {
                var value = input["value"]?.ToString() ?? ((string?)input["type"] == "Input.Toggle" ? "false" : null);
                if (!string.IsNullOrEmpty(value))
                {
                    data[(string)input["id"]!] = value;
                }
            }
        }

        return data;
    }

    /// <summary>The activity of a press.</summary>
    /// <param name="person">Who presses; anybody at all.</param>
    /// <param name="button">One of its buttons.</param>
    /// <param name="data">What is sent.</param>
    /// <param name="bySubmit">By the fallback, as a client without <c>Action.Execute</c> does.</param>
    public JsonObject Pressed(ChattingPerson person, JsonObject button, JsonObject data, bool bySubmit)
    {
        if (OpensWindow(button) || Message is null)
        {
            var pressing = OpensWindow(button) ? "task/fetch" : "task/submit";
            return person.InWindow(pressing, new JsonObject { ["data"] = data });
        }

        return bySubmit || (string?)button["verb"] is not { } verb
            ? person.Submit(Conversation, Message, data)
            : person.Invoke(Conversation, Message, verb, data);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Where(m => m.Key is not ("fallback" or "data")).SelectMany(m => Objects(m.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
