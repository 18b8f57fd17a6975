using System.Net;
using System.Net.Sockets;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.LocalRun;

/// <summary>The local run asks its parts until they answer.</summary>
public sealed class AnswersTests
{
    [Fact]
    public async Task A_part_that_resets_the_connection_as_it_is_made_does_not_answer_yet()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = new CancellationTokenSource();
        var resetting = ResetAsync(listener, over.Token);
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";

        // About one in a thousand of such connections fails in another way than the rest.
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var answered = false;
            for (var i = 0; i < 1000; i++)
            {
                answered |= await Http.AnswersAsync(address, default);
            }

            return answered;
        }));

        await over.CancelAsync();
        await resetting;
        Assert.DoesNotContain(true, answers);
    }

    private static async Task ResetAsync(TcpListener listener, CancellationToken over)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptSocketAsync(over);
                connection.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
