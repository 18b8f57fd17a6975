using IML.RbaBot.Dispatch;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Dispatch;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class StorageAwayTests(AzuriteFixture azurite)
{
    private const string NobodyListens =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=bm9ib2R5;TableEndpoint=http://127.0.0.1:9/devstoreaccount1;QueueEndpoint=http://127.0.0.1:9/devstoreaccount1";

    [Fact]
    public async Task Storage_that_is_away_is_said_within_the_bound()
    {
        var options = new StorageOptions { ConnectionString = NobodyListens };
        using var clients = new StorageClients(options, new StorageRoundTrips(), TimeProvider.System);
        var store = new AssessmentStore(clients, Find, options);
        var directory = new DirectoryStore(clients);
        var accepted = Decide(new Domain.Assessments.Command.Start(NewId(), Project(), Shipped), null);
        Func<Task>[] calls =
        [
            () => store.LoadAsync(NewId(), allowCached: true, default),
            () => store.CommitAsync(null, accepted, ActsDana, Noon, [], default),
            () => directory.ListAsync(Dana.Id, null, default),
            () => directory.TryWelcomeAsync(Dana.Id, Noon, default),
            () => clients.CreateMissingAsync(default),
        ];

        foreach (var call in calls)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            await Assert.ThrowsAsync<StorageUnavailableException>(call);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(9), $"It took {clock.Elapsed}.");
        }
    }

    [Fact]
    public async Task A_server_that_takes_the_call_and_says_nothing_is_away_after_the_bound()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        var options = new StorageOptions
        {
            ConnectionString = NobodyListens.Replace(":9/", $":{port}/", StringComparison.Ordinal),
            CallTimeout = TimeSpan.FromSeconds(1),
        };
        using var clients = new StorageClients(options, new StorageRoundTrips(), TimeProvider.System);
        var store = new AssessmentStore(clients, Find, options);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.LoadAsync(NewId(), allowCached: false, default));

        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 3);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_that_storage_is_away()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stored.Store.LoadAsync(NewId(), allowCached: false, gone.Token));
    }

    [Fact]
    public async Task Readiness_follows_storage_and_undeliverable_messages()
    {
        var logs = NullLogger<StorageSetup>.Instance;
        using var nobody = new StorageClients(new() { ConnectionString = NobodyListens }, new(), TimeProvider.System);
        using var setupAway = new StorageSetup(nobody, TimeProvider.System, logs);
        var away = await new StorageHealth(nobody, setupAway, new DirectoryStore(nobody)).CheckHealthAsync(new());
        Assert.Equal(HealthStatus.Unhealthy, away.Status);

        var options = new StorageOptions { ConnectionString = azurite.ConnectionString, Prefix = "h" + Guid.NewGuid().ToString("N")[..12] };
        using var clients = new StorageClients(options, new(), TimeProvider.System);
        using var setup = new StorageSetup(clients, TimeProvider.System, logs);
        await setup.StartAsync(default);
        var health = new StorageHealth(clients, setup, new DirectoryStore(clients));
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new())).Status);

        await using var stored = await OnAsync(options.ConnectionString, options.Prefix);
        var draft = await stored.CommitAsync(await stored.StartAsync(), Save(("B1", Choice("yes"))), null, OutboxKind.Alert);
        var lost = new Delivering(OutboxKind.Alert, new DeliveryOutcome.Undeliverable("nobody to tell"));
        await Process.Deliverer(stored, new(), TimeProvider.System, lost, new Delivering(OutboxKind.ResultCard, new DeliveryOutcome.Delivered()))
            .DeliverAsync(draft.Id, default);
        var degraded = await health.CheckHealthAsync(new());
        Assert.Equal((HealthStatus.Degraded, 1), (degraded.Status, (int)degraded.Data[StorageHealth.Undeliverable]));

        await setup.StopAsync(default);
    }

    [Fact]
    public async Task Tables_that_vanish_are_an_outage_and_made_again()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        using var setup = new StorageSetup(stored.Clients, TimeProvider.System, NullLogger<StorageSetup>.Instance);
        var health = new StorageHealth(stored.Clients, setup, stored.Directory);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new())).Status);
        await stored.Clients.AssessmentsTable.DeleteAsync();
        await stored.Clients.Queue.DeleteAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => stored.Store.LoadAsync(NewId(), allowCached: false, default));
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(new())).Status);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new())).Status);
        Assert.IsType<LoadResult.NotFound>(await stored.Store.LoadAsync(NewId(), allowCached: false, default));
    }
}
