using System.Collections.Immutable;
using IML.RbaBot.Alerts;
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
        var after = accepted.After;
        if (DirectoryStore.IsListedAnew(before, after) || RegisterStore.IsListedAnew(before, after))
        {
            following.Add(OutboxKind.Projection);
        }

        if (accepted.Events.Any(e => e is AssessmentEvent.Submitted) && after.Alert is { Pending: true })
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

        if (before is { State.FrozenResult: not null } && StandsElsewhere(before, after))
        {
            following.Add(new Following(OutboxKind.SentAlerts, StateRow.NameOf(after.State), WhoActed(before, accepted)?.Id.Value));
        }

        if (before is { State.FrozenResult: not null } && (StandsElsewhere(before, after) || accepted.Events.Any(IsOnTheResult)))
        {
            following.Add(OutboxKind.ResultCard);
        }

        if (after is { IsFinal: true, From: not null, State: not (AssessmentState.Withdrawn or AssessmentState.Superseded) }
            && before is not { IsFinal: true })
        {
            following.Add(OutboxKind.Supersede);
        }

        foreach (var happened in accepted.Events)
        {
            following.AddRange(Of(happened));
        }

        return following.ToImmutable();
    }

    private static bool StandsElsewhere(Assessment before, Assessment after) =>
        before.State.GetType() != after.State.GetType() || before.Reviewer?.Id != after.Reviewer?.Id;

    /// <summary>The reviewer who did it: their own card shows it already.</summary>
    private static Person? WhoActed(Assessment before, Decision.Accepted accepted) => accepted.Events switch
    {
        [.., AssessmentEvent.Claimed claimed] => claimed.Reviewer,
        _ when accepted.Events.Any(e => e is AssessmentEvent.Submitted or AssessmentEvent.Withdrawn or AssessmentEvent.Recorded) => null,
        _ => before.Reviewer,
    };

    // What the Unit does that the developer's result shows beside the state.
    private static bool IsOnTheResult(AssessmentEvent happened) => happened is AssessmentEvent.FlagLifted or AssessmentEvent.RequestReplied;

    private static ImmutableArray<Following> Of(AssessmentEvent happened) => happened switch
    {
        AssessmentEvent.Returned => [Following.Notice(NoticeTopic.Returned)],
        AssessmentEvent.Cleared or AssessmentEvent.ClearedWithConditions => [Following.Notice(NoticeTopic.Decided)],
        AssessmentEvent.NotCleared => [Following.Notice(NoticeTopic.Decided), Following.Notice(NoticeTopic.NotCleared)],
        AssessmentEvent.HandedOver e => [Following.Notice(NoticeTopic.HandedOver, e.To.Id.Value)],
        AssessmentEvent.HandOverAsked e => [Following.Notice(NoticeTopic.HandOverAsked, e.By.Id.Value)],
        AssessmentEvent.RequestMade e => [Following.Notice(NoticeTopic.Asked, NoticeDetail.Of(e.Request.Number))],
        AssessmentEvent.RequestReplied e => [Following.Notice(NoticeTopic.Replied, NoticeDetail.Of(e.Number))],
        AssessmentEvent.CoEditorInvited e => [Following.Notice(NoticeTopic.Invited, e.CoEditor.Id.Value)],
        AssessmentEvent.OwnerChanged e => [Following.Notice(NoticeTopic.OwnerGiven, e.After.Id.Value)],
        _ => [],
    };
}
