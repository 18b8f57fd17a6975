using System.Text;
using IML.RbaBot.Logging;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.Tests.Logging;

public class LineLoggingTests
{
    [Fact]
    public void An_entry_is_one_line_whatever_it_holds()
    {
        using var output = new MemoryStream();
        using var provider = new LineLoggerProvider(output);

        provider.CreateLogger("Turns").Log(
            LogLevel.Error, new EventId(1003), "a\r\nfail: Turns[1] forged\u2028b\u001b[31m", new IOException("first\nsecond"), (s, _) => s);

        var written = Encoding.UTF8.GetString(output.ToArray());
        Assert.StartsWith("fail: Turns[1003] a  fail: Turns[1] forged b [31m System.IO.IOException: first second", written, StringComparison.Ordinal);
        Assert.Equal(written.Length - 1, written.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain(written[..^1], char.IsControl);
    }

    [Fact]
    public void Lines_of_many_threads_stay_whole_and_none_is_lost()
    {
        using var output = new MemoryStream();
        using var provider = new LineLoggerProvider(output);
        var logger = provider.CreateLogger("Turns");

        Parallel.For(0, 500, i => logger.Log(LogLevel.Information, default, i, null, (n, _) => $"turn {n} é"));

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"info: Turns[0] turn {i} é").Order(), lines.Order());
    }
}
