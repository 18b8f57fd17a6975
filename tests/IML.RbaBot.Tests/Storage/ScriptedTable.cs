using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Storage;

/// <summary>One answer of a table.</summary>
/// <param name="Status">As it stands in the first line.</param>
/// <param name="Body">ASCII.</param>
/// <param name="Headers">More headers, each ended by CR LF.</param>
/// <param name="Given">How many bytes of the body are given before the connection breaks off; null for all.</param>
internal sealed record TableAnswer(string Status, string Body, string Headers = "", int? Given = null);

/// <summary>What a table was asked.</summary>
/// <param name="Query">The address behind the question mark.</param>
/// <param name="Body">Empty where there was none.</param>
internal sealed record TableQuestion(string Query, string Body);

/// <summary>A table on a connection of its own for each call, which answers by a script and keeps what it was asked.</summary>
internal sealed class ScriptedTable : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task<TableQuestion[]> answering;

    public ScriptedTable(params TableAnswer[] answers)
    {
        listener.Start();
        answering = AnswerAsync(answers);
        Options = new StorageOptions
        {
            ConnectionString = string.Create(
                CultureInfo.InvariantCulture,
                $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=bm9ib2R5;TableEndpoint=http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/a;QueueEndpoint=http://127.0.0.1:9/a"),
        };
        Clients = new StorageClients(Options, new StorageRoundTrips(), TimeProvider.System);
        Store = new AssessmentStore(Clients, Stored.Find, Options);
    }

    public StorageOptions Options { get; }

    public StorageClients Clients { get; }

    public AssessmentStore Store { get; }

    /// <summary>What was asked, once all of the script is answered.</summary>
    public Task<TableQuestion[]> QuestionsAsync() => answering.WaitAsync(TimeSpan.FromSeconds(10));

    public void Dispose()
    {
        Clients.Dispose();
        listener.Dispose();
    }

    private async Task<TableQuestion[]> AnswerAsync(TableAnswer[] answers)
    {
        var questions = new TableQuestion[answers.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            questions[i] = await ReadAsync(stream);
            var (status, body, headers, given) = answers[i];
            await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body[..(given ?? body.Length)]}")));
        }

        return questions;
    }

    private static async Task<TableQuestion> ReadAsync(NetworkStream stream)
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
                    : int.Parse(text.AsSpan(at + name.Length, text.IndexOf('\r', at) - at - name.Length), CultureInfo.InvariantCulture);
                if (received.Length - end - 4 >= length)
                {
                    var address = text.Split(' ')[1];
                    return new TableQuestion(address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..], text[(end + 4)..]);
                }
            }

            var read = await stream.ReadAsync(piece);
            Assert.True(read > 0, "The request broke off.");
            received.Write(piece, 0, read);
        }
    }
}
