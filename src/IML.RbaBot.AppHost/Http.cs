using System.Net;
using System.Net.Sockets;

namespace IML.RbaBot.AppHost;

/// <summary>Asks whether somebody answers, on this machine only.</summary>
internal static class Http
{
    // A proxy of the environment must not stand between the parts of one machine.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Whether the address answers at all, or with the status asked for.</summary>
    public static async Task<bool> AnswersAsync(string address, CancellationToken cancellationToken, HttpStatusCode? status = null)
    {
        try
        {
            using var response = await Client.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return status is null || response.StatusCode == status;
        }
        catch (Exception none) when (none is HttpRequestException or SocketException)
        {
            // The bare one where the connection is reset as it is made.
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
