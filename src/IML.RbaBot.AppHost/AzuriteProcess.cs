using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace IML.RbaBot.AppHost;

/// <summary>How to start Azurite.</summary>
public sealed record AzuriteOptions
{
    /// <summary>1 to 65535, or 0 for any free port.</summary>
    public int TablePort { get; init; } = 10002;

    /// <summary>1 to 65535, or 0 for any free port.</summary>
    public int QueuePort { get; init; } = 10001;

    /// <summary>Where the data stays between runs; null keeps it in memory and loses it at the end, as tests want it.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The folder of <c>azurite.log</c>.</summary>
    public required string LogFolder { get; init; }
}

/// <summary>Azurite, the storage emulator, running with tables and queues.</summary>
public sealed partial class AzuriteProcess : IAsyncDisposable
{
    // The emulator's account and key are public and the same everywhere:
    // https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TetheredProcess process;

    private AzuriteProcess(TetheredProcess process, int tablePort, int queuePort)
    {
        this.process = process;
        TablePort = tablePort;
        QueuePort = queuePort;
    }

    public int TablePort { get; }

    public int QueuePort { get; }

    /// <summary>For <c>Azure.Data.Tables</c> and <c>Azure.Storage.Queues</c>.</summary>
    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{TablePort}/{Account};QueueEndpoint=http://127.0.0.1:{QueuePort}/{Account};");

    internal TetheredProcess Process => process;

    /// <summary>Starts Azurite and waits until tables and queues answer.</summary>
    /// <exception cref="LocalRunException">It ended, or did not answer in time; the message quotes its last lines.</exception>
    public static async Task<AzuriteProcess> StartAsync(NodePackages packages, AzuriteOptions options, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "--require", Path.Combine(packages.Folder, "tether.cjs"), packages.Script("azurite", "dist", "src", "azurite.js"),
                // Blobs are not used, but cannot be left out.
                "--blobPort", "0",
                "--tablePort", options.TablePort.ToString(CultureInfo.InvariantCulture),
                "--queuePort", options.QueuePort.ToString(CultureInfo.InvariantCulture),
                // The client libraries are newer than the emulator and send a version it does not know.
                "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            },
        };
        if (options.DataFolder is null)
        {
            start.ArgumentList.Add("--inMemoryPersistence");
        }
        else
        {
            Directory.CreateDirectory(options.DataFolder);
            start.ArgumentList.Add("--location");
            start.ArgumentList.Add(options.DataFolder);
        }

        int tablePort = 0, queuePort = 0;
        var process = TetheredProcess.Start(Texts.Say("part.azurite"), Path.Combine(options.LogFolder, "azurite.log"), start, line =>
        {
            if (Listening().Match(line) is not { Success: true } match)
                return;
            var port = int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
            if (match.Groups["service"].ValueSpan is "Table")
                Volatile.Write(ref tablePort, port);
            else
                Volatile.Write(ref queuePort, port);
        });
        await process.WaitUntilAsync(
            async cancel => Volatile.Read(ref tablePort) is not 0 and var table && Volatile.Read(ref queuePort) is not 0 and var queue
                && await Http.AnswersAsync($"http://127.0.0.1:{table}/{Account}", cancel)
                && await Http.AnswersAsync($"http://127.0.0.1:{queue}/{Account}", cancel),
            Limit,
            cancellationToken);
        return new AzuriteProcess(process, tablePort, queuePort);
    }

    /// <summary>Ends it in order: what is in its data folder is complete.</summary>
    public ValueTask DisposeAsync() => process.DisposeAsync();

    [GeneratedRegex(@"^Azurite (?<service>Table|Queue) service is successfully listening at http://[^:]+:(?<port>\d+)")]
    private static partial Regex Listening();
}
