using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Projections;
using IML.RbaBot.Tests.Cards;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Projections.Projecting;

namespace IML.RbaBot.Tests.Projections;

/// <summary>The counts of the portfolio.</summary>
[Collection(AzuriteTests.Name)]
public sealed class PortfolioTests(AzuriteFixture azurite)
{
    private static readonly Actor Head = new(CardWorld.FocalPoint, Roles.HeadOfIml);
    private static readonly DateOnly Today = DateOnly.FromDateTime(CardWorld.Now.UtcDateTime);

    [Fact]
    public async Task An_assessment_counts_once_as_what_it_is_now_however_often_and_late_it_is_delivered()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var submitted = Submitted(1, Rating.C);
        var cleared = submitted.Claimed().Cleared(CardWorld.Now.AddHours(30)) with
        {
            Review = submitted.Review with { Verdict = new Verdict(Rating.B, "r", null, []) },
        };
        foreach (var (assessment, version) in ((Assessment, int)[])
            [(CardWorld.Draft() with { Id = IdOf(1) }, 1), (submitted, 2), (submitted, 2), (submitted.Claimed(), 3), (cleared, 4), (submitted, 2), (cleared, 4)])
        {
            Assert.True(await Projector(stored).WriteAsync(assessment.At(version), default));
        }

        var counts = await Portfolio(stored).ReadAsync(Head, Today, default);

        Assert.Equal((1, 1, 30m), (counts.Total, counts.Decisions, counts.MedianHours));
        Assert.Equal("A 0, B 1, C 0, D 0", string.Join(", ", counts.ByRating.Select(r => $"{r.Rating} {r.Count}")));
        Assert.Equal(("Cleared", 1), Assert.Single(counts.ByState));
        Assert.Equal(("Tunis", 1), Assert.Single(counts.ByOffice));
    }

    [Fact]
    public async Task Many_at_once_in_one_office_are_all_counted()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        await using var other = await stored.AgainAsync();
        await Task.WhenAll(Enumerable.Range(1, 16).SelectMany(i => new[] { stored, other }.Select(async s =>
        {
            while (!await Projector(s).WriteAsync(Submitted(i).At(1), default))
            {
                await Task.Delay(20);
            }
        })));

        Assert.Equal(16, (await Portfolio(stored).ReadAsync(Head, Today, default)).Total);
    }

    [Fact]
    public async Task Reading_costs_the_same_for_3_and_for_60_assessments_of_an_office()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        await WriteAsync(1, 3);
        var few = await CostAsync();
        await WriteAsync(4, 57);

        Assert.Equal((1, 3), few);
        Assert.Equal((1, 60), await CostAsync());

        async Task WriteAsync(int first, int count)
        {
            for (var i = first; i < first + count; i++)
            {
                Assert.True(await Portfolio(stored).ApplyAsync(AssessmentSummary.Of(Submitted(i)), 1, default));
            }
        }

        async Task<(long, int)> CostAsync()
        {
            var before = stored.RoundTrips.Directory;
            var counts = await Portfolio(stored).ReadAsync(Head, Today, default);
            return (stored.RoundTrips.Directory - before, counts.Total);
        }
    }

    [Fact]
    public async Task A_focal_point_of_some_countries_counts_those_and_a_stranger_none()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        await Portfolio(stored).ApplyAsync(AssessmentSummary.Of(Submitted(1).In("SN")), 1, default);
        await Portfolio(stored).ApplyAsync(AssessmentSummary.Of(Submitted(2).In("TN", "SN")), 1, default);
        await Portfolio(stored).ApplyAsync(AssessmentSummary.Of(Submitted(3).In("TN")), 1, default);

        Assert.Equal(2, (await Portfolio(stored).ReadAsync(Focal with { Coverage = new Coverage(["SN"]) }, Today, default)).Total);
        Assert.Equal(3, (await Portfolio(stored).ReadAsync(Focal, Today, default)).Total);
        Assert.Equal(0, (await Portfolio(stored).ReadAsync(new Actor(CardWorld.FocalPoint, Roles.Administrator), Today, default)).Total);
    }

    [Theory]
    [InlineData(new int[0], null)]
    [InlineData(new[] { 5 }, 5.0)]
    [InlineData(new[] { 1, 3 }, 2.0)]
    [InlineData(new[] { 9, 1, 1 }, 1.0)]
    [InlineData(new[] { 1, 2, 2, 10 }, 2.0)]
    public void The_median_is_the_middle_and_of_an_even_number_the_mean_of_the_two_in_the_middle(int[] hours, double? expected)
    {
        var histogram = hours.GroupBy(h => h).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()));

        Assert.Equal(expected, (double?)PortfolioCounts.Median([.. histogram]));
    }
}
