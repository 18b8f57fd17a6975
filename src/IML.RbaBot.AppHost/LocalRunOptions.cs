using System.Collections.Immutable;
using System.Globalization;

namespace IML.RbaBot.AppHost;

/// <summary>Ports and folders of a local run. Tests choose others, so that they run beside a developer's own.</summary>
public sealed record LocalRunOptions
{
    public int BotPort { get; init; } = 3978;

    public int TablePort { get; init; } = 10002;

    public int QueuePort { get; init; } = 10001;

    public int DeveloperPort { get; init; } = 56150;

    public int FocalPointPort { get; init; } = 56151;

    /// <summary>A full path; holds the storage's data, <c>logs/</c> and <c>exports/</c>.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Keeps the storage in memory and loses it at the end.</summary>
    public bool StorageInMemory { get; init; }

    /// <summary>The built bot, <c>IML.RbaBot.dll</c> or what is published; null takes <see cref="AppHost.BotProgram.File"/>.</summary>
    public string? BotProgram { get; init; }

    /// <summary>Added to the settings that the bot gets, and stronger than these.</summary>
    public ImmutableDictionary<string, string> BotSettings { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string LogFolder => Path.Combine(DataFolder, "logs");

    public string ExportFolder => Path.Combine(DataFolder, "exports");

    /// <summary>Options whose ports are free at this moment, with storage in memory.</summary>
    public static LocalRunOptions OnFreePorts(string dataFolder) => new()
    {
        BotPort = Ports.Free(),
        TablePort = Ports.Free(),
        QueuePort = Ports.Free(),
        DeveloperPort = Ports.Free(),
        FocalPointPort = Ports.Free(),
        DataFolder = Path.GetFullPath(dataFolder),
        StorageInMemory = true,
    };

    /// <summary>
    /// Reads <c>--bot-port 3978</c>, <c>--table-port</c>, <c>--queue-port</c>, <c>--developer-port</c>, <c>--focal-port</c> and
    /// <c>--data FOLDER</c>, and <c>--bot FILE</c> for a bot built elsewhere; what is not given comes from the environment (<c>RBABOT_LOCAL_BOT_PORT</c> and so on) or is as designed.
    /// </summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">The value of an environment variable, or null.</param>
    /// <exception cref="LocalRunException">An unknown option, or a value that is none.</exception>
    internal static LocalRunOptions Read(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var options = new LocalRunOptions { DataFolder = Path.Combine(Repository.Root, ".data") };
        foreach (var (option, apply) in Known)
        {
            var variable = "RBABOT_LOCAL_" + option.TrimStart('-').Replace('-', '_').ToUpperInvariant();
            if (environment(variable) is { Length: > 0 } value)
                options = apply(options, variable, value);
        }

        for (var at = 0; at < arguments.Count; at += 2)
        {
            if (Array.Find(Known, known => known.Option == arguments[at]) is not { Apply: { } apply })
                throw LocalRunException.Of("option.unknown", ("option", arguments[at]), ("known", string.Join(", ", Known.Select(known => known.Option))));
            options = apply(options, arguments[at], at + 1 < arguments.Count ? arguments[at + 1] : "");
        }

        return options;
    }

    private static readonly (string Option, Func<LocalRunOptions, string, string, LocalRunOptions> Apply)[] Known =
    [
        ("--bot-port", (options, name, value) => options with { BotPort = Port(name, value) }),
        ("--table-port", (options, name, value) => options with { TablePort = Port(name, value) }),
        ("--queue-port", (options, name, value) => options with { QueuePort = Port(name, value) }),
        ("--developer-port", (options, name, value) => options with { DeveloperPort = Port(name, value) }),
        ("--focal-port", (options, name, value) => options with { FocalPointPort = Port(name, value) }),
        ("--data", (options, name, value) => options with { DataFolder = FullPath(name, value) }),
        ("--bot", (options, name, value) => options with { BotProgram = FullPath(name, value) }),
    ];

    private static int Port(string option, string value) =>
        ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? port
            : throw LocalRunException.Of("option.value", ("option", option), ("expected", Texts.Say("option.port")), ("value", value));

    private static string FullPath(string option, string value) =>
        value is { Length: > 0 }
            ? Path.GetFullPath(value)
            : throw LocalRunException.Of("option.value", ("option", option), ("expected", Texts.Say("option.path")), ("value", value));
}
