using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>An index: 100 × Σ(weight × points) ÷ Σ(weight × 2) over its scored questions.</summary>
/// <param name="Index">Which index.</param>
/// <param name="Sum">Σ(weight × points).</param>
/// <param name="Most">Σ(weight × 2); greater than 0 in every questionnaire that passes the check.</param>
public readonly record struct IndexScore(IndexId Index, int Sum, int Most)
{
    /// <summary>In percent, one decimal, half up: for people. Comparisons use <see cref="IsBelow"/>.</summary>
    public decimal Percent => ((Sum * 2000) + Most) / (2 * Most) / 10m;

    /// <summary>Whether the unrounded index is below a threshold in percent.</summary>
    public bool IsBelow(int percent) => 100 * Sum < percent * Most;

    /// <summary>Whether this index, unrounded, is lower than another.</summary>
    public bool IsLowerThan(IndexScore other) => Sum * other.Most < other.Sum * Most;
}

/// <summary>One rated risk.</summary>
/// <param name="Question">The flagged question, or the question that names extra risks.</param>
/// <param name="Extra">The position of the extra risk, from 0; null for the risk of a flagged answer.</param>
/// <param name="Impact">1 to 5.</param>
/// <param name="Likelihood">1 to 5.</param>
/// <param name="Level">By the risk table.</param>
public readonly record struct RatedRisk(QuestionId Question, int? Extra, int Impact, int Likelihood, RiskLevel Level);

/// <summary>Why the deciding rule fits; a rule can fit for several causes at once.</summary>
public abstract record Cause
{
    private Cause()
    {
    }

    /// <summary>A flag of the level that the rule names.</summary>
    public sealed record Flagged(Flag Flag) : Cause;

    /// <summary>Alignment is below the rule's threshold, because of this index.</summary>
    public sealed record WeakAlignment(IndexScore Index, int BelowPercent) : Cause;

    /// <summary>A risk is of the rule's level or higher.</summary>
    public sealed record Risk(RatedRisk Rated) : Cause;

    /// <summary>"Not known yet" on a critical question.</summary>
    public sealed record UnknownCritical(QuestionId Question) : Cause;

    /// <summary>"Not known yet" on more than the allowed share of the scored questions.</summary>
    public sealed record TooManyUnknown(int Unknown, int Scored) : Cause;
}

/// <summary>The computed result of a complete set of answers. It never changes once it is frozen at submission.</summary>
public sealed record Result
{
    public required Rating Rating { get; init; }

    public required RatingRule DecidedBy { get; init; }

    /// <summary>Everything that makes the deciding rule fit; empty for <see cref="RatingRule.E"/>.</summary>
    public required ImmutableArray<Cause> Causes { get; init; }

    /// <summary>Whether one of the two "Not known yet" tests is met.</summary>
    public required bool Provisional { get; init; }

    /// <summary>One score for each index, in the questionnaire's order.</summary>
    public required ImmutableArray<IndexScore> Indices { get; init; }

    /// <summary>The lowest of the indices.</summary>
    public required IndexScore Alignment { get; init; }

    /// <summary>The highest single risk; Low when there is none.</summary>
    public required RiskLevel Risk { get; init; }

    public required ImmutableArray<RatedRisk> Risks { get; init; }

    public required ImmutableArray<Flag> Flags { get; init; }

    public required ImmutableArray<QuestionId> Asked { get; init; }

    /// <summary>How many asked questions entered an index.</summary>
    public required int Scored { get; init; }

    /// <summary>How many of those are "Not known yet".</summary>
    public required int Unknown { get; init; }

    public IndexScore IndexOf(IndexId index) => Indices.First(i => i.Index == index);
}
