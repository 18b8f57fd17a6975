using IML.RbaBot.Commands;

namespace IML.RbaBot.Tests.Commands;

/// <summary>What a command returned and printed.</summary>
internal sealed record CommandRun(int? ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static string Example(string file) => Path.Combine(AppContext.BaseDirectory, "WorkedExamples", file);

    public static CommandRun Of(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, output, error);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}

/// <summary>A folder of the test's own, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rbabot-commands-");

    public string Name => folder.FullName;

    public string Write(string path, string text)
    {
        var file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
