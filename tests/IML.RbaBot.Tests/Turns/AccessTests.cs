using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Turns;

/// <summary>
/// Who may do what: every verb by every role in every state, through <c>Action.Execute</c> and through the <c>Action.Submit</c> fallback,
/// with data that nobody's card holds. What the table does not allow is answered politely, logged as refused, and changes no row.
/// </summary>
[Collection(AzuriteTests.Name)]
public sealed class AccessTests(AzuriteFixture azurite)
{
    public static TheoryData<string> States => [.. AccessTable.States];

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_the_table_does_not_allow_is_refused_politely_logged_and_changes_nothing(string state)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false, configure: AccessTable.Configure);
        await scenario.Person("Omar").Says("hi");
        var assessment = await AccessTable.SeedAsync(scenario, state);
        var before = await scenario.RowsAsync();
        var at = AccessTable.States.IndexOf(state);
        var refused = new List<(string Name, string Verb)>();

        foreach (var (verb, (who, states)) in AccessTable.Allowed)
        {
            foreach (var name in AccessTable.Names.Where(n => states[at] == '-' || !who.Contains(n)))
            {
                await PressAsync(scenario.Person(name), verb, assessment, bySubmit: false);
                await PressAsync(scenario.Person(name), verb, assessment, bySubmit: true);
                refused.Add((name, verb));
            }
        }

        Assert.Equal(before, await scenario.RowsAsync());
        var log = scenario.Bot.Log.Lines;
        Assert.All(refused, press => Assert.Equal(2, log.Count(line => AccessTable.IsRefusal(line, press.Name, press.Verb, assessment.Id))));
        Assert.True(refused.Count > 200, $"Only {refused.Count} were tried.");
    }

    [Fact]
    public async Task Whoever_may_not_know_of_it_is_told_nothing_and_an_administrator_reads_no_title_and_no_answer()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false, configure: AccessTable.Configure);
        var assessment = await AccessTable.SeedAsync(scenario, "UnderReview");

        foreach (var name in (string[])["Omar", "Fay"])
        {
            var opened = await scenario.Person(name).Says("open " + assessment.Reference);
            opened.Tells("message-not-found-title").ShowsNot(Stored.Project().Title!, "Amina");
        }

        var owner = await scenario.Person("Ada").Says("open " + assessment.Reference);
        owner.Tells("owner-heading").Shows("Alex").ShowsNot(Stored.Project().Title!, "Amina", "70.0");
        Assert.Equal(["change-owner"], owner.Buttons);
        foreach (var page in (string[])["review-part-B", "review-question-B4", "requests-1", "request-1", "review-flags-1"])
        {
            var data = new JsonObject { ["assessment"] = assessment.Id.Value, ["revision"] = assessment.Revision, ["go-to"] = page };
            var read = owner with { Card = await owner.Person.GetsCardOfInvoke(owner.Person.Invoke(owner.Person.Chat, owner.Message, "open", data)) };
            read.Tells("message-not-allowed-title").ShowsNot(Stored.Project().Title!);
        }
    }

    private static async Task PressAsync(ChattingPerson person, string verb, Assessment assessment, bool bySubmit)
    {
        var data = AccessTable.DataOf(verb, assessment);
        if (!bySubmit)
        {
            var card = await person.GetsCardOfInvoke(person.Invoke(person.Chat, "m-1", verb, data));
            Assert.DoesNotContain(CardWords.Raw("message-unexpected-title"), card.ToJsonString(), StringComparison.Ordinal);
            return;
        }

        data["action"] = verb;
        var calls = person.Scenario.Connector.Calls.Count;
        await person.Sends(person.Submit(person.Chat, "m-1", data));
        Assert.NotNull(Assert.Single(person.Scenario.Connector.Calls.Skip(calls), c => c.Card is not null).Card);
    }
}
