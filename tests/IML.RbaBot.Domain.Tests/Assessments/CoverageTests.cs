using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Domain.Tests.Assessments;

public sealed class CoverageTests
{
    [Theory]
    [InlineData("EG", true)]
    [InlineData("CH,EG", true)]
    [InlineData("CH", false)]
    [InlineData("", false)]
    public void A_regional_focal_point_covers_what_works_in_one_of_the_countries(string countries, bool covered)
    {
        var project = new ProjectData { Countries = [.. countries.Split(',', StringSplitOptions.RemoveEmptyEntries)] };

        Assert.Equal(covered, new Coverage(["EG", "SD"]).Covers(project));
        Assert.True(Coverage.Everywhere.Covers(project));
        Assert.False(new Coverage([]).Covers(project));
    }

    [Fact]
    public void Coverage_is_equal_when_it_covers_the_same()
    {
        Assert.Equal(new Coverage(["EG", "SD"]), new Coverage(["SD", "EG"]));
        Assert.NotEqual(new Coverage([]), Coverage.Everywhere);
    }
}
