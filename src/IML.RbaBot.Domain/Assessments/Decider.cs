using System.Collections.Immutable;
using IML.RbaBot.Domain.Calendars;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>What comes in with a command: who, when, and the revision that the card showed.</summary>
/// <param name="Actor">Taken from the token-checked activity, never from the card.</param>
/// <param name="At">Now, in UTC.</param>
/// <param name="Revision">The revision on the card; null when the command does not come from a card.</param>
/// <param name="Lists">The values that project data can take.</param>
public sealed record Request(Actor Actor, DateTimeOffset At, int? Revision, ProjectLists Lists)
{
    /// <summary>By which reply times and dates are reckoned.</summary>
    public OfficeCalendars Calendars { get; init; } = OfficeCalendars.Standard;
}

/// <summary>
/// The state machine (screening standard, "States"): one function from a command and an assessment to events or a refusal.
/// </summary>
public static class Decider
{
    /// <summary>Greatest length of the reason of a withdrawal, in UTF-16 code units.</summary>
    public const int ReasonMaxLength = 1000;

    /// <summary>Decides a command on an assessment; <paramref name="assessment"/> is null when there is none with that id.</summary>
    public static Decision Decide(Command command, Assessment? assessment, Request request)
    {
        if (assessment is null)
        {
            return command is Command.Start start ? Drafting.Start(start, request) : new Decision.Refused(new Refusal.NotFound());
        }

        if ((RefusalOf(assessment, request) ?? RefusalOf(command, assessment, request.Actor)) is { } refusal)
        {
            return new Decision.Refused(refusal);
        }

        return command switch
        {
            Command.Save save => Drafting.Save(save, assessment, request),
            Command.Submit submit => Drafting.Submit(submit, assessment, request),
            Command.Withdraw withdraw => Drafting.Withdraw(withdraw, assessment, request),
            Command.Rescreen rescreen => Drafting.Rescreen(rescreen, assessment, request),
            Command.Record => Accept(assessment, request, [new AssessmentEvent.Recorded()]),
            Command.Supersede supersede => Accept(assessment, request, [new AssessmentEvent.Superseded(supersede.By)]),

            Command.Claim => Accept(assessment, request, [new AssessmentEvent.Claimed(request.Actor.Person!)]),
            Command.Release => Accept(assessment, request, [new AssessmentEvent.Released(request.Actor.Person!)]),
            Command.HandOver handOver => Reviewing.HandOver(handOver, assessment, request),
            Command.AskHandOver => Reviewing.AskHandOver(assessment, request),
            Command.DraftComments draft => Reviewing.DraftComments(draft, assessment, request),
            Command.Return giveBack => Reviewing.Return(giveBack, assessment, request),
            Command.Lift lift => Reviewing.Lift(lift, assessment, request),
            Command.Clear clear => Reviewing.Clear(clear, assessment, request),
            Command.ClearWithConditions clear => Reviewing.ClearWithConditions(clear, assessment, request),
            Command.NotClear notClear => Reviewing.NotClear(notClear, assessment, request),

            Command.AskUnit ask => Asking.AskUnit(ask, assessment, request),
            Command.ReplyToRequest reply => Asking.Reply(reply, assessment, request),
            Command.Invite invite => Asking.Invite(invite, assessment, request),
            Command.RemoveCoEditor remove => Asking.Remove(remove, assessment, request),
            Command.ChangeOwner change => Asking.ChangeOwner(change, assessment, request),
            _ => throw new InvalidOperationException($"{command} was neither refused nor decided."),
        };
    }

    /// <summary>
    /// What stands before every command: whoever may not know of it does not learn that it exists, and a card made before the last
    /// change acts on nothing. Asked before a card's inputs are read, because they fit only the card of that revision.
    /// </summary>
    public static Refusal? RefusalOf(Assessment assessment, Request request)
    {
        if (!request.Actor.IsSystem && !assessment.MayKnow(request.Actor))
        {
            return new Refusal.NotFound();
        }

        return request.Revision is { } revision && revision != assessment.Revision ? new Refusal.OutOfDate() : null;
    }

    /// <summary>
    /// Who may do what in which state, before anything is looked at in detail: the table that the tests hold whole.
    /// Null when the command may go on.
    /// </summary>
    public static Refusal? RefusalOf(Command command, Assessment assessment, Actor actor) => (command, assessment.State) switch
    {
        // Its id is taken: a repeated "start" shows the draft that the first one made.
        (Command.Start, _) => new Refusal.OutOfDate(),

        (Command.Save, AssessmentState.Draft or AssessmentState.Returned) => Unless(assessment.IsEditor(actor.Person)),
        (Command.Save, _) => new Refusal.WrongState(),

        (Command.Submit, AssessmentState.Draft or AssessmentState.Returned) => Unless(IsDeveloper(assessment, actor)),
        (Command.Submit, _) => new Refusal.WrongState(),

        (Command.Withdraw, AssessmentState.Draft or AssessmentState.Submitted or AssessmentState.Returned) =>
            Unless(IsDeveloper(assessment, actor) || actor.Has(Roles.Administrator)),
        (Command.Withdraw, _) => new Refusal.WrongState(),

        (Command.Record, AssessmentState.Submitted) => Unless(actor.IsSystem),
        (Command.Record, _) => new Refusal.WrongState(),

        (Command.Rescreen, AssessmentState.Cleared or AssessmentState.ClearedWithConditions or AssessmentState.NotCleared
            or AssessmentState.Recorded) => Unless(IsDeveloper(assessment, actor)),
        (Command.Rescreen, _) => new Refusal.WrongState(),

        (Command.Supersede, AssessmentState.Cleared or AssessmentState.ClearedWithConditions or AssessmentState.NotCleared
            or AssessmentState.Recorded) => Unless(actor.IsSystem),
        (Command.Supersede, _) => new Refusal.WrongState(),

        (Command.Claim, AssessmentState.Submitted) => Unless(assessment.MayReview(actor)),
        (Command.Claim, AssessmentState.UnderReview review) =>
            assessment.MayReview(actor) ? new Refusal.ClaimedByOther(review.Reviewer, review.Since) : new Refusal.NotAllowed(),
        (Command.Claim, _) => new Refusal.WrongState(),

        (Command.AskHandOver, AssessmentState.UnderReview) => Unless(assessment.MayReview(actor) && !assessment.IsReviewer(actor.Person)),
        (Command.AskHandOver, _) => new Refusal.WrongState(),

        (Command.Release or Command.HandOver or Command.DraftComments or Command.Return or Command.Lift
            or Command.Clear or Command.ClearWithConditions or Command.NotClear, AssessmentState.UnderReview review) =>
            !assessment.MayReview(actor) ? new Refusal.NotAllowed()
            : assessment.IsReviewer(actor.Person) ? null
            : new Refusal.ClaimedByOther(review.Reviewer, review.Since),
        (Command.Release or Command.HandOver or Command.DraftComments or Command.Return or Command.Lift
            or Command.Clear or Command.ClearWithConditions or Command.NotClear, _) => new Refusal.WrongState(),

        (Command.AskUnit, AssessmentState.Draft or AssessmentState.Submitted or AssessmentState.UnderReview or AssessmentState.Returned) =>
            Unless(assessment.IsEditor(actor.Person)),
        (Command.AskUnit, _) => new Refusal.WrongState(),

        // A question that stands open may be answered after the decision too; what was withdrawn asks nothing any more.
        (Command.ReplyToRequest, AssessmentState.Withdrawn) => new Refusal.WrongState(),
        (Command.ReplyToRequest, _) => Unless(assessment.MayReview(actor)),

        (Command.Invite or Command.RemoveCoEditor, AssessmentState.Draft or AssessmentState.Submitted or AssessmentState.Returned) =>
            Unless(IsDeveloper(assessment, actor)),
        (Command.Invite or Command.RemoveCoEditor, _) => new Refusal.WrongState(),

        (Command.ChangeOwner, _) => Unless(actor.Has(Roles.Administrator)),

        _ => throw new InvalidOperationException($"No row for {command.GetType().Name} in {assessment.State.GetType().Name}."),
    };

    /// <summary>The assessment after an event. Revision and times are set once for all events of a decision.</summary>
    public static Assessment Apply(Assessment assessment, AssessmentEvent happened, DateTimeOffset at) =>
        Applying.Apply(assessment, happened, at);

    /// <summary>
    /// The assessment after all events of one commit, with the revision that follows from them, and with what they make due to be filed.
    /// </summary>
    public static Assessment After(Assessment assessment, ImmutableArray<AssessmentEvent> events, DateTimeOffset at) =>
        Committed(assessment, events, events.Aggregate(assessment, (now, e) => Apply(now, e, at)), assessment.ChangedAt);

    /// <summary>The decision that lets these events happen, with the revision that follows from them.</summary>
    internal static Decision.Accepted Accept(Assessment assessment, Request request, ImmutableArray<AssessmentEvent> events) =>
        Accept(assessment, request, events, events.Aggregate(assessment, (now, e) => Apply(now, e, request.At)));

    /// <summary>The same where the events have been applied already: what was worked out of <paramref name="after"/> is kept with it.</summary>
    internal static Decision.Accepted Accept(
        Assessment assessment, Request request, ImmutableArray<AssessmentEvent> events, Assessment after)
    {
        if (events.IsEmpty)
        {
            return new Decision.Accepted(events, assessment);
        }

        return new Decision.Accepted(
            events, Committed(assessment, events, after, request.Actor.IsSystem ? assessment.ChangedAt : request.At));
    }

    private static Assessment Committed(
        Assessment before, ImmutableArray<AssessmentEvent> events, Assessment after, DateTimeOffset changedAt)
    {
        var revision = before.Revision + (events.All(e => e.LeavesCardsValid) ? 0 : 1);
        return after with
        {
            Revision = revision,
            ChangedAt = changedAt,
            Filing = FilingStatus.IsDue(before.State, after.State) ? FilingStatus.Promised(before.Filing, revision) : after.Filing,
        };
    }

    private static bool IsDeveloper(Assessment assessment, Actor actor) => actor.Person?.Id == assessment.Developer.Id;

    private static Refusal.NotAllowed? Unless(bool allowed) => allowed ? null : new Refusal.NotAllowed();
}
