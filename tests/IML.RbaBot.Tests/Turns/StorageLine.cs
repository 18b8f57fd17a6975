using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace IML.RbaBot.Tests.Turns;

/// <summary>
/// The line between the bot and Azurite, which a test can cut and mend: while it is cut, every connection breaks. It can also do something
/// between two calls of the bot.
/// </summary>
internal sealed partial class StorageLine : IAsyncDisposable
{
    /// <summary>
    /// Each request waits up to so many milliseconds, by chance: what only holds in the usual order of things fails then. Off unless somebody
    /// looks for such a test (CONTRIBUTING.md).
    /// </summary>
    private static readonly int Slowness =
        int.TryParse(Environment.GetEnvironmentVariable("RBABOT_TEST_SLOW_STORAGE"), out var milliseconds) ? milliseconds : 0;

    private readonly CancellationTokenSource ended = new();
    private readonly List<TcpListener> listeners = [];
    private CancellationTokenSource cut = new();
    private volatile bool isCut;

    /// <param name="connectionString">Azurite's own.</param>
    public StorageLine(string connectionString) =>
        ConnectionString = Endpoint().Replace(connectionString, match => $"{match.Groups[1].Value}{Through(int.Parse(match.Groups[2].Value))}");

    /// <summary>Leads to Azurite over this line.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Runs before what the bot sends goes on, with its text: the beginning of a request, with the whole of it where it is short.
    /// Holding it holds the request.
    /// </summary>
    public Func<string, Task>? Before { get; set; }

    /// <summary>Does something once, before the first request that is meant goes on.</summary>
    /// <param name="isMeant">By the text of the request; see <see cref="Before"/>.</param>
    /// <param name="act">What happens meanwhile, and may send requests itself.</param>
    public void BeforeFirst(Func<string, bool> isMeant, Func<Task> act) => Before = async request =>
    {
        if (isMeant(request))
        {
            Before = null;
            await act();
        }
    };

    public void Cut()
    {
        isCut = true;
        cut.Cancel();
    }

    public void Mend()
    {
        cut = new CancellationTokenSource();
        isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        cut.Cancel();
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }
    }

    [GeneratedRegex(@"(http://127\.0\.0\.1:)(\d+)")]
    private static partial Regex Endpoint();

    private int Through(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        listeners.Add(listener);
        _ = AcceptAsync(listener, port);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AcceptAsync(TcpListener listener, int port)
    {
        while (!ended.IsCancellationRequested)
        {
            var accepting = listener.AcceptTcpClientAsync(ended.Token).AsTask();
            await ((Task)accepting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (accepting.IsCompletedSuccessfully)
            {
                _ = CarryAsync(accepting.Result, port);
            }
        }
    }

    private async Task CarryAsync(TcpClient bot, int port)
    {
        using (bot)
        {
            if (isCut)
            {
                return;
            }

            var until = cut.Token;
            using var azurite = new TcpClient();
            await azurite.ConnectAsync(IPAddress.Loopback, port, until);
            var (near, far) = (bot.GetStream(), azurite.GetStream());
            await Task.WhenAny(SendAsync(near, far, until), far.CopyToAsync(near, until));
        }
    }

    private async Task SendAsync(NetworkStream near, NetworkStream far, CancellationToken until)
    {
        var buffer = new byte[64 * 1024];
        while (await near.ReadAsync(buffer, until) is var read and > 0)
        {
            if (Slowness > 0)
            {
                await Task.Delay(Random.Shared.Next(Slowness), until);
            }

            if (Before is { } before)
            {
                await before(Encoding.UTF8.GetString(buffer, 0, read));
            }

            await far.WriteAsync(buffer.AsMemory(0, read), until);
        }
    }
}
