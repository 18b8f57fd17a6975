using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace IML.RbaBot.Tests.Commands;

/// <summary>The commands as people type them, in the project's folder.</summary>
public class DotnetRunTests
{
    [Fact]
    public async Task Files_are_looked_for_where_the_command_is_typed()
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";
        string[] arguments =
        [
            "run", "--no-build", "--configuration", configuration, "--project", "src/IML.RbaBot",
            "--", "rate", "tests/IML.RbaBot.Domain.Tests/WorkedExamples/T1.json",
        ];
        using var run = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = RepositoryFolder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        var error = run.StandardError.ReadToEndAsync();
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();

        Assert.Equal((0, ""), (run.ExitCode, await error));
        Assert.StartsWith("""{"rating":"A",""", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string RepositoryFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
