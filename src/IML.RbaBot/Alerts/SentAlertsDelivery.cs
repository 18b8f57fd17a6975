using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Cards;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Alerts;

/// <summary>
/// After a change of state: the alerts that were sent say where it stands now, and the channel's thread gets one short line. An update
/// notifies nobody; the line does. An alert that is gone is no loss. The reviewer's own alert has become the card on which they review,
/// perhaps with half a comment typed into it: it is left alone.
/// </summary>
internal sealed class SentAlertsDelivery(
    DirectoryStore people, IConnectorClient connector, CardContexts contexts, TimeProvider time) : IDelivery
{
    private static readonly TimeSpan AlertUnderWay = TimeSpan.FromSeconds(2);

    private const string ChannelKey = "channel";
    private const string PersonKey = "person-";

    public OutboxKind Kind => OutboxKind.SentAlerts;

    public bool WritesToPeople => true;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        if (assessment.Assessment.Project.IsRestricted)
        {
            return new DeliveryOutcome.Obsolete("an alert of a restricted one shows its reference and nothing else");
        }

        // An alert on its way says where it stands when it was begun, and where it went is known when it has ended.
        if (assessment.Outbox.Any(m => m is { Kind: OutboxKind.Alert, IsHeld: true, Undeliverable: false }))
        {
            return new DeliveryOutcome.Wait(time.GetUtcNow() + AlertUnderWay);
        }

        var done = message.Done.ToBuilder();
        string? failure = null;
        TimeSpan? after = null;
        foreach (var sent in assessment.SentAlerts.Where(s => s.Key != PersonKey + message.Detail))
        {
            var isChannel = sent.Key == ChannelKey;
            var reader = await ReaderOfAsync(sent.Key, cancellationToken);
            await TryAsync($"update-{sent.Key}", () => UpdateAsync(sent, assessment.Assessment, reader, isChannel, cancellationToken));
            if (isChannel)
            {
                await TryAsync($"line-{sent.Key}", () => connector.SendToConversationAsync(
                    ThreadOf(sent), Activity.MessageOf(AlertCard.StateLine(reader, assessment.Assessment)), cancellationToken));
            }
        }

        return failure is null
            ? new DeliveryOutcome.Delivered()
            : new DeliveryOutcome.Retry(failure) { After = after, Done = done.ToImmutable() };

        async Task TryAsync(string key, Func<Task> send)
        {
            if (done.Contains(key))
            {
                return;
            }

            try
            {
                await send();
                done.Add(key);
            }
            catch (ConnectorException gone) when (gone.Kind == ConnectorFailure.PermanentlyGone)
            {
                done.Add(key);
            }
            catch (ConnectorException failed)
            {
                failure = $"{key}: {failed.Kind} {(int?)failed.Status}";
                after = failed.RetryAfter ?? after;
            }
        }
    }

    private Task<ResourceResponse> UpdateAsync(
        SentAlert sent, Assessment assessment, CardContext reader, bool isChannel, CancellationToken cancellationToken)
    {
        var result = assessment.State.FrozenResult ?? throw new InvalidOperationException("An alert was sent of something without a result.");
        var card = AlertCard.Of(reader, AlertView.Of(assessment, result), isChannel);
        return connector.UpdateActivityAsync(
            sent.Conversation, sent.ActivityId, Activity.MessageOf(card, card.FallbackText), cancellationToken);
    }

    private async Task<CardContext> ReaderOfAsync(string key, CancellationToken cancellationToken)
    {
        if (key.StartsWith(PersonKey, StringComparison.Ordinal) && PersonId.Parse(key[PersonKey.Length..]) is { } person)
        {
            return contexts.Of(await people.FindPersonAsync(person, cancellationToken));
        }

        return await people.FindAlertsChannelAsync(cancellationToken) is { } channel ? contexts.OfChannel(channel) : contexts.OfLanguage(null);
    }

    // Teams: a message into the thread that another began goes to the channel's id with the first message's.
    private static ConversationReference ThreadOf(SentAlert sent) =>
        sent.Conversation with { ConversationId = $"{sent.Conversation.ConversationId};messageid={sent.ActivityId}", ActivityId = null };
}
