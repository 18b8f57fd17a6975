using System.Collections.Immutable;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Turns;

/// <summary>What must follow a commit. Pure: which promises a decision makes, not how they are kept.</summary>
internal static class Consequences
{
    /// <summary>The messages to write into the outbox in the same transaction.</summary>
    public static ImmutableArray<Following> Of(Assessment? before, Decision.Accepted accepted)
    {
        var following = ImmutableArray.CreateBuilder<Following>();
        if (DirectoryStore.IsListedAnew(before, accepted.After) || RegisterStore.IsListedAnew(before, accepted.After))
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

        if (FilingStatus.IsDue(before?.State, accepted.After.State))
        {
            following.Add(OutboxKind.Export);
        }

        return following.ToImmutable();
    }
}
