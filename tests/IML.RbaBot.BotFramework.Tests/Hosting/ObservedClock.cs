using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace IML.RbaBot.BotFramework.Tests.Hosting;

/// <summary>A clock that moves only when told, and tells what is waited for: a test then waits for nothing itself.</summary>
public sealed class ObservedClock() : FakeTimeProvider(BotHost.Now)
{
    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Each wait that the code under test began, in order.</summary>
    public ChannelReader<TimeSpan> Waits => waits.Reader;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
