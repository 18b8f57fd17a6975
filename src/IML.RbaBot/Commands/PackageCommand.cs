using IML.RbaBot.Commands.Packaging;

namespace IML.RbaBot.Commands;

/// <summary>
/// <c>package --output FILE.zip</c>: makes the Teams app package from the manifest's folder. Every placeholder <c>{{NAME}}</c> is
/// filled from the argument <c>--name</c> or the environment variable <c>NAME</c>; nothing is written while anything is wrong.
/// </summary>
internal static class PackageCommand
{
    /// <param name="args">What follows <c>package</c>.</param>
    /// <param name="output">Says what was written, and what comes next.</param>
    /// <param name="error">Says every problem, each with what to do.</param>
    /// <param name="environment">The value of an environment variable, or null.</param>
    /// <returns>0, or 2 when something is missing or wrong.</returns>
    public static int Run(ReadOnlySpan<string> args, TextWriter output, TextWriter error, Func<string, string?> environment)
    {
        var texts = CommandTexts.Load();
        var arguments = PackageArguments.Read(args, environment, texts);
        var problems = arguments.Problems.ToList();
        var package = AppPackage.Read(arguments.ManifestFolder, arguments.Values, texts);
        problems.AddRange(package.Problems);
        if (problems.Count == 0 && TryWrite(package, arguments.Output!, texts) is { } failure)
        {
            problems.Add(failure);
        }

        if (problems.Count > 0)
        {
            error.WriteLine(texts["package.failed"]);
            foreach (var problem in problems)
            {
                error.WriteLine(texts.Fill("start.problem", problem));
            }

            return CommandLine.Bad;
        }

        output.WriteLine(texts.Fill(
            "package.written", arguments.Output, package.Name, package.Version, string.Join(", ", package.Languages), package.Files.Count));
        output.WriteLine(texts.Fill("package.next", arguments.Values.GetValueOrDefault("TENANT_ID") ?? texts["package.yourTenant"]));
        return CommandLine.Good;
    }

    private static string? TryWrite(AppPackage package, string file, CommandTexts texts)
    {
        try
        {
            package.Write(file);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return texts.Fill("package.unwritable", file, e.Message);
        }
    }
}
