using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Cards;
using IML.RbaBot.Configuration;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Alerts;

/// <summary>Where a message can go.</summary>
/// <param name="Key">Tells addresses of one message apart; stored with its progress.</param>
/// <param name="Name">The person's or the channel's name.</param>
/// <param name="Reader">How the reader reads.</param>
internal abstract record Address(string Key, string Name, CardContext Reader)
{
    /// <summary>A person's chat with the bot.</summary>
    public sealed record Chat(PersonProfile Profile, ConversationReference Conversation, string Name, CardContext Reader)
        : Address($"person-{Profile.Id}", Name, Reader);

    /// <summary>The channel chosen for alerts.</summary>
    public sealed record Channel(AlertsChannel Chosen, CardContext Reader) : Address("channel", Chosen.Name, Reader);

    /// <summary>A person's mail.</summary>
    public sealed record Mail(PersonId Person, string MailAddress, string Name, CardContext Reader) : Address($"mail-{Person}", Name, Reader);
}

/// <summary>What sending came to.</summary>
internal abstract record Sending
{
    private Sending()
    {
    }

    /// <summary>Accepted: it is delivered.</summary>
    /// <param name="ActivityId">The message's id, to update it; null for mail, or when the channel named none.</param>
    public sealed record Taken(string? ActivityId) : Sending;

    /// <summary>Not this message to this address, now or later.</summary>
    /// <param name="Reason">No names, no answers.</param>
    /// <param name="IsDead">The address takes nothing at all any more.</param>
    public sealed record Refused(string Reason, bool IsDead) : Sending;

    /// <summary>Perhaps later.</summary>
    /// <param name="Reason">No names, no answers.</param>
    /// <param name="After">Not sooner, as the receiver asked.</param>
    public sealed record Later(string Reason, TimeSpan? After) : Sending;
}

/// <summary>Finds addresses and sends to them. An address that turns out to be dead is remembered, until the person writes again.</summary>
internal sealed class Post(
    DirectoryStore people,
    DeadAddresses dead,
    IConnectorClient connector,
    Mailbox mailbox,
    Roster roster,
    CardContexts contexts,
    TimeProvider time)
{
    // What was refused may be allowed again without anybody writing, so a dead address gets one try a day.
    private static readonly TimeSpan DeadFor = TimeSpan.FromDays(1);

    /// <summary>A person's chat; null when they never wrote, removed the bot, or their chat is dead.</summary>
    public async Task<Address?> ChatOfAsync(Person person, CancellationToken cancellationToken) =>
        await people.FindPersonAsync(person.Id, cancellationToken) is { Conversation: { } conversation } profile && IsAlive(profile.DeadSince)
            ? new Address.Chat(
                profile, conversation with { ActivityId = null }, person.Name, contexts.Of(profile))
            : null;

    /// <summary>The channel for alerts; null when nobody chose one, or it is dead.</summary>
    public async Task<Address?> ChannelAsync(CancellationToken cancellationToken) =>
        await people.FindAlertsChannelAsync(cancellationToken) is { } channel && IsAlive(channel.DeadSince)
            ? new Address.Channel(channel, contexts.OfChannel(channel))
            : null;

    /// <summary>A person's mail; null without a mailbox to send from, or when the configuration names no address.</summary>
    public async Task<Address?> MailOfAsync(Person person, CancellationToken cancellationToken) =>
        mailbox.IsConfigured && roster.MailOf(person.Id) is { } mail
            ? new Address.Mail(person.Id, mail, person.Name, contexts.Of(await people.FindPersonAsync(person.Id, cancellationToken)))
            : null;

    /// <summary>Sends a card; by mail, its words and how to open the rest.</summary>
    public async Task<Sending> SendAsync(Address to, AdaptiveCard card, string mailText, CancellationToken cancellationToken)
    {
        if (to is Address.Mail mail)
        {
            return await mailbox.SendAsync(mail.MailAddress, card.FallbackText ?? "", mailText, cancellationToken);
        }

        try
        {
            var conversation = to is Address.Chat chat ? chat.Conversation : ((Address.Channel)to).Chosen.Conversation;
            var sent = await connector.SendToConversationAsync(conversation, Activity.MessageOf(card, card.FallbackText), cancellationToken);
            return new Sending.Taken(sent.Id);
        }
        catch (ConnectorException failed)
        {
            return await FailedAsync(to, failed, cancellationToken);
        }
    }

    /// <summary>
    /// 403 and 404 say that the address is dead. 401 and 413 say that this message cannot go, which is the bot's fault and not the
    /// address's: the next of the chain is taken and nothing is remembered.
    /// </summary>
    private async Task<Sending> FailedAsync(Address to, ConnectorException failed, CancellationToken cancellationToken)
    {
        var reason = $"{to.Key}: {failed.Kind} {(int?)failed.Status} {failed.ErrorCode}";
        if (failed.Kind != ConnectorFailure.PermanentlyGone)
        {
            return new Sending.Later(reason, failed.RetryAfter);
        }

        var isDead = (int?)failed.Status is 403 or 404 or 410;
        if (isDead && to is Address.Chat chat)
        {
            await dead.MarkAsync(chat.Profile, time.GetUtcNow(), cancellationToken);
        }
        else if (isDead && to is Address.Channel channel)
        {
            await dead.MarkAsync(channel.Chosen, time.GetUtcNow(), cancellationToken);
        }

        return new Sending.Refused(reason, isDead);
    }

    private bool IsAlive(DateTimeOffset? deadSince) => deadSince is not { } since || time.GetUtcNow() - since > DeadFor;
}
