using System.Net.Sockets;

namespace IML.RbaBot.BotFramework.Connector;

/// <summary>
/// Says of a connection that broke as it was made what is said of every other: <see cref="HttpRequestException"/> with
/// <see cref="HttpRequestError.ConnectionError"/>. When the other side resets it before .NET has asked whom it is connected to,
/// SocketsHttpHandler lets the bare <see cref="SocketException"/> through (about one in a thousand connections that are reset at once),
/// which nobody who tries again or answers for an outage expects. Nothing was sent then.
/// </summary>
public sealed class BrokenConnections : DelegatingHandler
{
    /// <summary>Before the handler that the client factory sets.</summary>
    public BrokenConnections()
    {
    }

    /// <param name="inner">Makes the connections.</param>
    public BrokenConnections(HttpMessageHandler inner)
        : base(inner)
    {
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException broken)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, broken.Message, broken);
        }
    }
}
