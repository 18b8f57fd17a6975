using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Cards;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;
using Delivery = IML.RbaBot.Domain.Assessments.AlertDelivery;

namespace IML.RbaBot.Alerts;

/// <summary>
/// The alert of a submission: to every focal point who has written to the bot before, to the backups where the rating asks for it,
/// and to the channel made the place for alerts. A message is delivered when the channel takes it, never before.
/// </summary>
/// <remarks>
/// With at least one of them reached, the others that have no known chat are left out. With nobody reached the promise stays and
/// is tried again: a focal point may write to the bot at any time.
/// </remarks>
internal sealed class AlertDelivery(
    Roster roster, DirectoryStore people, IConnectorClient connector, CardContexts contexts, TimeProvider time) : IDelivery
{
    public OutboxKind Kind => OutboxKind.Alert;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        if (assessment.Assessment.State is AssessmentState.Withdrawn || assessment.Assessment.State.FrozenResult is not { } result)
        {
            return new DeliveryOutcome.Obsolete("withdrawn");
        }

        var done = message.Done.ToBuilder();
        var sent = ImmutableArray.CreateBuilder<Delivery>();
        string? failure = null;
        TimeSpan? after = null;
        await foreach (var recipient in RecipientsAsync(assessment.Assessment, result.Rating, cancellationToken))
        {
            if (done.Contains(recipient.Key))
            {
                continue;
            }

            try
            {
                var card = AlertCard.Of(recipient.Context, AlertView.Of(assessment.Assessment, result), recipient.IsChannel);
                await connector.SendToConversationAsync(
                    recipient.Conversation, Activity.MessageOf(card, card.FallbackText), cancellationToken);
                done.Add(recipient.Key);
                sent.Add(new Delivery(recipient.Name, recipient.IsChannel, time.GetUtcNow()));
            }
            catch (ConnectorException refused)
            {
                failure = $"{recipient.Key}: {refused.Kind} {(int?)refused.Status}";
                after = refused.RetryAfter ?? after;
            }
        }

        var finished = done.Count > 0 && failure is null;
        var events = sent
            .Select((delivery, i) => (AssessmentEvent)new AssessmentEvent.AlertDelivered(delivery, finished && i == sent.Count - 1))
            .ToImmutableArray();
        ImmutableArray<OutboxKind> then = sent.Count > 0 && assessment.ResultCard is not null ? [OutboxKind.ResultCard] : [];
        return finished
            ? new DeliveryOutcome.Delivered { Events = events, Then = then }
            : new DeliveryOutcome.Retry(failure ?? "nobody to alert has written to the bot yet, and no channel was chosen")
            {
                After = after,
                Done = done.ToImmutable(),
                Events = events,
                Then = then,
            };
    }

    private async IAsyncEnumerable<Recipient> RecipientsAsync(
        Assessment assessment, Rating rating, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var persons = assessment.Questionnaire.Rules.ReviewOf(rating).AlertBackup
            ? roster.FocalPoints.Concat(roster.Backups).DistinctBy(p => p.Id)
            : roster.FocalPoints;
        foreach (var person in persons)
        {
            if (await people.FindPersonAsync(person.Id, cancellationToken) is { Conversation: { } conversation } profile)
            {
                var context = contexts.Of(profile.Locale, profile.TimeZone);
                yield return new Recipient($"person-{person.Id}", person.Name, false, conversation with { ActivityId = null }, context);
            }
        }

        if (await people.FindAlertsChannelAsync(cancellationToken) is { } channel)
        {
            yield return new Recipient("channel", channel.Name, true, channel.Conversation, contexts.Of(null, null));
        }
    }

    private sealed record Recipient(string Key, string Name, bool IsChannel, ConversationReference Conversation, CardContext Context);
}
