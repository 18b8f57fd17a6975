using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.Export;

/// <summary>
/// Microsoft's own description of the calls used, where a copy lies in a folder <c>shared/schemas</c> above the repository: paths,
/// methods, query parameters and the members of bodies are held against it.
/// </summary>
internal sealed partial class GraphSchema
{
    private const string FileName = "graph-v1.0-subset.openapi.json";

    // Documented for uploads by path, and left out of the description.
    private static readonly string[] AlsoKnown = ["@microsoft.graph.conflictBehavior", "@microsoft.graph.conflictbehavior"];

    private readonly JsonElement root;

    private GraphSchema(JsonElement root) => this.root = root;

    /// <summary>Null where there is no copy.</summary>
    public static GraphSchema? Find()
    {
        for (var folder = new DirectoryInfo(Repository.Root); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "schemas", FileName);
            if (File.Exists(file))
            {
                return new GraphSchema(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.Clone());
            }
        }

        return null;
    }

    /// <summary>Everything that Graph would not know about a request.</summary>
    public IEnumerable<string> WrongsOf(string method, string path, IEnumerable<string> query, string body)
    {
        var template = TemplateOf(ById(path["/v1.0".Length..]));
        if (template is null || !root.GetProperty("paths").GetProperty(template).TryGetProperty(method.ToLowerInvariant(), out var operation))
        {
            return [$"Graph has no {method} {path}"];
        }

        var known = operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Select(Resolve).Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!).ToArray()
            : [];
        var wrongs = query.Except(known).Except(AlsoKnown).Select(q => $"{method} {template} has no parameter {q}").ToList();
        if (body.Length > 0 && BodyOf(operation) is { } schema)
        {
            using var json = JsonDocument.Parse(body);
            Check(json.RootElement, schema, template, wrongs);
        }

        return wrongs;
    }

    /// <summary>An item by path is described as one by id.</summary>
    private static string ById(string path) => ByPath().Replace(path, "/items/x$2");

    private string? TemplateOf(string path) => root.GetProperty("paths").EnumerateObject()
        .Select(p => p.Name)
        .FirstOrDefault(template => Regex.IsMatch(path, PatternOf(template)));

    // The path inside getByPath holds slashes; every other parameter is one segment.
    private static string PatternOf(string template)
    {
        var one = template.Contains("getByPath", StringComparison.Ordinal) ? ".+" : "[^/]+";
        return $"^{string.Join(one, PathParameter().Split(template).Select(Regex.Escape))}$";
    }

    private JsonElement? BodyOf(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var given))
        {
            return null;
        }

        return Resolve(given).GetProperty("content").TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null;
    }

    private void Check(JsonElement value, JsonElement schema, string place, List<string> wrongs)
    {
        var members = Members(Resolve(schema)).ToLookup(m => m.Name, m => m.Schema);
        if (value.ValueKind != JsonValueKind.Object || members.Count == 0 || place.EndsWith("/fields", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var member in value.EnumerateObject().Where(m => !m.Name.StartsWith('@')))
        {
            if (members[member.Name].FirstOrDefault() is not { ValueKind: JsonValueKind.Object } known)
            {
                wrongs.Add($"{place}: no member {member.Name}");
            }
            else if (!Fits(member.Value, Resolve(known)))
            {
                wrongs.Add($"{place}: {member.Name} is of another type");
            }
            else
            {
                Check(member.Value, known, $"{place}/{member.Name}", wrongs);
            }
        }
    }

    private static bool Fits(JsonElement value, JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) || (type.GetString(), value.ValueKind) switch
        {
            (_, JsonValueKind.Null) => true,
            ("string", var kind) => kind == JsonValueKind.String,
            ("boolean", var kind) => kind is JsonValueKind.True or JsonValueKind.False,
            ("number" or "integer", var kind) => kind == JsonValueKind.Number,
            ("object", var kind) => kind == JsonValueKind.Object,
            ("array", var kind) => kind == JsonValueKind.Array,
            _ => true,
        };

    private IEnumerable<(string Name, JsonElement Schema)> Members(JsonElement schema)
    {
        foreach (var combining in (string[])["allOf", "anyOf"])
        {
            if (schema.TryGetProperty(combining, out var parts))
            {
                foreach (var member in parts.EnumerateArray().SelectMany(p => Members(Resolve(p))))
                {
                    yield return member;
                }
            }
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                yield return (property.Name, property.Value);
            }
        }
    }

    private JsonElement Resolve(JsonElement element) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name))
        : element;

    [GeneratedRegex("/root:/.+?(:?)(/content|/createUploadSession)?$")]
    private static partial Regex ByPath();

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex PathParameter();
}

/// <summary>A test against Graph's own description; skipped, saying so, where there is no copy of it.</summary>
public sealed class SchemaFactAttribute : FactAttribute
{
    public SchemaFactAttribute([CallerMemberName] string name = "")
    {
        if (GraphSchema.Find() is null)
        {
            Skip = "There is no shared/schemas folder above the repository: requests are not held against Graph's description here.";

            // The runner prints the names of skipped tests, but not why they were skipped.
            DisplayName = $"{name} ({Skip})";
        }
    }
}
