using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Texts;

/// <summary>Reads the language files of every area, strictly and with all problems at once.</summary>
internal static class LanguageFiles
{
    private const string ListsFile = "lists";

    public static Reading<Languages> Read(string directory, ProjectLists lists)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var read = LanguagesIn(directory).Select(id => Language(directory, id, lists, problems)).ToList();
        if (problems.Count == 0)
        {
            var english = read.Single(l => l.Id == Languages.Default);
            foreach (var other in read.Where(l => l.Id != Languages.Default))
            {
                ComparePlaceholders(other, english, problems);
            }
        }

        return problems.Count == 0
            ? new Reading<Languages>(new Languages(read), [])
            : new Reading<Languages>(null, problems.ToImmutable());
    }

    /// <summary>English, and every language of which there is a file; it must then have them all.</summary>
    public static ImmutableArray<string> LanguagesIn(string directory)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal) { Languages.Default };
        foreach (var prefix in TextAreas.All.Select(a => a.File).Append(ListsFile))
        {
            var files = Directory.Exists(directory) ? Directory.EnumerateFiles(directory, $"{prefix}.*.json") : [];
            ids.UnionWith(files.Select(f => Path.GetFileNameWithoutExtension(f)[(prefix.Length + 1)..]));
        }

        return [.. ids];
    }

    private static Language Language(string directory, string id, ProjectLists lists, ImmutableArray<Problem>.Builder problems)
    {
        var culture = CultureInfo.InvariantCulture;
        var phrases = ImmutableArray.CreateBuilder<Phrase>(TextAreas.Count);
        foreach (var area in TextAreas.All)
        {
            culture = ReadArea(directory, area, id, phrases, problems) ?? culture;
        }

        return new Language(id, culture, phrases.ToImmutable(), Lists(directory, id, lists, culture, problems));
    }

    /// <summary>Adds a phrase for every text of the area, an empty one after a problem. Gives the culture, which the first area names.</summary>
    private static CultureInfo? ReadArea(
        string directory, TextArea area, string id, ImmutableArray<Phrase>.Builder phrases, ImmutableArray<Problem>.Builder problems)
    {
        var name = area.FileOf(id);
        using var file = TextFile.Open(directory, name, problems);
        if (file is null)
        {
            phrases.AddRange(area.Keys.Select(_ => Phrase.Empty));
            return null;
        }

        file.Expect("language", id);
        var texts = file.Texts("texts", area.Keys);
        foreach (var key in area.Keys)
        {
            var text = texts.GetValueOrDefault(key, "");
            var phrase = Phrase.Parse(text);
            if (phrase is null)
            {
                problems.Add(new Problem($"{name}: texts.{key}", ProblemRule.Placeholder, [text]));
            }

            phrases.Add(phrase ?? Phrase.Empty);
        }

        if (area.Start > 0)
        {
            file.Close("language", "texts");
            return null;
        }

        file.Close("language", "culture", "texts");
        return Culture(file, name, problems);
    }

    private static CultureInfo? Culture(TextFile file, string name, ImmutableArray<Problem>.Builder problems)
    {
        if (file.Text("culture") is not { } culture)
        {
            return null;
        }

        try
        {
            var found = CultureInfo.GetCultureInfo(culture, predefinedOnly: true);
            if (found.Name.Length > 0)
            {
                return found;
            }
        }
        catch (CultureNotFoundException)
        {
            // Named below, with the other problems.
        }

        problems.Add(new Problem($"{name}: culture", ProblemRule.UnknownValue, [culture, "en-GB, fr-FR, es-ES, …"]));
        return null;
    }

    private static ListTexts Lists(
        string directory, string id, ProjectLists lists, CultureInfo culture, ImmutableArray<Problem>.Builder problems)
    {
        using var file = TextFile.Open(directory, $"{ListsFile}.{id}.json", problems);
        if (file is null)
        {
            return new ListTexts([], [], [], []);
        }

        file.Expect("language", id);
        var texts = new ListTexts(
            Named(file, "stages", lists.Stages),
            Named(file, "thematicAreas", lists.ThematicAreas),
            Named(file, "settings", lists.Settings),
            Sorted(Named(file, "countries", lists.Countries), culture));
        file.Close("language", "stages", "thematicAreas", "settings", "countries");
        return texts;
    }

    private static ImmutableArray<NamedId> Named(TextFile file, string list, ImmutableArray<string> ids)
    {
        var names = file.Texts(list, ids);
        return [.. ids.Select(id => new NamedId(id, names.GetValueOrDefault(id, "")))];
    }

    private static ImmutableArray<NamedId> Sorted(ImmutableArray<NamedId> list, CultureInfo culture) =>
        list.Sort((a, b) => culture.CompareInfo.Compare(a.Name, b.Name, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace));

    private static void ComparePlaceholders(Language other, Language english, ImmutableArray<Problem>.Builder problems)
    {
        foreach (var area in TextAreas.All)
        {
            for (var i = 0; i < area.Keys.Length; i++)
            {
                var (phrase, expected) = (other.PhraseAt(area.Start + i), english.PhraseAt(area.Start + i));
                if (!phrase.Names.ToHashSet().SetEquals(expected.Names))
                {
                    problems.Add(new Problem($"{area.FileOf(other.Id)}: texts.{area.Keys[i]}", ProblemRule.Placeholder, [phrase.Text]));
                }
            }
        }
    }
}
