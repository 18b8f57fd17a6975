using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Setup;

/// <summary>Whether every published questionnaire can be read in every language that the bot speaks.</summary>
internal sealed class LanguageLinks(Languages languages, QuestionnaireCatalog catalog)
{
    public ImmutableArray<Finding> Check()
    {
        var lacking =
            from entry in catalog.Entries
            where entry.IsPublished
            from language in languages.All
            where !entry.Texts.ContainsKey(language.Id)
            select Finding.Note(
                Said.Of(SetupText.LanguageMissing, ("questionnaire", entry.Questionnaire.Ref.ToString()), ("language", language.Id)),
                Said.Of(SetupText.LanguageMissingRemedy, ("file", $"text.{language.Id}.json")));
        return [Finding.Works(Said.Of(SetupText.LanguagesWork, ("languages", string.Join(", ", languages.All.Select(l => l.Id))))), .. lacking];
    }
}
