using System.Collections.Frozen;
using System.Text.Json;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework;

/// <summary>
/// What somebody looks for through a message extension: untrusted, read leniently. Source: Teams, "Respond to search command".
/// </summary>
/// <param name="CommandId">The command of the app's manifest; null when missing or no text.</param>
/// <param name="Parameters">What was typed, by the parameter's name; parameters of another shape are left out.</param>
/// <param name="Skip">How many results the client has already; 0 unless a sensible number.</param>
public sealed record MessagingExtensionQuery(string? CommandId, FrozenDictionary<string, string> Parameters, int Skip)
{
    private const string InitialRunParameter = "initialRun";
    private const int MostParameters = 20;

    /// <summary>The client asks before anything is typed.</summary>
    public bool IsInitialRun => Parameters.ContainsKey(InitialRunParameter);

    /// <summary>Reads the value of a <c>composeExtension/query</c> invoke.</summary>
    public static MessagingExtensionQuery Of(JsonElement? value)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value.Member("parameters") is { ValueKind: JsonValueKind.Array } array)
        {
            foreach (var parameter in array.EnumerateArray().Take(MostParameters))
            {
                if (parameter.Member("name").Text() is { } name && TextOf(parameter.Member("value")) is { } text)
                {
                    parameters.TryAdd(name, text);
                }
            }
        }

        var skip = value.Member("queryOptions").Member("skip") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count)
            ? Math.Max(0, count)
            : 0;
        return new MessagingExtensionQuery(value.Member("commandId").Text(), parameters.ToFrozenDictionary(StringComparer.Ordinal), skip);
    }

    // "initialRun" is the text "true" in some clients and the JSON true in others.
    private static string? TextOf(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => value.Text(),
    };
}
