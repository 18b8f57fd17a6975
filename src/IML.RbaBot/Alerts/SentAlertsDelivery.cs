using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Cards;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Alerts;

/// <summary>
/// After a change of state or of the reviewer: the cards of the Unit's people and of the channel say where it stands now, and the
/// channel's thread gets one short line. An update notifies nobody; the line does. A card that is gone is no loss. The card of whoever
/// made the change shows it already.
/// </summary>
internal sealed class SentAlertsDelivery(
    Roster roster, DirectoryStore people, IConnectorClient connector, CardUpdate updates, CardContexts contexts, TimeProvider time) : IDelivery
{
    private static readonly TimeSpan AlertUnderWay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pressed = TimeSpan.FromSeconds(1);

    public OutboxKind Kind => OutboxKind.SentAlerts;

    public bool WritesToPeople => true;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        // An alert on its way says where it stands when it was begun, and where it went is known when it has ended.
        if (assessment.Outbox.Any(m => m is { Kind: OutboxKind.Alert, IsHeld: true, Undeliverable: false }))
        {
            return new DeliveryOutcome.Wait(time.GetUtcNow() + AlertUnderWay);
        }

        var round = new UpdateRound(message);
        foreach (var placed in assessment.UnitCards.Where(c => c.Person?.Value != message.Detail))
        {
            if (await CardOfAsync(placed, assessment.Assessment, cancellationToken) is not { } card)
            {
                continue;
            }

            await round.TryAsync($"update-{placed.Key}", () => updates.SendAsync(assessment, placed, card, cancellationToken));
            if (placed.Key == PlacedCard.Channel)
            {
                await round.TryAsync($"line-{placed.Key}", () => SayAsync(placed, assessment.Assessment, cancellationToken));
            }
        }

        return round.ToOutcome(time.GetUtcNow() + Pressed);
    }

    /// <summary>Null for a card that says nothing new: an alert of a restricted one shows its reference and nothing else.</summary>
    private async Task<AdaptiveCard?> CardOfAsync(PlacedCard placed, Assessment assessment, CancellationToken cancellationToken)
    {
        var profile = placed.Person is { } person ? await people.FindPersonAsync(person, cancellationToken) : null;
        if (placed.Face is CardFace.Standing)
        {
            var visitor = new Visitor(
                roster.ActorOf(new Person(placed.Person!.Value, profile?.Name ?? placed.Person.Value.Value)), contexts.Of(profile), time.GetUtcNow());
            return assessment.MayRead(visitor.Actor) ? Screens.Standing(visitor, assessment) : null;
        }

        if (placed.Face is CardFace.Taken || assessment.Project.IsRestricted)
        {
            return null;
        }

        var result = assessment.State.FrozenResult ?? throw new InvalidOperationException("An alert was sent of something without a result.");
        var isChannel = placed.Key == PlacedCard.Channel;
        return AlertCard.Of(
            isChannel ? await OfChannelAsync(cancellationToken) : contexts.Of(profile), AlertView.Of(assessment, result), isChannel);
    }

    private async Task<Updated> SayAsync(PlacedCard placed, Assessment assessment, CancellationToken cancellationToken)
    {
        try
        {
            var line = AlertCard.StateLine(await OfChannelAsync(cancellationToken), assessment);
            await connector.SendToConversationAsync(ThreadOf(placed), Activity.MessageOf(line), cancellationToken);
            return new Updated.Done();
        }
        catch (ConnectorException gone) when (gone.Kind == ConnectorFailure.PermanentlyGone)
        {
            return new Updated.Done();
        }
        catch (ConnectorException failed)
        {
            return new Updated.Failed($"{failed.Kind} {(int?)failed.Status}", failed.RetryAfter);
        }
    }

    private async Task<CardContext> OfChannelAsync(CancellationToken cancellationToken) =>
        await people.FindAlertsChannelAsync(cancellationToken) is { } channel ? contexts.OfChannel(channel) : contexts.OfLanguage(null);

    // Teams: a message into the thread that another began goes to the channel's id with the first message's.
    private static ConversationReference ThreadOf(PlacedCard sent) =>
        sent.Conversation with { ConversationId = $"{sent.Conversation.ConversationId};messageid={sent.ActivityId}", ActivityId = null };
}
