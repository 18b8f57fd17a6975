using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Configuration;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Setup;

/// <summary>Whom alerts go to: each focal point and backup, the channel, and what could not be delivered. Nobody is written to.</summary>
internal sealed class PeopleLinks(Roster roster, DirectoryStore directory, IConnectorClient connector)
{
    public async Task<ImmutableArray<Finding>> FocalPointsAsync(CancellationToken cancellationToken)
    {
        if (roster.FocalPoints.IsEmpty)
        {
            return [Finding.Broken(Said.Of(SetupText.FocalPointsNone), Said.Of(SetupText.FocalPointsNoneRemedy))];
        }

        var people = roster.FocalPoints.Concat(roster.Backups).DistinctBy(p => p.Id);
        return [.. await Task.WhenAll(people.Select(person => FocalPointAsync(person, cancellationToken)))];
    }

    public async Task<ImmutableArray<Finding>> AlertsChannelAsync(CancellationToken cancellationToken)
    {
        if (await directory.FindAlertsChannelAsync(cancellationToken) is not { } channel)
        {
            return [Finding.Note(Said.Of(SetupText.ChannelNone), Said.Of(SetupText.ChannelNoneRemedy))];
        }

        return [await TakesMessagesAsync(channel.Conversation, cancellationToken) switch
        {
            null => Finding.Works(Say(SetupText.ChannelWorks, SetupText.UnnamedChannelWorks)),
            { Kind: ConnectorFailure.PermanentlyGone } =>
                Finding.Broken(Say(SetupText.ChannelGone, SetupText.UnnamedChannelGone), Said.Of(SetupText.ChannelGoneRemedy)),
            { } failure => Finding.Note(Say(SetupText.ChannelUnsure, SetupText.UnnamedChannelUnsure, ("reason", Reason.Of(failure)))),
        }];

        // Teams does not always say what a channel is called.
        Said Say(SetupText named, SetupText unnamed, params ReadOnlySpan<(string Name, string Value)> values) => channel.Name.Length > 0
            ? Said.Of(named, [("name", channel.Name), .. values])
            : Said.Of(unnamed, values);
    }

    public async Task<ImmutableArray<Finding>> UndeliverableAsync(CancellationToken cancellationToken)
    {
        var count = await directory.CountUndeliverableAsync(cancellationToken);
        return
        [
            count == 0
                ? Finding.Works(Said.Of(SetupText.UndeliverableNone))
                : Finding.Broken(
                    Said.Of(SetupText.UndeliverableSome, ("count", count.ToString(CultureInfo.InvariantCulture))), Said.Of(SetupText.UndeliverableRemedy)),
        ];
    }

    private async Task<Finding> FocalPointAsync(Person person, CancellationToken cancellationToken)
    {
        var name = ("name", person.Name);
        if (await directory.FindPersonAsync(person.Id, cancellationToken) is not { Conversation: { } chat })
        {
            return Finding.Broken(Said.Of(SetupText.FocalPointUnknown, name), Said.Of(SetupText.FocalPointUnknownRemedy, name));
        }

        return await TakesMessagesAsync(chat, cancellationToken) switch
        {
            null => Finding.Works(Said.Of(SetupText.FocalPointWorks, name)),
            { Kind: ConnectorFailure.PermanentlyGone } => Finding.Broken(Said.Of(SetupText.FocalPointGone, name), Said.Of(SetupText.FocalPointUnknownRemedy, name)),
            { } failure => Finding.Note(Said.Of(SetupText.FocalPointUnsure, name, ("reason", Reason.Of(failure)))),
        };
    }

    /// <summary>Asks who is in the conversation, which the channel answers only where the bot may write; null when it does.</summary>
    private async Task<ConnectorException?> TakesMessagesAsync(ConversationReference conversation, CancellationToken cancellationToken)
    {
        try
        {
            await connector.GetConversationPagedMembersAsync(conversation, null, null, cancellationToken);
            return null;
        }
        catch (ConnectorException failure)
        {
            return failure;
        }
    }
}
