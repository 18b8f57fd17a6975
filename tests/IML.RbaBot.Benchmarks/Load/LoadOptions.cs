using System.Collections.Immutable;
using System.Globalization;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>What a load run measures.</summary>
internal enum Subject
{
    /// <summary>The bot as configured: it remembers the assessments it wrote last, so a turn is decide and commit.</summary>
    Bot,

    /// <summary>The bot remembering nothing: each turn is load, decide and commit.</summary>
    Cold,

    /// <summary>An ASP.NET Core endpoint that answers a body as large as a page and does nothing else.</summary>
    Bare,

    /// <summary>How long the bot takes from the start of its process to the answer of its first turn.</summary>
    Start,

    /// <summary>Two bots on one store that take turns every second, so that the machine's good and bad minutes meet both.</summary>
    Versus,
}

/// <summary>How to run: everything is bounded, and every address is 127.0.0.1.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        micro [BenchmarkDotNet arguments]
        load [--subjects bot,cold,bare,start,versus] [--conversations 16,1] [--warm-up 20] [--seconds 20] [--starts 7]
             [--pace TURNS-PER-SECOND] [--pages B-1,B-2] [--locale en-GB] [--bot IML.RbaBot.dll] [--set NAME=VALUE]…
             [--against IML.RbaBot.dll] [--set-against NAME=VALUE]…
        """;

    public ImmutableArray<Subject> Subjects { get; init; } = [Subject.Start, Subject.Bare, Subject.Bot, Subject.Cold];

    /// <summary>How many people press at the same time, one run each; 1 to 256.</summary>
    public ImmutableArray<int> Conversations { get; init; } = [16, 1];

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan Measured { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Turns per second of all conversations together, at most; null presses as soon as the answer is there.</summary>
    public int? Pace { get; init; }

    /// <summary>The first and the last of the pages to walk, as cards name them; null walks all.</summary>
    public (string First, string Last)? Pages { get; init; }

    /// <summary>The language that people's Teams is in.</summary>
    public string Locale { get; init; } = "en-GB";

    /// <summary>How often the start is measured; 1 to 50.</summary>
    public int Starts { get; init; } = 7;

    /// <summary>The built bot; null takes <see cref="AppHost.BotProgram.File"/>.</summary>
    public string? Bot { get; init; }

    /// <summary>Environment variables of the measured process, to try settings.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The other bot of <see cref="Subject.Versus"/>; null takes <see cref="Bot"/>.</summary>
    public string? Against { get; init; }

    /// <summary>Environment variables of the other bot, over those of <see cref="Environment"/>.</summary>
    public ImmutableDictionary<string, string> AgainstEnvironment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <exception cref="ArgumentException">An unknown option, or a value out of its range.</exception>
    public static LoadOptions Read(ReadOnlySpan<string> arguments)
    {
        var options = new LoadOptions();
        for (var at = 0; at < arguments.Length; at += 2)
        {
            var value = at + 1 < arguments.Length ? arguments[at + 1] : throw new ArgumentException($"{arguments[at]} needs a value.");
            options = arguments[at] switch
            {
                "--subjects" => options with { Subjects = [.. value.Split(',').Select(s => Enum.Parse<Subject>(s, ignoreCase: true))] },
                "--conversations" => options with { Conversations = [.. value.Split(',').Select(n => Number(n, 256))] },
                "--warm-up" => options with { WarmUp = TimeSpan.FromSeconds(Number(value, 600)) },
                "--seconds" => options with { Measured = TimeSpan.FromSeconds(Number(value, 600)) },
                "--starts" => options with { Starts = Number(value, 50) },
                "--pace" => options with { Pace = Number(value, 100_000) },
                "--pages" when value.Split(',') is [var first, var last] => options with { Pages = (first, last) },
                "--locale" => options with { Locale = value },
                "--bot" => options with { Bot = Path.GetFullPath(value) },
                "--set" when value.Split('=', 2) is [var name, var setting] =>
                    options with { Environment = options.Environment.SetItem(name, setting) },
                "--against" => options with { Against = Path.GetFullPath(value) },
                "--set-against" when value.Split('=', 2) is [var name, var setting] =>
                    options with { AgainstEnvironment = options.AgainstEnvironment.SetItem(name, setting) },
                _ => throw new ArgumentException($"{arguments[at]} is not known.{System.Environment.NewLine}{Usage}"),
            };
        }

        return options;
    }

    private static int Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new ArgumentException($"{text} is not a number from 1 to {most}.");
}
