using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Ratings;

/// <summary>The first rule that fits decides, at and beside every threshold (screening standard, "Score and rating").</summary>
public sealed class RatingRuleTests
{
    private static readonly QuestionId Question = new("B1");

    [Theory]
    [InlineData(0, RatingRule.B)]
    [InlineData(3_999, RatingRule.B)]
    [InlineData(4_000, RatingRule.C)]
    [InlineData(5_999, RatingRule.C)]
    [InlineData(6_000, RatingRule.D)]
    [InlineData(7_999, RatingRule.D)]
    [InlineData(8_000, RatingRule.E)]
    [InlineData(10_000, RatingRule.E)]
    public void The_lower_index_is_compared_before_it_is_rounded(int hundredths, RatingRule rule)
    {
        Assert.Equal(rule, RuleOf(rba: hundredths));
        Assert.Equal(rule, RuleOf(migof: hundredths));
        Assert.Equal(rule, RuleOf(rba: hundredths, migof: hundredths));
    }

    [Theory]
    [InlineData(RiskLevel.Low, RatingRule.E)]
    [InlineData(RiskLevel.Moderate, RatingRule.D)]
    [InlineData(RiskLevel.Substantial, RatingRule.C)]
    [InlineData(RiskLevel.High, RatingRule.B)]
    public void The_highest_single_risk_decides(RiskLevel risk, RatingRule rule)
    {
        Assert.Equal(rule, RuleOf(risks: [risk]));
        Assert.Equal(rule, RuleOf(risks: [RiskLevel.Low, risk, RiskLevel.Low]));
    }

    [Theory]
    [InlineData(FlagLevel.M, RatingRule.D)]
    [InlineData(FlagLevel.R, RatingRule.C)]
    [InlineData(FlagLevel.X, RatingRule.A)]
    public void The_gravest_flag_decides(FlagLevel flag, RatingRule rule)
    {
        Assert.Equal(rule, RuleOf(flags: [flag]));
        Assert.Equal(rule, RuleOf(flags: [FlagLevel.M, flag]));
    }

    [Theory]
    [InlineData(0, 20, RatingRule.E)]
    [InlineData(4, 20, RatingRule.E)]
    [InlineData(5, 20, RatingRule.C)]
    [InlineData(4, 19, RatingRule.C)]
    [InlineData(4, 23, RatingRule.E)]
    [InlineData(5, 23, RatingRule.C)]
    public void More_than_a_fifth_unknown_is_too_many(int unknown, int scored, RatingRule rule) =>
        Assert.Equal(rule, RuleOf(unknown: unknown, scored: scored));

    [Fact]
    public void One_critical_unknown_is_enough() => Assert.Equal(RatingRule.C, RuleOf(unknownCritical: true, unknown: 1));

    [Fact]
    public void A_red_flag_comes_before_a_high_risk_and_that_before_everything_else()
    {
        Assert.Equal(RatingRule.A, RuleOf(flags: [FlagLevel.X, FlagLevel.R], risks: [RiskLevel.High], rba: 0, unknownCritical: true));
        Assert.Equal(RatingRule.B, RuleOf(flags: [FlagLevel.R], risks: [RiskLevel.High], rba: 0, unknownCritical: true));
        Assert.Equal(RatingRule.C, RuleOf(flags: [FlagLevel.M], risks: [RiskLevel.Moderate], rba: 7_000, unknownCritical: true));
    }

    [Fact]
    public void Every_cause_of_the_deciding_rule_is_named()
    {
        var (rule, causes) = FactsOf(
            5_000, 5_500, [FlagLevel.M, FlagLevel.R], [RiskLevel.Low, RiskLevel.Substantial], true, 6, 20).Decide();

        Assert.Equal(RatingRule.C, rule);
        Assert.Collection(
            causes,
            c => Assert.Equal(FlagLevel.R, Assert.IsType<Cause.Flagged>(c).Flag.Level),
            c => Assert.Equal(("rba", 60), Assert.IsType<Cause.WeakAlignment>(c) is var weak ? (weak.Index.Index.Value, weak.BelowPercent) : default),
            c => Assert.Equal("migof-p1", Assert.IsType<Cause.WeakAlignment>(c).Index.Index.Value),
            c => Assert.Equal(RiskLevel.Substantial, Assert.IsType<Cause.Risk>(c).Rated.Level),
            c => Assert.Equal(Question, Assert.IsType<Cause.UnknownCritical>(c).Question),
            c => Assert.Equal((6, 20), Assert.IsType<Cause.TooManyUnknown>(c) is var many ? (many.Unknown, many.Scored) : default));
    }

    [Theory]
    [InlineData(RatingRule.A, Rating.D)]
    [InlineData(RatingRule.B, Rating.D)]
    [InlineData(RatingRule.C, Rating.C)]
    [InlineData(RatingRule.D, Rating.B)]
    [InlineData(RatingRule.E, Rating.A)]
    public void Each_rule_gives_its_rating(RatingRule rule, Rating rating) => Assert.Equal(rating, RatingFacts.RatingOf(rule));

    [Theory]
    [InlineData(49, 53, "92.5")] // 92.4528…
    [InlineData(40, 44, "90.9")] // 90.9090…
    [InlineData(1, 80, "1.3")] // 1.25: half up
    [InlineData(3, 80, "3.8")] // 3.75: half up
    [InlineData(1, 16, "6.3")] // 6.25: half up, not to the even digit
    [InlineData(0, 53, "0.0")]
    [InlineData(53, 53, "100.0")]
    [InlineData(7_999, 10_000, "80.0")] // shown as 80.0 and yet below 80
    public void An_index_is_shown_with_one_decimal_half_up(int sum, int most, string percent) => Assert.Equal(
        percent, new IndexScore(new("rba"), sum, most).Percent.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture));

    private static RatingRule RuleOf(
        int rba = 10_000,
        int migof = 10_000,
        FlagLevel[]? flags = null,
        RiskLevel[]? risks = null,
        bool unknownCritical = false,
        int unknown = 0,
        int scored = 100) =>
        FactsOf(rba, migof, flags ?? [], risks ?? [], unknownCritical, unknown, scored).Decide().Rule;

    /// <summary>Facts with indices in hundredths of a percent.</summary>
    private static RatingFacts FactsOf(
        int rba, int migof, FlagLevel[] flags, RiskLevel[] risks, bool unknownCritical, int unknown, int scored) => new(
            Shipped.Questionnaire.Rules,
            [.. flags.Select(f => new Flag(Question, f))],
            [.. risks.Select(r => new RatedRisk(Question, null, 1, 1, r))],
            [new IndexScore(new("rba"), rba, 10_000), new IndexScore(new("migof-p1"), migof, 10_000)],
            unknownCritical ? ImmutableArray.Create(Question) : [],
            scored,
            unknown);
}
