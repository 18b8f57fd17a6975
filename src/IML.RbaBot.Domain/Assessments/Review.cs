using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>What the review has left on an assessment, over all its rounds. A round ends when the reviewer returns the assessment.</summary>
public sealed record Review
{
    /// <summary>Before anything happened.</summary>
    public static readonly Review None = new();

    /// <summary>How often it was returned; the comments of a return carry its number, from 1.</summary>
    public int Round { get; init; }

    /// <summary>When the last submission wants a reply; null where its rating awaits none.</summary>
    public ReviewDeadline? Deadline { get; init; }

    /// <summary>Comments of all rounds, oldest first; within a round in the questionnaire's order.</summary>
    public ImmutableArray<ReviewComment> Comments { get; init; } = [];

    /// <summary>
    /// The present reviewer's comments for a return that is not made yet, in the questionnaire's order; without words where none are
    /// written yet. Emptied when it is returned, decided, or somebody else's.
    /// </summary>
    public ImmutableArray<GivenComment> Drafted { get; init; } = [];

    /// <summary>Flags lifted in writing. A flag whose answer was changed since is not among them any more.</summary>
    public ImmutableArray<LiftedFlag> Lifted { get; init; } = [];

    /// <summary>The submission that was returned last, to show what changed; null before the first return.</summary>
    public EarlierSubmission? Earlier { get; init; }

    /// <summary>Who asked the present reviewer to hand over, oldest first; emptied when the reviewer changes.</summary>
    public ImmutableArray<Person> HandOverAskedBy { get; init; } = [];

    /// <summary>The decision with its reasons; null until there is one.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The comments of the present round, which the developer answers before submitting again.</summary>
    public IEnumerable<ReviewComment> Open => Comments.Where(c => c.Round == Round);

    public ReviewComment? OpenAt(QuestionId question) => Open.FirstOrDefault(c => c.Question == question);

    public bool Equals(Review? other) =>
        other is not null
        && (Round, Deadline, Earlier, Verdict) == (other.Round, other.Deadline, other.Earlier, other.Verdict)
        && Comments.AsSpan().SequenceEqual(other.Comments.AsSpan())
        && Drafted.AsSpan().SequenceEqual(other.Drafted.AsSpan())
        && Lifted.AsSpan().SequenceEqual(other.Lifted.AsSpan())
        && HandOverAskedBy.AsSpan().SequenceEqual(other.HandOverAskedBy.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Round, Deadline, Comments.Length, Lifted.Length, Verdict);
}

/// <summary>A reviewer's comment on one question of a returned assessment, and the developer's reply.</summary>
/// <param name="Round">The return it belongs to, from 1.</param>
/// <param name="Question">One question has at most one comment a round.</param>
/// <param name="Text">At most <see cref="ReviewLimits.Comment"/> UTF-16 code units.</param>
/// <param name="By">The reviewer.</param>
/// <param name="At">When it was returned, in UTC.</param>
/// <param name="Reply">Null until the developer or a co-editor answered it.</param>
public sealed record ReviewComment(int Round, QuestionId Question, string Text, Person By, DateTimeOffset At, CommentReply? Reply = null);

/// <summary>A reply to a reviewer's comment.</summary>
public sealed record CommentReply(string Text, Person By, DateTimeOffset At);

/// <summary>A red flag (X) or a referral (R) lifted by the reviewer, in writing.</summary>
/// <param name="Question">The flagged question.</param>
/// <param name="Level">The level that was lifted: a higher one raised later is open again.</param>
/// <param name="Reasons">At most <see cref="ReviewLimits.Reasons"/> UTF-16 code units.</param>
/// <param name="By">The reviewer.</param>
/// <param name="At">When, in UTC.</param>
public sealed record LiftedFlag(QuestionId Question, FlagLevel Level, string Reasons, Person By, DateTimeOffset At);

/// <summary>A submission that was returned: its result, and what stood at each question that was changed since.</summary>
/// <param name="At">When it was submitted, in UTC.</param>
/// <param name="Result">What was frozen then.</param>
/// <param name="Changed">By question: what stood there before the first change after the return.</param>
public sealed record EarlierSubmission(DateTimeOffset At, FrozenResult Result, ImmutableSortedDictionary<QuestionId, StoodBefore> Changed)
{
    /// <summary>The questions' own ids, in the order of keys.</summary>
    public static readonly ImmutableSortedDictionary<QuestionId, StoodBefore> NothingChanged =
        ImmutableSortedDictionary.Create<QuestionId, StoodBefore>(Comparer<QuestionId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)));

    /// <summary>The answers as they were submitted then.</summary>
    public AnswerSheet SheetBefore(AnswerSheet now) => Changed.Aggregate(
        now, (sheet, changed) => sheet.With(changed.Key, changed.Value.Answer).With(changed.Key, changed.Value.Response));

    public bool Equals(EarlierSubmission? other) =>
        other is not null && At == other.At && Result == other.Result && Changed.SequenceEqual(other.Changed);

    public override int GetHashCode() => HashCode.Combine(At, Result, Changed.Count);
}

/// <summary>What stood at a question when it was submitted; null where nothing did.</summary>
public readonly record struct StoodBefore(Answer? Answer, FlagResponse? Response);

/// <summary>The reviewer's decision.</summary>
/// <param name="FinalRating">Stands beside the computed rating, which never changes.</param>
/// <param name="Reasons">Why; needed when the final rating differs from the computed one, and when it is not cleared.</param>
/// <param name="Notes">For the restricted annex only; never shown to the developer.</param>
/// <param name="Conditions">Empty unless it was cleared with conditions.</param>
public sealed record Verdict(Rating FinalRating, string? Reasons, string? Notes, ImmutableArray<ReviewCondition> Conditions)
{
    public bool Equals(Verdict? other) =>
        other is not null && (FinalRating, Reasons, Notes) == (other.FinalRating, other.Reasons, other.Notes)
        && Conditions.AsSpan().SequenceEqual(other.Conditions.AsSpan());

    public override int GetHashCode() => HashCode.Combine(FinalRating, Reasons, Notes, Conditions.Length);
}

/// <summary>A condition of a clearance: what has to be done, by whom, until when.</summary>
public sealed record ReviewCondition(string Description, string Owner, DateOnly Due);

/// <summary>Greatest lengths of what reviewers and people who ask type, in UTF-16 code units, and of the list of conditions.</summary>
public static class ReviewLimits
{
    public const int Comment = 1500;

    public const int Reply = 1500;

    public const int Reasons = 1500;

    public const int Notes = 3000;

    public const int Conditions = 8;

    public const int Condition = 500;

    public const int ConditionOwner = 200;

    /// <summary>A request to the Unit, and the reply to it.</summary>
    public const int Request = 1500;

    /// <summary>Requests of one assessment: more is a conversation that belongs elsewhere.</summary>
    public const int Requests = 40;

    public const int CoEditors = 10;
}
