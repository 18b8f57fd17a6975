using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Tests.Questionnaires;

public class ShippedTests
{
    [Fact]
    public void The_shipped_questionnaire_is_read_without_a_problem()
    {
        var questionnaire = Shipped.Questionnaire;

        Assert.Equal(new QuestionnaireRef("rba-migof-p1", "1.0"), questionnaire.Ref);
        Assert.Equal(45, questionnaire.Questions.Length);
        Assert.Equal(["A", "B", "C", "D", "E"], questionnaire.Parts.Select(p => p.Value));
        Assert.Equal(questionnaire.Questions.Select(q => q.Id), questionnaire.Pages.SelectMany(p => p.Questions));
    }

    [Fact]
    public void Evidence_reasons_and_flags_fall_on_the_questions_that_the_standard_says()
    {
        var questionnaire = Shipped.Questionnaire;

        // Critical and on the standard scale: D2, D3 and D10 are reversed.
        Assert.Equal(
            ["B9", "C3", "C4", "C5", "D1", "D4", "D5", "D6", "D7", "D8", "D11", "D12", "D13"],
            questionnaire.Questions.Where(q => q.EvidenceForBest).Select(q => q.Id.Value));
        Assert.Equal(
            ["B11", "C2", "C3", "C4", "C7", "C8", "C9", "C10"],
            questionnaire.Questions.Where(q => q.NotApplicableReasonMinLength == 20).Select(q => q.Id.Value));
        Assert.Equal(
            ["C5", "D2", "D3", "D5"],
            questionnaire.Questions.Where(q => q.Flag == FlagLevel.X).Select(q => q.Id.Value));
        Assert.Equal(["A4"], questionnaire.Questions.Where(q => q.CommentRequired).Select(q => q.Id.Value));
    }

    [Fact]
    public void The_English_texts_are_complete()
    {
        var text = Shipped.English;

        Assert.Equal("en", text.Language);
        Assert.Equal("Possibly", text.Option(Shipped.Questionnaire[new("D10")], new("possibly")));
        Assert.Equal("planned but not yet in the text", text.OptionHint(Shipped.Questionnaire[new("B1")], new("partly"))?[^31..]);
        Assert.Equal("Nobody directly", text.Option(Shipped.Questionnaire[new("A1")], new("nobody")));
        Assert.Equal("Red flag", text.Flag(FlagLevel.X).Name);
        Assert.Equal("severe, irreversible", text.Impact(5));
        Assert.Equal("rare", text.Likelihood(1));
        Assert.Equal("Not ready", text.Rating(Rating.D).Name);
        Assert.Equal("Your role", text.Question(new QuestionId("E3")).Declaration?.Role);
        Assert.All(Shipped.Questionnaire.Questions, q => Assert.Equal(q.LegalBasis.Length, text.Question(q).LegalBasis.Length));
    }

    [Theory]
    [InlineData("fr", "Intérêt supérieur de l’enfant", "Pacte mondial pour des migrations sûres, ordonnées et régulières")]
    [InlineData("es", "Interés superior del niño", "Pacto Mundial para la Migración Segura, Ordenada y Regular")]
    public void A_translation_uses_the_official_terms_and_titles(string language, string bestInterests, string compact)
    {
        var text = Shipped.Good(
            QuestionnaireTextReader.Read(Shipped.File($"rba-migof-p1-1.0/text.{language}.json"), "text.json", Shipped.Questionnaire));

        Assert.Equal(bestInterests, text.Question(new QuestionId("D1")).Short);
        Assert.StartsWith(compact, text.Source(Shipped.Questionnaire.Sources.Single(s => s.Id.Value == "gcm")).Title, StringComparison.Ordinal);
        Assert.All(Shipped.Questionnaire.Questions, q => Assert.Equal(q.LegalBasis.Length, text.Question(q).LegalBasis.Length));
    }
}
