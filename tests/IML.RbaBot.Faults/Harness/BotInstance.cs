using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Faults.Harness;

/// <summary>
/// The built bot as a process of its own, which can be killed at any moment and started again on the same port. Ends with this
/// process.
/// </summary>
internal sealed class BotInstance : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string program;
    private readonly int port;
    private readonly ImmutableDictionary<string, string> settings;
    private readonly HttpClient client;
    private readonly Lock guard = new();
    private readonly List<long> deaths = [];
    private Process? process;

    public BotInstance(string program, int port, ImmutableDictionary<string, string> settings, HttpClient client)
    {
        (this.program, this.port, this.settings, this.client) = (program, port, settings, client);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    public Uri Address { get; }

    /// <summary>How often it was killed.</summary>
    public int Kills => deaths.Count;

    /// <summary>When it was killed, as <see cref="Stopwatch.GetTimestamp"/> counts, in order.</summary>
    public IReadOnlyList<long> Deaths
    {
        get
        {
            lock (guard)
            {
                return [.. deaths];
            }
        }
    }

    /// <summary>Starts it and waits until it is ready: tables and queue are there.</summary>
    public async Task StartAsync()
    {
        var command = BotProgram.Command(program);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority);
        var started = Process.Start(start)!;
        var output = new Tail();
        started.OutputDataReceived += (_, line) => output.Add(line.Data);
        started.ErrorDataReceived += (_, line) => output.Add(line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        lock (guard)
        {
            process = started;
        }

        var since = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            Assert.False(started.HasExited, $"The bot ended before it was ready:\n{output}");
            Assert.True(Stopwatch.GetElapsedTime(since) < StartLimit, $"The bot on port {port} was not ready within {StartLimit}:\n{output}");
            await Task.Delay(20);
        }
    }

    /// <summary>SIGKILL: nothing under way is finished. Nothing happens when it does not run.</summary>
    public void Kill()
    {
        lock (guard)
        {
            if (process is { HasExited: false })
            {
                process.Kill();
                process.WaitForExit();
                deaths.Add(Stopwatch.GetTimestamp());
            }

            process?.Dispose();
            process = null;
        }
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Address, "readyz"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception none) when (none is HttpRequestException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    /// <summary>The last lines of the output, for a failure's message.</summary>
    private sealed class Tail
    {
        private readonly Queue<string> lines = new();

        public void Add(string? line)
        {
            lock (lines)
            {
                if (line is not null)
                {
                    lines.Enqueue(line);
                    if (lines.Count > 20)
                    {
                        lines.Dequeue();
                    }
                }
            }
        }

        public override string ToString()
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }
}
