using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Turns;

/// <summary>A turn waits for the tables at most twice, for its load and for its commit: calls counted where they are made, and waits on the line.</summary>
[Collection(AzuriteTests.Name)]
public sealed class RoundTripTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Every_turn_costs_at_most_two_table_calls_and_a_submission_one_call_to_the_queue()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var alex = scenario.Person("Alex");

        // The first word of a person's life: their language is read while profile and name are written, so the turn waits once (below).
        ShownCard card = null!;
        await CostsAsync("first word", 3, 0, () => alex.Says("hi"));
        await CostsAsync("start", 2, 0, async () => card = await alex.Says("start"));
        await CostsAsync("begin", 2, 1, async () => card = await card.Press("next", ReceptionCentre.Types(card)));
        var id = AssessmentId.Parse(card.Assessment)!.Value;
        await CostsAsync("the list", 2, 0, () => alex.Says("my assessments"));
        await CostsAsync("open", 2, 0, () => alex.Says($"open {id.Reference}"));
        await CostsAsync("next", 1, 0, async () => card = await card.Press("next", ReceptionCentre.Types(card)));
        await CostsAsync("back", 1, 0, async () => card = await card.Press("back"));
        await CostsAsync("overview", 1, 0, async () => card = await card.Press("overview"));
        card = await ReceptionCentre.AnswersAsync(card);
        await CostsAsync("submit", 2, 1, async () => card = await card.Press("submit", ReceptionCentre.Types(card)));
        card.Tells("result-heading");

        async Task CostsAsync(string what, long tables, long queue, Func<Task> turn)
        {
            var (wasTables, wasQueue) = await scenario.CountAsync(turn);
            Assert.True(wasTables <= tables && wasQueue <= queue, $"{what}: {wasTables} calls to tables and {wasQueue} to the queue");
        }
    }

    [Fact]
    public async Task Whatever_a_turn_asks_the_tables_it_waits_for_them_at_most_twice()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var rounds = new TableRounds(scenario.Line);
        var alex = scenario.Person("Alex");
        ShownCard card = null!;
        await WaitsAsync("the first word of a person's life", 1, () => alex.Says("hi"));
        await WaitsAsync("start", 0, async () => card = await alex.Says("start"));
        await WaitsAsync("begin", 2, async () => card = await card.Press("next", ReceptionCentre.Types(card)));
        await WaitsAsync("the list", 1, () => alex.Says("my assessments"));
        await WaitsAsync("a page", 1, async () => card = await card.Press("next", ReceptionCentre.Types(card)));
        await scenario.RestartAsync(delivers: false);
        await WaitsAsync("a page in a process that remembers nothing", 2, async () => card = await card.Press("next", ReceptionCentre.Types(card)));
        await scenario.RestartAsync(delivers: false);
        await WaitsAsync("the first word to such a process", 1, () => alex.Says("help"));
        await scenario.RestartAsync(delivers: false);
        card = await ReceptionCentre.AnswersAsync(card);
        await WaitsAsync("submit", 1, async () => card = await card.Press("submit", ReceptionCentre.Types(card)));
        card.Tells("result-heading");

        async Task WaitsAsync(string what, int times, Func<Task> turn) => Assert.Equal((what, times), (what, await rounds.CountAsync(turn)));
    }

    [Fact]
    public async Task A_page_turn_costs_two_table_calls_one_after_the_other_in_a_fresh_process_and_one_in_a_warm_one()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var card = await ReceptionCentre.BeginsAsync(scenario.Person("Alex"));
        card = await card.Press("next", ReceptionCentre.Types(card));
        await scenario.RestartAsync(delivers: false);

        var fresh = await scenario.CountAsync(async () => card = await card.Press("next", ReceptionCentre.Types(card)));
        var warm = await scenario.CountAsync(async () => card = await card.Press("next", ReceptionCentre.Types(card)));

        // The person's language is looked up while the assessment is loaded.
        Assert.Equal((3, 0), fresh);
        Assert.Equal((1, 0), warm);
    }

    [Fact]
    public async Task A_list_kept_up_to_date_is_one_call()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false);
        var alex = scenario.Person("Alex");
        var card = await ReceptionCentre.BeginsAsync(alex);
        await scenario.Bot.Services.GetRequiredService<Dispatcher>().DeliverNowAsync(AssessmentId.Parse(card.Assessment)!.Value, default);

        var list = await scenario.CountAsync(async () => (await alex.Says("my assessments")).Shows(ReceptionCentre.Title));

        Assert.Equal((1, 0), list);
    }
}
