using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace IML.RbaBot.AppHost;

/// <summary>How to start the bot.</summary>
public sealed record BotOptions
{
    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>The folder of <c>bot.log</c>.</summary>
    public required string LogFolder { get; init; }

    /// <summary>Added to the environment of this process: <c>Storage__ConnectionString</c> and the like.</summary>
    public required ImmutableDictionary<string, string> Settings { get; init; }

    /// <summary>The built bot; null takes <see cref="BotProgram.File"/>.</summary>
    public string? Program { get; init; }
}

/// <summary>The bot, running as the program that it is when deployed.</summary>
public sealed class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TetheredProcess process;

    private BotProcess(TetheredProcess process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>The root of its endpoints: <c>http://127.0.0.1:3978/</c>.</summary>
    public Uri Address { get; }

    internal TetheredProcess Process => process;

    /// <summary>Where the bot takes activities.</summary>
    public static Uri Endpoint(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/api/messages"));

    /// <summary>Starts the bot and waits until <c>/healthz</c> answers 200.</summary>
    /// <param name="packages">Where the script lies that ties the bot to this process.</param>
    /// <param name="options">The port, the settings and the built bot.</param>
    /// <param name="cancellationToken">Ends the bot and stops waiting.</param>
    /// <exception cref="LocalRunException">It is not built, it ended, or it did not answer in time; the message quotes its last lines.</exception>
    public static async Task<BotProcess> StartAsync(NodePackages packages, BotOptions options, CancellationToken cancellationToken = default)
    {
        var program = options.Program ?? BotProgram.File;
        if (!File.Exists(program))
            throw LocalRunException.Of("bot.missing", ("path", program));
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}/"));
        var start = new ProcessStartInfo("node", [Path.Combine(packages.Folder, "tether.cjs"), .. BotProgram.Command(program)])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        foreach (var (name, value) in options.Settings)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        var process = TetheredProcess.Start(Texts.Say("part.bot"), Path.Combine(options.LogFolder, "bot.log"), start);
        await process.WaitUntilAsync(cancel => Http.AnswersAsync($"{address}healthz", cancel, HttpStatusCode.OK), Limit, cancellationToken);
        return new BotProcess(process, address);
    }

    /// <summary>Ends it in order: requests under way are finished.</summary>
    public ValueTask DisposeAsync() => process.DisposeAsync();
}
