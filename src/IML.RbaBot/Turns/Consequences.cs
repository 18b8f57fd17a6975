using System.Collections.Immutable;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Turns;

/// <summary>What must follow a commit. Pure: which promises a decision makes, not how they are kept.</summary>
internal static class Consequences
{
    /// <summary>The messages to write into the outbox in the same transaction.</summary>
    public static ImmutableArray<Following> Of(Assessment? before, Decision.Accepted accepted)
    {
        var following = ImmutableArray.CreateBuilder<Following>();
        if (DirectoryStore.IsListedAnew(before, accepted.After))
        {
            following.Add(OutboxKind.Projection);
        }

        if (accepted.Events.Any(e => e is AssessmentEvent.Submitted) && accepted.After.Alert is { Pending: true })
        {
            following.Add(OutboxKind.Alert);
        }

        if (accepted.Events.Any(e => e is AssessmentEvent.Started or AssessmentEvent.Rescreened or AssessmentEvent.Withdrawn))
        {
            following.Add(OutboxKind.Retention);
        }

        // The clock runs for each submission anew; that of an earlier one runs down by itself.
        if (accepted.Events.Any(e => e is AssessmentEvent.Submitted)
            && accepted.After is { State: AssessmentState.Submitted, Review.Deadline: { } deadline })
        {
            following.Add(new Following(OutboxKind.Clock, NotBefore: deadline.RemindAt));
        }

        if (accepted.Events.Any(e => e is AssessmentEvent.Recorded))
        {
            following.Add(OutboxKind.DigestEntry);
        }

        if (before is { State.FrozenResult: not null } && before.State.GetType() != accepted.After.State.GetType())
        {
            following.Add(new Following(OutboxKind.SentAlerts, StateRow.NameOf(accepted.After.State)));
        }

        return following.ToImmutable();
    }
}
