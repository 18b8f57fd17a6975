using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace IML.RbaBot.Domain.Files;

/// <summary>
/// Reads one JSON object strictly: every key is asked for by name, and <see cref="Close"/> reports the keys that nobody
/// asked for. Reading never stops at a problem, so that a person sees all of them at once.
/// </summary>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private ObjectReader(JsonPlace place, ProblemList problems)
    {
        Place = place;
        Problems = problems;
    }

    public JsonPlace Place { get; private set; }

    public ProblemList Problems { get; }

    /// <summary>The keys, in the order of the file.</summary>
    public IEnumerable<string> Keys => members.Keys;

    /// <summary>A reader of an object; null after a problem when the value is something else.</summary>
    public static ObjectReader? Of(JsonElement element, JsonPlace place, ProblemList problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add(place, ProblemRule.WrongType, "{object}", StrictJson.NameOf(element.ValueKind));
            return null;
        }

        var reader = new ObjectReader(place, problems);
        foreach (var member in element.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name;
            }
            catch (InvalidOperationException)
            {
                problems.Add(place, ProblemRule.BrokenText);
                continue;
            }

            if (!reader.members.TryAdd(name, member.Value))
            {
                problems.Add(place.Key(name), ProblemRule.DuplicateKey, name);
            }
        }

        return reader;
    }

    /// <summary>From here on the object's places show its id.</summary>
    public void Name(string? id) => Place = Place.Named(id);

    public bool Has(string key) => members.ContainsKey(key);

    /// <summary>The value of a key that must be there.</summary>
    public JsonElement? Required(string key)
    {
        if (Optional(key) is { } element)
        {
            return element;
        }

        Problems.Add(Place, ProblemRule.MissingKey, key);
        return null;
    }

    /// <summary>The value of a key that may be absent.</summary>
    public JsonElement? Optional(string key)
    {
        asked.Add(key);
        return members.TryGetValue(key, out var element) ? element : null;
    }

    /// <summary>A text that must be there and must not be blank.</summary>
    public string? Text(string key) => Required(key) is { } element ? Filled(element, Place.Key(key)) : null;

    public string? OptionalText(string key) => Optional(key) is { } element ? Filled(element, Place.Key(key)) : null;

    /// <summary>A text that must be one of those; null otherwise.</summary>
    public string? TextOf(string key, params ReadOnlySpan<string> allowed) => Text(key) is { } text ? Among(text, key, allowed) : null;

    public string? OptionalTextOf(string key, params ReadOnlySpan<string> allowed) =>
        OptionalText(key) is { } text ? Among(text, key, allowed) : null;

    /// <summary>What a person typed: null when absent or blank, and never longer than allowed (UTF-16 code units).</summary>
    public string? Typed(string key, int longest)
    {
        if (Optional(key) is not { } element || StrictJson.Text(element, Place.Key(key), Problems) is not { } text)
        {
            return null;
        }

        if (text.Length > longest)
        {
            Problems.Add(Place.Key(key), ProblemRule.TooLong, Number(text.Length), Number(longest));
        }

        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>A whole number that must be there and lie between two bounds, both included.</summary>
    public int? Number(string key, int least, int most, string rule = ProblemRule.NumberOutOfRange) =>
        Required(key) is { } element ? Number(element, Place.Key(key), least, most, rule) : null;

    public int? OptionalNumber(string key, int least, int most, string rule = ProblemRule.NumberOutOfRange) =>
        Optional(key) is { } element ? Number(element, Place.Key(key), least, most, rule) : null;

    /// <summary>True or false; false when absent.</summary>
    public bool Flag(string key)
    {
        if (Optional(key) is not { } element)
        {
            return false;
        }

        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Problems.Add(Place.Key(key), ProblemRule.WrongType, "true/false", StrictJson.NameOf(element.ValueKind));
        }

        return element.ValueKind == JsonValueKind.True;
    }

    public ObjectReader? Object(string key) => Required(key) is { } element ? Of(element, Place.Key(key), Problems) : null;

    public ObjectReader? OptionalObject(string key) => Optional(key) is { } element ? Of(element, Place.Key(key), Problems) : null;

    /// <summary>The items of a list that must be there and not be empty.</summary>
    public IEnumerable<(JsonElement Element, JsonPlace Place)> Items(string key)
    {
        if (Required(key) is not { } element)
        {
            return [];
        }

        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 0)
        {
            Problems.Add(Place.Key(key), ProblemRule.EmptyList);
        }

        return Items(element, Place.Key(key), Problems);
    }

    public IEnumerable<(JsonElement Element, JsonPlace Place)> OptionalItems(string key) =>
        Optional(key) is { } element ? Items(element, Place.Key(key), Problems) : [];

    /// <summary>The objects of a list that must be there and not be empty.</summary>
    public IEnumerable<ObjectReader> Objects(string key) => Objects(Items(key));

    public IEnumerable<ObjectReader> OptionalObjects(string key) => Objects(OptionalItems(key));

    /// <summary>A list of texts, none blank, that must be there and not be empty.</summary>
    public ImmutableArray<(string Text, JsonPlace Place)> Texts(string key) => Texts(Items(key));

    public ImmutableArray<(string Text, JsonPlace Place)> OptionalTexts(string key) => Texts(OptionalItems(key));

    /// <summary>Reports every key that was not asked for.</summary>
    public void Close(string rule = ProblemRule.UnknownKey)
    {
        foreach (var key in members.Keys)
        {
            if (!asked.Contains(key))
            {
                Problems.Add(Place.Key(key), rule, key);
            }
        }
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static IEnumerable<(JsonElement Element, JsonPlace Place)> Items(JsonElement element, JsonPlace place, ProblemList problems)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().Select((item, i) => (item, place.Item(i)));
        }

        problems.Add(place, ProblemRule.WrongType, "[list]", StrictJson.NameOf(element.ValueKind));
        return [];
    }

    private IEnumerable<ObjectReader> Objects(IEnumerable<(JsonElement Element, JsonPlace Place)> items)
    {
        foreach (var (element, place) in items)
        {
            if (Of(element, place, Problems) is { } reader)
            {
                yield return reader;
            }
        }
    }

    private ImmutableArray<(string Text, JsonPlace Place)> Texts(IEnumerable<(JsonElement Element, JsonPlace Place)> items)
    {
        var texts = ImmutableArray.CreateBuilder<(string, JsonPlace)>();
        foreach (var (element, place) in items)
        {
            if (Filled(element, place) is { } text)
            {
                texts.Add((text, place));
            }
        }

        return texts.ToImmutable();
    }

    private string? Filled(JsonElement element, JsonPlace place)
    {
        var text = StrictJson.Text(element, place, Problems);
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            Problems.Add(place, ProblemRule.Blank);
            return null;
        }

        return text;
    }

    private string? Among(string text, string key, ReadOnlySpan<string> allowed)
    {
        foreach (var each in allowed)
        {
            if (text == each)
            {
                return text;
            }
        }

        Problems.Add(Place.Key(key), ProblemRule.UnknownValue, text, string.Join(", ", allowed.ToArray()));
        return null;
    }

    private int? Number(JsonElement element, JsonPlace place, int least, int most, string rule)
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            Problems.Add(place, ProblemRule.WrongType, "number", StrictJson.NameOf(element.ValueKind));
            return null;
        }

        // JSON has one kind of number: 4.0 is the whole number 4, and some programs write it so.
        if (element.TryGetDecimal(out var number) && decimal.IsInteger(number) && number >= least && number <= most)
        {
            return (int)number;
        }

        Problems.Add(place, rule, element.GetRawText(), Number(least), Number(most));
        return null;
    }
}
