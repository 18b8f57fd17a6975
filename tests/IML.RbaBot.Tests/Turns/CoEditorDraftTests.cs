using System.Text.Json.Nodes;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>What a co-editor is offered on a draft: everything but what its owner alone may do.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CoEditorDraftTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_co_editor_is_offered_neither_submit_nor_withdraw_nor_the_co_editors_and_reads_who_can_submit()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var (owners, bos) = await SharedDraftAsync(scenario);

        bos.Tells("summary-heading").Shows("Only Alex Developer, the project developer, can submit this screening.");
        Assert.Equal(["back", "overview", "save-exit"], bos.Buttons);
        var overview = await bos.Press("overview");
        Assert.Equal(["next", "open", "save-exit", "ask"], overview.Buttons);

        Assert.Equal(["submit", "back", "overview", "save-exit"], owners.Buttons);
        Assert.Equal(["next", "open", "save-exit", "withdraw", "ask", "invite"], (await owners.Press("overview")).Buttons);
    }

    [Fact]
    public async Task What_a_co_editor_types_into_the_declaration_is_kept_for_the_owner_who_submits()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var (_, bos) = await SharedDraftAsync(scenario);

        await bos.Press("save-exit", ReceptionCentre.Types(bos));

        var summary = await scenario.Person("Alex").Says("open " + Reviewing.ReferenceOf(bos));
        Assert.Equal(("Project developer", "v3", "true"), (summary.Value("E3.role"), summary.Value("E3.proposalVersion"), summary.Value("E3.confirmed")));
        (await summary.Press("submit")).Tells("result-heading");
    }

    [Theory]
    [InlineData("submit", "summary")]
    [InlineData("withdraw", "withdraw")]
    [InlineData("withdraw", "overview")]
    [InlineData("invite", "overview")]
    public async Task A_co_editor_who_presses_what_no_card_offered_is_refused_politely_and_nothing_changes(string verb, string page)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var (_, bos) = await SharedDraftAsync(scenario);
        var before = await scenario.RowsAsync();
        JsonObject data = new() { ["assessment"] = bos.Assessment, ["revision"] = bos.Revision, ["page"] = page, ["action"] = verb };
        if (page == "withdraw")
        {
            data["withdraw.reason"] = "Not wanted any more";
        }

        var bo = bos.Person;
        var answer = bos with { Card = await bo.GetsCardOfInvoke(bo.Invoke(bo.Chat, bos.Message, verb, data)) };

        answer.Tells("message-not-allowed-title").Tells("message-not-allowed-next");
        Assert.Equal(before, await scenario.RowsAsync());
    }

    /// <summary>Alex has answered everything but the declaration and invited Bo; both stand at the summary.</summary>
    private static async Task<(ShownCard Owners, ShownCard Bos)> SharedDraftAsync(Scenario scenario)
    {
        var (alex, bo) = (scenario.Person("Alex"), scenario.Person("Bo"));
        await bo.Says("hi");
        var summary = await ReceptionCentre.AnswersAsync(await ReceptionCentre.BeginsAsync(alex));
        var people = await (await summary.Press("overview")).Press("invite");
        await (await people.Press("invite", ("person.name", "Bo"))).Press("invite");
        var open = "open " + Reviewing.ReferenceOf(summary);
        await (await alex.Says(open)).Press("next");
        return (await alex.Says(open), await bo.Says(open));
    }
}
