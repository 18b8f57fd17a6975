using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace IML.RbaBot.AppHost;

/// <summary>How to start a Playground.</summary>
public sealed record PlaygroundOptions
{
    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Who speaks in it: one person a process.</summary>
    public required Persona Person { get; init; }

    /// <summary>A short name for files and ids, unique among the Playgrounds that run: <c>developer</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The part in words, for messages.</summary>
    public required string Part { get; init; }

    /// <summary>Where the bot takes activities: <c>http://127.0.0.1:3978/api/messages</c>.</summary>
    public required Uri BotEndpoint { get; init; }

    /// <summary>The folder of the configuration file and the log.</summary>
    public required string LogFolder { get; init; }
}

/// <summary>
/// A Microsoft 365 Agents Playground: the chat of one person with the bot, in the browser. It plays both Teams and the Bot
/// Connector; the <c>serviceUrl</c> of its activities is <c>http://127.0.0.1:{port}/_connector</c>.
/// </summary>
public sealed class PlaygroundProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TetheredProcess process;

    private PlaygroundProcess(TetheredProcess process, int port)
    {
        this.process = process;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
    }

    /// <summary>To open in a browser.</summary>
    public Uri Address { get; }

    internal TetheredProcess Process => process;

    /// <summary>Starts it and waits until it answers. The bot need not run yet.</summary>
    /// <exception cref="LocalRunException">It ended, or did not answer in time; the message quotes its last lines.</exception>
    public static async Task<PlaygroundProcess> StartAsync(
        NodePackages packages, PlaygroundOptions options, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(options.LogFolder);
        var configuration = Path.Combine(options.LogFolder, $"playground-{options.Name}.yml");
        await File.WriteAllBytesAsync(configuration, PlaygroundConfiguration.Write(options.Person, options.Name), cancellationToken);
        var port = options.Port.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "--require", Path.Combine(packages.Folder, "tether.cjs"),
                "--require", Path.Combine(packages.Folder, "loopback.cjs"),
                packages.Script("@microsoft", "m365agentsplayground", "cli.js"), "start",
                "--app-endpoint", options.BotEndpoint.AbsoluteUri,
                "--channel-id", "msteams",
                "--port", port,
                "--service-url", $"http://127.0.0.1:{port}/_connector",
                "--disable-telemetry",
            },
            WorkingDirectory = options.LogFolder,
        };
        start.Environment["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = configuration;
        start.Environment["M365_AGENTS_PLAYGROUND_LOGFILE"] = Path.Combine(options.LogFolder, $"playground-{options.Name}-details.log");
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";

        string? listening = null;
        var process = TetheredProcess.Start(
            options.Part,
            Path.Combine(options.LogFolder, $"playground-{options.Name}.log"),
            start,
            line => listening = line.StartsWith("Listening on ", StringComparison.Ordinal) ? line["Listening on ".Length..] : listening);
        await process.WaitUntilAsync(
            async cancel => Volatile.Read(ref listening) is { } other && other != port
                ? throw LocalRunException.Of("part.other-port", ("part", options.Part), ("port", port), ("other", other))
                : await Http.AnswersAsync($"http://127.0.0.1:{port}/_debug/ping", cancel, HttpStatusCode.OK),
            Limit,
            cancellationToken);
        return new PlaygroundProcess(process, options.Port);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
