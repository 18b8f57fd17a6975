using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace IML.RbaBot.AppHost;

/// <summary>
/// A child process that ends with this one (see <c>Npm/tether.cjs</c>), whose output goes to a log file. Disposing asks it to end
/// in order, by closing its standard input, and kills its whole tree when it has not done so after some seconds.
/// </summary>
internal sealed class TetheredProcess : IAsyncDisposable
{
    private const int LinesKept = 12;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    private readonly string part;
    private readonly string logFile;
    private readonly Process process;
    private readonly StreamWriter log;
    private readonly ConcurrentQueue<string> lastLines = new();
    private readonly Task<int> ended;
    private readonly Action<string>? onLine;

    private TetheredProcess(string part, string logFile, ProcessStartInfo start, Action<string>? onLine)
    {
        this.part = part;
        this.logFile = logFile;
        this.onLine = onLine;
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        log = new StreamWriter(new FileStream(logFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception cannot)
        {
            log.Dispose();
            throw new LocalRunException(Texts.Say("part.cannot-start", ("part", part), ("reason", cannot.Message)), cannot);
        }

        ended = RunAsync();
    }

    /// <summary>Completes with the exit code when the process has ended and its output is written.</summary>
    public Task<int> Ended => ended;

    /// <summary>Starts a program.</summary>
    /// <param name="part">The part in words, for messages.</param>
    /// <param name="logFile">Overwritten; its folder is made.</param>
    /// <param name="start">The program, tied to this process by <c>tether.cjs</c>; its streams are set here.</param>
    /// <param name="onLine">Called for each line of output, one at a time.</param>
    public static TetheredProcess Start(string part, string logFile, ProcessStartInfo start, Action<string>? onLine = null) =>
        new(part, logFile, start, onLine);

    /// <summary>
    /// Waits until <paramref name="answers"/> says yes. Throws a <see cref="LocalRunException"/> with the last lines of output when
    /// the process ends before that, or when <paramref name="limit"/> has passed; whatever ends the wait ends the process, too.
    /// </summary>
    public async Task WaitUntilAsync(Func<CancellationToken, Task<bool>> answers, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await WaitAsync(answers, limit, cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>The failure of a process that ended although nobody asked it to.</summary>
    public LocalRunException Stopped() => Failure("part.stopped", ("code", ended.IsCompletedSuccessfully ? ended.Result : -1));

    public async ValueTask DisposeAsync()
    {
        if (!ended.IsCompleted)
        {
            process.StandardInput.Close();
            await Task.WhenAny(ended, Task.Delay(Grace));
            if (!ended.IsCompleted)
                process.Kill(entireProcessTree: true);
        }

        await ended;
        process.Dispose();
        await log.DisposeAsync();
    }

    private async Task WaitAsync(Func<CancellationToken, Task<bool>> answers, TimeSpan limit, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (ended.IsCompleted)
                throw Failure("part.ended", ("code", await ended));
            if (await answers(cancellationToken))
                return;
            if (Stopwatch.GetElapsedTime(since) > limit)
                throw Failure("part.silent", ("seconds", (int)limit.TotalSeconds));
            await Task.Delay(50, cancellationToken);
        }
    }

    private async Task<int> RunAsync()
    {
        using var oneAtATime = new SemaphoreSlim(1);
        await Task.WhenAll(CopyAsync(process.StandardOutput, oneAtATime), CopyAsync(process.StandardError, oneAtATime));
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private async Task CopyAsync(StreamReader from, SemaphoreSlim oneAtATime)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await oneAtATime.WaitAsync();
            try
            {
                await log.WriteLineAsync(line);
                lastLines.Enqueue(line);
                if (lastLines.Count > LinesKept)
                    lastLines.TryDequeue(out _);
                onLine?.Invoke(line);
            }
            finally
            {
                oneAtATime.Release();
            }
        }
    }

    private LocalRunException Failure(string key, (string Name, object Value) detail) =>
        LocalRunException.Of(key, ("part", char.ToUpperInvariant(part[0]) + part[1..]), detail, ("log", logFile), ("lines", string.Join(Environment.NewLine, lastLines)));
}
