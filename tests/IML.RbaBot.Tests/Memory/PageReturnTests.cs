using System.Runtime.Versioning;
using IML.RbaBot.Memory;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IML.RbaBot.Tests.Memory;

[SupportedOSPlatform("linux")]
public sealed class PageReturnTests
{
    [Fact]
    public void Each_look_comes_after_the_bot_has_run_half_as_long_again_and_then_every_hour()
    {
        var age = TimeSpan.Zero;
        var ages = new List<double>();
        for (var look = 0; look < 19; look++)
        {
            age += PageReturn.Wait(age);
            ages.Add(Math.Round(age.TotalSeconds));
        }

        Assert.Equal([10, 20, 30, 45, 68, 101, 152, 228, 342, 513, 769, 1153, 1730, 2595, 3892, 5839, 8758, 12358, 15958], ages);
    }

    [LinuxFact]
    public async Task The_first_look_is_taken_when_the_start_is_over_and_others_follow()
    {
        var (pages, time, log) = At(limit: 1);
        await pages.StartAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(log.Lines);

        // Looks are taken by another thread, after their time has come.
        for (var tries = 0; log.Lines.Count < 3 && tries < 1000; tries++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(20);
        }

        await pages.StopAsync(CancellationToken.None);
        Assert.InRange(log.Lines.Count, 3, 1000);
        Assert.All(log.Lines, line => Assert.Contains("of the program's files in memory given back", line, StringComparison.Ordinal));
    }

    [LinuxFact]
    public void Pages_are_given_back_when_more_than_the_limit_are_in_memory_and_else_stay()
    {
        var (many, _, log) = At(limit: 1);
        Assert.True(many.Look());
        Assert.Single(log.Lines);

        var (few, _, none) = At(limit: long.MaxValue);
        Assert.False(few.Look());
        Assert.Empty(none.Lines);
    }

    [LinuxFact]
    public async Task With_no_limit_nothing_is_ever_given_back()
    {
        var (pages, _, log) = At(limit: 0);
        await pages.StartAsync(CancellationToken.None);
        await pages.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public void A_negative_limit_is_refused_at_the_start() => Assert.Contains(
        nameof(MemoryOptions.FilePages),
        new MemoryOptionsValidator().Validate(null, new MemoryOptions { FilePages = -1 }).FailureMessage,
        StringComparison.Ordinal);

    private static (PageReturn Pages, FakeTimeProvider Time, LogRecords Log) At(long limit)
    {
        var time = new FakeTimeProvider();
        var log = new LogRecords();
        var logger = LoggerFactory.Create(logging => logging.AddProvider(log)).CreateLogger<PageReturn>();
        return (new PageReturn(Options.Create(new MemoryOptions { FilePages = limit }), time, logger), time, log);
    }
}
