using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>
/// The result as it was frozen at submission: what alerts, lists and the record need without the answers.
/// </summary>
public sealed record FrozenResult(
    Rating Rating,
    RatingRule DecidedBy,
    bool Provisional,
    ImmutableArray<IndexScore> Indices,
    RiskLevel Risk,
    ImmutableArray<Flag> Flags,
    int Scored,
    int Unknown)
{
    public static FrozenResult Of(Result result) => new(
        result.Rating, result.DecidedBy, result.Provisional, result.Indices, result.Risk, result.Flags, result.Scored, result.Unknown);

    public bool Equals(FrozenResult? other) =>
        other is not null
        && (Rating, DecidedBy, Provisional, Risk, Scored, Unknown)
            == (other.Rating, other.DecidedBy, other.Provisional, other.Risk, other.Scored, other.Unknown)
        && Indices.AsSpan().SequenceEqual(other.Indices.AsSpan())
        && Flags.AsSpan().SequenceEqual(other.Flags.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Rating, DecidedBy, Provisional, Risk, Scored, Unknown);
}

/// <summary>
/// Where an assessment stands (screening standard, "States"). Each state carries only what exists in it.
/// </summary>
public abstract record AssessmentState
{
    private AssessmentState()
    {
    }

    /// <summary>The developer is still answering.</summary>
    public sealed record Draft : AssessmentState;

    /// <summary>Rated, frozen and alerted; waits for the review.</summary>
    public sealed record Submitted(DateTimeOffset At, FrozenResult Result) : AssessmentState;

    /// <summary>Claimed by exactly one reviewer.</summary>
    public sealed record UnderReview(DateTimeOffset At, FrozenResult Result, Person Reviewer, DateTimeOffset Since) : AssessmentState;

    /// <summary>Sent back with comments; those questions are open again.</summary>
    public sealed record Returned(DateTimeOffset At, FrozenResult Result, Person Reviewer, ImmutableArray<QuestionId> Reopened) : AssessmentState
    {
        public bool Equals(Returned? other) =>
            other is not null && (At, Result, Reviewer) == (other.At, other.Result, other.Reviewer)
            && Reopened.AsSpan().SequenceEqual(other.Reopened.AsSpan());

        public override int GetHashCode() => HashCode.Combine(At, Result, Reviewer, Reopened.Length);
    }

    public sealed record Cleared(DateTimeOffset At, FrozenResult Result, Person Reviewer, DateTimeOffset DecidedAt) : AssessmentState;

    public sealed record ClearedWithConditions(DateTimeOffset At, FrozenResult Result, Person Reviewer, DateTimeOffset DecidedAt) : AssessmentState;

    public sealed record NotCleared(DateTimeOffset At, FrozenResult Result, Person Reviewer, DateTimeOffset DecidedAt) : AssessmentState;

    /// <summary>Kept without a review.</summary>
    public sealed record Recorded(DateTimeOffset At, FrozenResult Result, DateTimeOffset RecordedAt) : AssessmentState;

    /// <summary>Taken back with a reason: kept, left out of lists.</summary>
    public sealed record Withdrawn(DateTimeOffset At, string Reason, FrozenResult? Result) : AssessmentState;

    /// <summary>Replaced by a final later version.</summary>
    public sealed record Superseded(FrozenResult Result, AssessmentId By) : AssessmentState;

    /// <summary>The frozen result, in the states that have one.</summary>
    public FrozenResult? FrozenResult => this switch
    {
        Submitted s => s.Result,
        UnderReview s => s.Result,
        Returned s => s.Result,
        Cleared s => s.Result,
        ClearedWithConditions s => s.Result,
        NotCleared s => s.Result,
        Recorded s => s.Result,
        Withdrawn s => s.Result,
        Superseded s => s.Result,
        _ => null,
    };

    /// <summary>Who reviews it now, has returned it, or has decided on it; null when nobody does or did.</summary>
    public Person? ReviewedBy => this switch
    {
        UnderReview s => s.Reviewer,
        Returned s => s.Reviewer,
        Cleared s => s.Reviewer,
        ClearedWithConditions s => s.Reviewer,
        NotCleared s => s.Reviewer,
        _ => null,
    };

    /// <summary>When it was submitted, in the states that know it.</summary>
    public DateTimeOffset? SubmittedAt => this switch
    {
        Submitted s => s.At,
        UnderReview s => s.At,
        Returned s => s.At,
        Cleared s => s.At,
        ClearedWithConditions s => s.At,
        NotCleared s => s.At,
        Recorded s => s.At,
        _ => null,
    };
}
