using Azure;

namespace IML.RbaBot.Storage;

/// <summary>
/// Makes tables and queue at the start where they are missing. Storage that is away does not end the process: it is logged, tried
/// again, and <c>/readyz</c> says so until it works.
/// </summary>
public sealed partial class StorageSetup(StorageClients clients, TimeProvider time, ILogger<StorageSetup> logger) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private volatile bool made;

    /// <summary>Makes what is missing, unless that was done already.</summary>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!made)
        {
            await clients.CreateMissingAsync(cancellationToken);
            made = true;
        }
    }

    /// <summary>Something was away or missing: look anew next time.</summary>
    public void Doubt() => made = false;

    /// <summary>The first try is waited for, so that the first turn finds its tables.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = TimeSpan.FromSeconds(1);
        while (!made && !stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < Longest ? wait * 2 : Longest;
            if (!stoppingToken.IsCancellationRequested)
            {
                await TryAsync(stoppingToken);
            }
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EnsureAsync(cancellationToken);
        }
        catch (StorageUnavailableException e)
        {
            LogAway(e);
        }
        catch (RequestFailedException e)
        {
            LogRefused(e, e.Status, e.ErrorCode);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Storage does not answer; the bot is not ready until it does. Check the section Storage of the configuration")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Storage refused to make tables or queue with {Status} {Code}; the bot is not ready until it does")]
    private partial void LogRefused(Exception exception, int status, string? code);
}
