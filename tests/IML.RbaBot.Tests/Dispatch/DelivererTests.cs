using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.Time.Testing;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Dispatch;

[Collection(AzuriteTests.Name)]
public sealed class DelivererTests(AzuriteFixture azurite)
{
    private static readonly DeliveryOutcome.Delivered Done = new();
    private static readonly DeliveryOutcome.Retry NotNow = new("connector away");
    private readonly FakeTimeProvider time = new(Noon);

    [Fact]
    public async Task Every_message_that_waits_is_delivered_and_leaves_an_event_in_its_place()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await PromisedAsync(stored, OutboxKind.Alert, OutboxKind.Projection);
        var alert = new Delivering(OutboxKind.Alert, Done);
        var projection = new Delivering(OutboxKind.Projection, Done);

        var remaining = await Process.Deliverer(stored, new(), time, alert, projection).DeliverAsync(draft.Id, default);

        Assert.IsType<Remaining.Nothing>(remaining);
        var after = await stored.LoadAsync(draft.Id);
        Assert.Empty(after.Outbox);
        Assert.Equal(draft.Assessment.Revision, after.Assessment.Revision);
        var delivered = (await Audit.OfAsync(stored, draft.Id)).Where(c => c.What == "delivered").Select(c => c.Json.GetProperty("message").GetString());
        Assert.Equal(["outbox-000002-alert", "outbox-000002-projection"], delivered.Order());
        Assert.Single(alert.Tries);
        Assert.Single(projection.Tries);
    }

    [Fact]
    public async Task One_kind_that_fails_or_hangs_does_not_hold_another()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await PromisedAsync(stored, OutboxKind.Alert, OutboxKind.Projection, OutboxKind.ResultCard);
        var broken = new Delivering(OutboxKind.Projection, (_, _) => throw new InvalidOperationException("a bug"));
        var hangs = new Delivering(OutboxKind.ResultCard, async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return Done;
        });
        var alert = new Delivering(OutboxKind.Alert, Done);
        var deliverer = Process.Deliverer(stored, Process.Quick, TimeProvider.System, broken, hangs, alert);

        var delivering = deliverer.DeliverAsync(draft.Id, default);
        await Process.UntilAsync(async () => (await stored.LoadAsync(draft.Id)).Outbox.All(m => m.Kind != OutboxKind.Alert));
        Assert.False(delivering.IsCompleted);
        await delivering;

        var left = (await stored.LoadAsync(draft.Id)).Outbox.ToDictionary(m => m.Kind);
        Assert.Equal("InvalidOperationException", left[OutboxKind.Projection].LastReason);
        Assert.Equal("Took too long.", left[OutboxKind.ResultCard].LastReason);
        Assert.Equal(1, left[OutboxKind.ResultCard].Attempts);

        // The broken one was even tried again while the other hung.
        Assert.InRange(left[OutboxKind.Projection].Attempts, 1, 3);
    }

    [Fact]
    public async Task A_message_comes_back_with_growing_delays_and_is_given_up_after_the_last_attempt()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var options = new DispatchOptions();
        var submitted = await SubmittedAsync(stored, OutboxKind.Alert);
        var alert = new Delivering(OutboxKind.Alert, NotNow);
        var card = new Delivering(OutboxKind.ResultCard, Done);
        var deliverer = Process.Deliverer(stored, options, time, alert, card);

        var waits = new List<TimeSpan>();
        while (await deliverer.DeliverAsync(submitted.Id, default) is Remaining.Until until)
        {
            waits.Add(until.At - time.GetUtcNow());
            Assert.Equal(waits.Count, alert.Tries.Count);

            // Not due yet: nothing is tried.
            await deliverer.DeliverAsync(submitted.Id, default);
            Assert.Equal(waits.Count, alert.Tries.Count);
            time.SetUtcNow(until.At);
        }

        Assert.Equal(12, alert.Tries.Count);
        Assert.Equal(11, waits.Count);
        Assert.InRange(waits[0].TotalSeconds, 4, 6);
        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.True(pair.Second > pair.First * 1.5, $"{pair.First} then {pair.Second}"));
        Assert.InRange(waits.Aggregate((a, b) => a + b).TotalHours, 16, 30);

        var after = await stored.LoadAsync(submitted.Id);
        var lost = Assert.Single(after.Outbox);
        Assert.True(lost.Undeliverable);
        Assert.Equal(new AlertStatus(false, [], 12), after.Assessment.Alert);
        Assert.Equal(1, await stored.Directory.CountUndeliverableAsync(default));

        // The developer's card was told of the first failure and of the end.
        Assert.Equal(2, card.Tries.Count);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_gets_it()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await PromisedAsync(stored, OutboxKind.Projection);
        var busy = new Delivering(OutboxKind.Projection, NotNow with { After = TimeSpan.FromMinutes(3) });

        var until = Assert.IsType<Remaining.Until>(await Process.Deliverer(stored, new(), time, busy).DeliverAsync(draft.Id, default));

        Assert.Equal(Noon.AddMinutes(3), until.At);
    }

    [Fact]
    public async Task Recipients_that_have_an_alert_are_kept_with_the_message_and_shown_to_the_developer()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await SubmittedAsync(stored, OutboxKind.Alert);
        var toAmina = new AlertDelivery("Amina Focal", false, Noon);
        var toChannel = new AlertDelivery("Alerts", true, Noon);
        var alert = new Delivering(OutboxKind.Alert, (message, _) => Task.FromResult<DeliveryOutcome>(message.Done.IsEmpty
            ? NotNow with { Done = ["person-amina"], Events = [new AssessmentEvent.AlertDelivered(toAmina, Last: false)] }
            : new DeliveryOutcome.Delivered { Events = [new AssessmentEvent.AlertDelivered(toChannel, Last: true)], Then = [OutboxKind.ResultCard] }));
        var card = new Delivering(OutboxKind.ResultCard, Done);
        var deliverer = Process.Deliverer(stored, new(), time, alert, card);

        var until = Assert.IsType<Remaining.Until>(await deliverer.DeliverAsync(submitted.Id, default));
        Assert.Equal(new AlertStatus(true, [toAmina], 1), (await stored.LoadAsync(submitted.Id)).Assessment.Alert);
        time.SetUtcNow(until.At);
        Assert.IsType<Remaining.Nothing>(await deliverer.DeliverAsync(submitted.Id, default));

        var after = await stored.LoadAsync(submitted.Id);
        Assert.Equal(new AlertStatus(false, [toAmina, toChannel], 1), after.Assessment.Alert);
        Assert.Equal(["person-amina"], alert.Tries.Last().Done.AsEnumerable());
        Assert.Equal(2, card.Tries.Count);
        Assert.Equal(submitted.Assessment.Revision, after.Assessment.Revision);
    }

    [Fact]
    public async Task What_no_try_will_help_is_given_up_at_once_and_what_is_obsolete_is_removed()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await PromisedAsync(stored, OutboxKind.Alert, OutboxKind.Projection);
        var deliverer = Process.Deliverer(
            stored,
            new(),
            time,
            new Delivering(OutboxKind.Alert, new DeliveryOutcome.Obsolete("withdrawn")),
            new Delivering(OutboxKind.Projection, new DeliveryOutcome.Undeliverable("no list")));

        Assert.IsType<Remaining.Nothing>(await deliverer.DeliverAsync(draft.Id, default));

        Assert.Equal((OutboxKind.Projection, true, "no list"), (await stored.LoadAsync(draft.Id)).Outbox.Select(m => (m.Kind, m.Undeliverable, m.LastReason)).Single());
        Assert.Equal(1, await stored.Directory.CountUndeliverableAsync(default));
    }

    [Fact]
    public async Task Two_processes_at_once_record_an_outcome_once()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await using var elsewhere = await stored.AgainAsync();
        var submitted = await SubmittedAsync(stored, OutboxKind.Alert);
        using var both = new Barrier(2);
        var outcome = new DeliveryOutcome.Delivered { Events = [new AssessmentEvent.AlertDelivered(new("Amina Focal", false, Noon), Last: true)] };
        Delivering Sending() => new(OutboxKind.Alert, (_, _) => Task.Run<DeliveryOutcome>(() =>
        {
            both.SignalAndWait(TimeSpan.FromSeconds(10));
            return outcome;
        }));
        var (one, two) = (Sending(), Sending());

        await Task.WhenAll(
            Process.Deliverer(stored, new(), time, one).DeliverAsync(submitted.Id, default),
            Process.Deliverer(elsewhere, new(), time, two).DeliverAsync(submitted.Id, default));

        Assert.Single(one.Tries);
        Assert.Single(two.Tries);
        var after = await stored.LoadAsync(submitted.Id);
        Assert.Empty(after.Outbox);
        Assert.Single(after.Assessment.Alert!.Delivered);
        Assert.Single(await Audit.OfAsync(stored, submitted.Id), c => c.What == "delivered");
    }

    [Fact]
    public async Task A_person_who_saves_during_a_delivery_loses_nothing_and_neither_does_the_delivery()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await PromisedAsync(stored, OutboxKind.Projection);
        var slow = new Delivering(OutboxKind.Projection, async (_, _) =>
        {
            await stored.CommitAsync(await stored.LoadAsync(draft.Id), Save(("B1", Choice("partly", "meanwhile"))));
            return Done;
        });

        Assert.IsType<Remaining.Nothing>(await Process.Deliverer(stored, new(), time, slow).DeliverAsync(draft.Id, default));

        var after = await stored.LoadAsync(draft.Id);
        Assert.Empty(after.Outbox);
        Assert.Equal("meanwhile", after.Assessment.Sheet[new Domain.Questionnaires.QuestionId("B1")]!.Comment);
        Assert.Equal(draft.Assessment.Revision + 1, after.Assessment.Revision);
    }

    [Fact]
    public async Task A_message_that_falls_due_after_longer_than_a_timer_can_wait_holds_no_other()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.LoadAsync((await PromisedAsync(stored, OutboxKind.Projection, OutboxKind.Clock)).Id);

        // The reminder where the reply time is 250 working days, the longest that a questionnaire may set.
        var due = Noon.AddDays(175);
        await stored.Store.PutAsync(draft.Id, draft.Outbox.Single(m => m.Kind is OutboxKind.Clock) with { NotBefore = due }, default);
        var projection = new Delivering(OutboxKind.Projection, Done);

        var remaining = await Process.Deliverer(stored, new(), time, projection).DeliverAsync(draft.Id, default);

        Assert.Equal(due, Assert.IsType<Remaining.Until>(remaining).At);
        Assert.Equal(OutboxKind.Clock, Assert.Single((await stored.LoadAsync(draft.Id)).Outbox).Kind);
    }

    private static async Task<StoredAssessment> PromisedAsync(Stored stored, params OutboxKind[] kinds) =>
        await stored.CommitAsync(await stored.StartAsync(), Save(("B1", Choice("yes"))), null, kinds);

    private static Task<StoredAssessment> SubmittedAsync(Stored stored, params OutboxKind[] kinds) => stored.SubmitAsync(kinds);
}
