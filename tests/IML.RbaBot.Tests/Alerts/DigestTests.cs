using IML.RbaBot.Alerts;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Dispatch;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.Time.Testing;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Alerts;

[Collection(AzuriteTests.Name)]
public sealed class DigestTests(AzuriteFixture azurite)
{
    // Tuesday, 24 March 2026, noon: the next digest is on Wednesday at 09:00.
    private static readonly DateTimeOffset Wednesday = new(2026, 3, 25, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Noon);

    [Fact]
    public async Task What_was_recorded_on_one_day_comes_in_one_message_of_which_one_assessment_carries_the_delivery()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var first = await RecordedAsync(stored);
        var second = await RecordedAsync(stored);
        var deliverer = Deliverer(stored, out var sent);

        Assert.Equal(Wednesday, Assert.IsType<Remaining.Until>(await deliverer.DeliverAsync(first.Id, default)).At);
        Assert.IsType<Remaining.Nothing>(await deliverer.DeliverAsync(second.Id, default));
        Assert.Empty(sent.Tries);

        time.SetUtcNow(Wednesday);
        Assert.IsType<Remaining.Nothing>(await deliverer.DeliverAsync(first.Id, default));
        var digest = Assert.Single(sent.Tries);
        Assert.Equal((Omar.Id.Value, "2026-03-25"), (digest.About, digest.Detail));
        Assert.Equal(
            new[] { first.Id, second.Id }.OrderBy(i => i.Value),
            (await new Digests(stored.Clients).SealAsync(Omar.Id, new DateOnly(2026, 3, 25), default)).Select(l => l.Id));
    }

    [Fact]
    public async Task What_comes_when_a_digest_is_already_being_sent_goes_into_the_next()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var digests = new Digests(stored.Clients);
        await digests.SealAsync(Omar.Id, new DateOnly(2026, 3, 25), default);
        var recorded = await RecordedAsync(stored);
        var deliverer = Deliverer(stored, out _);

        // The day was taken before the seal, as a process does that dies and comes back much later.
        time.SetUtcNow(Wednesday.AddMinutes(-1));
        await Task.WhenAny(deliverer.DeliverAsync(recorded.Id, default), Task.Delay(TimeSpan.FromSeconds(5)));
        time.SetUtcNow(Wednesday);

        Assert.Equal(Wednesday.AddDays(1), Assert.IsType<Remaining.Until>(await deliverer.DeliverAsync(recorded.Id, default)).At);
        Assert.Equal(recorded.Id, Assert.Single(await digests.SealAsync(Omar.Id, new DateOnly(2026, 3, 26), default)).Id);
    }

    [Fact]
    public async Task A_try_after_a_crash_still_carries_the_day_that_it_had_begun()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var recorded = await RecordedAsync(stored);
        var entry = Entry(stored);
        var message = recorded.Outbox.Single(m => m.Kind == OutboxKind.DigestEntry);
        var day = Assert.IsType<DeliveryOutcome.Wait>(await entry.DeliverAsync(message, recorded, default));
        var kept = message with { Done = day.Done!.Value };
        await entry.DeliverAsync(kept, recorded, default);

        // Nothing of it was recorded, and the next process comes two days later.
        time.SetUtcNow(Wednesday.AddDays(2));
        var again = Assert.IsType<DeliveryOutcome.Delivered>(await entry.DeliverAsync(kept, recorded, default));

        Assert.Equal(new Following(OutboxKind.Digest, Omar.Id.Value, "2026-03-25", Wednesday), Assert.Single(again.Then));
    }

    [Fact]
    public async Task A_restricted_one_shows_its_reference_alone()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var recorded = await RecordedAsync(stored);
        var restricted = recorded with
        {
            Assessment = recorded.Assessment with { Project = recorded.Assessment.Project with { Confidentiality = Confidentiality.Restricted } },
        };
        var message = recorded.Outbox.Single(m => m.Kind == OutboxKind.DigestEntry) with { Done = ["2026-03-25"] };

        await Entry(stored).DeliverAsync(message, restricted, default);

        var line = Assert.Single(await new Digests(stored.Clients).SealAsync(Omar.Id, new DateOnly(2026, 3, 25), default));
        Assert.Equal((recorded.Id, null, null), (line.Id, line.Title, line.Office));
    }

    /// <summary>A B that was recorded because nobody opened it.</summary>
    private static async Task<StoredAssessment> RecordedAsync(Stored stored)
    {
        var submitted = await stored.SubmitAsync();
        var accepted = Decide(new Command.Record(), submitted.Assessment, Actor.System, Noon);
        return Committed(await stored.Store.CommitAsync(
            submitted, accepted, Actor.System, Noon, [OutboxMessage.Promised(OutboxKind.DigestEntry, Noon)], default));
    }

    private Deliverer Deliverer(Stored stored, out Delivering sent)
    {
        sent = new Delivering(OutboxKind.Digest, new DeliveryOutcome.Delivered());
        return Process.Deliverer(stored, new(), time, Entry(stored), sent);
    }

    private DigestEntryDelivery Entry(Stored stored) => new(
        new Roster(Microsoft.Extensions.Options.Options.Create(new RolesOptions
        {
            FocalPoints = [new FocalPointHolder { Id = Omar.Id.Value, Name = Omar.Name }],
        })),
        stored.Directory,
        new Digests(stored.Clients),
        OfficeCalendars.Standard,
        time);
}
