using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>The rule constants of a questionnaire version (screening standard, "Flags", "Risk", "Score and rating").</summary>
public sealed record RatingRules
{
    /// <summary>Alignment below this, in percent, gives D.</summary>
    public required int AlignmentBelowIsD { get; init; }

    /// <summary>Alignment below this, in percent, gives C.</summary>
    public required int AlignmentBelowIsC { get; init; }

    /// <summary>Alignment below this, in percent, gives B.</summary>
    public required int AlignmentBelowIsB { get; init; }

    /// <summary>An overall risk of this level or higher gives D, C and B.</summary>
    public required RiskLevel RiskIsD { get; init; }

    public required RiskLevel RiskIsC { get; init; }

    public required RiskLevel RiskIsB { get; init; }

    /// <summary>More than this share of the scored questions "Not known yet", in percent, gives C and makes the rating provisional.</summary>
    public required int UnknownSharePercent { get; init; }

    /// <summary>The flag table: level of the flag by merit of the answer, indexed by the question's level.</summary>
    public required ImmutableDictionary<Merit, ImmutableArray<FlagLevel>> FlagLevels { get; init; }

    /// <summary>Risk level at [impact − 1][likelihood − 1], both 1 to 5.</summary>
    public required ImmutableArray<ImmutableArray<RiskLevel>> RiskMatrix { get; init; }

    /// <summary>Suggested impact by flag level, indexed by <see cref="FlagLevel"/>.</summary>
    public required ImmutableArray<int> SuggestedImpact { get; init; }

    /// <summary>An impact further from the suggested one than this needs a reason.</summary>
    public required int ImpactStepWithoutReason { get; init; }

    public required TextLimits Limits { get; init; }

    /// <summary>What follows a submission with each rating, indexed by <see cref="Rating"/>.</summary>
    public required ImmutableArray<ReviewTerms> Review { get; init; }

    /// <summary>The level of the flag that an answer of <paramref name="merit"/> raises on a question of level <paramref name="level"/>.</summary>
    public FlagLevel FlagLevelOf(Merit merit, FlagLevel level) =>
        FlagLevels.TryGetValue(merit, out var levels) ? levels[(int)level] : FlagLevel.None;

    /// <summary>The level of a risk of that impact and likelihood, each 1 to 5. The table is the norm, not the product.</summary>
    public RiskLevel RiskLevelOf(int impact, int likelihood) => RiskMatrix[impact - 1][likelihood - 1];

    public ReviewTerms ReviewOf(Rating rating) => Review[(int)rating];
}

/// <summary>
/// Greatest lengths of what people type, in UTF-16 code units, and of the list of extra risks. In the declaration the limit
/// of an owner holds for the role and the proposal version, the limit of a comment for all colleagues consulted together.
/// </summary>
public sealed record TextLimits(
    int Comment, int Evidence, int Measure, int Owner, int Budget, int RiskReason, int ExtraRisks, int ExtraRisk);

/// <summary>What follows a submission, by rating.</summary>
/// <param name="RecordedAtOnce">No review is awaited.</param>
/// <param name="SpotCheckPercent">Share picked for a spot check; 0 for none.</param>
/// <param name="ReviewWithinWorkingDays">The reply time; null when no review is awaited.</param>
/// <param name="ThenRecorded">Recorded when nobody opens it in that time.</param>
/// <param name="AlertBackup">The backup focal point is alerted at once as well.</param>
public sealed record ReviewTerms(
    bool RecordedAtOnce, int SpotCheckPercent, int? ReviewWithinWorkingDays, bool ThenRecorded, bool AlertBackup)
{
    /// <summary>The reply is a call.</summary>
    public bool ByCall { get; init; }
}
