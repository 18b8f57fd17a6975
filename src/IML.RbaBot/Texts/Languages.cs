using System.Collections.Frozen;
using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Texts;

/// <summary>The languages that the bot speaks.</summary>
public sealed class Languages
{
    /// <summary>The language that is always there and that every other is compared with.</summary>
    public const string Default = "en";

    private readonly FrozenDictionary<string, Language> byId;

    internal Languages(IEnumerable<Language> languages)
    {
        byId = languages.ToFrozenDictionary(l => l.Id, StringComparer.OrdinalIgnoreCase);
        English = byId[Default];
        All = [English, .. byId.Values.Where(l => l != English).OrderBy(l => l.Id, StringComparer.Ordinal)];
    }

    public Language English { get; }

    /// <summary>English first, the others by their ids.</summary>
    public ImmutableArray<Language> All { get; }

    /// <summary>The language with that id; null when it is not spoken.</summary>
    public Language? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);

    /// <summary>
    /// Reads the files <c>AREA.LANGUAGE.json</c> of every area of texts, and <c>lists.LANGUAGE.json</c>, of a folder. Every text must be
    /// there, none blank, none unknown; placeholders as in English; every id of the lists named. All problems at once.
    /// </summary>
    public static Reading<Languages> Load(string directory, ProjectLists lists) => LanguageFiles.Read(directory, lists);

    /// <summary>English, and every language that a file of a folder is in, whatever the files hold.</summary>
    public static ImmutableArray<string> FoundIn(string directory) => LanguageFiles.LanguagesIn(directory);

    /// <summary>The language of a locale such as <c>fr-CH</c>; English when it is missing or not spoken.</summary>
    public Language For(string? locale)
    {
        if (locale is null)
        {
            return English;
        }

        var end = locale.AsSpan().IndexOfAny('-', '_');
        var id = end < 0 ? locale : locale[..end];
        return byId.GetValueOrDefault(id, English);
    }
}
