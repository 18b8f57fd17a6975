using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Dispatch;

/// <summary>What is recorded of a try to deliver.</summary>
/// <param name="What">
/// The audit's word: <c>delivered</c>, <c>put-off</c>, <c>waits</c>, <c>undeliverable</c>, <c>obsolete</c>, <c>tried-again</c> or <c>given-up</c>.
/// </param>
/// <param name="Reason">The audit's reason, or null.</param>
/// <param name="Events">Appended to the assessment.</param>
/// <param name="Keep">The message as it goes on; null to remove its row.</param>
/// <param name="Then">Messages that follow.</param>
internal sealed record Settlement(
    string What,
    string? Reason,
    ImmutableArray<AssessmentEvent> Events,
    OutboxMessage? Keep,
    ImmutableArray<Following> Then)
{
    /// <summary>Who decided it: the bot itself, or an administrator.</summary>
    public Actor Actor { get; init; } = Actor.System;

    /// <summary>Whether the events hold only for the assessment as it was seen: not recorded when somebody committed meanwhile.</summary>
    public bool OnlyOnSeen { get; init; }

    /// <summary>Where the alert was sent in this try.</summary>
    public ImmutableArray<PlacedCard> Sent { get; init; } = [];

    // A receiver that asks for more is asked again after a day.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    /// <summary>What is to be recorded of an outcome. Pure.</summary>
    /// <param name="outcome">What the try came to.</param>
    /// <param name="message">As it was tried.</param>
    /// <param name="options">Delays and attempts.</param>
    /// <param name="chance">0 to 1, drawn; see <see cref="DispatchOptions.DelayAfter"/>.</param>
    /// <param name="now">When the try ended.</param>
    public static Settlement Of(
        DeliveryOutcome outcome, OutboxMessage message, DispatchOptions options, double chance, DateTimeOffset now)
    {
        var attempts = message.Attempts + 1;
        var settlement = outcome switch
        {
            DeliveryOutcome.Delivered delivered =>
                new Settlement("delivered", null, delivered.Events, null, delivered.Then)
                {
                    OnlyOnSeen = delivered.DecidedOnState,
                },
            DeliveryOutcome.Obsolete obsolete => new Settlement("obsolete", obsolete.Reason, obsolete.Events, null, []),
            DeliveryOutcome.Wait wait => new Settlement(
                "waits", null, wait.Events, message with { NotBefore = wait.At, Done = wait.Done ?? message.Done }, wait.Then),
            DeliveryOutcome.Retry retry when attempts < options.Attempts =>
                PutOff(message, retry, now + WaitOf(retry, options.DelayAfter(attempts, chance))),
            DeliveryOutcome.Retry retry => GiveUp(message, retry.Reason, retry.Events, retry.Done ?? message.Done, now),
            DeliveryOutcome.Undeliverable undeliverable => GiveUp(message, undeliverable.Reason, undeliverable.Events, message.Done, now),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
        return settlement with
        {
            Sent = outcome.Sent,
            Keep = settlement.Keep is { } keep ? keep with { IsHeld = false } : null,
        };
    }

    private static TimeSpan WaitOf(DeliveryOutcome.Retry retry, TimeSpan delay) =>
        retry.After is { } asked && asked > delay ? (asked < LongestAsked ? asked : LongestAsked) : delay;

    private static Settlement PutOff(OutboxMessage message, DeliveryOutcome.Retry retry, DateTimeOffset until)
    {
        var keep = message with
        {
            Attempts = message.Attempts + 1,
            NotBefore = until,
            LastReason = retry.Reason,
            Done = retry.Done ?? message.Done,
        };
        return new Settlement(
            "put-off",
            retry.Reason,
            WithFailure(message, retry.Events, retry.Reason, givenUp: false),
            keep,
            message.Attempts == 0 ? WithResultCard(message, retry.Then) : retry.Then);
    }

    private static Settlement GiveUp(
        OutboxMessage message, string reason, ImmutableArray<AssessmentEvent> events, ImmutableArray<string> done, DateTimeOffset now)
    {
        // Nothing waits for it any more: the time is when it was given up, for the list.
        var keep = message with { Attempts = message.Attempts + 1, NotBefore = now, LastReason = reason, Done = done, Undeliverable = true };
        return new Settlement(
            "undeliverable", reason, WithFailure(message, events, reason, givenUp: true), keep, WithResultCard(message, []));
    }

    /// <summary>
    /// The developer sees what becomes of an alert and of the documents; the other kinds are the machinery's own. A filing that was
    /// broken off, because it took too long or by a fault, has said nothing itself.
    /// </summary>
    private static ImmutableArray<AssessmentEvent> WithFailure(
        OutboxMessage message, ImmutableArray<AssessmentEvent> events, string reason, bool givenUp) =>
        message.Kind switch
        {
            OutboxKind.Alert => events.Add(new AssessmentEvent.AlertFailed(message.Attempts + 1, reason, givenUp)),
            OutboxKind.Export when !events.Any(e => e is AssessmentEvent.FilingHindered) =>
                events.Add(new AssessmentEvent.FilingHindered(FilingObstacle.Unreachable, null, message.Attempts + 1, givenUp)),
            _ => events,
        };

    private static ImmutableArray<Following> WithResultCard(OutboxMessage message, ImmutableArray<Following> then) => message.Kind switch
    {
        OutboxKind.Alert => then.Add(OutboxKind.ResultCard),
        OutboxKind.Export => then.Add(Following.CardsAfterFiling),
        _ => then,
    };
}
