using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>Which project it is, on the cards of its developer and of its reviewer.</summary>
internal static class ProjectFacts
{
    /// <summary>Title, office, countries and developer. What people typed is escaped.</summary>
    public static ImmutableArray<Fact> Of(CardContext context, Assessment assessment)
    {
        var language = context.Language;
        var project = assessment.Project;
        return
        [
            new Fact(language[CardText.FactTitle], MarkdownText.Escape(project.Title ?? "")),
            new Fact(language[CardText.FactOffice], MarkdownText.Escape(project.Office ?? "")),
            new Fact(language[CardText.FactCountry], MarkdownText.Escape(language.List(project.Countries.Select(language.Lists.Country)))),
            new Fact(language[CardText.FactDeveloper], MarkdownText.Escape(assessment.Developer.Name)),
        ];
    }
}
