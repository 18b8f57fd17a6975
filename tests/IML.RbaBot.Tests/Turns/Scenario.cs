using IML.RbaBot.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IML.RbaBot.Tests.Turns;

/// <summary>
/// A conversation with the bot, as people have it:
/// <code>
/// await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
/// var card = await scenario.Person("Alex").Says("start");
/// card = await card.Press("next", ("project.title", "Reception centre"), …);
/// card.Shows("Part A");
/// </code>
/// Ends with a failure when the bot called out where it must not, or logged an error that the test does not expect.
/// </summary>
internal sealed class Scenario : IAsyncDisposable
{
    public static readonly DateTimeOffset Begin = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    private readonly Dictionary<string, string> settings;
    private readonly List<RunningBot> bots = [];
    private readonly Dictionary<string, ChattingPerson> people = new(StringComparer.Ordinal);
    private int activities;

    private Scenario(string connectionString)
    {
        AzuriteConnectionString = connectionString;
        Line = new StorageLine(connectionString);
        settings = new Dictionary<string, string>
        {
            ["BotFramework:AuthenticationOff"] = "true",
            ["BotFramework:TurnBurst"] = "1000",
            ["Storage:ConnectionString"] = Line.ConnectionString,
            ["Storage:Prefix"] = "s" + Guid.NewGuid().ToString("N")[..12],
            ["Roles:FocalPoints:0:Id"] = ChattingPerson.IdOf("Amina"),
            ["Roles:FocalPoints:0:Name"] = "Amina Focal",

            // The clock of the tests runs ahead of a busy machine: a call that is slow in real time is not an outage.
            ["Storage:CallTimeout"] = "00:01:00",
            ["Dispatch:PromiseInvisible"] = "00:00:01",
            ["Dispatch:FirstDelay"] = "00:00:01",
            ["Dispatch:StopGrace"] = "00:00:00.2",
        };
    }

    public FakeTimeProvider Time { get; } = new(Begin);

    public ConnectorStandIn Connector { get; } = new();

    /// <summary>Leads to Azurite beside the line.</summary>
    public string AzuriteConnectionString { get; }

    /// <summary>The line to storage, to cut it, or to do something between two calls.</summary>
    public StorageLine Line { get; }

    /// <summary>The process that answers now.</summary>
    public RunningBot Bot => bots[^1];

    /// <summary>Set where the test makes the bot log errors.</summary>
    public bool ExpectsErrors { get; set; }

    /// <param name="connectionString">Azurite's.</param>
    /// <param name="delivers">False leaves what is promised undelivered.</param>
    /// <param name="configure">Changes settings before the start.</param>
    /// <param name="replace">Further registrations.</param>
    public static Task<Scenario> OnAsync(
        string connectionString,
        bool delivers = true,
        Action<Dictionary<string, string>>? configure = null,
        Action<IServiceCollection>? replace = null)
    {
        var scenario = new Scenario(connectionString);
        configure?.Invoke(scenario.settings);
        scenario.StartAnother(delivers, replace);
        return Task.FromResult(scenario);
    }

    /// <summary>Starts a second process on the same storage; from now on it answers. The first goes on running.</summary>
    public RunningBot StartAnother(bool delivers = true, Action<IServiceCollection>? replace = null)
    {
        bots.Add(new RunningBot(settings, Connector, Time, delivers, replace));
        return Bot;
    }

    /// <summary>Stops the process and starts a fresh one, which remembers nothing.</summary>
    public async Task RestartAsync(bool delivers = true, Action<IServiceCollection>? replace = null)
    {
        await Bot.DisposeAsync();
        StartAnother(delivers, replace);
    }

    public ChattingPerson Person(string name) =>
        people.TryGetValue(name, out var known) ? known : people[name] = new ChattingPerson(this, name);

    /// <summary>Posts an activity and gives the status and the body of the answer. Each turn is a second later than the one before.</summary>
    public async Task<(int Status, string Body)> PostAsync(string json)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await Bot.Client.PostAsync(new Uri("/api/messages", UriKind.Relative), content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public string NewActivityId() => $"in-{Interlocked.Increment(ref activities)}";

    /// <summary>Calls to tables and queue in the process that answers now, while something is done.</summary>
    public async Task<(long Tables, long Queue)> CountAsync(Func<Task> act)
    {
        var (tables, queue) = (Bot.RoundTrips.Tables, Bot.RoundTrips.Queue);
        await act();
        return (Bot.RoundTrips.Tables - tables, Bot.RoundTrips.Queue - queue);
    }

    /// <summary>Waits for something that happens in the background; the clock goes on meanwhile.</summary>
    public async Task UntilAsync(string what, Func<bool> holds)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(15);
        while (!holds())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"Within 15 seconds it did not happen that {what}.");
            await Task.Delay(20);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>
    /// Waits until everything that was promised for now is delivered: also what no message shows, as the lists. Before the clock jumps
    /// too: a call that is under way then seems to have taken that long.
    /// </summary>
    public async Task SettledAsync()
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(30);
        while (await PromisedAsync() is { Count: > 0 } promised)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"Within 30 seconds it was not delivered: {string.Join(", ", promised)}.");
            await Task.Delay(20);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>What is in the outbox of any assessment and due within the hour.</summary>
    private async Task<IReadOnlyList<string>> PromisedAsync()
    {
        var promised = new List<string>();
        await foreach (var row in Bot.Storage.AssessmentsTable.QueryAsync<Azure.Data.Tables.TableEntity>(
            $"RowKey ge '{Keys.OutboxPrefix}' and RowKey lt '{Keys.OutboxPrefix}~'"))
        {
            if (row.GetBoolean("undeliverable") != true && StoredTime.Read(row.GetString("notBefore")) < Time.GetUtcNow().AddHours(1))
            {
                promised.Add($"{row.PartitionKey} {row.RowKey}");
            }
        }

        return promised;
    }

    /// <summary>How many assessments the table holds, whoever's.</summary>
    public async Task<int> AssessmentsAsync()
    {
        var count = 0;
        await foreach (var _ in Bot.Storage.AssessmentsTable.QueryAsync<Azure.Data.Tables.TableEntity>($"RowKey eq '{Keys.Head}'"))
        {
            count++;
        }

        return count;
    }

    /// <summary>Every row of every assessment with its version: equal when nothing was written.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        var rows = new List<string>();
        await foreach (var row in Bot.Storage.AssessmentsTable.QueryAsync<Azure.Data.Tables.TableEntity>())
        {
            rows.Add($"{row.PartitionKey} {row.RowKey} {row.ETag}");
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in bots)
        {
            await bot.DisposeAsync();
        }

        await Line.DisposeAsync();
        Assert.Empty(Connector.Unexpected);
        if (!ExpectsErrors)
        {
            var errors = bots.SelectMany(b => b.Log.Errors).ToArray();
            Assert.True(errors.Length == 0, "The bot logged errors:\n" + string.Join('\n', errors));
        }
    }
}
