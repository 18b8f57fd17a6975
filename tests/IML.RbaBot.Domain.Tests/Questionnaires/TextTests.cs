using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Tests.Files;

namespace IML.RbaBot.Domain.Tests.Questionnaires;

public class TextTests
{
    public static IReadOnlyList<Broken> Broken { get; } =
    [
        new(ProblemRule.MalformedJson, "", json => json + "x"),
        Mistake(ProblemRule.MissingKey, "questions.B1", t => t["questions"]!["B1"]!.AsObject().Remove("improve")),
        Mistake(ProblemRule.MissingKey, "questions", t => t["questions"]!.AsObject().Remove("B4")),
        Mistake(ProblemRule.MissingKey, "questions.A2", t => t["questions"]!["A2"]!.AsObject().Remove("commentLabel")),
        Mistake(ProblemRule.MissingKey, "scaleHints.standard", t => t["scaleHints"]!["standard"]!.AsObject().Remove("partly")),
        Mistake(ProblemRule.MissingKey, "lists.groups", t => t["lists"]!["groups"]!.AsObject().Remove("nobody")),
        Mistake(ProblemRule.UnknownKey, "pages.Z-1", t => t["pages"]!["Z-1"] = "Z"),
        Mistake(ProblemRule.UnknownKey, "questions.B5.improve", t => t["questions"]!["B5"]!["improve"] = "No answer to improve."),
        Mistake(ProblemRule.UnknownKey, "questions.B1.options", t => t["questions"]!["B1"]!["options"] = new JsonObject()),
        Mistake(ProblemRule.UnknownKey, "questions.Z9", t => t["questions"]!["Z9"] = new JsonObject()),
        Mistake(ProblemRule.Blank, "disclaimer", t => t["disclaimer"] = "  "),
        Mistake(ProblemRule.WrongType, "title", t => t["title"] = 3),
        Mistake(ProblemRule.TooLong, "questions.B1.short", t => t["questions"]!["B1"]!["short"] = new string('x', 41)),
        Mistake(ProblemRule.StrayCharacter, "ratings.A.name", t => t["ratings"]!["A"]!["name"] = "Aligned\u000B"),
        Mistake(ProblemRule.StrayCharacter, "questions.B1.text", t => t["questions"]!["B1"]!["text"] = "The State\u0092s duty"),
        Mistake(ProblemRule.StrayCharacter, "disclaimer", t => t["disclaimer"] = "Pas un avis juridique d\uFFFDfinitif"),
        Mistake(ProblemRule.TooLong, "questions.B1.text", t => t["questions"]!["B1"]!["text"] = new string('x', 601)),
        Mistake(ProblemRule.TooLong, "questions.B1.guidance", t => t["questions"]!["B1"]!["guidance"] = new string('x', 1201)),
        Mistake(ProblemRule.TooLong, "questions.A1.legalBasis[0]", t => t["questions"]!["A1"]!["legalBasis"]![0] = new string('x', 301)),
        Mistake(ProblemRule.TooLong, "questions.A2.options.calm", t => t["questions"]!["A2"]!["options"]!["calm"] = new string('x', 201)),
        Mistake(ProblemRule.TooLong, "pages.A-1", t => t["pages"]!["A-1"] = new string('x', 81)),
        Mistake(ProblemRule.TooLong, "disclaimer", t => t["disclaimer"] = new string('x', 1201)),
        Mistake(ProblemRule.TooLong, "questions.B1.improve", t => t["questions"]!["B1"]!["improve"] = new string('x', 201)),
        Mistake(ProblemRule.LegalBasisCount, "questions.A1.legalBasis", t => t["questions"]!["A1"]!["legalBasis"]!.AsArray().RemoveAt(0)),
        Mistake(ProblemRule.Placeholder, "questions.B1.text", t => t["questions"]!["B1"]!["text"] = "Hello {name}"),
        Mistake(ProblemRule.LanguageShape, "language", t => t["language"] = "English"),
    ];

    public static TheoryData<string> Mistakes => Files.Broken.Names(Broken);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_the_only_problem_and_found_at_its_place(string mistake)
    {
        var broken = Broken.Single(b => b.ToString() == mistake);

        var reading = QuestionnaireTextReader.Read(broken.Break(Tiny.Text), "text.en.json", Tiny.Questionnaire);

        Assert.Null(reading.Value);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((broken.Rule, broken.Place.Length == 0 ? "text.en.json" : $"text.en.json: {broken.Place}"), (problem.Rule, problem.Place));
    }

    [Fact]
    public void Sources_have_the_names_of_their_language_and_in_English_those_of_the_structure()
    {
        var english = Shipped.Good(QuestionnaireTextReader.Read(Tiny.Text, "text.en.json", Tiny.Questionnaire));
        var french = Shipped.Good(QuestionnaireTextReader.Read(Tiny.French, "text.fr.json", Tiny.Questionnaire));

        Assert.Equal(new SourceText("T1", "Treaty", "https://example.org/t"), english.Source(Tiny.Questionnaire.Sources[0]));
        Assert.Equal(new SourceText("Tr1", "Traité", "https://example.org/fr/t"), french.Source(Tiny.Questionnaire.Sources[0]));
    }

    [Fact]
    public void A_translation_names_every_source_with_an_https_link()
    {
        var none = Files.Broken.By(ProblemRule.MissingKey, "", t => t.AsObject().Remove("sources")).Break(Tiny.French);
        var plain = Files.Broken.By(
            ProblemRule.SourceUrlNotHttps,
            "",
            t => t["sources"]!["treaty-1"]!["url"] = "http://example.org").Break(Tiny.French);

        Assert.Equal(ProblemRule.MissingKey, Assert.Single(QuestionnaireTextReader.Read(none, "text.fr.json", Tiny.Questionnaire).Problems).Rule);
        var problem = Assert.Single(QuestionnaireTextReader.Read(plain, "text.fr.json", Tiny.Questionnaire).Problems);
        Assert.Equal(
            (ProblemRule.SourceUrlNotHttps, "text.fr.json: sources.treaty-1.url"),
            (problem.Rule, problem.Place));
    }

    [Fact]
    public void Options_have_the_words_of_their_list_scale_or_question()
    {
        var text = Shipped.Good(QuestionnaireTextReader.Read(Tiny.Text, "text.en.json", Tiny.Questionnaire));
        var questions = Tiny.Questionnaire;

        Assert.Equal("Nobody", text.Option(questions[new("A1")], new("nobody")));
        Assert.Equal("Serious", text.Option(questions[new("A2")], new("serious")));
        Assert.Equal("foreseen", text.OptionHint(questions[new("B2")], new("yes")));
        Assert.Null(text.OptionHint(questions[new("B3")], new("second")));
        Assert.Equal(["yes", "partly", "no", "not-known"], text.Question(new QuestionId("B1")).Options.Select(o => o.Id.Value));
        Assert.Throws<ArgumentException>(() => text.Option(questions[new("B1")], new("not-applicable")));
        Assert.Equal("Second", text.Part(new("B")));
        Assert.Equal("Three", text.Page(questions.Pages[2]));
        Assert.Equal("One", text.Index(new("one")));
        Assert.Equal("Soft law", text.Tag(SourceTag.SoftLaw));
        Assert.Equal("High", text.RiskLevel(RiskLevel.High));
    }

    private static Broken Mistake(string rule, string place, Action<JsonNode> change) => Files.Broken.By(rule, place, change);
}
