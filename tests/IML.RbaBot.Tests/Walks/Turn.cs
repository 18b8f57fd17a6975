using System.Text.Json.Nodes;
using IML.RbaBot.Tests.Turns;

namespace IML.RbaBot.Tests.Walks;

/// <summary>One turn and all that came of it.</summary>
internal sealed record Turn(ChattingPerson Person, JsonObject Activity, RunningBot Bot, int Status, string Body)
{
    public required IReadOnlyList<ConnectorCall> Calls { get; init; }

    public required IReadOnlyList<string> Lines { get; init; }

    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>False where another turn ran at the same moment.</summary>
    public required bool IsAlone { get; init; }

    /// <summary>The button that was pressed, and what was sent with it; null for what is no press.</summary>
    public (string Verb, JsonObject Data)? Pressed => PressIn(Activity);

    /// <inheritdoc cref="Pressed"/>
    public static (string Verb, JsonObject Data)? PressIn(JsonObject activity) => activity["value"] switch
    {
        JsonObject value when value["action"] is JsonObject action => ((string?)action["verb"] ?? "", action["data"] as JsonObject ?? []),
        JsonObject value when value["data"] is JsonObject data => (VerbOf(data), data),
        JsonObject value when (string?)activity["type"] == "message" => (VerbOf(value), value),
        _ => null,
    };

    /// <summary>The cards that came of it, in the order in which they were shown; the last is what the person looks at.</summary>
    public List<CardOnScreen> Cards { get; } = [];

    private static string VerbOf(JsonObject data) => data["action"] is JsonValue v && v.TryGetValue<string>(out var verb) ? verb : "";
}
