using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Dispatch;

[Collection(AzuriteTests.Name)]
public sealed class UndeliverableTests(AzuriteFixture azurite)
{
    private static readonly DeliveryOutcome.Undeliverable Lost = new("chat gone");
    private static readonly Actor Administrator = new(Omar, Roles.Administrator);

    [Fact]
    public async Task What_was_given_up_is_listed_page_by_page()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var lost = new List<AssessmentId>();
        for (var i = 0; i < DirectoryStore.PageSize + 2; i++)
        {
            lost.Add((await LostAsync(stored, OutboxKind.Alert)).Id);
        }

        var first = await stored.Directory.ListUndeliverableAsync(null, default);
        var second = await stored.Directory.ListUndeliverableAsync(first.Next, default);

        Assert.Equal(DirectoryStore.PageSize, first.Items.Length);
        Assert.Equal(2, second.Items.Length);
        Assert.Null(second.Next);
        Assert.Equal(lost.Select(id => id.Value).Order(), first.Items.Concat(second.Items).Select(m => m.Id.Value).Order());
        Assert.All(first.Items, m => Assert.Equal((OutboxKind.Alert, 1, "chat gone"), (m.Kind, m.Attempts, m.Reason)));
        Assert.NotEmpty((await stored.Directory.ListUndeliverableAsync("'; or 1 eq 1", default)).Items);
    }

    [Fact]
    public async Task An_administrator_has_it_tried_again_from_the_first_attempt_on()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await LostAsync(stored, OutboxKind.Alert);
        Assert.False(submitted.Assessment.Alert!.Pending);
        var item = Assert.Single((await stored.Directory.ListUndeliverableAsync(null, default)).Items);
        var alert = new Delivering(OutboxKind.Alert, new DeliveryOutcome.Delivered());
        using var dispatcher = Process.Of(stored, alert, new Delivering(OutboxKind.ResultCard, new DeliveryOutcome.Delivered()));

        Assert.Equal(UndeliverableDecision.Done, await dispatcher.RetryUndeliverableAsync(item.Id, item.Message, Administrator, default));

        var waiting = await stored.LoadAsync(item.Id);
        Assert.True(waiting.Assessment.Alert!.Pending);
        Assert.Empty((await stored.Directory.ListUndeliverableAsync(null, default)).Items);
        Assert.Contains(await Audit.OfAsync(stored, item.Id), c => c.What == "tried-again" && c.By == Omar.Id.Value);
        await dispatcher.StartAsync(default);
        await Process.UntilAsync(async () => (await stored.LoadAsync(item.Id)).Outbox.IsEmpty);
        Assert.Equal(0, Assert.Single(alert.Tries).Attempts);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task An_administrator_gives_it_up_with_a_reason_that_the_audit_keeps()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await LostAsync(stored, OutboxKind.Projection);
        var item = Assert.Single((await stored.Directory.ListUndeliverableAsync(null, default)).Items);
        using var dispatcher = Process.Of(stored);

        await Assert.ThrowsAsync<ArgumentException>(() => dispatcher.GiveUpAsync(item.Id, item.Message, " ", Administrator, default));
        Assert.Equal(UndeliverableDecision.Done, await dispatcher.GiveUpAsync(item.Id, item.Message, " told by phone ", Administrator, default));

        Assert.Empty((await stored.LoadAsync(submitted.Id)).Outbox);
        Assert.Equal(0, await stored.Directory.CountUndeliverableAsync(default));
        var kept = Assert.Single(await Audit.OfAsync(stored, item.Id), c => c.What == "given-up");
        Assert.Equal((Omar.Id.Value, "told by phone"), (kept.By, kept.Json.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_message_that_is_not_given_up_is_left_alone()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await stored.SubmitAsync(OutboxKind.Alert);
        var waiting = Assert.Single(submitted.Outbox);
        using var dispatcher = Process.Of(stored);

        foreach (var message in new[] { Keys.Outbox(waiting), "head", "outbox-000001-alert'/", "" })
        {
            Assert.Equal(UndeliverableDecision.NotThere, await dispatcher.RetryUndeliverableAsync(submitted.Id, message, Administrator, default));
            Assert.Equal(UndeliverableDecision.NotThere, await dispatcher.GiveUpAsync(submitted.Id, message, "no", Administrator, default));
        }

        Assert.Equal(waiting, Assert.Single((await stored.LoadAsync(submitted.Id)).Outbox));
    }

    [Fact]
    public async Task One_that_was_marked_by_a_process_that_died_before_it_was_listed_is_listed_by_the_next()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await stored.SubmitAsync(OutboxKind.Alert);
        var alert = Assert.Single(submitted.Outbox);
        Assert.NotNull(await stored.Store.SettleAsync(submitted, alert, Settlement.Of(Lost, alert, new(), 0.5, Noon.AddHours(1)), Noon.AddHours(1), default));
        Assert.Empty((await stored.Directory.ListUndeliverableAsync(null, default)).Items);

        await Process.Deliverer(stored, new(), TimeProvider.System, new Delivering(OutboxKind.ResultCard, new DeliveryOutcome.Delivered()))
            .DeliverAsync(submitted.Id, default);

        var item = Assert.Single((await stored.Directory.ListUndeliverableAsync(null, default)).Items);
        Assert.Equal((submitted.Id, "chat gone", Noon.AddHours(1)), (item.Id, item.Reason, item.At));
    }

    [Fact]
    public async Task One_that_this_version_cannot_read_stays_listed_when_it_is_decided_on()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await LostAsync(stored, OutboxKind.Alert);
        var item = Assert.Single((await stored.Directory.ListUndeliverableAsync(null, default)).Items);
        var older = new AssessmentStore(stored.Clients, _ => null, stored.Options);
        using var dispatcher = new Dispatcher(
            stored.Clients, older, stored.Directory, Process.Deliverer(stored, new(), TimeProvider.System), new(), TimeProvider.System, NullLogger<Dispatcher>.Instance);

        Assert.Equal(UndeliverableDecision.NotNow, await dispatcher.RetryUndeliverableAsync(item.Id, item.Message, Administrator, default));
        Assert.Equal(UndeliverableDecision.NotNow, await dispatcher.GiveUpAsync(item.Id, item.Message, "no", Administrator, default));

        Assert.Equal(item, Assert.Single((await stored.Directory.ListUndeliverableAsync(null, default)).Items));
    }

    private static async Task<StoredAssessment> LostAsync(Stored stored, OutboxKind kind)
    {
        var submitted = await stored.SubmitAsync(kind);
        IDelivery[] deliveries = kind == OutboxKind.ResultCard
            ? [new Delivering(kind, Lost)]
            : [new Delivering(kind, Lost), new Delivering(OutboxKind.ResultCard, new DeliveryOutcome.Delivered())];
        await Process.Deliverer(stored, new(), TimeProvider.System, deliveries).DeliverAsync(submitted.Id, default);
        return await stored.LoadAsync(submitted.Id);
    }
}
