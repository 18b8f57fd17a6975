using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IML.RbaBot.Domain.Files;

/// <summary>Reads JSON as RFC 8259 has it: no comments, no trailing commas, text as it stands.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
        MaxDepth = 32,
    };

    /// <summary>The document, which the caller disposes; null after a problem with line and position.</summary>
    public static JsonDocument? Parse(string json, JsonPlace place, ProblemList problems)
    {
        try
        {
            return JsonDocument.Parse(Encoding.UTF8.GetBytes(json), Options);
        }
        catch (JsonException e)
        {
            problems.Add(
                place,
                ProblemRule.MalformedJson,
                ((e.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture),
                ((e.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
            return null;
        }
    }

    /// <summary>The text of a JSON string; null after a problem, for example half of a surrogate pair (<c>"\ud800"</c>).</summary>
    public static string? Text(JsonElement element, JsonPlace place, ProblemList problems)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            problems.Add(place, ProblemRule.WrongType, "text", NameOf(element.ValueKind));
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            problems.Add(place, ProblemRule.BrokenText);
            return null;
        }
    }

    /// <summary>What people call a kind of JSON value; the words are JSON's own and not translated.</summary>
    public static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "true/false",
        JsonValueKind.Array => "[list]",
        JsonValueKind.Object => "{object}",
        _ => "null",
    };
}
