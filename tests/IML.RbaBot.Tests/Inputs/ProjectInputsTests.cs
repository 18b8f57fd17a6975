using System.Collections.Frozen;
using System.Collections.Immutable;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Tests.Cards;

namespace IML.RbaBot.Tests.Inputs;

public class ProjectInputsTests
{
    [Theory]
    [InlineData("project.budget", "12k")]
    [InlineData("project.budget", "-5")]
    [InlineData("project.months", "two")]
    [InlineData("project.start", "tomorrow")]
    [InlineData("project.documentDate", "2026-13-01")]
    [InlineData("project.country", "Atlantis")]
    [InlineData("project.otherCountries", "Atlantis")]
    [InlineData("project.confidentiality", "secret")]
    public void What_cannot_be_read_gets_a_message_beside_it(string input, string value) =>
        Assert.Equal(input, Assert.Single(Read((input, value)).Messages).Input);

    [Theory]
    [InlineData("project.title", "", "project.title")]
    [InlineData("project.stage", "wishful", "project.stage")]
    [InlineData("project.country", "", "project.country")]
    [InlineData("project.thematicAreas", "protection,magic", "project.thematicAreas")]
    [InlineData("project.budget", "100", "project.currency")]
    [InlineData("project.documentLink", "javascript:alert(1)", "project.documentLink")]
    [InlineData("project.documentLink", "http://example.org", "project.documentLink")]
    [InlineData("project.setting", "chaotic", "project.setting")]
    [InlineData("project.months", "0", "project.months")]
    [InlineData("project.currency", "XXX", "project.currency")]
    public void What_the_domain_refuses_gets_a_message_beside_it(string input, string value, string expected)
    {
        var read = Read((input, value));
        Assert.Empty(read.Messages);
        var faults = ProjectRules.Check(read.Project, CardWorld.Lists);
        Assert.Equal(expected, Assert.Single(InputMessages.Of(new Refusal.FaultyProject(faults))).Input);
    }

    [Theory]
    [InlineData("KE; Viet Nam; côte d'ivoire", "TN,KE,VN,CI")]
    [InlineData("KE, VN", "TN,KE,VN")]
    [InlineData("Bonaire, Sint Eustatius and Saba", "TN,BQ")]
    [InlineData("TN;TN", "TN")]
    public void Other_countries_are_read_by_name_or_code(string typed, string expected) =>
        Assert.Equal(expected.Split(','), Read(("project.otherCountries", typed)).Project.Countries);

    [Fact]
    public void A_title_is_one_line() =>
        Assert.Equal("One two", Read(("project.title", "One\ntwo")).Project.Title);

    [Fact]
    public void Every_fault_of_every_field_has_words()
    {
        foreach (var field in Enum.GetValues<ProjectField>())
        {
            foreach (var fault in Enum.GetValues<ProjectFault>())
            {
                var message = Assert.Single(InputMessages.Of(new Refusal.FaultyProject([new FaultyProjectField(field, fault)])));
                Assert.NotEmpty(message.In(CardWorld.English));
            }
        }
    }

    private static ProjectInputs Read(params ImmutableArray<(string Id, string Value)> changes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["project.title"] = "Reception centre",
            ["project.stage"] = "proposal",
            ["project.country"] = "TN",
            ["project.office"] = "Tunis",
            ["project.thematicAreas"] = "protection",
            ["project.confidentiality"] = "internal",
        };
        foreach (var (id, value) in changes)
        {
            values[id] = value;
        }

        return ProjectInputs.Read(
            new RawInputs(values.ToFrozenDictionary(StringComparer.Ordinal), FrozenSet<string>.Empty), CardWorld.Lists, CardWorld.English);
    }
}
