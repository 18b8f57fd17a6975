using System.Collections.Immutable;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Alerts;

/// <summary>
/// Looks at the clock of a submission when something is due. It sends nothing itself: what is due becomes messages of their own, or
/// events, in the transaction that records the look, so that each falls due exactly once however many instances look.
/// </summary>
internal sealed class ClockDelivery(OfficeCalendars calendars, ProjectLists lists, TimeProvider time) : IDelivery
{
    public OutboxKind Kind => OutboxKind.Clock;

    public Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken) =>
        Task.FromResult(Look(message, assessment.Assessment, time.GetUtcNow()));

    private DeliveryOutcome Look(OutboxMessage message, Assessment assessment, DateTimeOffset now)
    {
        var done = message.Done.Select(Enum.Parse<ClockStep>).ToImmutableArray();
        var reading = ReviewClock.Read(assessment, message.PromisedAt, done, calendars.Of(assessment.Project), now);
        if (reading.Due.Contains(ClockStep.Recording))
        {
            return Record(assessment, now);
        }

        ImmutableArray<Following> then = [.. reading.Due.Select(step => Following.Notice(TopicOf(step)))];
        return reading.Next is { } next
            ? new DeliveryOutcome.Wait(next) { Then = then, Done = message.Done.AddRange(reading.Due.Select(step => step.ToString())) }
            : then.IsEmpty ? new DeliveryOutcome.Obsolete("run down") : new DeliveryOutcome.Delivered { Then = then };
    }

    private DeliveryOutcome Record(Assessment assessment, DateTimeOffset now)
    {
        var request = new Request(Actor.System, now, null, lists) { Calendars = calendars };
        return Decider.Decide(new Command.Record(), assessment, request) is Decision.Accepted accepted
            ? new DeliveryOutcome.Delivered
            {
                Events = accepted.Events,
                Then = Consequences.Of(assessment, accepted),
                DecidedOnState = true,
            }
            : new DeliveryOutcome.Obsolete("not to be recorded");
    }

    private static NoticeTopic TopicOf(ClockStep step) => step switch
    {
        ClockStep.Reminder => NoticeTopic.Reminder,
        ClockStep.Overdue => NoticeTopic.Overdue,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Nobody is told of this."),
    };
}
