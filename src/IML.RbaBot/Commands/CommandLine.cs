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
        ["--help" or "-h" or "-?" or "help", ..] => Help(output, Usages),
        [var command, .. var asked] when UsageOf(command) is { } usage && AsksForHelp(asked) =>
            Help(output, command == "rate" ? [usage, "usage.compare"] : [usage]),
        ["rate", "--compare", .. var rest] => CompareCommand.Run(rest, output, error),
        ["rate", "--", .. var files] => RateCommand.Run(files, output, error),
        ["rate", .. var files] => RateCommand.Run(files, output, error),
        ["check", "--", .. var folders] => CheckCommand.Run(folders, output, error),
        ["check", .. var folders] => CheckCommand.Run(folders, output, error),
        ["package", .. var rest] => PackageCommand.Run(rest, output, error, Environment.GetEnvironmentVariable),
        [var word, ..] when UsageOf(word) is null && IsNoSetting(word) => Unknown(word, error),
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

    private static readonly string[] Usages =
    [
        "usage.bot", "usage.rate", "usage.compare", "usage.check", "usage.package", "usage.doctor", "usage.prepare", "usage.person", "usage.reindex",
    ];

    /// <summary>The text that says how a command is used; null for what is none.</summary>
    private static string? UsageOf(string command) => command switch
    {
        "rate" => "usage.rate",
        "check" => "usage.check",
        "package" => "usage.package",
        "doctor" => "usage.doctor",
        "prepare-sharepoint" => "usage.prepare",
        "person" => "usage.person",
        "reindex" => "usage.reindex",
        _ => null,
    };

    // What follows -- are names of files, whatever they look like.
    private static bool AsksForHelp(ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is "--help" or "-h" or "-?" or "--")
            {
                return argument != "--";
            }
        }

        return false;
    }

    /// <summary>Settings of the bot are written <c>--Key=value</c>, <c>/Key=value</c> or <c>Key=value</c>.</summary>
    private static bool IsNoSetting(string word) => word.Length > 0 && word[0] is not ('-' or '/') && !word.Contains('=', StringComparison.Ordinal);

    private static int Help(TextWriter output, ReadOnlySpan<string> usages)
    {
        var texts = CommandTexts.Load();
        foreach (var usage in usages)
        {
            output.WriteLine(texts[usage]);
        }

        return Good;
    }

    /// <summary>A slip in a command's name would otherwise start the bot, or end in a list of its settings.</summary>
    private static int Unknown(string word, TextWriter error)
    {
        error.WriteLine(CommandTexts.Load().Fill("usage.unknown", word));
        Help(error, Usages);
        return Bad;
    }

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
