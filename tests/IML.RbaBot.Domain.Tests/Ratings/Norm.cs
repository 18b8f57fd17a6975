using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Tests.Ratings;

/// <summary>The constants of the screening standard 1.0, written down here a second time, from its tables.</summary>
internal static class Norm
{
    private const RiskLevel L = RiskLevel.Low;
    private const RiskLevel M = RiskLevel.Moderate;
    private const RiskLevel S = RiskLevel.Substantial;
    private const RiskLevel H = RiskLevel.High;

    /// <summary>Risk level at [impact − 1][likelihood − 1].</summary>
    public static ImmutableArray<ImmutableArray<RiskLevel>> RiskMatrix { get; } =
    [
        [L, L, L, L, L],
        [L, L, M, M, M],
        [L, M, M, S, S],
        [L, M, S, H, H],
        [M, S, H, H, H],
    ];

    /// <summary>The flag table, by merit and then by the question's level, none first.</summary>
    public static ImmutableDictionary<Merit, ImmutableArray<FlagLevel>> FlagLevels { get; } =
        new Dictionary<Merit, ImmutableArray<FlagLevel>>
        {
            [Merit.Worst] = [FlagLevel.None, FlagLevel.M, FlagLevel.R, FlagLevel.X],
            [Merit.Partly] = [FlagLevel.None, FlagLevel.None, FlagLevel.M, FlagLevel.R],
            [Merit.NotKnown] = [FlagLevel.None, FlagLevel.M, FlagLevel.R, FlagLevel.R],
        }.ToImmutableDictionary();

    public static RatingRules Rules { get; } = new()
    {
        AlignmentBelowIsD = 40,
        AlignmentBelowIsC = 60,
        AlignmentBelowIsB = 80,
        RiskIsD = H,
        RiskIsC = S,
        RiskIsB = M,
        UnknownSharePercent = 20,
        FlagLevels = FlagLevels,
        RiskMatrix = RiskMatrix,
        SuggestedImpact = [0, 3, 4, 5],
        ImpactStepWithoutReason = 1,
        Limits = new TextLimits(1500, 500, 1000, 100, 200, 500, 20, 300),
        Review =
        [
            new ReviewTerms(true, 10, null, false, false),
            new ReviewTerms(false, 0, 5, true, false),
            new ReviewTerms(false, 0, 5, false, false),
            new ReviewTerms(false, 0, 2, false, true),
        ],
    };
}
