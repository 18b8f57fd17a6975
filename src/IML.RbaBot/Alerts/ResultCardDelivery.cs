using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Alerts;

/// <summary>
/// Updates the developer's result card in place once the alert has gone out, so that it says to whom and when. A card that is gone
/// is no loss: <c>open</c> shows the same at any time.
/// </summary>
internal sealed class ResultCardDelivery(
    Roster roster, DirectoryStore people, IConnectorClient connector, Screens screens, CardContexts contexts, TimeProvider time) : IDelivery
{
    public OutboxKind Kind => OutboxKind.ResultCard;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        if (assessment.ResultCard is not { } address)
        {
            return new DeliveryOutcome.Obsolete("no card to update");
        }

        var developer = assessment.Assessment.Developer;
        var profile = await people.FindPersonAsync(developer.Id, cancellationToken);
        var visitor = new Visitor(roster.ActorOf(developer), contexts.Of(profile), time.GetUtcNow());
        var card = screens.Current(visitor, assessment.Assessment);
        try
        {
            await connector.UpdateActivityAsync(
                address.Conversation, address.ActivityId, Activity.MessageOf(card, card.FallbackText), cancellationToken);
            return new DeliveryOutcome.Delivered();
        }
        catch (ConnectorException gone) when (gone.Kind == ConnectorFailure.PermanentlyGone)
        {
            return new DeliveryOutcome.Obsolete("the card is gone");
        }
        catch (ConnectorException failed)
        {
            return new DeliveryOutcome.Retry($"{failed.Kind} {(int?)failed.Status}") { After = failed.RetryAfter };
        }
    }
}
