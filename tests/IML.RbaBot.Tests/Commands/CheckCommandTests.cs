using IML.RbaBot.Questionnaires;

namespace IML.RbaBot.Tests.Commands;

public class CheckCommandTests
{
    private const string Version = "rba-migof-p1-1.0";

    [Fact]
    public void The_shipped_questionnaires_have_no_problem()
    {
        var run = CommandRun.Of("check");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("no problem in 1 questionnaire version(s): rba-migof-p1 1.0 (45 questions; en, es, fr; published)", Assert.Single(run.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_a_folder_is_printed_with_place_rule_and_what_to_do()
    {
        using var folder = Copy();
        Change(folder, $"{Version}/structure.json", "\"unknownSharePercent\": 20", "\"unknownSharePercent\": 200");
        Change(folder, $"{Version}/structure.json", "\"b\": 80", "\"b\": 50");

        var run = CommandRun.Of("check", folder.Name);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            $"""
            {Version}/structure.json: rules.unknownSharePercent
              number-out-of-range: 200 is not a whole number from 0 to 100.
              What to do: Use a whole number in that range.
            """,
            run.Output,
            StringComparison.Ordinal);
        Assert.Contains($"{Version}/structure.json: rules.thresholds\n  thresholds-order: ", run.Output, StringComparison.Ordinal);

        // With those two comes that the texts wait for them.
        Assert.Contains($"{Version}\n  texts-not-compared: ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"3 problem(s) in {folder.Name}.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_structure_that_changed_is_a_problem_and_a_corrected_text_is_none()
    {
        using var folder = Copy();
        Change(folder, $"{Version}/text.en.json", "\"Who is reached\"", "\"Who is affected\"");
        Assert.Equal(0, CommandRun.Of("check", folder.Name).ExitCode);

        Change(folder, $"{Version}/structure.json", "\"b\": 80", "\"b\": 81");
        var run = CommandRun.Of("check", folder.Name);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("published-version-changed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_versions_own_folder_can_be_checked_and_is_frozen_all_the_same()
    {
        using var folder = Copy();
        var own = Path.Combine(folder.Name, Version) + Path.DirectorySeparatorChar;
        Assert.Contains("published", CommandRun.Of("check", own).Output, StringComparison.Ordinal);

        Change(folder, $"{Version}/structure.json", "\"b\": 80", "\"b\": 81");
        Assert.Contains("published-version-changed", CommandRun.Of("check", own).Output, StringComparison.Ordinal);

        File.Delete(Path.Combine(folder.Name, "published.json"));
        var draft = CommandRun.Of("check", own);
        Assert.Equal((0, true), (draft.ExitCode, draft.Output.Contains("draft", StringComparison.Ordinal)));
    }

    [Fact]
    public void Other_files_beside_the_versions_are_left_alone()
    {
        using var folder = Copy();
        folder.Write("project-lists.json", "not a questionnaire");

        Assert.Equal(0, CommandRun.Of("check", folder.Name).ExitCode);
    }

    [Fact]
    public void An_empty_folder_of_a_version_and_a_folder_named_as_a_file_are_problems_with_place_rule_and_what_to_do()
    {
        using var folder = Copy();
        Directory.CreateDirectory(Path.Combine(folder.Name, "rba-migof-p1-1.1"));
        folder.Write("rba-migof-p1-1.2/structure.json.txt", "{}");
        Directory.CreateDirectory(Path.Combine(folder.Name, Version, "text.fr.json"));
        Directory.CreateDirectory(Path.Combine(folder.Name, ".git"));

        var run = CommandRun.Of("check", folder.Name);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            $"""
            rba-migof-p1-1.0/text.fr.json
              folder-not-file: This is a folder with the name of a file.
              What to do: Put the file of that name in its place, or give the folder another name or place.
            rba-migof-p1-1.1
              folder-empty: This folder holds no file of a questionnaire version.
              What to do: Put its structure.json and text.en.json into it, or remove the folder.
            rba-migof-p1-1.2
              folder-empty: This folder holds no file of a questionnaire version.
              What to do: Put its structure.json and text.en.json into it, or remove the folder.
            3 problem(s) in {folder.Name}.

            """,
            run.Output.Replace("\n\n", "\n", StringComparison.Ordinal));

        var own = CommandRun.Of("check", Path.Combine(folder.Name, Version));
        Assert.Contains("folder-not-file", own.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 problem(s) in " + Path.Combine(folder.Name, Version) + ".\n", own.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_questionnaires_a_missing_one_and_a_file_are_said_plainly()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("no-questionnaire", CommandRun.Of("check", folder.Name).Output, StringComparison.Ordinal);

        var missing = CommandRun.Of("check", Path.Combine(folder.Name, "none"));
        Assert.Equal((2, true), (missing.ExitCode, missing.Error.Contains("does not exist", StringComparison.Ordinal)));

        var file = CommandRun.Of("check", folder.Write("file.json", "{}"));
        Assert.Equal((2, true), (file.ExitCode, file.Error.Contains("this is a file", StringComparison.Ordinal)));

        Assert.Equal(2, CommandRun.Of("check", folder.Name, folder.Name).ExitCode);
    }

    [Fact]
    public void A_page_that_fits_on_no_card_is_a_problem_of_the_folder_that_is_checked()
    {
        using var folder = Copy();
        File.Delete(Path.Combine(folder.Name, "published.json"));
        Change(folder, $"{Version}/structure.json", "\"extraRiskMaxLength\": 300", "\"extraRiskMaxLength\": 1000");

        var run = CommandRun.Of("check", folder.Name);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"{Version}/text.en.json: pages.E-1\n  card-too-big: ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"1 problem(s) in {folder.Name}.\n", run.Output, StringComparison.Ordinal);
    }

    private static TemporaryFolder Copy()
    {
        var folder = new TemporaryFolder();
        foreach (var file in new[] { "published.json", $"{Version}/structure.json", $"{Version}/text.en.json" })
        {
            folder.Write(file, File.ReadAllText(Path.Combine(QuestionnaireFiles.ShippedFolder, file)));
        }

        return folder;
    }

    private static void Change(TemporaryFolder folder, string file, string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(folder.Name, file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        folder.Write(file, text.Replace(from, to, StringComparison.Ordinal));
    }
}
