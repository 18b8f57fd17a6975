namespace IML.RbaBot.Tests.Commands;

public class CommandLineTests
{
    [Theory]
    [InlineData("rate")]
    [InlineData("check")]
    [InlineData("package")]
    [InlineData("doctor")]
    [InlineData("prepare-sharepoint")]
    [InlineData("person")]
    [InlineData("reindex")]
    public void Every_command_says_how_it_is_used_when_it_is_asked_and_does_nothing(string command)
    {
        foreach (var asked in (string[][])[["--help"], ["-h"], ["something", "--help"]])
        {
            var run = CommandRun.Of([command, .. asked]);

            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.StartsWith($"Usage: {command}", run.Lines[0], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    public void The_program_says_which_commands_it_has(string asked)
    {
        var run = CommandRun.Of(asked);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(
            (string[])["rate FILE", "rate --compare", "check", "package", "doctor", "prepare-sharepoint", "person", "reindex"],
            command => Assert.Contains($"Usage: {command}", run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_slip_in_a_commands_name_is_said_and_starts_no_bot()
    {
        var run = CommandRun.Of("chek", "folder");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("“chek” is no command", run.Error, StringComparison.Ordinal);
        Assert.Contains("Usage: check [DIR]", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--environment", "Development")]
    [InlineData("--Unit:ContactAddress=iml@iom.int")]
    [InlineData("/environment=Development")]
    [InlineData("Unit:ContactAddress=iml@iom.int")]
    public void Settings_are_no_command(params string[] settings) => Assert.Null(CommandRun.Of(settings).ExitCode);

    [Fact]
    public void What_follows_two_hyphens_is_a_file_whatever_it_is_called()
    {
        Assert.Equal(0, CommandRun.Of("rate", "--", CommandRun.Example("T1.json")).ExitCode);
        Assert.Contains("--help: the file does not exist", CommandRun.Of("rate", "--", "--help").Error, StringComparison.Ordinal);
    }
}
