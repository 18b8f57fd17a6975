using System.Collections.Immutable;
using System.Globalization;

namespace IML.RbaBot.AppHost;

/// <summary>Everything that makes the product run on one machine: storage, the bot, and a Playground for each of two people.</summary>
public sealed class LocalRun : IAsyncDisposable
{
    private readonly ImmutableArray<IAsyncDisposable> parts;

    private LocalRun(AzuriteProcess storage, BotProcess bot, PlaygroundProcess developer, PlaygroundProcess focalPoint)
    {
        Storage = storage;
        Bot = bot;
        Developer = developer;
        FocalPoint = focalPoint;
        parts = [developer, focalPoint, bot, storage];
    }

    public AzuriteProcess Storage { get; }

    public BotProcess Bot { get; }

    /// <summary>The Playground in which <see cref="Personas.Developer"/> speaks.</summary>
    public PlaygroundProcess Developer { get; }

    /// <summary>The Playground in which <see cref="Personas.FocalPoint"/> speaks.</summary>
    public PlaygroundProcess FocalPoint { get; }

    /// <summary>
    /// Installs the npm packages if need be, starts everything and waits until each part answers. What had started is ended again
    /// when a part fails.
    /// </summary>
    /// <param name="options">Ports and folders.</param>
    /// <param name="progress">Told in a few words what is going on.</param>
    /// <param name="cancellationToken">Ends what has started.</param>
    /// <exception cref="LocalRunException">One clear sentence: a program missing, a port taken, a part that did not start.</exception>
    public static async Task<LocalRun> StartAsync(LocalRunOptions options, Action<string> progress, CancellationToken cancellationToken = default)
    {
        EnsurePortsFree(options);
        progress(Texts.Say("progress.packages"));
        var packages = await NodePackages.InstallAsync(Repository.LocalRunPackages, cancellationToken);
        AzuriteProcess? storage = null;
        BotProcess? bot = null;
        PlaygroundProcess? developer = null, focalPoint = null;
        try
        {
            progress(Texts.Say("progress.storage"));
            storage = await AzuriteProcess.StartAsync(packages, Azurite(options), cancellationToken);
            progress(Texts.Say("progress.bot"));
            bot = await BotProcess.StartAsync(packages, BotOptions(options, storage.ConnectionString), cancellationToken);
            progress(Texts.Say("progress.playgrounds"));
            developer = await PlaygroundProcess.StartAsync(packages, DeveloperPlayground(options), cancellationToken);
            focalPoint = await PlaygroundProcess.StartAsync(packages, FocalPointPlayground(options), cancellationToken);
            return new LocalRun(storage, bot, developer, focalPoint);
        }
        catch
        {
            foreach (var started in new IAsyncDisposable?[] { focalPoint, developer, bot, storage })
            {
                if (started is not null)
                    await started.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Waits until a part ends by itself, and throws what it said last; or until it is cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        TetheredProcess[] processes = [Storage.Process, Bot.Process, Developer.Process, FocalPoint.Process];
        var cancelled = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        var first = await Task.WhenAny([cancelled, .. processes.Select(process => process.Ended)]);
        // Ctrl-C reaches the parts directly too, and one may have ended before this process was told.
        if (first != cancelled)
            await Task.WhenAny(cancelled, Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None));
        if (!cancellationToken.IsCancellationRequested)
            throw Array.Find(processes, process => process.Ended.IsCompleted)!.Stopped();
    }

    /// <summary>Ends everything: first who asks, last who stores.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
            await part.DisposeAsync();
    }

    private static void EnsurePortsFree(LocalRunOptions options)
    {
        Ports.EnsureFree(options.TablePort, Texts.Say("part.azurite"), "--table-port");
        Ports.EnsureFree(options.QueuePort, Texts.Say("part.azurite"), "--queue-port");
        Ports.EnsureFree(options.BotPort, Texts.Say("part.bot"), "--bot-port");
        Ports.EnsureFree(options.DeveloperPort, Texts.Say("part.developer"), "--developer-port");
        Ports.EnsureFree(options.FocalPointPort, Texts.Say("part.focal-point"), "--focal-port");
    }

    private static AzuriteOptions Azurite(LocalRunOptions options) => new()
    {
        TablePort = options.TablePort,
        QueuePort = options.QueuePort,
        DataFolder = options.StorageInMemory ? null : options.DataFolder,
        LogFolder = options.LogFolder,
    };

    private static BotOptions BotOptions(LocalRunOptions options, string connectionString) => new()
    {
        Port = options.BotPort,
        LogFolder = options.LogFolder,
        Program = options.BotProgram,
        Settings = ImmutableDictionary<string, string>.Empty
            .Add("ASPNETCORE_ENVIRONMENT", "Development")
            .Add("Storage__ConnectionString", connectionString)
            // The Playground signs nothing; the bot allows this in Development only.
            .Add("BotFramework__AuthenticationOff", "true")
            .Add("Roles__FocalPoints__0__Id", Personas.FocalPoint.EntraId.ToString("D", CultureInfo.InvariantCulture))
            .Add("Roles__FocalPoints__0__Name", Personas.FocalPoint.Name)
            .Add("Export__Folder", options.ExportFolder)
            .SetItems(options.BotSettings),
    };

    private static PlaygroundOptions DeveloperPlayground(LocalRunOptions options) => new()
    {
        Port = options.DeveloperPort,
        Person = Personas.Developer,
        Name = "developer",
        Part = Texts.Say("part.developer"),
        BotEndpoint = BotProcess.Endpoint(options.BotPort),
        LogFolder = options.LogFolder,
    };

    private static PlaygroundOptions FocalPointPlayground(LocalRunOptions options) => new()
    {
        Port = options.FocalPointPort,
        Person = Personas.FocalPoint,
        Name = "focal-point",
        Part = Texts.Say("part.focal-point"),
        BotEndpoint = BotProcess.Endpoint(options.BotPort),
        LogFolder = options.LogFolder,
    };
}
