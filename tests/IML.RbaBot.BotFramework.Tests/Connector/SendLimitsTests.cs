using IML.RbaBot.BotFramework.Connector;
using Microsoft.Extensions.Time.Testing;

namespace IML.RbaBot.BotFramework.Tests.Connector;

public sealed class SendLimitsTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(60, 30)]
    [InlineData(1800, 3600)]
    public async Task No_conversation_gets_more_than_the_channel_allows(int calls, int seconds)
    {
        var sent = await SendAsync(["a:1"], 2_000);

        for (var i = calls; i < sent.Count; i++)
        {
            Assert.True(sent[i] - sent[i - calls] >= TimeSpan.FromSeconds(seconds), $"{calls + 1} within {sent[i] - sent[i - calls]}");
        }
    }

    [Fact]
    public async Task The_bot_as_a_whole_sends_no_more_than_thirty_a_second()
    {
        var sent = await SendAsync([.. Enumerable.Range(0, 100).Select(i => $"a:{i}")], 3);

        for (var i = 30; i < sent.Count; i++)
        {
            Assert.True(sent[i] - sent[i - 30] >= TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task One_busy_conversation_holds_no_other()
    {
        var limits = new SendLimits(time);
        for (var i = 0; i < 7; i++)
        {
            await limits.EnterAsync("a:busy", default);
        }

        var waits = limits.EnterAsync("a:busy", default);

        Assert.False(waits.IsCompleted);
        Assert.True(limits.EnterAsync("a:other", default).IsCompletedSuccessfully);
        time.Advance(TimeSpan.FromSeconds(1));
        await waits;
    }

    [Fact]
    public async Task A_conversation_in_which_the_channel_asked_for_silence_gets_it()
    {
        var limits = new SendLimits(time);
        limits.Close("a:1", TimeSpan.FromSeconds(5));
        var waits = limits.EnterAsync("a:1", default);

        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waits.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await waits;
    }

    [Fact]
    public async Task Who_stops_waiting_takes_no_place()
    {
        var limits = new SendLimits(time);
        limits.Close("a:1", TimeSpan.FromSeconds(5));
        using var gone = new CancellationTokenSource();
        var gives = limits.EnterAsync("a:1", gone.Token);
        var waits = limits.EnterAsync("a:1", default);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gives);
        time.Advance(TimeSpan.FromSeconds(5));
        await waits;
    }

    /// <summary>When each of many calls was let through, all of them asked for at once.</summary>
    private async Task<List<DateTimeOffset>> SendAsync(string[] conversations, int callsEach)
    {
        var limits = new SendLimits(time);
        var sent = new List<DateTimeOffset>();
        var sending = Task.WhenAll(conversations.Select(async conversation =>
        {
            for (var i = 0; i < callsEach; i++)
            {
                var at = await limits.EnterAsync(conversation, default);
                lock (sent)
                {
                    sent.Add(at);
                }
            }
        }));
        var end = time.GetUtcNow().AddHours(3);
        while (!sending.IsCompleted && time.GetUtcNow() < end)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await sending.WaitAsync(TimeSpan.FromSeconds(10));
        return [.. sent.Order()];
    }
}
