using System.Collections.Frozen;
using System.Collections.Immutable;

namespace IML.RbaBot.Texts;

/// <summary>The words of the lists of project data in one language, by id. Choices are in the order in which people look for them.</summary>
public sealed class ListTexts
{
    private readonly FrozenDictionary<string, string> countries;
    private readonly FrozenDictionary<string, string> countryCodes;

    internal ListTexts(
        ImmutableArray<NamedId> stages, ImmutableArray<NamedId> thematicAreas, ImmutableArray<NamedId> settings, ImmutableArray<NamedId> countries)
    {
        Stages = stages;
        ThematicAreas = thematicAreas;
        Settings = settings;
        Countries = countries;
        this.countries = countries.ToFrozenDictionary(c => c.Id, c => c.Name, StringComparer.Ordinal);
        countryCodes = countries
            .SelectMany(c => new[] { (Key: c.Id, c.Id), (Key: c.Name, c.Id) })
            .Select(c => (Key: Plain(c.Key), c.Id))
            .DistinctBy(c => c.Key, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(c => c.Key, c => c.Id, StringComparer.OrdinalIgnoreCase);
    }

    public ImmutableArray<NamedId> Stages { get; }

    public ImmutableArray<NamedId> ThematicAreas { get; }

    public ImmutableArray<NamedId> Settings { get; }

    /// <summary>By name, as the language sorts them.</summary>
    public ImmutableArray<NamedId> Countries { get; }

    /// <summary>A country's name; the code itself when the list has none, so that old data still shows.</summary>
    public string Country(string code) => countries.GetValueOrDefault(code, code);

    /// <summary>The code of a country that was typed as code or as name, in any casing; null when there is none.</summary>
    public string? CountryCode(string typed) => countryCodes.GetValueOrDefault(Plain(typed));

    // Keyboards and lists write the apostrophe of Côte d’Ivoire either way.
    private static string Plain(string name) => name.Replace('’', '\'');

    /// <summary>The name of an id in one of the lists; the id itself when the list has none.</summary>
    public static string NameIn(ImmutableArray<NamedId> list, string id)
    {
        foreach (var each in list)
        {
            if (each.Id == id)
            {
                return each.Name;
            }
        }

        return id;
    }
}

/// <summary>An id and its name in one language.</summary>
public readonly record struct NamedId(string Id, string Name);
