using IML.RbaBot.BotFramework.Authentication;
using IML.RbaBot.BotFramework.Connector;

namespace IML.RbaBot.BotFramework.Hosting;

/// <summary>Tries the two things that every turn needs of the channel's services, for who installs the bot.</summary>
public sealed class ChannelProbe
{
    private readonly ConnectorCredential credential;
    private readonly SigningKeys keys;

    internal ChannelProbe(ConnectorCredential credential, SigningKeys keys) => (this.credential, this.keys) = (credential, keys);

    /// <summary>Asks for the token that outbound calls carry.</summary>
    /// <exception cref="ConnectorException">There is none to be had; the inner exception says why.</exception>
    public async Task TokenAsync(CancellationToken cancellationToken) => await credential.GetTokenAsync(cancellationToken);

    /// <summary>Whether the keys that inbound tokens are checked with can be read.</summary>
    public async Task<bool> KeysAsync(CancellationToken cancellationToken) =>
        !(await keys.FindAsync("probe", cancellationToken)).Unavailable;
}
