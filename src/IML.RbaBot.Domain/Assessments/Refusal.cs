using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>Why a command was not carried out: a value that a card explains. Nothing has changed.</summary>
public abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>There is none, or the person may not know of it: the two are not told apart.</summary>
    public sealed record NotFound : Refusal;

    /// <summary>The person may read it and may not do this.</summary>
    public sealed record NotAllowed : Refusal;

    /// <summary>The card was made before the last change: the current card answers.</summary>
    public sealed record OutOfDate : Refusal;

    /// <summary>Not in this state.</summary>
    public sealed record WrongState : Refusal;

    /// <summary>Something needed is missing.</summary>
    public sealed record Incomplete(ImmutableArray<Missing> Missing) : Refusal;

    /// <summary>An answer is not one that the question can have.</summary>
    public sealed record FaultyAnswers(ImmutableArray<FaultyAnswer> Faults) : Refusal;

    /// <summary>The project details are not complete or not right.</summary>
    public sealed record FaultyProject(ImmutableArray<FaultyProjectField> Faults) : Refusal;

    /// <summary>Reasons are needed, or are too long.</summary>
    public sealed record ReasonMissing(ReasonFor For = ReasonFor.Withdrawal) : Refusal;

    /// <summary>The reason of a withdrawal has more characters than it may have, without the blanks around it.</summary>
    /// <param name="Length">What it has, in UTF-16 code units.</param>
    /// <param name="Most">What it may have, in UTF-16 code units.</param>
    public sealed record ReasonTooLong(int Length, int Most) : Refusal;

    /// <summary>Somebody else is the reviewer, since then.</summary>
    public sealed record ClaimedByOther(Person Reviewer, DateTimeOffset Since) : Refusal;

    /// <summary>That person may not review it: no focal point for this project, or one of its editors.</summary>
    public sealed record MayNotReview(Person Person) : Refusal;

    /// <summary>That person reviews it, or has asked for something that a reviewer may not have: they cannot be its editor.</summary>
    public sealed record IsReviewer(Person Person) : Refusal;

    /// <summary>Red flags or referrals stand that nobody has lifted.</summary>
    public sealed record OpenFlags(ImmutableArray<Flag> Flags) : Refusal;

    /// <summary>The question has no flag that could be lifted.</summary>
    public sealed record NothingToLift(QuestionId Question) : Refusal;

    /// <summary>These questions are not open: the reviewer asked about others.</summary>
    public sealed record QuestionsClosed(ImmutableArray<QuestionId> Questions) : Refusal;

    public sealed record FaultyComments(ImmutableArray<FaultyComment> Faults) : Refusal;

    public sealed record FaultyConditions(ImmutableArray<FaultyCondition> Faults) : Refusal;

    public sealed record FaultyRequest(RequestFault Fault) : Refusal;

    /// <summary>Somebody has answered the request already.</summary>
    public sealed record RequestAnswered(UnitRequest Request) : Refusal;

    /// <summary>There are as many co-editors as there can be.</summary>
    public sealed record TooManyCoEditors : Refusal;
}

/// <summary>What reasons are asked for.</summary>
public enum ReasonFor
{
    Withdrawal,
    NotClearing,
    OtherFinalRating,
    LiftingAFlag,

    /// <summary>The notes for the restricted annex are too long.</summary>
    Notes,
}

/// <summary>What is wrong with a comment or a reply.</summary>
public enum CommentFault
{
    /// <summary>No comment at all, or one without words.</summary>
    Empty,
    TooLong,

    /// <summary>The question is not asked, or was not commented on.</summary>
    NotAsked,

    /// <summary>The same question twice.</summary>
    Repeated,
}

/// <summary>One fault; without a question where none was given at all.</summary>
public readonly record struct FaultyComment(QuestionId? Question, CommentFault Fault);

/// <summary>What is wrong with a condition.</summary>
public enum ConditionFault
{
    /// <summary>At least one is needed.</summary>
    None,
    TooMany,
    NoDescription,
    DescriptionTooLong,
    NoOwner,
    OwnerTooLong,
    NoDate,
    DateInThePast,
}

/// <summary>One fault of the condition at that position, from 0.</summary>
public readonly record struct FaultyCondition(int Index, ConditionFault Fault);

/// <summary>What is wrong with a request to the Unit, or with a reply.</summary>
public enum RequestFault
{
    Empty,
    TooLong,

    /// <summary>The question is not one that is asked.</summary>
    NotAsked,

    /// <summary>The assessment has as many requests as it can have.</summary>
    TooMany,

    /// <summary>There is no request of that number.</summary>
    Unknown,
}

/// <summary>What a command leads to.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The events, in order; empty when the command changes nothing.</summary>
    public sealed record Accepted(ImmutableArray<AssessmentEvent> Events, Assessment After) : Decision;

    public sealed record Refused(Refusal Refusal) : Decision;
}
