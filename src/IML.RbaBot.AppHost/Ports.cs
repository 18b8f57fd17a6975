using System.Net;
using System.Net.Sockets;

namespace IML.RbaBot.AppHost;

/// <summary>TCP ports of this machine.</summary>
public static class Ports
{
    /// <summary>A port that nobody listens on at this moment. Whoever uses it must cope with losing the race for it.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>
    /// Throws a <see cref="LocalRunException"/> naming the port and the part that wanted it when somebody listens there,
    /// on any address of this machine. Done before starting a part, because the Playground would silently take another port.
    /// </summary>
    /// <param name="port">1 to 65535.</param>
    /// <param name="part">The part in words, as in "wanted by the bot".</param>
    /// <param name="option">The command-line option that changes the port.</param>
    public static void EnsureFree(int port, string part, string option)
    {
        try
        {
            using var listener = TcpListener.Create(port);
            listener.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new LocalRunException(Texts.Say("port.taken", ("port", port), ("part", part), ("option", option)), taken);
        }
    }
}
