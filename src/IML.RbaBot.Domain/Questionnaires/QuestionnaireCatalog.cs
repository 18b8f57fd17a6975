using System.Collections.Frozen;
using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>A file of the folder of questionnaires.</summary>
/// <param name="Path">Relative to the folder, with slashes: <c>rba-migof-p1-1.0/structure.json</c>.</param>
/// <param name="Text">Its text; null when it is not UTF-8.</param>
public sealed record QuestionnaireFile(string Path, string? Text);

/// <summary>A folder of the folder of questionnaires: of a version, or one that has the name of a file and stands where that belongs.</summary>
/// <param name="Path">Relative to the folder, with slashes: <c>rba-migof-p1-1.0</c>, <c>rba-migof-p1-1.0/text.en.json</c>.</param>
public sealed record QuestionnaireFolder(string Path);

/// <summary>A version of a questionnaire with its texts.</summary>
/// <param name="Questionnaire">The version.</param>
/// <param name="Texts">By language.</param>
/// <param name="IsPublished">Whether assessments may begin with it.</param>
public sealed record CatalogEntry(Questionnaire Questionnaire, FrozenDictionary<string, QuestionnaireText> Texts, bool IsPublished)
{
    /// <summary>The language that every version has.</summary>
    public const string DefaultLanguage = "en";

    /// <summary>The texts in a language of two letters, or in English.</summary>
    public QuestionnaireText Text(string language) => Texts.GetValueOrDefault(language) ?? Texts[DefaultLanguage];
}

/// <summary>All questionnaires that the bot knows, in all versions and languages.</summary>
public sealed class QuestionnaireCatalog
{
    /// <summary>The file that freezes the published versions.</summary>
    public const string PublishedFile = "published.json";

    private const string StructureFile = "structure.json";
    private readonly FrozenDictionary<QuestionnaireRef, CatalogEntry> byRef;

    private QuestionnaireCatalog(ImmutableArray<CatalogEntry> entries)
    {
        Entries = entries;
        byRef = entries.ToFrozenDictionary(e => e.Questionnaire.Ref);
    }

    /// <summary>By id, the newest version first.</summary>
    public ImmutableArray<CatalogEntry> Entries { get; }

    /// <summary>
    /// Reads the files of a folder: <c>published.json</c>, and for each version a folder <c>ID-VERSION</c> with
    /// <c>structure.json</c> and <c>text.LANGUAGE.json</c>. Other files at the top are not looked at.
    /// </summary>
    /// <param name="files">The files, in any order.</param>
    /// <param name="isWhole">Whether these are all versions: then every published one must be among them.</param>
    /// <param name="folders">The folders, in any order; those of files need not be among them.</param>
    public static Reading<QuestionnaireCatalog> Read(
        IEnumerable<QuestionnaireFile> files, bool isWhole = true, IEnumerable<QuestionnaireFolder>? folders = null)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var sorted = files.OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        problems.AddRange(sorted.Where(f => f.Text is null).Select(f => new Problem(f.Path, ProblemRule.NotUtf8, [])));

        var list = new ProblemList();
        var published = sorted.Find(f => f.Path == PublishedFile) is { Text: { } freeze }
            ? PublishedVersions.Read(freeze, PublishedFile, list)
            : [];
        var misplaced = CheckFolders(folders ?? [], sorted, list);
        var entries = new List<CatalogEntry>();
        foreach (var folder in sorted.Where(f => f.Path.Contains('/', StringComparison.Ordinal)).GroupBy(f => VersionOf(f.Path)))
        {
            if (Entry(folder.Key, [.. folder], misplaced, published, problems, list) is { } entry)
            {
                entries.Add(entry);
            }
        }

        CheckTogether(entries, isWhole ? published : [], problems.Count > 0, list);
        problems.AddRange(list.ToImmutable());
        return problems.Count > 0
            ? new Reading<QuestionnaireCatalog>(null, problems.ToImmutable())
            : new Reading<QuestionnaireCatalog>(new QuestionnaireCatalog(Sorted(entries)), []);
    }

    /// <summary>The version with that id and number, or null when it is not shipped.</summary>
    public CatalogEntry? Find(QuestionnaireRef reference) => byRef.GetValueOrDefault(reference);

    /// <summary>The newest published version: what a new assessment begins with. Null when there is none.</summary>
    public CatalogEntry? Current(string id) => Entries.FirstOrDefault(e => e.IsPublished && e.Questionnaire.Ref.Id == id);

    /// <summary>
    /// What only the folders show: a version's folder with no file to read, and folders named as files, whose paths are given back, for
    /// such a file is not missing besides.
    /// </summary>
    private static FrozenSet<string> CheckFolders(
        IEnumerable<QuestionnaireFolder> folders, List<QuestionnaireFile> files, ProblemList list)
    {
        var paths = folders.Select(f => f.Path).Order(StringComparer.Ordinal).ToList();
        var misplaced = paths.Where(p => p.EndsWith(".json", StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (misplaced.Contains(path))
            {
                list.Add(JsonPlace.Of(path), ProblemRule.FolderNotFile);
            }
            else if (!files.Select(f => f.Path).Concat(misplaced).Any(p => p.StartsWith(path + "/", StringComparison.Ordinal)))
            {
                list.Add(JsonPlace.Of(path), ProblemRule.FolderEmpty);
            }
        }

        return misplaced;
    }

    private static string VersionOf(string path) => path[..path.IndexOf('/', StringComparison.Ordinal)];

    private static CatalogEntry? Entry(
        string folder,
        ImmutableArray<QuestionnaireFile> files,
        FrozenSet<string> misplaced,
        ImmutableDictionary<string, (string Hash, JsonPlace Place)> published,
        ImmutableArray<Problem>.Builder problems,
        ProblemList list)
    {
        var structure = files.FirstOrDefault(f => f.Path == $"{folder}/{StructureFile}");
        if (structure is null)
        {
            AddMissing($"{folder}/{StructureFile}", misplaced, list);
            CheckTextsAlone(folder, files, list);
            return null;
        }

        var reading = structure.Text is { } json
            ? QuestionnaireReader.Read(json, structure.Path)
            : new Reading<Questionnaire>(null, []);
        problems.AddRange(reading.Problems);
        if (reading.Value is not { } questionnaire)
        {
            CheckTextsAlone(folder, files.Remove(structure), list);
            return null;
        }

        var name = $"{questionnaire.Ref.Id}-{questionnaire.Ref.Version}";
        if (folder != name)
        {
            list.Add(JsonPlace.Of(folder), ProblemRule.FolderName, name);
        }

        var isPublished = published.TryGetValue(questionnaire.Ref.ToString(), out var frozen);
        var hash = PublishedVersions.HashOf(structure.Text!);
        if (isPublished && frozen.Hash != hash)
        {
            list.Add(JsonPlace.Of(structure.Path), ProblemRule.PublishedVersionChanged, questionnaire.Ref.ToString(), hash);
        }

        return new CatalogEntry(questionnaire, Texts(folder, files.Remove(structure), misplaced, questionnaire, problems, list), isPublished);
    }

    private static void AddMissing(string path, FrozenSet<string> misplaced, ProblemList list)
    {
        if (!misplaced.Contains(path))
        {
            list.Add(JsonPlace.Of(path), ProblemRule.FileMissing);
        }
    }

    /// <summary>Whoever wrote the files sees their mistakes at once, and not those of the texts only after those of the structure.</summary>
    private static void CheckTextsAlone(string folder, ImmutableArray<QuestionnaireFile> files, ProblemList list)
    {
        var texts = TextsAmong(folder, files, list);
        foreach (var (file, _) in texts)
        {
            QuestionnaireTextCheck.Check(file.Text!, file.Path, list);
        }

        if (texts.Count > 0)
        {
            list.Add(JsonPlace.Of(folder), ProblemRule.TextsNotCompared);
        }
    }

    private static FrozenDictionary<string, QuestionnaireText> Texts(
        string folder,
        ImmutableArray<QuestionnaireFile> files,
        FrozenSet<string> misplaced,
        Questionnaire questionnaire,
        ImmutableArray<Problem>.Builder problems,
        ProblemList list)
    {
        var texts = new Dictionary<string, QuestionnaireText>(StringComparer.Ordinal);
        foreach (var (file, language) in TextsAmong(folder, files, list))
        {
            var reading = QuestionnaireTextReader.Read(file.Text!, file.Path, questionnaire);
            problems.AddRange(reading.Problems);
            if (reading.Value is { } text)
            {
                texts[language] = text;
                if (text.Language != language)
                {
                    list.Add(JsonPlace.Of(file.Path).Key("language"), ProblemRule.LanguageName, text.Language, language);
                }
            }
        }

        var defaultFile = $"{folder}/text.{CatalogEntry.DefaultLanguage}.json";
        if (files.All(f => f.Path != defaultFile))
        {
            AddMissing(defaultFile, misplaced, list);
        }

        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The text files that could be read. What is none is a problem; what is not UTF-8 has been said.</summary>
    private static List<(QuestionnaireFile File, string Language)> TextsAmong(
        string folder, ImmutableArray<QuestionnaireFile> files, ProblemList list)
    {
        var texts = new List<(QuestionnaireFile, string)>();
        foreach (var file in files)
        {
            if (LanguageOf(file.Path[(folder.Length + 1)..]) is not { } language)
            {
                list.Add(JsonPlace.Of(file.Path), ProblemRule.FileUnknown);
            }
            else if (file.Text is not null)
            {
                texts.Add((file, language));
            }
        }

        return texts;
    }

    private static string? LanguageOf(string name) =>
        name.Split('.') is ["text", var language, "json"] && language.Length > 0 ? language : null;

    private static void CheckTogether(
        List<CatalogEntry> entries,
        ImmutableDictionary<string, (string Hash, JsonPlace Place)> published,
        bool someUnread,
        ProblemList list)
    {
        foreach (var twice in entries.GroupBy(e => e.Questionnaire.Ref).Where(g => g.Count() > 1))
        {
            list.Add(JsonPlace.Of(twice.Key.ToString()), ProblemRule.DuplicateQuestionnaire, twice.Key.ToString());
        }

        // A folder that could not be read says so itself; which version it holds is not known then.
        foreach (var (reference, (_, place)) in someUnread ? [] : published)
        {
            if (entries.All(e => e.Questionnaire.Ref.ToString() != reference))
            {
                list.Add(place, ProblemRule.PublishedVersionMissing, reference);
            }
        }

        if (entries.Count == 0 && list.Count == 0 && !someUnread)
        {
            list.Add(JsonPlace.Of(StructureFile), ProblemRule.NoQuestionnaire);
        }
    }

    private static ImmutableArray<CatalogEntry> Sorted(List<CatalogEntry> entries) =>
    [
        .. entries
            .OrderBy(e => e.Questionnaire.Ref.Id, StringComparer.Ordinal)
            .ThenByDescending(e => QuestionnaireVersion.Parse(e.Questionnaire.Ref.Version)),
    ];
}
