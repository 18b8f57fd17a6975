using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Domain.Tests.Files;

namespace IML.RbaBot.Domain.Tests.Answers;

public class AnswersFileTests
{
    public static TheoryData<string> Malformed => Broken.Names(BrokenAnswers.Malformed);

    public static TheoryData<string> Incomplete => Broken.Names(BrokenAnswers.Incomplete);

    public static TheoryData<string> WorkedExamples =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "WorkedExamples")).Select(f => Path.GetFileName(f)!).Where(f => f != "expected.json").Order()];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_file_is_refused_with_one_problem_at_its_place(string mistake)
    {
        foreach (var broken in BrokenAnswers.Malformed.Where(b => b.ToString() == mistake))
        {
            var reading = AnswersFile.Read(broken.Break(BrokenAnswers.Good), "a.json", Tiny.Catalog);

            Assert.Null(reading.Value);
            var problem = Assert.Single(reading.Problems);
            Assert.Equal((broken.Rule, broken.Place.Length == 0 ? "a.json" : $"a.json: {broken.Place}"), (problem.Rule, problem.Place));
        }
    }

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void What_is_missing_for_the_rating_is_named(string mistake)
    {
        var broken = BrokenAnswers.Incomplete.Single(b => b.ToString() == mistake);
        var sheet = Read(broken.Break(BrokenAnswers.Good));

        var problem = Assert.Single(AnswersFile.MissingForRating(Route.Of(sheet), "a.json"));

        Assert.Equal((broken.Rule, $"a.json: {broken.Place}"), (problem.Rule, problem.Place));
    }

    [Theory]
    [InlineData("4.0")]
    [InlineData("4e0")]
    public void A_whole_number_is_read_however_JSON_writes_it(string four)
    {
        var file = JsonNode.Parse(BrokenAnswers.Good)!;
        file["risks"]!["A2"]!["impact"] = 4;
        var expected = Read(file.ToJsonString());
        file["risks"]!["A2"]!["impact"] = JsonNode.Parse(four);

        var sheet = Read(file.ToJsonString());

        Assert.Equal(4, sheet.Response(new QuestionId("A2"))?.Impact);
        Assert.Equal(expected.Response(new QuestionId("A2")), sheet.Response(new QuestionId("A2")));
    }

    [Theory]
    [InlineData("4.0000001")]
    [InlineData("5.1")]
    [InlineData("6.0")]
    [InlineData("-0.5")]
    [InlineData("1e400")]
    public void What_is_no_whole_number_in_the_range_is_refused(string number)
    {
        var file = JsonNode.Parse(BrokenAnswers.Good)!;
        file["risks"]!["A2"]!["impact"] = "number";
        var json = file.ToJsonString().Replace("\"number\"", number, StringComparison.Ordinal);

        Assert.Equal(ProblemRule.NumberOutOfRange, Assert.Single(AnswersFile.Read(json, "a.json", Tiny.Catalog).Problems).Rule);
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        var file = JsonNode.Parse(BrokenAnswers.Good)!;
        file["answers"]!["B1"]!["value"] = "maybe";
        file["answers"]!["Z9"] = new JsonObject();
        file["risks"]!["A2"]!["impact"] = 9;
        file["measures"]!["A2"]!["due"] = "soon";

        Assert.Equal(
            [ProblemRule.UnknownOption, ProblemRule.UnknownQuestion, ProblemRule.NumberOutOfRange, ProblemRule.BadDate],
            AnswersFile.Read(file.ToJsonString(), "a.json", Tiny.Catalog).Problems.Select(p => p.Rule));
    }

    [Fact]
    public void A_complete_file_is_read_as_it_says()
    {
        var sheet = Read(BrokenAnswers.Good);

        Assert.Empty(Completeness.Of(Route.Of(sheet)));

        // In the order of the list, whatever the order of the file.
        Assert.Equal(new AnswerValue.Choices([new("adults"), new("children")]), sheet[new QuestionId("A1")]?.Value);
        Assert.Equal(new Answer(new AnswerValue.Choice(new("serious")), "Two reports"), sheet[new QuestionId("A2")]);
        Assert.Equal(new AnswerValue.Words("Harm", [new("Tension", 2, 3)]), sheet[new QuestionId("B5")]?.Value);
        Assert.Equal(new AnswerValue.Declaration("Developer", ["Protection"], "v3", true), sheet[new QuestionId("B7")]?.Value);
        Assert.Equal(
            new FlagResponse(3, 2, "Few people", "Refer", "Manager", new DateOnly(2027, 3, 31), "no cost"),
            sheet.Response(new QuestionId("B1")));
    }

    [Fact]
    public void Blank_words_are_no_words()
    {
        var file = JsonNode.Parse(BrokenAnswers.Good)!;
        file["answers"]!["A2"]!["comment"] = " ";

        Assert.Equal(new Missing(new("A2"), MissingPart.Comment), Assert.Single(Completeness.Of(Route.Of(Read(file.ToJsonString())))));
    }

    [Fact]
    public void Evidence_reasons_measures_and_confirmation_do_not_keep_a_file_from_being_rated()
    {
        var file = JsonNode.Parse(BrokenAnswers.Good)!;
        file["measures"] = new JsonObject();
        file["answers"]!["A2"]!.AsObject().Remove("comment");
        file["answers"]!["B4"]!.AsObject().Remove("comment");
        file["answers"]!["B7"]!["confirmed"] = false;
        file["risks"]!["B1"]!.AsObject().Remove("reason");

        var route = Route.Of(Read(file.ToJsonString()));

        Assert.Empty(AnswersFile.MissingForRating(route, "a.json"));
        Assert.Equal(
            new HashSet<MissingPart>
            {
                MissingPart.Comment, MissingPart.NotApplicableReason, MissingPart.Confirmation, MissingPart.ImpactReason,
                MissingPart.Measure, MissingPart.Owner, MissingPart.Due, MissingPart.Budget,
            },
            Completeness.Of(route).Select(m => m.Part).ToHashSet());
    }

    [Fact]
    public void What_does_not_count_is_never_written()
    {
        var file = JsonNode.Parse(BrokenAnswers.Good)!;
        file["answers"]!["B2"] = new JsonObject { ["value"] = "yes", ["comment"] = "left behind" };
        file["risks"]!["B4"] = new JsonObject { ["impact"] = 5, ["likelihood"] = 5 };
        file["measures"]!["B2"] = new JsonObject { ["description"] = "left behind" };

        Assert.Equal(
            AnswersFileWriter.Write(Route.Of(Read(BrokenAnswers.Good))), AnswersFileWriter.Write(Route.Of(Read(file.ToJsonString()))));
    }

    [Fact]
    public void A_draft_is_written_with_what_it_has()
    {
        var sheet = AnswerSheet.Empty(Tiny.Questionnaire)
            .With(new QuestionId("A1"), new Answer(new AnswerValue.Choices([new("adults")])))
            .With(new QuestionId("B1"), new Answer(new AnswerValue.Choice(new("no"))))
            .With(new QuestionId("B1"), new FlagResponse(Impact: 4));

        var written = Read(AnswersFileWriter.Write(Route.Of(sheet)));

        Assert.Equal(sheet[new QuestionId("A1")], written[new QuestionId("A1")]);
        Assert.Equal(new FlagResponse(Impact: 4), written.Response(new QuestionId("B1")));
    }

    [Theory]
    [MemberData(nameof(WorkedExamples))]
    public void Writing_and_reading_again_gives_the_same_answers(string example)
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "WorkedExamples", example));
        var sheet = Shipped.Good(AnswersFile.Read(json, example, Shipped.Catalog));
        var route = Route.Of(sheet);

        var text = AnswersFileWriter.Write(route);
        var again = Shipped.Good(AnswersFile.Read(text, example, Shipped.Catalog));

        Assert.Equal(text, AnswersFileWriter.Write(Route.Of(again)));
        Assert.All(route.Asked, q => Assert.Equal(sheet[q.Position], again[q.Position]));
        Assert.All(Flag.Of(route), f => Assert.Equal(sheet.Response(f.Question), again.Response(f.Question)));
    }

    [Fact]
    public void Hostile_words_survive_the_round_trip()
    {
        const string Words = "\"}],\\ <script>é漢😀\u2028 =1+1";
        var file = JsonNode.Parse(BrokenAnswers.Good)!;
        file["answers"]!["B6"]!["text"] = Words;

        var again = Read(AnswersFileWriter.Write(Route.Of(Read(file.ToJsonString()))));

        Assert.Equal(new AnswerValue.Words(Words, []), again[new QuestionId("B6")]?.Value);
    }

    private static AnswerSheet Read(string json) => Shipped.Good(AnswersFile.Read(json, "a.json", Tiny.Catalog));
}
