using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Texts;

/// <summary>Reads the language files of the cards, strictly and with all problems at once.</summary>
internal static class LanguageFiles
{
    private const string CardsPrefix = "cards.";
    private static readonly ImmutableArray<(CardText Text, string Key)> Keys =
        [.. Enum.GetValues<CardText>().Select(t => (t, KeyOf(t.ToString())))];

    public static Reading<Languages> Read(string directory, ProjectLists lists)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var ids = (Directory.Exists(directory) ? Directory.EnumerateFiles(directory, CardsPrefix + "*.json") : [])
            .Select(f => Path.GetFileNameWithoutExtension(f)[CardsPrefix.Length..])
            .Order(StringComparer.Ordinal)
            .ToImmutableArray();
        if (!ids.Contains(Languages.Default))
        {
            problems.Add(new Problem($"{CardsPrefix}{Languages.Default}.json", ProblemRule.FileMissing, []));
            return new Reading<Languages>(null, problems.ToImmutable());
        }

        var read = ids.Select(id => Language(directory, id, lists, problems)).ToList();
        if (problems.Count == 0)
        {
            var english = read.Single(l => l!.Id == Languages.Default)!;
            foreach (var other in read.Where(l => l!.Id != Languages.Default))
            {
                ComparePlaceholders(other!, english, problems);
            }
        }

        return problems.Count == 0
            ? new Reading<Languages>(new Languages(read.Select(l => l!.Language)), [])
            : new Reading<Languages>(null, problems.ToImmutable());
    }

    /// <summary><c>ButtonNext</c> is <c>button-next</c>.</summary>
    internal static string KeyOf(string name)
    {
        var key = new StringBuilder(name.Length + 8);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && key.Length > 0)
            {
                key.Append('-');
            }

            key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }

    private sealed record ReadLanguage(string Id, string File, ImmutableArray<Phrase> Phrases, Language Language);

    private static ReadLanguage? Language(
        string directory, string id, ProjectLists lists, ImmutableArray<Problem>.Builder problems)
    {
        var cardsFile = $"{CardsPrefix}{id}.json";
        var listsFile = $"lists.{id}.json";
        var culture = CultureInfo.InvariantCulture;
        var phrases = ImmutableArray.CreateBuilder<Phrase>(Keys.Length);
        using (var cards = TextFile.Open(directory, cardsFile, problems))
        {
            if (cards is null)
            {
                return null;
            }

            cards.Expect("language", id);
            if (cards.Text("culture") is { } name)
            {
                culture = CultureOf(name) ?? culture;
                if (culture.Name.Length == 0)
                {
                    problems.Add(new Problem($"{cardsFile}: culture", ProblemRule.UnknownValue, [name, "en-GB, fr-FR, es-ES, …"]));
                }
            }

            var texts = cards.Texts("texts", [.. Keys.Select(k => k.Key)]);
            foreach (var (_, key) in Keys)
            {
                var text = texts.GetValueOrDefault(key, "");
                var phrase = Phrase.Parse(text);
                if (phrase is null)
                {
                    problems.Add(new Problem($"{cardsFile}: texts.{key}", ProblemRule.Placeholder, [text]));
                }

                phrases.Add(phrase ?? Phrase.Parse("")!);
            }

            cards.Close("language", "culture", "texts");
        }

        using var words = TextFile.Open(directory, listsFile, problems);
        if (words is null)
        {
            return null;
        }

        words.Expect("language", id);
        var listTexts = new ListTexts(
            Named(words, "stages", lists.Stages),
            Named(words, "thematicAreas", lists.ThematicAreas),
            Named(words, "settings", lists.Settings),
            Sorted(Named(words, "countries", lists.Countries), culture));
        words.Close("language", "stages", "thematicAreas", "settings", "countries");
        return new ReadLanguage(id, cardsFile, phrases.ToImmutable(), new Language(id, culture, phrases.ToImmutable(), listTexts));
    }

    private static ImmutableArray<NamedId> Named(TextFile file, string list, ImmutableArray<string> ids)
    {
        var names = file.Texts(list, ids);
        return [.. ids.Select(id => new NamedId(id, names.GetValueOrDefault(id, "")))];
    }

    private static ImmutableArray<NamedId> Sorted(ImmutableArray<NamedId> list, CultureInfo culture) =>
        list.Sort((a, b) => culture.CompareInfo.Compare(a.Name, b.Name, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace));

    private static CultureInfo? CultureOf(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private static void ComparePlaceholders(ReadLanguage other, ReadLanguage english, ImmutableArray<Problem>.Builder problems)
    {
        foreach (var (text, key) in Keys)
        {
            if (!other.Phrases[(int)text].Names.ToHashSet().SetEquals(english.Phrases[(int)text].Names))
            {
                problems.Add(new Problem($"{other.File}: texts.{key}", ProblemRule.Placeholder, [other.Phrases[(int)text].Text]));
            }
        }
    }
}
