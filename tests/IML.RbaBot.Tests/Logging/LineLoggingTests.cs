using System.Text;
using IML.RbaBot.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IML.RbaBot.Tests.Logging;

public sealed class LineLoggingTests : IDisposable
{
    private readonly MemoryStream output = new();
    private readonly FakeTimeProvider time = new();

    private string Written => Encoding.UTF8.GetString(output.ToArray());

    public void Dispose() => output.Dispose();

    [Fact]
    public void An_entry_is_one_line_whatever_it_holds()
    {
        using var provider = new LineLoggerProvider(output, time);

        provider.CreateLogger("Turns").Log(
            LogLevel.Error, new EventId(1003), "a\r\nfail: Turns[1] forged\u2028b\u001b[31m", new IOException("first\nsecond"), (s, _) => s);

        var written = Written;
        Assert.StartsWith("fail: Turns[1003] a  fail: Turns[1] forged b [31m System.IO.IOException: first second", written, StringComparison.Ordinal);
        Assert.Equal(written.Length - 1, written.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain(written[..^1], char.IsControl);
    }

    [Fact]
    public void Lines_of_many_threads_stay_whole_and_none_is_lost()
    {
        using var provider = new LineLoggerProvider(output, time);
        var logger = provider.CreateLogger("Turns");

        Parallel.For(0, 500, i => logger.Log(LogLevel.Information, default, i, null, (n, _) => $"turn {n} é"));

        provider.Dispose();

        var lines = Written.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"info: Turns[0] turn {i} é").Order(), lines.Order());
    }

    [Fact]
    public void Lines_wait_a_moment_and_are_written_together_in_their_order()
    {
        using var provider = new LineLoggerProvider(output, time);
        var logger = provider.CreateLogger("Turns");

        logger.LogInformation("first");
        time.Advance(LineLoggerProvider.Wait / 2);
        logger.LogInformation("second");
        var before = Written;
        time.Advance(LineLoggerProvider.Wait / 2);

        Assert.Equal("", before);
        Assert.Equal("info: Turns[0] first\ninfo: Turns[0] second\n", Written);

        logger.LogInformation("third");
        time.Advance(LineLoggerProvider.Wait);

        Assert.EndsWith("third\n", Written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogLevel.Warning)]
    [InlineData(LogLevel.Error)]
    [InlineData(LogLevel.Critical)]
    public void A_warning_or_worse_is_written_at_once_after_what_came_before_it(LogLevel level)
    {
        using var provider = new LineLoggerProvider(output, time);
        var logger = provider.CreateLogger("Turns");

        logger.LogInformation("first");
        logger.Log(level, "second");

        Assert.Equal(["first", "second"], Written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[^1]));
    }

    [Fact]
    public void So_many_lines_that_they_fill_the_buffer_do_not_wait()
    {
        using var provider = new LineLoggerProvider(output, time);
        var logger = provider.CreateLogger("Turns");
        var line = new string('x', 1000);

        for (var i = 0; i * line.Length < LineLoggerProvider.Full; i++)
        {
            logger.Log(LogLevel.Information, default, line, null, (text, _) => text);
        }

        Assert.InRange(output.Length, LineLoggerProvider.Full, LineLoggerProvider.Full + (2 * line.Length));
    }

    [Fact]
    public void What_waits_is_written_when_the_process_ends_and_what_is_logged_then_at_once()
    {
        using var provider = new LineLoggerProvider(output, time);
        var logger = provider.CreateLogger("Turns");

        logger.LogInformation("first");
        provider.Dispose();
        var atTheEnd = Written;
        logger.LogInformation("second");

        Assert.Equal("info: Turns[0] first\n", atTheEnd);
        Assert.Equal("info: Turns[0] first\ninfo: Turns[0] second\n", Written);
    }

    [Fact]
    public void A_log_that_cannot_be_written_stops_nobody()
    {
        using var full = new FullDisk();
        using var provider = new LineLoggerProvider(full, time);
        var logger = provider.CreateLogger("Turns");

        logger.LogInformation("waits");
        time.Advance(LineLoggerProvider.Wait);
        logger.LogError("does not wait");

        Assert.Equal(2, full.Tries);
    }

    private sealed class FullDisk : MemoryStream
    {
        public int Tries { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Tries++;
            throw new IOException("No space left on device");
        }
    }
}
