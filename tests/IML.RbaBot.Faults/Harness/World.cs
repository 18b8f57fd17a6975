using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using IML.RbaBot.AppHost;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Faults.Harness;

/// <summary>
/// One storage, one channel, and instances of the bot that share them, everything on this machine. Each world has tables and a queue
/// of its own in the one Azurite of the test run; only instances of the bot are ever killed.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string FocalPointId = "0fa1fa1f-0000-4000-8000-000000000001";
    public const string BackupId = "0fa1fa1f-0000-4000-8000-000000000002";

    private readonly List<Tap> taps = [];
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 }) { Timeout = TimeSpan.FromSeconds(15) };
    private readonly string prefix = "f" + Guid.NewGuid().ToString("N")[..12];
    private readonly string azurite;
    private readonly ConcurrentQueue<(Passage Passage, long At)> recordsOfAlerts = new();
    private int turn;

    private World(string azurite, Channel channel, Crossing crossing)
    {
        (this.azurite, Channel, Crossing) = (azurite, channel, crossing);
        crossing.CarriedOut = (passage, succeeded) =>
        {
            if (succeeded && Boundary.IsRecordOfAlert(passage))
            {
                recordsOfAlerts.Enqueue((passage, Stopwatch.GetTimestamp()));
            }
        };
    }

    public Crossing Crossing { get; }

    public Channel Channel { get; }

    public ImmutableArray<BotInstance> Instances { get; private set; } = [];

    public Figures Figures { get; } = new();

    public HttpClient Client => client;

    /// <summary>When it was recorded that an alert of an assessment was sent, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public IReadOnlyList<long> AlertRecords(string assessment) =>
        [.. recordsOfAlerts.Where(r => r.Passage.Mentions(assessment)).Select(r => r.At)];

    /// <param name="azurite">The connection string of Azurite itself.</param>
    /// <param name="instances">How many processes of the bot.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<World> StartAsync(string azurite, int instances = 1, params (string Name, string Value)[] settings)
    {
        var crossing = new Crossing();
        var world = new World(azurite, await Channel.StartAsync(crossing), crossing);
        var connection = await world.ThroughTapsAsync();
        var environment = Settings(connection, world.prefix).SetItems(settings.Select(s => KeyValuePair.Create(s.Name, s.Value)));
        world.Instances = [.. Enumerable.Range(0, instances).Select(_ => new BotInstance(BuiltBot(), Ports.Free(), environment, world.client))];
        await Task.WhenAll(world.Instances.Select(i => i.StartAsync()));
        return world;
    }

    /// <summary>The next instance in turn, as a load balancer chooses.</summary>
    public BotInstance NextInstance() => Instances[(int)((uint)Interlocked.Increment(ref turn) % (uint)Instances.Length)];

    /// <summary>Every row of an assessment, read from the storage itself.</summary>
    public async Task<IReadOnlyList<TableEntity>> RowsAsync(string assessment)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Table(Keys.AssessmentsTable).QueryAsync<TableEntity>(r => r.PartitionKey == assessment))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Waits until nothing that an assessment promised waits any more, but what is due on a later day.</summary>
    public async Task SettleAsync(IEnumerable<string> assessments, TimeSpan limit)
    {
        var until = DateTimeOffset.UtcNow + limit;
        foreach (var assessment in assessments)
        {
            while ((await RowsAsync(assessment)).Any(r => r.RowKey.StartsWith(Keys.OutboxPrefix, StringComparison.Ordinal) && IsDueToday(r)))
            {
                Assert.True(DateTimeOffset.UtcNow < until, $"{assessment} still has a message after {limit}.");
                await Task.Delay(40);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances)
        {
            await instance.DisposeAsync();
        }

        foreach (var tap in taps)
        {
            await tap.DisposeAsync();
        }

        await Channel.DisposeAsync();
        client.Dispose();
    }

    private static bool IsDueToday(TableEntity row) =>
        row.GetBoolean("undeliverable") != true
        && DateTimeOffset.Parse(row.GetString("notBefore"), CultureInfo.InvariantCulture) < DateTimeOffset.UtcNow.AddHours(1);

    private TableClient Table(string name) => new TableServiceClient(azurite).GetTableClient(prefix + name);

    private async Task<string> ThroughTapsAsync()
    {
        var parts = azurite.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        foreach (var (name, endpoint) in new[] { ("tables", "TableEndpoint"), ("queue", "QueueEndpoint") })
        {
            var own = new Uri(parts[endpoint]);
            var tap = await Tap.StartAsync(name, own.GetLeftPart(UriPartial.Authority), Crossing);
            taps.Add(tap);
            parts[endpoint] = tap.Address + own.AbsolutePath;
        }

        return string.Concat(parts.Select(p => $"{p.Key}={p.Value};"));
    }

    /// <summary>As in production, but that what takes seconds there takes tenths here.</summary>
    private static ImmutableDictionary<string, string> Settings(string connection, string prefix) => ImmutableDictionary<string, string>.Empty
        .Add("DOTNET_ENVIRONMENT", "Development")
        .Add("ASPNETCORE_ENVIRONMENT", "Development")
        .Add("Logging__LogLevel__Default", "Error")
        .Add("BotFramework__AuthenticationOff", "true")
        .Add("BotFramework__TurnBurst", "1000")
        .Add("BotFramework__TurnsPerSecond", "1000")
        .Add("BotFramework__OutboundTimeout", "00:00:02")
        .Add("Storage__ConnectionString", connection)
        .Add("Storage__Prefix", prefix)
        .Add("Roles__FocalPoints__0__Id", FocalPointId)
        .Add("Roles__FocalPoints__0__Name", "Amina Focal")
        .Add("Roles__Backups__0__Id", BackupId)
        .Add("Roles__Backups__0__Name", "Bruno Backup")
        .Add("Dispatch__PromiseInvisible", "00:00:01")
        .Add("Dispatch__PointerGrace", "00:00:10")
        .Add("Dispatch__FirstDelay", "00:00:00.4")
        .Add("Dispatch__DeliveryTimeout", "00:00:03")
        .Add("Dispatch__PollMin", "00:00:00.1")
        .Add("Dispatch__PollMax", "00:00:00.3");

    private static string BuiltBot()
    {
        Assert.True(File.Exists(BotProgram.File), $"The bot is not built: {BotProgram.File}");
        return BotProgram.File;
    }
}
