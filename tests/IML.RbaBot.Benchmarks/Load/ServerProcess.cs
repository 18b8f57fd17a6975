using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>What the operating system says of a process.</summary>
/// <param name="Cpu">User and system time of all its threads, in steps of 10 ms.</param>
/// <param name="ResidentBytes">Memory in use now.</param>
/// <param name="OwnBytes">
/// The part of it that no file backs, so that the system cannot take it back and read it again: heaps, stacks, what was changed of a
/// file's pages, and the runtime's structures with the code compiled later, which .NET keeps in shared memory of its own.
/// </param>
/// <param name="PeakBytes">The most memory in use at any time.</param>
internal readonly record struct ProcessUse(TimeSpan Cpu, long ResidentBytes, long OwnBytes, long PeakBytes);

/// <summary>
/// A measured server, started directly, without a process between that would blur its accounting and its start. Ends with this
/// process: on disposal, on Ctrl-C and on exit.
/// </summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    private readonly Process process;
    private readonly FileStream log;
    private readonly Task output;
    private readonly EventHandler onExit;

    private ServerProcess(Process process, Uri address, FileStream log, long startedAt)
    {
        this.process = process;
        this.log = log;
        Address = address;
        StartedAt = startedAt;
        // Read as it comes, as a container's log driver would: a full pipe must not slow the server down.
        output = process.StandardOutput.BaseStream.CopyToAsync(log);
        onExit = (_, _) => process.Kill();
        AppDomain.CurrentDomain.ProcessExit += onExit;
    }

    public Uri Address { get; }

    /// <summary>When it was started, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public long StartedAt { get; }

    /// <summary>Starts <c>dotnet ASSEMBLY ARGUMENTS</c>, or the program itself, and waits until <c>/healthz</c> answers 200.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in time; the message names its log.</exception>
    public static async Task<ServerProcess> StartAsync(
        string assembly, IEnumerable<string> arguments, int port, ImmutableDictionary<string, string> environment, HttpClient client, string logFile)
    {
        if (!File.Exists(assembly))
        {
            throw new InvalidOperationException($"{assembly} is not there: build the solution in the same configuration first.");
        }

        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        var command = BotProgram.Command(assembly);
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        var log = new FileStream(logFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        var startedAt = Stopwatch.GetTimestamp();
        var server = new ServerProcess(Process.Start(start)!, address, log, startedAt);
        try
        {
            await server.WaitAsync(client);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it has used until now, from <c>/proc</c>.</summary>
    public ProcessUse Use()
    {
        // The name of the program, in brackets, may hold blanks; utime and stime are the 12th and 13th field after it.
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = Number(fields[11]) + Number(fields[12]);
        var status = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status"));
        return new ProcessUse(TimeSpan.FromMilliseconds(ticks * 10), Kilobytes("VmRSS:"), Kilobytes("RssAnon:") + Kilobytes("RssShmem:"), Kilobytes("VmHWM:"));

        long Kilobytes(string name) =>
            1024 * Number(status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim());

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= onExit;
        if (!process.HasExited)
        {
            _ = Kill(process.Id, Terminate);
            using var grace = new CancellationTokenSource(Grace);
            try
            {
                await process.WaitForExitAsync(grace.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }
        }

        await output;
        process.Dispose();
        await log.DisposeAsync();
    }

    private async Task WaitAsync(HttpClient client)
    {
        while (Stopwatch.GetElapsedTime(StartedAt) < StartLimit)
        {
            if (process.HasExited)
            {
                break;
            }

            try
            {
                using var answer = await client.GetAsync(new Uri(Address, "healthz"));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception none) when (none is HttpRequestException or System.Net.Sockets.SocketException)
            {
                // Nobody listens there yet.
            }

            await Task.Delay(3);
        }

        throw new InvalidOperationException($"The server ended, or did not answer within {StartLimit.TotalSeconds} s; its log is {log.Name}.");
    }

    // Process.Kill sends SIGKILL only, and then nothing under way is finished.
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int id, int signal);
}
