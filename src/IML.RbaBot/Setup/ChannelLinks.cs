using System.Collections.Immutable;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.BotFramework.Hosting;
using IML.RbaBot.Texts;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Setup;

/// <summary>The way to and from Teams: the bot's own token, and the keys that others' tokens are checked with.</summary>
internal sealed class ChannelLinks(ChannelProbe probe, IOptions<BotFrameworkOptions> options)
{
    public async Task<ImmutableArray<Finding>> TokenAsync(CancellationToken cancellationToken)
    {
        if (options.Value.AuthenticationOff)
        {
            return [Finding.Note(Said.Of(SetupText.TokenOff))];
        }

        try
        {
            await probe.TokenAsync(cancellationToken);
            return [Finding.Works(Said.Of(SetupText.TokenWorks))];
        }
        catch (ConnectorException e)
        {
            return [Finding.Broken(Said.Of(SetupText.TokenBroken, ("reason", Reason.Of(e))), Said.Of(SetupText.TokenRemedy))];
        }
    }

    public async Task<ImmutableArray<Finding>> KeysAsync(CancellationToken cancellationToken)
    {
        if (options.Value.AuthenticationOff)
        {
            return [];
        }

        return
        [
            await probe.KeysAsync(cancellationToken)
                ? Finding.Works(Said.Of(SetupText.KeysWork))
                : Finding.Broken(Said.Of(SetupText.KeysBroken, ("reason", "no answer from login.botframework.com")), Said.Of(SetupText.KeysRemedy)),
        ];
    }
}
