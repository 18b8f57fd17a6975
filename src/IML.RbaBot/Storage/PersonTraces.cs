using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>
/// How rows name a person: the object id, in properties and inside JSON, with the name beside it (<c>by</c> and <c>byName</c>;
/// <c>id</c> and <c>name</c>), and the name alone where an alert went (<c>to</c>). What somebody typed is left as it is.
/// </summary>
internal sealed partial class PersonTraces(PersonId person, string role, string stranger, IReadOnlySet<string> names)
{
    // Keys inside JSON under which this program, and nobody else, writes a person's name.
    private static readonly string[] NameKeys = ["name", "to", "developer", "reviewer", "from"];

    public static bool Mentions(TableEntity row, PersonId person) =>
        IsKeyedBy(row, person)
        || row.Any(property => property.Value is string text && text.Contains(person.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a row of an assessment that the person has to do with says their name alone, as where an alert went.</summary>
    public static bool MentionsByName(TableEntity row, IReadOnlySet<string> names) => row.Any(property =>
        property.Value is string text
        && names.Any(name => (text == name && IsNameProperty(row, property.Key))
            || NameKeys.Any(key => text.Contains(Pair(key, name), StringComparison.Ordinal))));

    /// <summary>Whether the row's own key is the person: what is kept for nobody else, and cannot be given to another.</summary>
    public static bool IsKeyedBy(TableEntity row, PersonId person) =>
        row.PartitionKey.Contains(person.Value, StringComparison.OrdinalIgnoreCase)
        || row.RowKey.Contains(person.Value, StringComparison.OrdinalIgnoreCase);

    public static bool IsDeveloper(TableEntity row, PersonId person) =>
        row.GetString("data") is { } data && JsonNode.Parse(data)?["developer"]?["id"]?.GetValue<string>() == person.Value;

    /// <summary>The names under which a row knows the person.</summary>
    public static IEnumerable<string> NamesOf(TableEntity row, PersonId person)
    {
        foreach (var (id, name) in NamePairs(row).Where(pair => pair.Id == person.Value))
        {
            yield return name;
        }

        if (row.PartitionKey == Keys.PersonPartition(person) && row.GetString("name") is { } profile)
        {
            yield return profile;
        }
    }

    /// <summary>Replaces every trace in the row; false when there was none.</summary>
    public bool Replace(TableEntity row)
    {
        var changed = false;
        foreach (var (name, text) in row.Where(p => p.Value is string).Select(p => (p.Key, (string)p.Value)).ToList())
        {
            var after = Replaced(row, name, text);
            if (after != text && name is not ("PartitionKey" or "RowKey" or "odata.etag"))
            {
                row[name] = after;
                changed = true;
            }
        }

        return changed;
    }

    private string Replaced(TableEntity row, string name, string text)
    {
        if (names.Contains(text) && IsNameProperty(row, name))
        {
            return role;
        }

        if (text is not ['{' or '[', ..] && !name.StartsWith("changes", StringComparison.Ordinal))
        {
            return text.Replace(person.Value, stranger, StringComparison.OrdinalIgnoreCase);
        }

        var withoutNames = names.Aggregate(text, (now, known) => NameKeys.Aggregate(now, (t, key) => t.Replace(Pair(key, known), Pair(key, role), StringComparison.Ordinal)));
        return withoutNames.Replace(person.Value, stranger, StringComparison.OrdinalIgnoreCase);
    }

    // "byName" belongs to "by"; the head's "developer" is the developer's name.
    private static bool IsNameProperty(TableEntity row, string name) =>
        name.EndsWith("Name", StringComparison.Ordinal) || (row.RowKey == Keys.Head && name == "developer");

    private static string Pair(string key, string value) => $"\"{key}\":{Quoted(value)}";

    private static string Quoted(string value) => JsonSerializer.Serialize(value, StorageJson.Readable.String);

    private static IEnumerable<(string Id, string Name)> NamePairs(TableEntity row)
    {
        foreach (var (key, value) in row)
        {
            if (key.EndsWith("Name", StringComparison.Ordinal) && value is string name && row.GetString(key[..^4]) is { } id)
            {
                yield return (id, name);
            }

            foreach (var match in value is string text ? Person().Matches(text).AsEnumerable() : [])
            {
                yield return (match.Groups[1].Value, JsonSerializer.Deserialize($"\"{match.Groups[2].Value}\"", StorageJson.Readable.String)!);
            }
        }
    }

    [GeneratedRegex(@"""id"":""([0-9a-f-]{36})"",""name"":""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Person();
}
