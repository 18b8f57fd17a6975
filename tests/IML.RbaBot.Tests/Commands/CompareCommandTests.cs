using System.Text.Json.Nodes;
using IML.RbaBot.Questionnaires;

namespace IML.RbaBot.Tests.Commands;

/// <summary>A lawyer who changed a question sees on past answers which ratings change and why, before anybody else does.</summary>
public sealed class CompareCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Examples => Path.Combine(AppContext.BaseDirectory, "WorkedExamples");

    [Fact]
    public void A_version_compared_with_itself_changes_nothing()
    {
        var run = CommandRun.Of("rate", "--compare", "1.0", "1.0", Examples);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("Version 1.0 → 1.0: 10 answers file(s); 10 rated the same, 0 changed, 0 cannot be rated with both.", run.Lines[0]);
    }

    [Fact]
    public void A_question_of_another_weight_is_named_with_what_it_counted_and_counts_and_the_index_it_moves()
    {
        var draft = Draft(structure => Question(structure, "B7")["weight"] = 1);
        Threshold(draft, "b", 100);

        var run = CommandRun.Of("rate", "--compare", "1.0", draft, Examples);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("T2.json: A → B", run.Output, StringComparison.Ordinal);
        Assert.Contains("rule e → rule d (rba ", run.Output, StringComparison.Ordinal);
        Assert.Contains("    B7 counts otherwise: rba, weight 2, 1 points → rba, weight 1, 1 points", run.Output, StringComparison.Ordinal);
        Assert.Contains("    index rba: 96.0 → ", run.Output, StringComparison.Ordinal);
        Assert.Contains("    A → B: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flag_that_moves_is_named_from_level_to_level()
    {
        var draft = Draft(structure => Question(structure, "B11")["flag"] = "X");

        var run = CommandRun.Of("rate", "--compare", "1.0", draft, Examples);

        Assert.Contains("T3.json: B → D", run.Output, StringComparison.Ordinal);
        Assert.Contains("    B11 flag: M → X", run.Output, StringComparison.Ordinal);
        Assert.Contains("rule a (B11 raises X)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_asked_of_fewer_people_is_named_and_a_newly_asked_one_without_an_answer_cannot_be_rated()
    {
        var fewer = Draft(structure => Question(structure, "B6")["askedWhen"] = JsonNode.Parse("""{"any":{"question":"A1","of":["refugees"]}}"""));
        Threshold(fewer, "b", 100);

        var run = CommandRun.Of("rate", "--compare", "1.0", fewer, Examples);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("    B6 is asked in the old version only", run.Output, StringComparison.Ordinal);
        var back = CommandRun.Of("rate", "--compare", fewer, "1.0", WithoutAnswer("B6"));
        Assert.Contains("T1.json: cannot be rated with version 1.0", back.Output, StringComparison.Ordinal);
        Assert.Contains("B6", back.Output, StringComparison.Ordinal);
        Assert.EndsWith("0 rated the same, 0 changed, 1 cannot be rated with both.\n", back.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9.9", "9.9 is neither a version that the bot ships nor the folder of one.")]
    [InlineData("../1.0", "../1.0 is neither a version")]
    public void A_version_that_is_none_is_said_plainly(string version, string says)
    {
        var run = CommandRun.Of("rate", "--compare", "1.0", version, Examples);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_or_has_a_member_twice_breaks_nothing_off()
    {
        var good = File.ReadAllText(CommandRun.Example("T1.json"));
        folder.Write("answers/good.json", good);
        folder.Write("answers/twice.json", good.Replace("\"answers\"", "\"answers\": {}, \"answers\"", StringComparison.Ordinal));
        folder.Write("answers/half.json", """{ "questionnaire": "\ud800", "answers": {} }""");
        var gone = Path.Combine(folder.Name, "answers", "gone.json");
        File.CreateSymbolicLink(gone, Path.Combine(folder.Name, "nowhere.json"));

        var run = CommandRun.Of("rate", "--compare", "1.0", "1.0", Path.Combine(folder.Name, "answers"));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"{gone}: the file cannot be read: ", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("Version 1.0 → 1.0: 1 answers file(s); 1 rated the same", run.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2 ", run.Lines[1].Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_arguments_and_a_missing_folder_are_said_plainly()
    {
        Assert.Contains("Usage: rate --compare OLD NEW DIR", CommandRun.Of("rate", "--compare", "1.0").Error, StringComparison.Ordinal);
        Assert.Contains("/nowhere: the folder does not exist.", CommandRun.Of("rate", "--compare", "1.0", "1.0", "/nowhere").Error, StringComparison.Ordinal);
    }

    private static JsonObject Question(JsonNode structure, string id) =>
        structure["questions"]!.AsArray().Select(q => q!.AsObject()).Single(q => (string?)q["id"] == id);

    private string Draft(Action<JsonNode> change)
    {
        var name = "rba-migof-p1-1.1";
        foreach (var file in Directory.GetFiles(Path.Combine(QuestionnaireFiles.ShippedFolder, "rba-migof-p1-1.0")))
        {
            folder.Write($"{name}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        var draft = Path.Combine(folder.Name, name);
        Edit(draft, structure =>
        {
            structure["version"] = "1.1";
            change(structure);
        });
        return draft;
    }

    private static void Threshold(string draft, string rating, int percent) =>
        Edit(draft, structure => structure["rules"]!["thresholds"]![rating] = percent);

    private static void Edit(string draft, Action<JsonNode> change)
    {
        var file = Path.Combine(draft, "structure.json");
        var structure = JsonNode.Parse(File.ReadAllText(file))!;
        change(structure);
        File.WriteAllText(file, structure.ToJsonString());
    }

    private string WithoutAnswer(string question)
    {
        var answers = JsonNode.Parse(File.ReadAllText(Path.Combine(Examples, "T1.json")))!;
        Assert.True(answers["answers"]!.AsObject().Remove(question));
        return Path.GetDirectoryName(folder.Write("past/T1.json", answers.ToJsonString()))!;
    }
}
