using System.Text.Json;
using System.Text.Json.Nodes;

namespace IML.RbaBot.Tests.Commands;

public class RateCommandTests
{
    public static TheoryData<string> Expected =>
        [.. JsonNode.Parse(File.ReadAllText(CommandRun.Example("expected.json")))!.AsArray().Select(row => row!.ToJsonString())];

    [Theory]
    [MemberData(nameof(Expected))]
    public void Each_row_of_the_worked_examples_comes_out(string row)
    {
        var expected = JsonNode.Parse(row)!;

        var run = CommandRun.Of("rate", CommandRun.Example(expected["file"]!.GetValue<string>()));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var actual = JsonNode.Parse(Assert.Single(run.Lines))!;
        foreach (var key in new[] { "rating", "decidedBy", "provisional", "rba", "migofP1", "alignment", "risk", "flags", "scored", "unknown" })
        {
            Assert.Equal(expected[key]!.ToJsonString(), actual[key]!.ToJsonString());
        }

        Assert.Equal(expected["asked"]!.GetValue<int>(), actual["asked"]!.AsArray().Count);
    }

    [Fact]
    public void A_line_has_the_form_of_the_contract()
    {
        var line = Assert.Single(CommandRun.Of("rate", CommandRun.Example("reception-centre.json")).Lines);

        Assert.StartsWith(
            """{"rating":"B","decidedBy":"d","provisional":false,"rba":70.0,"migofP1":80.3,"alignment":70.0,"risk":"Moderate","flags":[{"question":"C4","level":"M"},""",
            line,
            StringComparison.Ordinal);
        Assert.Equal(
            ["rating", "decidedBy", "provisional", "rba", "migofP1", "alignment", "risk", "flags", "asked", "scored", "unknown"],
            JsonDocument.Parse(line).RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Files_are_rated_in_the_order_of_the_arguments()
    {
        var run = CommandRun.Of("rate", CommandRun.Example("T6.json"), CommandRun.Example("T1.json"), CommandRun.Example("T3.json"));

        Assert.Equal(["D", "A", "B"], run.Lines.Select(l => JsonNode.Parse(l)!["rating"]!.GetValue<string>()));
    }

    [Fact]
    public void A_bad_file_is_named_with_question_and_rule_and_the_others_are_rated()
    {
        using var folder = new TemporaryFolder();
        var malformed = Changed(folder, "malformed.json", f => f["answers"]!["B9"]!["value"] = "maybe");
        var incomplete = Changed(folder, "incomplete.json", f => f["answers"]!.AsObject().Remove("C5"));
        var unrated = Changed(folder, "unrated.json", f => f["answers"]!["B11"]!["value"] = "no");

        var run = CommandRun.Of("rate", malformed, CommandRun.Example("T1.json"), incomplete, unrated, CommandRun.Example("T3.json"));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, run.Lines.Length);
        Assert.Contains($"{malformed}: answers.B9.value: unknown-option: ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{incomplete}: answers.C5: answer-missing: ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{unrated}: risks.B11: risk-not-rated: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_submission_needs_is_one_note_and_no_failure()
    {
        using var folder = new TemporaryFolder();
        var file = Changed(folder, "notes.json", f =>
        {
            f["answers"]!["B9"]!.AsObject().Remove("evidence");
            f["answers"]!["E3"]!["confirmed"] = false;
            f["measures"] = new JsonObject();
        });

        var run = CommandRun.Of("rate", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Lines);
        Assert.Equal($"{file}: would still be needed before submission: B9 evidence, E3 confirmation\n", run.Error);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_said_plainly()
    {
        using var folder = new TemporaryFolder();
        var missing = Path.Combine(folder.Name, "none.json");
        var binary = Path.Combine(folder.Name, "binary.json");
        File.WriteAllBytes(binary, [0x7b, 0xff, 0xfe, 0x7d]);
        var empty = folder.Write("empty.json", "");

        var run = CommandRun.Of("rate", missing, folder.Name, binary, empty);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith($"{missing}: the file does not exist", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{folder.Name}: this is a folder", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"{binary}: not-utf8: ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith($"{empty}: malformed-json: ", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(0, CommandRun.Of("rate", folder.Write("mark.json", "\ufeff" + File.ReadAllText(CommandRun.Example("T1.json")))).ExitCode);
    }

    [Fact]
    public void Without_a_file_the_usage_is_said()
    {
        var run = CommandRun.Of("rate");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("Usage: rate FILE…", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_arguments_are_the_bots_own()
    {
        Assert.Null(CommandRun.Of().ExitCode);
        Assert.Null(CommandRun.Of("--urls", "http://127.0.0.1:3978").ExitCode);
    }

    private static string Changed(TemporaryFolder folder, string name, Action<JsonNode> change)
    {
        var file = JsonNode.Parse(File.ReadAllText(CommandRun.Example("T1.json")))!;
        change(file);
        return folder.Write(name, file.ToJsonString());
    }
}
