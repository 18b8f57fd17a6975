using System.Collections.Immutable;
using IML.RbaBot.Configuration;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Tests.Cards;
using IML.RbaBot.Tests.Turns;

namespace IML.RbaBot.Tests.Configuration;

public sealed class RoutingTests
{
    private static readonly RolesOptions Options = new()
    {
        FocalPoints =
        [
            Holder("Egypt", countries: ["EG"], languages: ["en", "ar"]),
            Holder("EgyptFr", countries: ["eg"], languages: ["FR"]),
            Holder("Mena", regions: ["MENA"]),
            Holder("Africa", regions: ["africa"], countries: ["KE"]),
            Holder("All", languages: ["es"]),
            Holder("AllFr", languages: ["fr"]),
        ],
        Backups = [Holder("Backup", regions: ["MENA"])],
        Regions = new Dictionary<string, IList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["MENA"] = ["EG", "SY", "JO"],
            ["Africa"] = ["EG", "TD", "KE"],
        },
    };

    [Theory]
    [InlineData("EG", null, "Egypt EgyptFr")]
    [InlineData("EG", "fr", "EgyptFr Egypt")]
    [InlineData("SY,EG", null, "Egypt EgyptFr")]
    [InlineData("SY", null, "Mena")]
    [InlineData("TD", "fr", "Africa")]
    [InlineData("TD,SY", null, "Mena Africa")]
    [InlineData("KE", null, "Africa")]
    [InlineData("PE", null, "All AllFr")]
    [InlineData("PE", "fr", "AllFr All")]
    [InlineData("PE", "es", "All AllFr")]
    [InlineData("", null, "All AllFr")]
    public void The_alert_goes_to_the_nearest_level_that_has_somebody(string countries, string? language, string expected) =>
        Assert.Equal(expected, Names(Roster().FocalPointsFor(Assessment(countries), language)));

    [Theory]
    [InlineData("EG", "Egypt EgyptFr", "Mena Africa")]
    [InlineData("EG", "Egypt", "EgyptFr")]
    [InlineData("SY", "Mena", "All AllFr")]
    [InlineData("PE", "Egypt EgyptFr Mena Africa All AllFr", "")]
    public void Who_edits_an_assessment_is_passed_over_and_the_next_nearest_level_is_told(string countries, string editors, string expected)
    {
        var assessment = Assessment(countries) with { CoEditors = [.. editors.Split(' ').Select(name => new Person(Id(name), name))] };

        Assert.Equal(expected, Names(Roster().FocalPointsFor(assessment, null)));
    }

    [Fact]
    public void When_everybody_has_a_place_and_none_fits_all_are_told()
    {
        Assert.Equal("Backup", Names(Roster().BackupsFor(Assessment("PE"), null)));
        Assert.Empty(Routing.Nearest(Project("PE"), null, []));
    }

    [Fact]
    public void A_focal_point_with_a_place_reads_that_place_and_others_read_all()
    {
        var roster = Roster();

        Assert.True(roster.CoverageOf(Id("Mena")).Covers(Project("SY")));
        Assert.False(roster.CoverageOf(Id("Mena")).Covers(Project("KE")));
        Assert.True(roster.CoverageOf(Id("Africa")).Covers(Project("KE")));
        Assert.Equal(Coverage.Everywhere, roster.CoverageOf(Id("All")));
        Assert.Equal(Coverage.Everywhere, roster.CoverageOf(Id("Somebody")));
    }

    [Fact]
    public void Everything_wrong_with_the_roles_is_said_at_once()
    {
        var lists = new ProjectLists([], [], [], ["EG"], []);
        var options = new RolesOptions
        {
            FocalPoints =
            [
                Holder("Amina", regions: ["Nowhere"], countries: ["XX"], languages: ["french"]),
                new FocalPointHolder { Id = "nobody", Name = " ", Mail = "no address" },
            ],
            Auditors = [Person("Same"), Person("Same")],
            Regions = new Dictionary<string, IList<string>> { ["MENA"] = ["EG", "Egypt"] },
        };

        var problems = new RolesOptionsValidator(lists).Validate(null, options).Failures!.ToList();

        string[] expected =
        [
            "'nobody' is not an Entra object id", "has no Name", "is no address", "region 'Nowhere'", "'XX' is no country",
            "language 'french'", "'Egypt' is no country", "stands in it more than once",
        ];
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected, words => Assert.Single(problems, p => p.Contains(words, StringComparison.Ordinal)));
        Assert.True(new RolesOptionsValidator(lists).Validate(null, new RolesOptions()).Succeeded);
    }

    private static Roster Roster() => new(Microsoft.Extensions.Options.Options.Create(Options));

    private static Assessment Assessment(string countries) => CardWorld.Draft(project: Project(countries));

    private static ProjectData Project(string countries) =>
        new() { Countries = [.. countries.Split(',', StringSplitOptions.RemoveEmptyEntries)] };

    private static PersonId Id(string name) => PersonId.Parse(ChattingPerson.IdOf(name))!.Value;

    private static RoleHolder Person(string name) => new() { Id = ChattingPerson.IdOf(name), Name = name };

    private static FocalPointHolder Holder(string name, string[]? regions = null, string[]? countries = null, string[]? languages = null) => new()
    {
        Id = ChattingPerson.IdOf(name),
        Name = name,
        Regions = regions ?? [],
        Countries = countries ?? [],
        Languages = languages ?? [],
    };

    private static string Names(ImmutableArray<Person> people) => string.Join(' ', people.Select(p => p.Name));
}
