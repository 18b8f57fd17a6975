using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>What happened to an assessment. The audit keeps each with who and when; before and after are here.</summary>
public abstract record AssessmentEvent
{
    private AssessmentEvent()
    {
    }

    /// <summary>
    /// Whether it leaves open cards valid: somebody else may be filling one in meanwhile, and would lose what they typed to a new
    /// revision that shows them nothing new to decide on.
    /// </summary>
    public bool LeavesCardsValid => this is AlertDelivered or AlertFailed or Filed or FilingHindered
        or HandOverAsked or RequestMade or RequestReplied or CoEditorInvited or CoEditorRemoved or OwnerChanged;

    public sealed record Started(Person Developer, ProjectData Project) : AssessmentEvent;

    public sealed record ProjectChanged(ProjectData Before, ProjectData After) : AssessmentEvent;

    public sealed record AnswerChanged(QuestionId Question, Answer? Before, Answer? After) : AssessmentEvent;

    public sealed record ResponseChanged(QuestionId Question, FlagResponse? Before, FlagResponse? After) : AssessmentEvent;

    /// <summary>The draft continues elsewhere. Changes what a card shows and no content, so the audit leaves it out.</summary>
    public sealed record Moved(Place To) : AssessmentEvent;

    /// <param name="Result">What was frozen.</param>
    /// <param name="Deadline">When a reply is due; null where the rating awaits none.</param>
    public sealed record Submitted(FrozenResult Result, ReviewDeadline? Deadline = null) : AssessmentEvent;

    public sealed record Recorded : AssessmentEvent;

    public sealed record Withdrawn(string Reason) : AssessmentEvent;

    /// <summary>A draft of the next version, with the answers of the one before, each to be confirmed.</summary>
    public sealed record Rescreened(AssessmentId From, Person Developer, ProjectData Project) : AssessmentEvent;

    /// <summary>A later version is final and stands in its place.</summary>
    public sealed record Superseded(AssessmentId By) : AssessmentEvent;

    /// <summary>Who works on it. Changes no card that somebody else may be filling in; whether they still may is decided with each press.</summary>
    public sealed record OwnerChanged(Person Before, Person After) : AssessmentEvent;

    public sealed record CoEditorInvited(Person CoEditor) : AssessmentEvent;

    public sealed record CoEditorRemoved(Person CoEditor) : AssessmentEvent;

    public sealed record Claimed(Person Reviewer) : AssessmentEvent;

    public sealed record Released(Person Reviewer) : AssessmentEvent;

    public sealed record HandedOver(Person From, Person To) : AssessmentEvent;

    /// <summary>Another focal point asks the reviewer to hand over. Changes no card that the reviewer may be filling in.</summary>
    public sealed record HandOverAsked(Person By) : AssessmentEvent;

    /// <summary>Comments for a return that is not made yet: nobody else's business, so the audit leaves them out.</summary>
    /// <param name="Comments">All of them, in the questionnaire's order; without words where none are written yet.</param>
    public sealed record CommentsDrafted(ImmutableArray<GivenComment> Comments) : AssessmentEvent;

    /// <param name="Comments">At least one, in the questionnaire's order.</param>
    public sealed record Returned(ImmutableArray<ReviewComment> Comments) : AssessmentEvent;

    /// <summary>The reply to a comment of the present round.</summary>
    public sealed record CommentReplied(QuestionId Question, CommentReply? Before, CommentReply? After) : AssessmentEvent;

    public sealed record FlagLifted(LiftedFlag Lifted) : AssessmentEvent;

    public sealed record Cleared(Verdict Verdict) : AssessmentEvent;

    public sealed record ClearedWithConditions(Verdict Verdict) : AssessmentEvent;

    public sealed record NotCleared(Verdict Verdict) : AssessmentEvent;

    /// <summary>Somebody asks the Unit. Changes no card that a co-editor or the reviewer may be filling in.</summary>
    public sealed record RequestMade(UnitRequest Request) : AssessmentEvent;

    /// <summary>A focal point answered a request. Changes no card that the developer may be filling in.</summary>
    public sealed record RequestReplied(int Number, RequestReply Reply) : AssessmentEvent;

    /// <summary>The alert of the submission was accepted by a person's chat or a channel.</summary>
    public sealed record AlertDelivered(AlertDelivery Delivery, bool Last) : AssessmentEvent;

    /// <summary>The alert of the submission could not be delivered yet, or will not be tried again.</summary>
    public sealed record AlertFailed(int Attempts, string Reason, bool GivenUp) : AssessmentEvent;

    /// <summary>The documents of a revision lie where they are kept.</summary>
    public sealed record Filed(FiledDocument Document, int Revision) : AssessmentEvent;

    /// <summary>The documents could not be filed yet, or will not be tried again.</summary>
    public sealed record FilingHindered(FilingObstacle Obstacle, string? Detail, int Attempts, bool GivenUp) : AssessmentEvent;
}
