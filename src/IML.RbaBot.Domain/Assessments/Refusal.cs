using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
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

    /// <summary>The review is not carried by the bot yet.</summary>
    public sealed record ReviewNotOpen : Refusal;

    /// <summary>Something needed is missing.</summary>
    public sealed record Incomplete(ImmutableArray<Missing> Missing) : Refusal;

    /// <summary>An answer is not one that the question can have.</summary>
    public sealed record FaultyAnswers(ImmutableArray<FaultyAnswer> Faults) : Refusal;

    /// <summary>The project details are not complete or not right.</summary>
    public sealed record FaultyProject(ImmutableArray<FaultyProjectField> Faults) : Refusal;

    /// <summary>A withdrawal needs a reason.</summary>
    public sealed record ReasonMissing : Refusal;
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
