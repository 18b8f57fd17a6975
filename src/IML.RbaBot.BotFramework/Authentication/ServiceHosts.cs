using System.Diagnostics.CodeAnalysis;
using IML.RbaBot.BotFramework.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.BotFramework.Authentication;

/// <summary>
/// Which service URLs are spoken with. Checked on the way in and again before anything is sent, as the bot's token goes with it.
/// </summary>
internal sealed class ServiceHosts(IOptions<BotFrameworkOptions> options, IHostEnvironment environment)
{
    private static readonly string[] Defaults = ["smba.trafficmanager.net", "*.botframework.com"];

    private readonly string[] hosts = options.Value.AllowedServiceHosts is { Length: > 0 } named ? named : Defaults;
    private readonly bool loopbackOnly = options.Value.AuthenticationOff;
    private readonly bool development = environment.IsDevelopment();

    // Whether a service URL is allowed depends on its characters alone, as the rules are those of the start; and a channel has one for
    // all people of a region. What was refused is not remembered.
    private volatile Allowed? last;

    /// <summary>True, and the parsed address, when this service URL is allowed.</summary>
    public bool Allow(string? serviceUrl, [NotNullWhen(true)] out Uri? address)
    {
        if (last is { } known && known.ServiceUrl == serviceUrl)
        {
            address = known.Address;
            return true;
        }

        if (serviceUrl is null || !Check(serviceUrl, out address))
        {
            address = null;
            return false;
        }

        last = new Allowed(serviceUrl, address);
        return true;
    }

    private bool Check(string serviceUrl, [NotNullWhen(true)] out Uri? address)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            return false;
        }

        // Without token checks anybody on the machine may write: only this machine is answered, whatever the list says.
        if (loopbackOnly)
        {
            return address.IsLoopback;
        }

        return (address.Scheme == Uri.UriSchemeHttps || development) && hosts.Any(Matches(address.IdnHost));
    }

    private static Func<string, bool> Matches(string host) => allowed =>
        allowed.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase) && host.Length > allowed.Length - 1
            : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);

    private sealed record Allowed(string ServiceUrl, Uri Address);
}
