using IML.RbaBot.Dispatch;
using IML.RbaBot.Tests.Projections;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Dispatch;

[Collection(AzuriteTests.Name)]
public sealed class DispatcherTests(AzuriteFixture azurite)
{
    private static readonly DeliveryOutcome.Delivered Done = new();

    [Fact]
    public async Task A_hint_after_the_commit_delivers_at_once_and_removes_the_queue_message()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var alert = new Delivering(OutboxKind.Alert, Done);
        using var dispatcher = Process.Of(stored, alert);
        await dispatcher.StartAsync(default);
        var draft = await stored.StartAsync();

        var promise = await dispatcher.PromiseAsync(draft.Id, default);
        Assert.Equal(1, await Process.QueuedAsync(stored));
        await stored.CommitAsync(draft, Save(("B1", Choice("yes"))), null, OutboxKind.Alert);
        dispatcher.Hint(promise);

        await Process.UntilAsync(async () => await Process.QueuedAsync(stored) == 0);
        Assert.Empty((await stored.LoadAsync(draft.Id)).Outbox);
        Assert.Single(alert.Tries);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task What_was_promised_before_a_crash_is_delivered_after_it()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();
        using (var dies = Process.Of(stored))
        {
            // The process ends between the commit and the hint.
            await dies.PromiseAsync(draft.Id, default);
            await stored.CommitAsync(draft, Save(("B1", Choice("yes"))), null, OutboxKind.Alert, OutboxKind.Projection);
        }

        await using var afterwards = await stored.AgainAsync();
        var alert = new Delivering(OutboxKind.Alert, Done);
        using var dispatcher = Process.Of(afterwards, alert, new ProjectionDelivery(Projecting.Projector(afterwards)));
        await dispatcher.StartAsync(default);

        await Process.UntilAsync(async () => await Process.QueuedAsync(stored) == 0);
        Assert.Empty((await stored.LoadAsync(draft.Id)).Outbox);
        Assert.Single(alert.Tries);
        Assert.Equal(draft.Id, Assert.Single((await stored.Directory.ListAsync(Dana.Id, null, default)).Items).Id);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_promise_waits_for_its_commit_and_one_without_a_commit_goes_away()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var alert = new Delivering(OutboxKind.Alert, Done);
        using var dispatcher = Process.Of(stored, alert);
        await dispatcher.StartAsync(default);
        var draft = await stored.StartAsync();
        await dispatcher.PromiseAsync(NewId(), default);
        await dispatcher.PromiseAsync(draft.Id, default);

        // Slower than the promise is invisible, faster than it is given up.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        Assert.Equal(2, await Process.QueuedAsync(stored));
        await stored.CommitAsync(draft, Save(("B1", Choice("yes"))), null, OutboxKind.Alert);

        await Process.UntilAsync(async () => await Process.QueuedAsync(stored) == 0);
        Assert.Single(alert.Tries);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_queue_message_that_names_no_assessment_is_removed()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await stored.Clients.Queue.SendMessageAsync("<x>/ not an id");
        await stored.Clients.Queue.SendMessageAsync("RBA-1111-1111-99999999999999");
        using var dispatcher = Process.Of(stored);
        await dispatcher.StartAsync(default);

        await Process.UntilAsync(async () => await Process.QueuedAsync(stored) == 0);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_message_that_failed_comes_back_by_itself()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var alert = new Delivering(OutboxKind.Alert, (message, _) => Task.FromResult<DeliveryOutcome>(
            message.Attempts < 1 ? new DeliveryOutcome.Retry("away") : Done));
        using var dispatcher = Process.Of(stored, alert, new Delivering(OutboxKind.ResultCard, Done));
        await dispatcher.StartAsync(default);
        var draft = await stored.StartAsync();
        var promise = await dispatcher.PromiseAsync(draft.Id, default);
        await stored.CommitAsync(draft, Save(("B1", Choice("yes"))), null, OutboxKind.Alert);
        dispatcher.Hint(promise);

        await Process.UntilAsync(async () => await Process.QueuedAsync(stored) == 0);
        Assert.Equal([0, 1], alert.Tries.Select(t => t.Attempts));
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_stop_during_a_delivery_is_prompt_and_loses_nothing()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var begun = new TaskCompletionSource();
        var hangs = new Delivering(OutboxKind.Alert, async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return Done;
        });
        var draft = await stored.StartAsync();
        using (var stops = Process.Of(stored, hangs))
        {
            await stops.StartAsync(default);
            var promise = await stops.PromiseAsync(draft.Id, default);
            await stored.CommitAsync(draft, Save(("B1", Choice("yes"))), null, OutboxKind.Alert);
            stops.Hint(promise);
            await begun.Task;

            var stopping = DateTimeOffset.UtcNow;
            await stops.StopAsync(default);
            Assert.True(DateTimeOffset.UtcNow - stopping < TimeSpan.FromSeconds(1.5));
        }

        var message = Assert.Single((await stored.LoadAsync(draft.Id)).Outbox);
        Assert.Equal(0, message.Attempts);

        var alert = new Delivering(OutboxKind.Alert, Done);
        using var next = Process.Of(stored, alert);
        await next.StartAsync(default);
        await Process.UntilAsync(async () => await Process.QueuedAsync(stored) == 0);
        Assert.Single(alert.Tries);
        await next.StopAsync(default);
    }

    [Fact]
    public async Task A_delivery_that_ends_in_the_grace_of_a_stop_is_recorded()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var begun = new TaskCompletionSource();
        var sends = new Delivering(OutboxKind.Alert, async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(50, token);
            return Done;
        });
        var draft = await stored.StartAsync();
        using var stops = Process.Of(stored, sends);
        await stops.StartAsync(default);
        var promise = await stops.PromiseAsync(draft.Id, default);
        await stored.CommitAsync(draft, Save(("B1", Choice("yes"))), null, OutboxKind.Alert);
        stops.Hint(promise);
        await begun.Task;

        await stops.StopAsync(default);

        Assert.Empty((await stored.LoadAsync(draft.Id)).Outbox);
    }

    [Fact]
    public async Task Two_dispatchers_at_once_deliver_every_message_and_leave_nothing()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await using var elsewhere = await stored.AgainAsync();
        var (one, two) = (new Delivering(OutboxKind.Alert, Done), new Delivering(OutboxKind.Alert, Done));
        using var first = Process.Of(stored, one);
        using var second = Process.Of(elsewhere, two);
        var ids = new List<Domain.Assessments.AssessmentId>();
        for (var i = 0; i < 10; i++)
        {
            var draft = await stored.StartAsync();
            await first.PromiseAsync(draft.Id, default);
            await stored.CommitAsync(draft, Save(("B1", Choice("yes"))), null, OutboxKind.Alert);
            ids.Add(draft.Id);
        }

        await first.StartAsync(default);
        await second.StartAsync(default);
        await Process.UntilAsync(async () => await Process.QueuedAsync(stored) == 0);

        foreach (var id in ids)
        {
            Assert.Empty((await stored.LoadAsync(id)).Outbox);
            Assert.Single(await Audit.OfAsync(stored, id), c => c.What == "delivered");
        }

        Assert.Equal(10, one.Tries.Count + two.Tries.Count);
        await first.StopAsync(default);
        await second.StopAsync(default);
    }
}
