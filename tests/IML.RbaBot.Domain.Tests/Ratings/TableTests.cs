using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Ratings;

/// <summary>The tables of the standard, cell by cell, against what is shipped.</summary>
public sealed class TableTests
{
    private static RatingRules Rules => Shipped.Questionnaire.Rules;

    [Theory]
    [InlineData(5, "Moderate Substantial High High High")]
    [InlineData(4, "Low Moderate Substantial High High")]
    [InlineData(3, "Low Moderate Moderate Substantial Substantial")]
    [InlineData(2, "Low Low Moderate Moderate Moderate")]
    [InlineData(1, "Low Low Low Low Low")]
    public void The_risk_table_is_the_norm(int impact, string levels) =>
        Assert.Equal(levels, string.Join(' ', Enumerable.Range(1, 5).Select(likelihood => Rules.RiskLevelOf(impact, likelihood))));

    [Theory]
    [InlineData(Merit.Best, "None None None None")]
    [InlineData(Merit.Worst, "None M R X")]
    [InlineData(Merit.Partly, "None None M R")]
    [InlineData(Merit.NotKnown, "None M R R")]
    [InlineData(Merit.NotApplicable, "None None None None")]
    [InlineData(Merit.None, "None None None None")]
    public void The_flag_table_is_the_norm(Merit merit, string levels) =>
        Assert.Equal(levels, string.Join(' ', Enum.GetValues<FlagLevel>().Order().Select(level => Rules.FlagLevelOf(merit, level))));

    [Fact]
    public void The_constants_are_those_of_the_standard()
    {
        Assert.Equal((40, 60, 80), (Rules.AlignmentBelowIsD, Rules.AlignmentBelowIsC, Rules.AlignmentBelowIsB));
        Assert.Equal((RiskLevel.High, RiskLevel.Substantial, RiskLevel.Moderate), (Rules.RiskIsD, Rules.RiskIsC, Rules.RiskIsB));
        Assert.Equal(20, Rules.UnknownSharePercent);
        Assert.Equal((3, 4, 5), (Rules.SuggestedImpact[1], Rules.SuggestedImpact[2], Rules.SuggestedImpact[3]));
        Assert.Equal(1, Rules.ImpactStepWithoutReason);
    }

    // A4 and D8, whose flags read each other's answers: findings about a counterpart, a security force among them or not.
    [Theory]
    [InlineData("ngo", "nothing-serious", "", "")]
    [InlineData("ngo", "general-concerns", "", "")]
    [InlineData("ngo", "not-checked", "", "A4:M")]
    [InlineData("ngo", "serious", "", "A4:R")]
    [InlineData("security", "nothing-serious", "yes", "")]
    [InlineData("security", "nothing-serious", "partly", "D8:M")]
    [InlineData("security", "nothing-serious", "not-known", "D8:R")]
    [InlineData("security", "nothing-serious", "no", "D8:R")]
    [InlineData("security", "general-concerns", "no", "D8:R")]
    [InlineData("security", "not-checked", "yes", "A4:R")]
    [InlineData("security", "not-checked", "partly", "A4:R D8:M")]
    [InlineData("security", "not-checked", "no", "A4:R D8:R")]
    [InlineData("security", "serious", "yes", "A4:R")]
    [InlineData("security", "serious", "partly", "A4:R D8:M")]
    [InlineData("security", "serious", "not-known", "A4:R D8:R")]
    [InlineData("security", "serious", "no", "A4:X D8:X")]
    public void Findings_about_a_counterpart_raise_these_flags(string counterpart, string finding, string policy, string flags)
    {
        var sheet = Projects.Of(("A3", counterpart), ("A4", finding));
        sheet = policy.Length == 0 ? sheet.Answer("D8", "no") : sheet.Answer("D8", policy);

        Assert.Equal(flags, string.Join(' ', Flag.Of(Route.Of(sheet)).Select(f => $"{f.Question}:{f.Level}")));
    }

    [Theory]
    [InlineData("X M", FlagLevel.X)]
    [InlineData("M X", FlagLevel.X)]
    [InlineData("M", FlagLevel.R)]
    [InlineData("M M", FlagLevel.R)]
    public void A_flag_has_the_highest_of_the_levels_that_the_table_and_its_own_rules_give(string ownRules, FlagLevel level)
    {
        // D8 is a question of level R.
        ImmutableArray<FlagRule> rules =
            [.. ownRules.Split(' ').Select(own => new FlagRule([new("no")], Condition.Always.Instance, Enum.Parse<FlagLevel>(own)))];
        var shipped = Shipped.Questionnaire;
        var changed = new Questionnaire(
            shipped.Ref,
            shipped.Indices,
            shipped.Parts,
            shipped.Pages,
            [.. shipped.Questions.Select(q => q.Id.Value == "D8" ? q with { FlagRules = rules } : q)],
            shipped.Confirmations,
            shipped.Sources,
            shipped.Rules);
        var sheet = AnswerSheet.Empty(changed).Answer("A3", "security").Answer("D8", "no");

        Assert.Equal(level, Flag.LevelOf(changed[new("D8")], Route.Of(sheet)));
    }

    [Theory]
    [InlineData("B7", "not-involved", Merit.Worst, 0)]
    [InlineData("B7", "informed", Merit.Worst, 0)]
    [InlineData("B7", "consulted", Merit.Partly, 1)]
    [InlineData("B7", "changed", Merit.Best, 2)]
    [InlineData("B10", "", Merit.Worst, 0)]
    [InlineData("B10", "quality", Merit.Worst, 0)]
    [InlineData("B10", "available,quality", Merit.Partly, 1)]
    [InlineData("B10", "available,accessible,quality", Merit.Partly, 1)]
    [InlineData("B10", "available,accessible,acceptable,quality", Merit.Best, 2)]
    [InlineData("B1", "yes", Merit.Best, 2)]
    [InlineData("B1", "partly", Merit.Partly, 1)]
    [InlineData("B1", "no", Merit.Worst, 0)]
    [InlineData("B1", "not-known", Merit.NotKnown, 0)]
    [InlineData("B6", "not-applicable", Merit.NotApplicable, null)]
    [InlineData("D10", "no", Merit.Best, 2)]
    [InlineData("D10", "possibly", Merit.Partly, 1)]
    [InlineData("D10", "yes", Merit.Worst, 0)]
    [InlineData("D10", "not-known", Merit.NotKnown, 0)]
    public void Answers_count_as_the_scales_say(string question, string options, Merit merit, int? points)
    {
        var sheet = Projects.Of((question, options));

        Assert.Equal(new Standing(merit, points), Standing.Of(Shipped.Questionnaire[new(question)], sheet[new QuestionId(question)]));
    }
}
