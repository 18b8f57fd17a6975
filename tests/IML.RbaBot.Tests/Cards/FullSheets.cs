using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Tests.Cards;

/// <summary>Sheets on which as much as possible is asked, and as much as possible is written.</summary>
internal static class FullSheets
{
    /// <summary>Everything asked, every answer the worst, nothing else given.</summary>
    public static AnswerSheet Worst() => Fill(CardWorld.Questionnaire, _ => null);

    /// <summary>The reception centre with one extra risk that is complete, one without likelihood and one that is not described.</summary>
    public static AnswerSheet HalfEntered()
    {
        var e2 = new QuestionId("E2");
        var sheet = CardWorld.Example("reception-centre.json");
        var words = (AnswerValue.Words)sheet[e2]!.Value!;
        return sheet.With(e2, sheet[e2]! with
        {
            Value = words with
            {
                ExtraRisks = [new ExtraRisk("Strike at the port", 2, 1)],
                Begun = [new BegunRisk("Flooding of the site", 4, null), new BegunRisk(null, null, 3)],
            },
        });
    }

    /// <summary>Everything asked, every text as long as it may be.</summary>
    public static AnswerSheet Full(Func<int, string> text) => Full(CardWorld.Questionnaire, text);

    public static AnswerSheet Full(Questionnaire questionnaire, Func<int, string> text) => Fill(questionnaire, text);

    public static ProjectData Project(Func<int, string> text) => CardWorld.Project with
    {
        Title = text(ProjectRules.TitleMaxLength).Replace('\n', ' '),
        Office = text(ProjectRules.TextMaxLength).Replace('\n', ' '),
        Countries = [.. CardWorld.Lists.Countries.Take(20)],
        ProjectCode = text(ProjectRules.TextMaxLength),
        Donor = text(ProjectRules.TextMaxLength),
        ImplementingPartners = text(ProjectRules.PartnersMaxLength),
        DocumentVersion = text(ProjectRules.TextMaxLength),
        DocumentLink = "https://example.org/" + new string('x', ProjectRules.LinkMaxLength - 20),
        GenderMarker = text(ProjectRules.TextMaxLength),
    };

    private static AnswerSheet Fill(Questionnaire questionnaire, Func<int, string?> text)
    {
        var limits = questionnaire.Rules.Limits;
        var sheet = AnswerSheet.Empty(questionnaire);
        foreach (var question in questionnaire.Questions)
        {
            sheet = sheet.With(question.Id, new Answer(
                ValueOf(question, text, limits), text(limits.Comment), question.EvidenceForBest ? text(limits.Evidence) : null));
        }

        foreach (var flag in Flag.Of(Route.Of(sheet)))
        {
            sheet = sheet.With(flag.Question, new FlagResponse(
                5, 5, text(limits.RiskReason), text(limits.Measure), text(limits.Owner), new DateOnly(2027, 3, 31), text(limits.Budget)));
        }

        return sheet;
    }

    private static AnswerValue? ValueOf(Question question, Func<int, string?> text, TextLimits limits) => question.Kind switch
    {
        QuestionKind.Single single => new AnswerValue.Choice(
            single.Options.OrderByDescending(o => o.Merit == Merit.Worst).ThenByDescending(o => o.Id.Value == "serious").First().Id),
        QuestionKind.Multi { MinSelected: 0 } => new AnswerValue.Choices([]),
        QuestionKind.Multi multi => new AnswerValue.Choices([.. multi.Options.Where(o => !multi.Exclusive.Contains(o))]),
        QuestionKind.Text words => new AnswerValue.Words(
            text(words.MaxLength) ?? "Words",
            [.. Enumerable.Range(0, limits.ExtraRisks).Select(_ => new ExtraRisk(text(limits.ExtraRisk) ?? "A risk", 5, 5))]),
        _ => new AnswerValue.Declaration(
            text(limits.Owner) ?? "Role", [.. Enumerable.Repeat(NameOf(text(limits.Comment / 15) ?? "Colleague"), 15)], text(limits.Owner) ?? "v3", true),
    };

    // Names are separated by these.
    private static string NameOf(string text) => text.Replace('\n', ' ').Replace(',', ' ').Replace(';', ' ').Trim();
}
