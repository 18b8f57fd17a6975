namespace IML.RbaBot.Commands;

/// <summary>The commands of the executable.</summary>
internal static class CommandLine
{
    /// <summary>Everything was in order.</summary>
    public const int Good = 0;

    /// <summary>Something that a person wrote was not in order; stderr, or the list of <c>check</c>, says what.</summary>
    public const int Bad = 2;

    /// <summary>Runs the command that the arguments name; these run before any host is built, and need no network and no storage.</summary>
    /// <returns>Its exit code; null when they name none, so that the bot itself is meant.</returns>
    public static int? Run(ReadOnlySpan<string> args, TextWriter output, TextWriter error) => args switch
    {
        ["rate", "--compare", .. var rest] => CompareCommand.Run(rest, output, error),
        ["rate", .. var files] => RateCommand.Run(files, output, error),
        ["check", .. var folders] => CheckCommand.Run(folders, output, error),
        ["package", .. var rest] => PackageCommand.Run(rest, output, error, Environment.GetEnvironmentVariable),
        _ => null,
    };

    /// <summary>Runs the command that the arguments name, if it is one that needs the network and the bot's settings.</summary>
    /// <returns>Its exit code; null when they name none.</returns>
    public static async Task<int?> RunOnStorageAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default) => args switch
        {
            ["person", .. var rest] => await PersonCommand.RunAsync(rest, output, error, cancellationToken),
            ["prepare-sharepoint", .. var settings] => await PrepareSharePointCommand.RunAsync(settings, output, error, cancellationToken),
            ["doctor", .. var settings] => await DoctorCommand.RunAsync(settings, output, cancellationToken),
            ["reindex", .. var settings] => await ReindexCommand.RunAsync(settings, output, cancellationToken),
            _ => null,
        };

    /// <summary>Says why the bot does not start, every problem at once.</summary>
    /// <returns>The exit code.</returns>
    public static int CannotStart(IEnumerable<string> problems, TextWriter error)
    {
        var texts = CommandTexts.Load();
        error.WriteLine(texts["start.failed"]);
        foreach (var problem in problems)
        {
            error.WriteLine(texts.Fill("start.problem", problem));
        }

        return Bad;
    }
}
