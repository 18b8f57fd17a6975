using System.Collections.Immutable;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot;

/// <summary>The files that the bot ships, as far as they can be read, and all that is wrong with them.</summary>
/// <param name="Data">What is in them; null where anything is wrong.</param>
/// <param name="Lists">The values that project data can take; null when that file is wrong, whatever the others are.</param>
/// <param name="SpokenLanguages">The languages that there are texts in, also where these are wrong.</param>
/// <param name="Problems">All of them: of the questionnaires, of the lists, of the texts, and of what they make together.</param>
internal sealed record ShippedFiles(
    ShippedData? Data, ProjectLists? Lists, ImmutableArray<string> SpokenLanguages, ImmutableArray<Problem> Problems)
{
    /// <summary>The id of the questionnaire that assessments begin with.</summary>
    public const string Questionnaire = "rba-migof-p1";

    private const string TextsFolder = "Texts";

    /// <param name="folder">The folder that holds those of the questionnaires and of the texts.</param>
    public static ShippedFiles Read(string folder)
    {
        var questionnaires = Path.Combine(folder, QuestionnaireFiles.FolderName);
        var catalog = QuestionnaireFiles.Load(questionnaires);
        var lists = ProjectListsFile.Read(questionnaires);
        var languages = LanguagesOf(folder, lists);
        var problems = catalog.Problems.AddRange(lists.Problems).AddRange(languages?.Problems ?? []);
        var current = catalog.Value?.Current(Questionnaire);
        if (catalog.Value is not null && current is null)
        {
            problems = problems.Add(new Problem(QuestionnaireCatalog.PublishedFile, ProblemRule.NoPublishedVersion, [Questionnaire]));
        }

        var frames = catalog.Value is null || languages?.Value is null ? null : CardFrames.Of(languages.Value, catalog.Value);
        if (frames is not null)
        {
            problems = problems
                .AddRange(current is null ? [] : MissingLanguages(current, languages!.Value!))
                .AddRange(CardRoom.Check(catalog.Value!, languages!.Value!, frames));
        }

        var data = problems.IsEmpty
            ? new ShippedData(catalog.Value!, lists.Value!, languages!.Value!, new CurrentQuestionnaire(
                current!.Questionnaire, catalog.Value!.Entries.Count(e => e.Questionnaire.Ref.Id == Questionnaire) == 1), frames!)
            : null;
        return new ShippedFiles(data, lists.Value, Languages.FoundIn(Path.Combine(folder, TextsFolder)), problems);
    }

    /// <summary>
    /// The same for questionnaires of another folder, which are weighed with the languages that are shipped: of those, what is wrong with
    /// them is no matter of that folder.
    /// </summary>
    public static Reading<QuestionnaireCatalog> Check(string questionnaires, string folder)
    {
        var catalog = QuestionnaireFiles.Load(questionnaires);
        if (catalog.Value is not { } read
            || LanguagesOf(folder, ProjectListsFile.Read(Path.Combine(folder, QuestionnaireFiles.FolderName)))?.Value is not { } languages)
        {
            return catalog;
        }

        var problems = CardRoom.Check(read, languages, CardFrames.Of(languages, read));
        return problems.IsEmpty ? catalog : new Reading<QuestionnaireCatalog>(null, problems);
    }

    private static Reading<Languages>? LanguagesOf(string folder, Reading<ProjectLists> lists) =>
        lists.Value is { } read ? Languages.Load(Path.Combine(folder, TextsFolder), read) : null;

    /// <summary>
    /// Who reads a language in which the version that assessments begin with has no words would be asked half in English. An older
    /// version may lack a language that came later: what began with it goes on, in English.
    /// </summary>
    private static IEnumerable<Problem> MissingLanguages(CatalogEntry current, Languages languages) =>
        from language in languages.All
        where !current.Texts.ContainsKey(language.Id)
        select new Problem(
            $"{current.Questionnaire.Ref.Id}-{current.Questionnaire.Ref.Version}/text.{language.Id}.json", ProblemRule.FileMissing, []);
}

/// <summary>What the shipped files hold.</summary>
internal sealed record ShippedData(
    QuestionnaireCatalog Catalog, ProjectLists Lists, Languages Languages, CurrentQuestionnaire Current, CardFrames Frames);

/// <summary>The version that a new assessment begins with.</summary>
/// <param name="Questionnaire">That version.</param>
/// <param name="IsOnlyVersion">Whether no other version of it is shipped, so that every assessment has this one.</param>
internal sealed record CurrentQuestionnaire(Questionnaire Questionnaire, bool IsOnlyVersion);
