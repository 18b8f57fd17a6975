using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Leaving a card is never held up by what is half entered: it is kept, said to be missing, and demanded before submission.</summary>
[Collection(AzuriteTests.Name)]
public sealed class LeavingTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("back", false)]
    [InlineData("overview", false)]
    [InlineData("save-exit", false)]
    [InlineData("ask", false)]
    [InlineData("save-exit", true)]
    public async Task A_risk_that_is_half_entered_is_kept_when_the_card_is_left_and_said_to_be_missing(string button, bool submit)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var page = await ExtraRisksAsync(alex);
        alex.PressesSubmit = submit;

        var left = await page.Press(
            button,
            [
                .. ReceptionCentre.Types(page),
                ("E2.risk1.description", "Flooding of the site"), ("E2.risk1.impact", "4"), ("E2.risk2.description", "Strike"), ("E2.risk2.impact", "2"),
                ("E2.risk2.likelihood", "1"), ("E2.risk3.likelihood", "3"),
            ]);

        Assert.DoesNotContain("To correct", left.Text, StringComparison.Ordinal);
        var opened = await alex.Says("open " + page.Assessment[..13]);
        var overview = button == "overview" ? opened : await opened.Press("overview");
        overview.Shows("missing: part of an added risk");
        var again = await overview.Press("open", ("go-to", "E2"));

        // What is complete comes first.
        Assert.Equal(("Strike", "2", "1"), RiskOf(again, 1));
        Assert.Equal(("Flooding of the site", "4", null), RiskOf(again, 2));
        Assert.Equal((null, null, "3"), RiskOf(again, 3));
        again.Tells("extra-risk-error").Tells("extra-risk-undescribed");
        (await again.Press("next")).Tells("faults-on-card").Tells("extra-risk-error").Tells("extra-risk-undescribed");
    }

    [Fact]
    public async Task A_half_entered_risk_is_completed_or_taken_back_and_then_nothing_is_missing()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var page = await ExtraRisksAsync(alex);
        await page.Press("save-exit", [.. ReceptionCentre.Types(page), ("E2.risk1.description", "Flood"), ("E2.risk1.impact", "1"), ("E2.risk2.likelihood", "3")]);
        page = await alex.Says("open " + page.Assessment[..13]);

        var next = await page.Press("next", ("E2.risk1.likelihood", "1"), ("E2.risk2.likelihood", "not-rated"));

        Assert.DoesNotContain("To correct", next.Text, StringComparison.Ordinal);
        var result = await ReceptionCentre.AnswersAsync(next);
        result = await result.Press("submit", ReceptionCentre.Types(result));
        result.Tells("result-heading").Shows("70.0", "80.3");
    }

    [Fact]
    public async Task A_half_entered_risk_goes_when_its_description_is_emptied()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var page = await ExtraRisksAsync(alex);
        await page.Press("save-exit", [.. ReceptionCentre.Types(page), ("E2.risk1.description", "Flood"), ("E2.risk1.impact", "5")]);

        await (await alex.Says("open " + page.Assessment[..13])).Press("save-exit", ("E2.risk1.description", ""));

        Assert.Equal((null, null, null), RiskOf(await alex.Says("open " + page.Assessment[..13]), 1));
    }

    [Theory]
    [InlineData("overview")]
    [InlineData("save-exit")]
    public async Task A_budget_without_its_currency_is_kept_when_the_project_details_are_left_and_demanded_before_the_summary(string button)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var summary = await ReceptionCentre.AnswersAsync(await ReceptionCentre.BeginsAsync(alex));
        var details = await (await summary.Press("overview")).Press("open", ("go-to", "project"));

        var left = await details.Press(button, ("project.budget", "250000"));

        left.Tells(button == "overview" ? "overview-missing" : "saved-what").Shows("missing: 1");
        var overview = button == "overview" ? left : await (await alex.Says("open " + details.Assessment[..13])).Press("overview");
        overview.Tells("project-currency-missing").Tells("overview-project-missing");
        var again = (await overview.Press("next")).Tells("project-currency-missing");
        Assert.Equal(("250000", null), (again.Value("project.budget"), again.Value("project.currency")));
        (await again.Press("next")).Tells("faults-on-card").Tells("project-currency-missing");
        overview = await again.Press("overview", ("project.currency", "USD"));
        (await overview.Press("next")).Tells("summary-heading");
    }

    /// <summary>The card with the extra risks, everything before it answered.</summary>
    private static async Task<ShownCard> ExtraRisksAsync(ChattingPerson person)
    {
        var card = await ReceptionCentre.BeginsAsync(person);
        for (var presses = 0; !card.Inputs.Contains("E2.risk1.description"); presses++)
        {
            Assert.True(presses < 40, "The card does not come:\n" + card.Text);
            card = await card.Press("next", ReceptionCentre.Types(card));
        }

        return card;
    }

    private static (string? Description, string? Impact, string? Likelihood) RiskOf(ShownCard card, int number) =>
        (card.Value($"E2.risk{number}.description"), card.Value($"E2.risk{number}.impact"), card.Value($"E2.risk{number}.likelihood"));
}
