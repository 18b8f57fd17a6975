using System.Globalization;
using IML.RbaBot.Cards;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Alerts;

/// <summary>One message a working day to a focal point: what was recorded without a review, and what was drawn for a spot check.</summary>
internal sealed class DigestDelivery(Roster roster, Digests digests, FallbackChain chain) : IDelivery
{
    public OutboxKind Kind => OutboxKind.Digest;

    public bool WritesToPeople => true;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        var day = DateOnly.ParseExact(message.Detail ?? "", "O", CultureInfo.InvariantCulture);
        if (roster.FocalPoints.FirstOrDefault(p => p.Id.Value == message.About) is not { } person)
        {
            return new DeliveryOutcome.Obsolete("no focal point any more");
        }

        var lines = await digests.SealAsync(person.Id, day, cancellationToken);
        var letter = new Letter(
            address => DigestCard.Of(address.Reader, day, lines),
            reader => reader.Say(NoticeText.DigestMail, ("count", reader.Language.Number(lines.Length))));
        var progress = await chain.WalkAsync(message, new Recipients { People = [person], Otherwise = roster.Backups }, letter, cancellationToken);
        return progress.ToOutcome([], []);
    }
}
