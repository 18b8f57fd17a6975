using System.Runtime.Versioning;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Memory;

/// <summary>
/// Gives back to Linux the pages of the program's files that the start has left in memory, and those of each later thing done once, as
/// the first filing. What is needed again is read again, so it must not be done often: each look comes after the bot has run half as
/// long again as at the one before, and from then on once an hour. Decision 0022.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed partial class PageReturn(IOptions<MemoryOptions> options, TimeProvider time, ILogger<PageReturn> logger) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long after the look at this age of the process the next one comes.</summary>
    public static TimeSpan Wait(TimeSpan age) => age / 2 < First ? First : age / 2 > Longest ? Longest : age / 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.FilePages == 0)
        {
            return;
        }

        var age = TimeSpan.Zero;
        while (true)
        {
            var wait = Wait(age);
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            age += wait;
            try
            {
                // Some tens of milliseconds, and no press waits behind them: a thread of its own.
                await Task.Factory.StartNew(Look, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Without /proc there is nothing to look at, and there will not be later.
                LogCannot(e);
                return;
            }
        }
    }

    /// <summary>Gives pages back if too many are in memory.</summary>
    /// <returns>Whether they were too many.</returns>
    /// <exception cref="IOException"><c>/proc</c> cannot be read.</exception>
    public bool Look()
    {
        var before = FilePages.Resident();
        if (before <= options.Value.FilePages)
        {
            return false;
        }

        var began = time.GetTimestamp();
        FilePages.GiveBack();
        LogGivenBack((before - FilePages.Resident()) / 1_000_000, before / 1_000_000, time.GetElapsedTime(began).TotalMilliseconds);
        return true;
    }

    [LoggerMessage(1301, LogLevel.Information, "{GivenBack} of {Before} MB of the program's files in memory given back in {Milliseconds:0} ms")]
    private partial void LogGivenBack(long givenBack, long before, double milliseconds);

    [LoggerMessage(1302, LogLevel.Warning, "What is in memory cannot be looked at; nothing is given back")]
    private partial void LogCannot(Exception e);
}
