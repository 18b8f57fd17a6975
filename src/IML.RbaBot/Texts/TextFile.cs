using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Texts;

/// <summary>One JSON file of texts or ids, read strictly: what is missing, blank, double or not known is a problem with its place.</summary>
internal sealed class TextFile : IDisposable
{
    private readonly JsonDocument document;
    private readonly string name;
    private readonly ImmutableArray<Problem>.Builder problems;

    private TextFile(JsonDocument document, string name, ImmutableArray<Problem>.Builder problems)
    {
        this.document = document;
        this.name = name;
        this.problems = problems;
    }

    /// <summary>The file; null after a problem when it is missing or is no JSON object.</summary>
    public static TextFile? Open(string directory, string name, ImmutableArray<Problem>.Builder problems)
    {
        var path = Path.Combine(directory, name);
        if (!File.Exists(path))
        {
            problems.Add(new Problem(name, ProblemRule.FileMissing, []));
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new TextFile(document, name, problems);
            }

            document.Dispose();
            problems.Add(new Problem(name, ProblemRule.WrongType, ["{object}", "?"]));
        }
        catch (JsonException e)
        {
            problems.Add(new Problem(name, ProblemRule.MalformedJson, [Number(e.LineNumber + 1), Number(e.BytePositionInLine + 1)]));
        }

        return null;
    }

    /// <summary>A text that must be there; null after a problem.</summary>
    public string? Text(string key)
    {
        if (!document.RootElement.TryGetProperty(key, out var element))
        {
            Add(key, ProblemRule.MissingKey, key);
            return null;
        }

        return TextOf(element, key);
    }

    /// <summary>A text that must be exactly that.</summary>
    public void Expect(string key, string expected)
    {
        if (Text(key) is { } text && text != expected)
        {
            Add(key, ProblemRule.LanguageName, text, expected);
        }
    }

    /// <summary>The texts of an object, which must have exactly those keys.</summary>
    public Dictionary<string, string> Texts(string key, ImmutableArray<string> keys)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!document.RootElement.TryGetProperty(key, out var element) || element.ValueKind != JsonValueKind.Object)
        {
            Add(key, ProblemRule.MissingKey, key);
            return texts;
        }

        var known = keys.ToHashSet(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                Add($"{key}.{member.Name}", ProblemRule.UnknownKey, member.Name);
            }
            else if (TextOf(member.Value, $"{key}.{member.Name}") is { } text && !texts.TryAdd(member.Name, text))
            {
                Add($"{key}.{member.Name}", ProblemRule.DuplicateKey, member.Name);
            }
        }

        foreach (var missing in keys.Where(k => !element.TryGetProperty(k, out _)))
        {
            Add(key, ProblemRule.MissingKey, missing);
        }

        return texts;
    }

    /// <summary>A list of ids, each once.</summary>
    public ImmutableArray<string> Ids(string key)
    {
        if (!document.RootElement.TryGetProperty(key, out var element) || element.ValueKind != JsonValueKind.Array)
        {
            Add(key, ProblemRule.MissingKey, key);
            return [];
        }

        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var item in element.EnumerateArray())
        {
            if (TextOf(item, key) is { } id)
            {
                if (ids.Contains(id))
                {
                    Add(key, ProblemRule.DuplicateId, id);
                }

                ids.Add(id);
            }
        }

        return ids.ToImmutable();
    }

    /// <summary>Reports every key of the file but those.</summary>
    public void Close(params ReadOnlySpan<string> keys)
    {
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (!keys.Contains(member.Name))
            {
                Add(member.Name, ProblemRule.UnknownKey, member.Name);
            }
        }
    }

    public void Dispose() => document.Dispose();

    private string? TextOf(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(place, ProblemRule.WrongType, "text", element.ValueKind.ToString());
            return null;
        }

        var text = element.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
        {
            Add(place, ProblemRule.Blank);
            return null;
        }

        return text;
    }

    private void Add(string place, string rule, params ReadOnlySpan<string> arguments) =>
        problems.Add(new Problem($"{name}: {place}", rule, [.. arguments]));

    private static string Number(long? number) => (number ?? 1).ToString(CultureInfo.InvariantCulture);
}
