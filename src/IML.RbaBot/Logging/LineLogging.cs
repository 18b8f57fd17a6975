using System.Buffers;
using System.Text;

namespace IML.RbaBot.Logging;

/// <summary>
/// Writes each entry as one line to standard output: <c>info: Category[1007] words</c>. Lines are gathered for a moment and written
/// together, because the call to write costs more than the line; a warning or worse is written at once, with what came before it, and
/// so is everything when the process ends, also by an exception that nobody caught. The console provider of the framework hands every
/// line to a thread of its own instead, and waking that one costs more still.
/// </summary>
internal sealed class LineLoggerProvider : ILoggerProvider
{
    /// <summary>How long a line waits for others, at most. What kills the process without a word takes with it what waits.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    /// <summary>So many bytes wait for no others.</summary>
    public const int Full = 8 * 1024;

    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> waiting = new(2 * Full);
    private readonly Stream output;
    private readonly ITimer timer;
    private bool isTimed;
    private bool isEnding;

    public LineLoggerProvider()
        : this(Console.OpenStandardOutput(), TimeProvider.System)
    {
        // The host disposes of no provider that it was given.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Dispose();
    }

    internal LineLoggerProvider(Stream output, TimeProvider time)
    {
        this.output = output;
        timer = time.CreateTimer(_ => WriteWaiting(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, Write);

    /// <summary>Writes what waits. Whoever logs afterwards, while the process ends, is heard at once: standard output is not ours to close.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnding = true;
            timer.Dispose();
            WriteOut();
        }
    }

    private void Write(LogLevel level, string line)
    {
        lock (gate)
        {
            Encoding.UTF8.GetBytes(line, waiting);
            if (level >= LogLevel.Warning || isEnding || waiting.WrittenCount >= Full)
            {
                WriteOut();
            }
            else if (!isTimed)
            {
                isTimed = true;
                timer.Change(Wait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void WriteWaiting()
    {
        lock (gate)
        {
            isTimed = false;
            WriteOut();
        }
    }

    private void WriteOut()
    {
        if (waiting.WrittenCount == 0)
        {
            return;
        }

        try
        {
            output.Write(waiting.WrittenSpan);
        }
        catch (IOException)
        {
            // Nobody can be told, and nothing must stop for it: the disk that takes the log is full.
        }
        finally
        {
            waiting.ResetWrittenCount();
        }
    }

    private sealed class LineLogger(string category, Action<LogLevel, string> write) : ILogger
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
                write(logLevel, OneLine(exception is null
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
