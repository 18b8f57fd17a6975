using IML.RbaBot.Dispatch;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.Time.Testing;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Dispatch;

[Collection(AzuriteTests.Name)]
public sealed class HoldingTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider time = new(Noon);

    [Fact]
    public async Task Of_many_instances_at_once_one_alone_sends_a_message_that_people_see()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await using var elsewhere = await stored.AgainAsync();
        for (var i = 0; i < 20; i++)
        {
            var submitted = await stored.SubmitAsync(OutboxKind.Notice);
            var (one, two) = (Sending(), Sending());

            await Task.WhenAll(
                Process.Deliverer(stored, new(), time, one).DeliverAsync(submitted.Id, default),
                Process.Deliverer(elsewhere, new(), time, two).DeliverAsync(submitted.Id, default));

            Assert.Equal(1, one.Tries.Count + two.Tries.Count);
            Assert.Empty((await stored.LoadAsync(submitted.Id)).Outbox);
        }
    }

    [Fact]
    public async Task A_message_whose_holder_died_is_sent_by_another_when_its_time_is_over()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await stored.LoadAsync((await stored.SubmitAsync(OutboxKind.Notice)).Id);
        var options = new DispatchOptions();
        Assert.NotNull(await stored.Store.HoldAsync(submitted.Id, submitted.Outbox.Single(), Noon + options.HeldFor, default));
        var other = Sending();
        var deliverer = Process.Deliverer(stored, options, time, other);

        var until = Assert.IsType<Remaining.Until>(await deliverer.DeliverAsync(submitted.Id, default));
        Assert.Equal(Noon + options.HeldFor, until.At);
        Assert.Empty(other.Tries);

        time.SetUtcNow(until.At);
        Assert.IsType<Remaining.Nothing>(await deliverer.DeliverAsync(submitted.Id, default));
        Assert.Equal(0, Assert.Single(other.Tries).Attempts);
    }

    [Fact]
    public async Task Waiting_counts_as_no_try_and_comes_back_at_its_time()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await stored.SubmitAsync(OutboxKind.Projection);
        var waits = new Delivering(OutboxKind.Projection, (message, _) => Task.FromResult<DeliveryOutcome>(
            message.Done.IsEmpty
                ? new DeliveryOutcome.Wait(Noon.AddDays(9)) { Done = ["begun"], Then = [new Following(OutboxKind.ResultCard, NotBefore: Noon.AddDays(3))] }
                : new DeliveryOutcome.Delivered()));
        var card = new Delivering(OutboxKind.ResultCard, new DeliveryOutcome.Delivered());
        var deliverer = Process.Deliverer(stored, new(), time, waits, card);

        Assert.Equal(Noon.AddDays(3), Assert.IsType<Remaining.Until>(await deliverer.DeliverAsync(submitted.Id, default)).At);
        Assert.Empty(card.Tries);
        time.SetUtcNow(Noon.AddDays(3));
        Assert.Equal(Noon.AddDays(9), Assert.IsType<Remaining.Until>(await deliverer.DeliverAsync(submitted.Id, default)).At);
        Assert.Single(card.Tries);
        time.SetUtcNow(Noon.AddDays(9));
        Assert.IsType<Remaining.Nothing>(await deliverer.DeliverAsync(submitted.Id, default));
        Assert.Equal([0, 0], waits.Tries.Select(t => t.Attempts));
    }

    private static Delivering Sending() => new(OutboxKind.Notice, async (_, token) =>
    {
        await Task.Delay(20, token);
        return new DeliveryOutcome.Delivered();
    })
    {
        WritesToPeople = true,
    };
}
