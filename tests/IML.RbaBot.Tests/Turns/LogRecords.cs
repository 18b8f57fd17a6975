using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Keeps what the bot logs, to look for errors that nobody expected and for words that no log may hold.</summary>
internal sealed class LogRecords : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> records = [];

    public IReadOnlyList<string> Lines => [.. records.Select(r => r.Line)];

    public IReadOnlyList<string> Errors => [.. records.Where(r => r.Level >= LogLevel.Error).Select(r => r.Line)];

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, records);

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<(LogLevel Level, string Line)> records) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                records.Enqueue((logLevel, $"{logLevel} {category}: {formatter(state, exception)} {exception}"));
            }
        }
    }
}
