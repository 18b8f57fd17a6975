using System.Collections.Immutable;
using IML.RbaBot.Commands;
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
/// <param name="Problems">As people read them.</param>
internal sealed record ShippedFiles(
    ShippedData? Data, ProjectLists? Lists, ImmutableArray<string> SpokenLanguages, ImmutableArray<string> Problems)
{
    /// <param name="folder">The folder that holds those of the questionnaires and of the texts.</param>
    /// <param name="questionnaire">The id of the questionnaire that assessments begin with.</param>
    public static ShippedFiles Read(string folder, string questionnaire)
    {
        var questionnaires = Path.Combine(folder, QuestionnaireFiles.FolderName);
        var texts = Path.Combine(folder, "Texts");
        var catalog = QuestionnaireFiles.Load(questionnaires);
        var lists = ProjectListsFile.Read(questionnaires);
        var languages = lists.Value is null ? null : Languages.Load(texts, lists.Value);
        ImmutableArray<string> problems =
        [
            .. catalog.Problems.AddRange(lists.Problems).AddRange(languages?.Problems ?? []).Select(ProblemTexts.English.Line),
        ];
        var current = catalog.Value?.Current(questionnaire)?.Questionnaire;
        if (catalog.Value is not null && current is null)
        {
            problems = problems.Add(CommandTexts.Load().Fill("start.noQuestionnaire", questionnaire));
        }

        var data = problems.IsEmpty
            ? new ShippedData(catalog.Value!, lists.Value!, languages!.Value!, new CurrentQuestionnaire(
                current!, catalog.Value!.Entries.Count(e => e.Questionnaire.Ref.Id == current!.Ref.Id) == 1))
            : null;
        return new ShippedFiles(data, lists.Value, Languages.FoundIn(texts), problems);
    }
}

/// <summary>What the shipped files hold.</summary>
internal sealed record ShippedData(
    QuestionnaireCatalog Catalog, ProjectLists Lists, Languages Languages, CurrentQuestionnaire Current);

/// <summary>The version that a new assessment begins with.</summary>
/// <param name="Questionnaire">That version.</param>
/// <param name="IsOnlyVersion">Whether no other version of it is shipped, so that every assessment has this one.</param>
internal sealed record CurrentQuestionnaire(Questionnaire Questionnaire, bool IsOnlyVersion);
