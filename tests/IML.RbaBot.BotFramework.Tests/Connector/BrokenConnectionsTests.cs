using System.Net;
using System.Net.Sockets;
using IML.RbaBot.BotFramework.Authentication;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.BotFramework.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.BotFramework.Tests.Connector;

public sealed class BrokenConnectionsTests
{
    [Fact]
    public async Task A_connection_that_breaks_as_it_is_made_could_not_be_made()
    {
        using var client = new HttpClient(new BrokenConnections(new Throwing(new SocketException((int)SocketError.NotConnected))));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://127.0.0.1/")));

        Assert.Equal(HttpRequestError.ConnectionError, failure.HttpRequestError);
        Assert.IsType<SocketException>(failure.InnerException);
    }

    [Fact]
    public async Task What_else_goes_wrong_is_said_as_it_was()
    {
        using var client = new HttpClient(new BrokenConnections(new Throwing(new IOException("cut"))));

        Assert.Equal("cut", (await Assert.ThrowsAsync<IOException>(() => client.GetAsync(new Uri("http://127.0.0.1/")))).Message);
    }

    [Fact]
    public async Task A_server_that_resets_every_connection_is_one_that_cannot_be_reached()
    {
        using var server = new ResettingServer();
        using var client = new HttpClient(new BrokenConnections(new SocketsHttpHandler { UseProxy = false }));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(server.Address));
            }
        }));
    }

    [Theory]
    [InlineData(SigningKeys.ClientName)]
    [InlineData(ConnectorClient.ClientName)]
    public void Every_client_of_the_protocol_says_it_so(string name)
    {
        using var services = new ServiceCollection().AddLogging().AddBotFramework(new ConfigurationBuilder().Build()).BuildServiceProvider();

        Assert.Contains(HandlersOf(services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name)), h => h is BrokenConnections);
    }

    private static IEnumerable<HttpMessageHandler> HandlersOf(HttpMessageHandler outermost)
    {
        for (HttpMessageHandler? handler = outermost; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            yield return handler;
        }
    }

    private sealed class Throwing(Exception failure) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(failure);
    }

    /// <summary>Takes a connection and resets it at once.</summary>
    private sealed class ResettingServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task resetting;

        public ResettingServer()
        {
            listener.Start();
            resetting = Task.Run(ResetAsync);
        }

        public Uri Address => new UriBuilder("http", "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port).Uri;

        public void Dispose()
        {
            listener.Dispose();
            Assert.True(resetting.Wait(TimeSpan.FromSeconds(10)), "It went on accepting.");
        }

        private async Task ResetAsync()
        {
            try
            {
                while (true)
                {
                    using var connection = await listener.AcceptSocketAsync();
                    connection.LingerState = new LingerOption(enable: true, seconds: 0);
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
