using System.Net;
using System.Net.Sockets;
using System.Text;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Storage;

/// <summary>
/// A table's answer that breaks off half-way is asked for again: nobody reads half an assessment, and a transaction goes out the
/// second time byte for byte as the first.
/// </summary>
public sealed class BrokenAnswerTests
{
    private const string Rows = """{"value":[]}""";

    private const string Committed =
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\n\r\n\r\n--c--\r\n--b--\r\n";

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_load_whose_answer_breaks_off_is_tried_again(int given)
    {
        using var table = new HalfTable(given, "200 OK", Rows);
        using var clients = table.Clients();

        var loaded = await table.Store(clients).LoadAsync(NewId(), allowCached: false, default);

        Assert.IsType<LoadResult.NotFound>(loaded);
        Assert.Equal(2, (await table.RequestsAsync()).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task A_transaction_whose_answer_breaks_off_is_sent_again_as_it_was(int given)
    {
        using var table = new HalfTable(given, "202 Accepted", Committed);
        using var clients = table.Clients();
        var accepted = Decide(new Command.Start(NewId(), Project() with { Title = new string('é', 100) }, Shipped), null);

        var result = await table.Store(clients).CommitAsync(null, accepted, ActsDana, Noon, [], default);

        Assert.Equal("W/\"1\"", Assert.IsType<CommitResult.Committed>(result).Stored.ETag.ToString());
        var requests = await table.RequestsAsync();
        Assert.Equal(2, requests.Length);
        Assert.Equal(requests[0], requests[1]);
        Assert.Contains(new string('é', 100), requests[0], StringComparison.Ordinal);
    }

    /// <summary>A table that breaks off its first answer after so many bytes, and gives the second one whole.</summary>
    private sealed class HalfTable : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task<string[]> answering;

        public HalfTable(int given, string status, string body)
        {
            listener.Start();
            answering = AnswerAsync(given, status, body);
        }

        public StorageClients Clients() => new(Options, new StorageRoundTrips(), TimeProvider.System);

        public AssessmentStore Store(StorageClients clients) => new(clients, Find, Options);

        /// <summary>The bodies of what was asked.</summary>
        public Task<string[]> RequestsAsync() => answering.WaitAsync(TimeSpan.FromSeconds(10));

        public void Dispose() => listener.Dispose();

        private StorageOptions Options => new()
        {
            ConnectionString = string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=bm9ib2R5;TableEndpoint=http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/a;QueueEndpoint=http://127.0.0.1:9/a"),
        };

        private async Task<string[]> AnswerAsync(int given, string status, string body)
        {
            var requests = new string[2];
            for (var i = 0; i < requests.Length; i++)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                requests[i] = await ReadBodyAsync(stream);
                var answer = $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n\r\n{(i == 0 ? body[..given] : body)}";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            }

            return requests;
        }

        private static async Task<string> ReadBodyAsync(NetworkStream stream)
        {
            var received = new MemoryStream();
            var piece = new byte[4096];
            while (true)
            {
                var text = Encoding.UTF8.GetString(received.ToArray());
                var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end >= 0)
                {
                    const string name = "Content-Length: ";
                    var at = text.IndexOf(name, StringComparison.Ordinal);
                    var length = at < 0 || at > end
                        ? 0
                        : int.Parse(text.AsSpan(at + name.Length, text.IndexOf('\r', at) - at - name.Length), System.Globalization.CultureInfo.InvariantCulture);
                    if (received.Length - end - 4 >= length)
                    {
                        return text[(end + 4)..];
                    }
                }

                var read = await stream.ReadAsync(piece);
                Assert.True(read > 0, "The request broke off.");
                received.Write(piece, 0, read);
            }
        }
    }
}
