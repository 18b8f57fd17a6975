using System.Collections.Frozen;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Alerts;

/// <summary>Tells people of a change, each by the same chain as an alert; what is told is the topic's own <see cref="INotice"/>.</summary>
internal sealed class NoticeDelivery(
    IEnumerable<INotice> notices, Roster roster, DirectoryStore people, FallbackChain chain) : IDelivery
{
    private readonly FrozenDictionary<string, INotice> byTopic = notices.ToFrozenDictionary(n => n.Topic.ToString(), StringComparer.Ordinal);

    public OutboxKind Kind => OutboxKind.Notice;

    public bool WritesToPeople => true;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        if (!byTopic.TryGetValue(message.About ?? "", out var notice))
        {
            return new DeliveryOutcome.Retry($"Nothing says {message.About}.");
        }

        var now = assessment.Assessment;
        if (notice.AudienceOf(now, message.Detail) is not { } audience)
        {
            return new DeliveryOutcome.Obsolete("overtaken");
        }

        var language = (await people.FindPersonAsync(now.Developer.Id, cancellationToken))?.Language;
        var letter = new Letter(
            address => notice.CardOf(address.Reader, now, message.Detail, address is Address.Channel),
            reader => MailText.Of(reader, notice.CardOf(reader, now, message.Detail, isChannel: true).FallbackText ?? "", now.Id));
        var progress = await chain.WalkAsync(message, RecipientsOf(audience, now, language), letter, cancellationToken);
        return progress.ToOutcome([], []);
    }

    private Recipients RecipientsOf(Audience audience, Assessment assessment, string? language)
    {
        var focalPoints = roster.FocalPointsFor(assessment, language);
        var backups = roster.BackupsFor(assessment, language);
        return new Recipients
        {
            People =
            [
                .. audience.People,
                .. audience.FocalPoints ? focalPoints : [],
                .. audience.Backups ? backups : [],
                .. audience.HeadOfIml ? roster.HeadOfIml : [],
            ],
            Channel = audience.FocalPoints ? ChannelUse.BesidePeople : audience.ChannelOtherwise ? ChannelUse.InsteadOfPeople : ChannelUse.None,
            Otherwise = audience.FocalPoints ? backups : audience.Backups || audience.FocalPointsOtherwise ? focalPoints : [],
        };
    }
}
