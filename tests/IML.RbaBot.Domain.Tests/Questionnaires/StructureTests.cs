using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Tests.Files;

namespace IML.RbaBot.Domain.Tests.Questionnaires;

public class StructureTests
{
    public static TheoryData<string> Mistakes => Broken.Names(BrokenStructures.All);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_found_at_its_place(string mistake)
    {
        foreach (var broken in BrokenStructures.All.Where(b => b.ToString() == mistake))
        {
            var reading = QuestionnaireReader.Read(broken.Break(Tiny.Structure), "structure.json");

            Assert.Null(reading.Value);
            var place = broken.Place.Length == 0 ? "structure.json" : $"structure.json: {broken.Place}";
            Assert.True(
                reading.Problems.Any(p => p.Rule == broken.Rule && p.Place == place),
                $"Expected {broken}; found:\n{string.Join('\n', reading.Problems.Select(ProblemTexts.English.Line))}");
        }
    }

    [Fact]
    public void Each_problem_is_said_once()
    {
        foreach (var broken in BrokenStructures.All)
        {
            var lines = QuestionnaireReader.Read(broken.Break(Tiny.Structure), "structure.json").Problems.Select(ProblemTexts.English.Line).ToArray();

            Assert.NotEmpty(lines);
            Assert.Equal(lines.Distinct(), lines);
        }
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        var structure = JsonNode.Parse(Tiny.Structure)!;
        structure["version"] = "x";
        structure["sources"]![0]!["url"] = "ftp://example.org";
        structure["questions"]![2]!["weight"] = 7;
        structure["questions"]![3]!["askedWhen"] = new JsonObject { ["none"] = new JsonObject { ["question"] = "B9", ["of"] = new JsonArray("yes") } };
        structure["rules"]!["thresholds"]!["d"] = 99;

        var rules = QuestionnaireReader.Read(structure.ToJsonString(), "s").Problems.Select(p => p.Rule);

        Assert.Superset(
            new HashSet<string>
            {
                ProblemRule.VersionShape, ProblemRule.SourceUrlNotHttps, ProblemRule.WeightOutOfRange, ProblemRule.UnknownQuestion,
                ProblemRule.ThresholdsOrder,
            },
            rules.ToHashSet());
    }

    [Fact]
    public void Malformed_JSON_is_placed_by_line_and_position()
    {
        var problem = Assert.Single(QuestionnaireReader.Read("{\n  \"id\": tiny\n}", "s.json").Problems);

        Assert.Equal(ProblemRule.MalformedJson, problem.Rule);
        Assert.StartsWith("s.json: malformed-json: The file is not valid JSON: reading stopped at line 2, position ", ProblemTexts.English.Line(problem), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_file_contains_is_shown_on_one_line_and_cut()
    {
        var structure = JsonNode.Parse(Tiny.Structure)!;
        structure["a\nb\u001b[31m" + new string('x', 5000)] = 1;

        var line = ProblemTexts.English.Line(Assert.Single(QuestionnaireReader.Read(structure.ToJsonString(), "s").Problems));

        Assert.DoesNotContain(line, char.IsControl);
        Assert.InRange(line.Length, 1, 800);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("{}")]
    [InlineData("{\"questions\":[null,3,{\"id\":null}],\"rules\":{},\"pages\":{},\"scales\":[]}")]
    [InlineData("{\"rules\":{\"riskMatrix\":{\"1\":null},\"flagLevels\":{\"worst\":3}},\"lists\":{\"a\":{}},\"questions\":{}}")]
    public void Odd_but_valid_JSON_gives_problems_and_no_exception(string json)
    {
        Assert.NotEmpty(QuestionnaireReader.Read(json, "s").Problems);
    }

    [Fact]
    public void A_question_is_read_with_all_that_it_says()
    {
        var questionnaire = Tiny.Questionnaire;
        var a2 = questionnaire[new("A2")];
        var b2 = questionnaire[new("B2")];
        var b4 = questionnaire[new("B4")];

        Assert.True(a2.CommentRequired && a2.BeneficiaryDataWarning && !a2.IsScored);
        Assert.Equal([FlagLevel.R, FlagLevel.X], a2.FlagRules.Select(r => r.Level));
        Assert.Equal(new Condition.Any(new("B1"), 2, []).Question, Assert.IsType<Condition.Any>(a2.FlagRules[1].When).Question);
        Assert.Equal(["A1", "A2"], b2.AskedWhen.Questions.Select(q => q.Value));
        Assert.True(questionnaire[new("B1")].EvidenceForBest);
        Assert.Equal(20, b4.NotApplicableReasonMinLength);
        Assert.True(b4.Kind.Offers(new("not-applicable")));
        Assert.False(questionnaire[new("B1")].Kind.Offers(new("not-applicable")));
        Assert.Equal(1966, questionnaire.Sources[0].Adopted);
        Assert.Equal(SourceTag.Policy, questionnaire.Sources[1].Tag);
        Assert.Equal("draft", questionnaire.Status);
        Assert.True(questionnaire.Rules.ReviewOf(Rating.D).ByCall);
        Assert.Equal(new PageId("B-2"), questionnaire[new("B7")].Page);
    }
}
