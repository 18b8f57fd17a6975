using System.Buffers;
using System.Text;

namespace IML.RbaBot.Logging;

/// <summary>
/// Writes each entry as one line to standard output, in the thread that logs it: <c>info: Category[1007] words</c>. The console provider
/// of the framework hands every line to a thread of its own, and waking that one costs more than the line; and a line that it still
/// holds when the process is killed is lost.
/// </summary>
internal sealed class LineLoggerProvider(Stream output) : ILoggerProvider
{
    private readonly Lock gate = new();

    public LineLoggerProvider()
        : this(Console.OpenStandardOutput())
    {
    }

    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, Write);

    public void Dispose()
    {
        // Whoever logs while the process ends is heard, too: standard output is not ours to close.
    }

    private void Write(string line)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
        var length = Encoding.UTF8.GetBytes(line, bytes);
        lock (gate)
        {
            output.Write(bytes, 0, length);
        }

        ArrayPool<byte>.Shared.Return(bytes);
    }

    private sealed class LineLogger(string category, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var words = formatter(state, exception);
                write(OneLine(exception is null
                    ? $"{NameOf(logLevel)}: {category}[{eventId.Id}] {words}"
                    : $"{NameOf(logLevel)}: {category}[{eventId.Id}] {words} {exception}"));
            }
        }

        // Nothing that comes from outside can begin a line of its own.
        private static string OneLine(string text) => string.Create(text.Length + 1, text, static (line, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                line[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
            }

            line[^1] = '\n';
        });

        private static string NameOf(LogLevel level) => level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
    }
}
