using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Walks;

/// <summary>
/// Several people, two instances of the bot over the same tables, and everything that was ever shown to anybody. What is promised is
/// delivered when a step says so, so that a walk is the same however busy the machine is.
/// </summary>
internal sealed class WalkWorld : IAsyncDisposable
{
    /// <summary>
    /// Alex and Dana write proposals, Bo is there to be invited, Cora may be too and is a focal point, Amina and Farid are focal points
    /// for all, Fay for other countries, Bea is a backup, Hana the Head of IML, Aude an auditor, Ada an administrator, Omar a stranger.
    /// </summary>
    public static readonly string[] Names = ["Alex", "Bo", "Dana", "Cora", "Amina", "Farid", "Fay", "Bea", "Hana", "Aude", "Ada", "Omar"];

    public const string GroupChat = "19:colleagues@thread.v2";

    private readonly List<RunningBot> bots = [];
    private string folder = "";
    private int channelCalls;

    private WalkWorld(Scenario scenario)
    {
        Scenario = scenario;
        bots.Add(scenario.Bot);
        People = Names.ToDictionary(n => n, scenario.Person);
        foreach (var (person, i) in People.Values.Select((p, i) => (p, i)))
        {
            person.Locale = ((string[])["en-US", "fr-FR", "es-ES"])[i % 3];
        }

        Typing = new Typing(scenario.Time);
    }

    public Scenario Scenario { get; }

    public ConnectorStandIn Connector => Scenario.Connector;

    public IReadOnlyDictionary<string, ChattingPerson> People { get; }

    public IReadOnlyList<RunningBot> Bots => bots;

    public Typing Typing { get; }

    public StoredChecks Tables { get; private set; } = null!;

    public ScreenChecks Screens { get; private set; } = null!;

    /// <summary>Every card that was ever shown, oldest first; replaced ones too.</summary>
    public List<CardOnScreen> Shown { get; } = [];

    /// <summary>What was sent into the bot.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Every step so far, for who has to understand a failure.</summary>
    public List<string> Told { get; } = [];

    /// <summary>How often each button was pressed, by what came of it.</summary>
    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>Steps for which the line to storage stays cut.</summary>
    public int StorageAwayFor { get; set; }

    /// <summary>Steps for which the channel fails, and how.</summary>
    public (int Steps, HttpStatusCode? Status, int Percent) ChannelFault { get; set; }

    public bool IsStorageAway => StorageAwayFor > 0;

    public bool IsHealthy => !IsStorageAway && ChannelFault.Steps == 0;

    /// <summary>
    /// Messages that were pressed by a card which no longer stood in them and was about something else, as on a device that was away: where
    /// they stand is known for one of the two. And those that were pressed twice at once: whichever answer comes last is what is seen.
    /// </summary>
    public HashSet<string> Crossed { get; } = new(StringComparer.Ordinal);

    /// <summary>Storage was away at some time: what was sent and not recorded then may come twice.</summary>
    public bool WasStorageAway { get; set; }

    public Roster Roster => bots[0].Services.GetRequiredService<Roster>();

    public static async Task<WalkWorld> OnAsync(string connectionString)
    {
        var prefix = "";
        var folder = "";
        var scenario = await Scenario.OnAsync(connectionString, delivers: false, configure: settings =>
        {
            settings.Give("FocalPoints:0", "Amina", "Focal");
            settings.Give("FocalPoints:1", "Farid");
            settings.Give("FocalPoints:2", "Cora");
            settings.Give("FocalPoints:3", "Fay");
            settings["Roles:FocalPoints:3:Countries:0"] = "SN";
            settings.Give("Backups:0", "Bea");
            settings.Give("HeadOfIml:0", "Hana");
            settings.Give("Administrators:0", "Ada");
            settings.Give("Auditors:0", "Aude");
            settings["Dispatch:Attempts"] = "3";
            folder = Directory.CreateTempSubdirectory("walk-").FullName;
            settings["Export:Folder"] = folder;
            prefix = settings["Storage:Prefix"];
        });
        scenario.ExpectsErrors = true;
        var world = new WalkWorld(scenario) { folder = folder };
        world.bots.Add(scenario.StartAnother(delivers: false));
        world.Tables = new StoredChecks(world, prefix);
        world.Screens = new ScreenChecks(world);
        world.Connector.Fault = world.FaultAsync;
        return world;
    }

    public static PersonId IdOf(ChattingPerson person) => PersonId.Parse(ChattingPerson.IdOf(NameOf(person)))!.Value;

    public static string NameOf(ChattingPerson person) => person.Chat[2..];

    public Actor ActorOf(ChattingPerson person) => Roster.ActorOf(new Person(IdOf(person), person.Name));

    /// <summary>One turn: sends an activity to one of the instances, checks what came back, and keeps what was shown.</summary>
    public async Task<Turn> TurnAsync(ChattingPerson person, JsonObject activity, RunningBot bot)
    {
        Sent.Add(activity.ToJsonString());
        return await TurnAsync(person, Sent[^1], bot);
    }

    /// <inheritdoc cref="TurnAsync(ChattingPerson, JsonObject, RunningBot)"/>
    public async Task<Turn> TurnAsync(ChattingPerson person, string activity, RunningBot bot)
    {
        var turn = await SendAsync(person, activity, bot);
        await Tables.RefreshAsync(mostCommits: 1);
        Screens.Check(turn);
        return turn;
    }

    /// <summary>Two turns at the same moment.</summary>
    public async Task RaceAsync((ChattingPerson Person, JsonObject Activity, RunningBot Bot) one, (ChattingPerson Person, JsonObject Activity, RunningBot Bot) other)
    {
        Sent.Add(one.Activity.ToJsonString());
        Sent.Add(other.Activity.ToJsonString());
        var turns = await Task.WhenAll(
            SendAsync(one.Person, one.Activity.ToJsonString(), one.Bot, isAlone: false),
            SendAsync(other.Person, other.Activity.ToJsonString(), other.Bot, isAlone: false));
        await Tables.RefreshAsync(mostCommits: 2);
        if ((string?)one.Activity["replyToId"] is { } pressed && pressed == (string?)other.Activity["replyToId"])
        {
            Crossed.Add(pressed);
        }

        foreach (var turn in turns)
        {
            Screens.Check(turn);
        }
    }

    /// <summary>Everything that is due now, by one of the instances.</summary>
    public async Task DeliverAsync(RunningBot bot)
    {
        var calls = Connector.Calls.Count;
        var errors = bot.Log.Errors.Count;
        var dispatcher = bot.Services.GetRequiredService<Dispatcher>();
        for (var round = 0; round < 3; round++)
        {
            foreach (var id in Tables.Now.Values.Where(s => s.Outbox.Any(m => !m.Undeliverable && m.NotBefore <= Scenario.Time.GetUtcNow())).Select(s => s.Id).ToArray())
            {
                try
                {
                    await PassingAsync(dispatcher.DeliverNowAsync(id, default));
                }
                catch (StorageUnavailableException) when (IsStorageAway)
                {
                    // It comes back by the queue.
                }
            }

            await Tables.RefreshAsync(mostCommits: int.MaxValue);
            Scenario.Time.Advance(TimeSpan.FromSeconds(2));
        }

        Screens.CheckSent(Connector.Calls.Skip(calls));
        if (IsHealthy)
        {
            var logged = bot.Log.Errors.Skip(errors).Where(l => !l.Contains("undeliverable", StringComparison.OrdinalIgnoreCase)).ToArray();
            Assert.True(logged.Length == 0, "A delivery logged errors:\n" + string.Join('\n', logged));
        }
    }

    public void Restart(int index)
    {
        // The old one goes with the scenario; what it remembers is never asked again.
        bots[index] = Scenario.StartAnother(delivers: false);
    }

    public async ValueTask DisposeAsync()
    {
        Scenario.Line.Mend();
        await Scenario.DisposeAsync();
        Tables.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Limits of the channel and tries again wait for the clock.</summary>
    /// <param name="doing">What is under way.</param>
    /// <param name="isTurn">A turn has seconds only, and does not wait for the clock while nothing fails.</param>
    public async Task<T> PassingAsync<T>(Task<T> doing, bool isTurn = false)
    {
        var pause = isTurn && ChannelFault.Steps == 0 ? 1000 : 50;
        for (var waited = 0; await Task.WhenAny(doing, Task.Delay(pause)) != doing; waited++)
        {
            Assert.True(waited * pause < 60_000, "It does not end.");
            Scenario.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return await doing;
    }

    private async Task<Turn> SendAsync(ChattingPerson person, string json, RunningBot bot, bool isAlone = true)
    {
        Scenario.Time.Advance(TimeSpan.FromSeconds(1));
        var activity = JsonNode.Parse(json)!.AsObject();
        NoteCrossing(activity);
        var (calls, lines, errors) = (Connector.Calls.Count, bot.Log.Lines.Count, bot.Log.Errors.Count);
        var (status, body) = (0, "");
        try
        {
            using var content = new StringContent(json, Encoding.UTF8, "application/json");
            using var response = await PassingAsync(bot.Client.PostAsync(new Uri("/api/messages", UriKind.Relative), content), isTurn: true);
            (status, body) = ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception thrown) when (thrown is not Xunit.Sdk.XunitException && !IsHealthy)
        {
            (status, body) = (500, thrown.Message);
        }

        return new Turn(person, activity, bot, status, body)
        {
            Calls = [.. Connector.Calls.Skip(calls)],
            Lines = [.. bot.Log.Lines.Skip(lines)],
            Errors = [.. bot.Log.Errors.Skip(errors)],
            IsAlone = isAlone,
        };
    }

    private void NoteCrossing(JsonObject activity)
    {
        if ((string?)activity["replyToId"] is not { } message
            || Connector.Calls.All(c => c.Message != message)
            || Turn.PressIn(activity) is not { Data: var data })
        {
            return;
        }

        var card = Connector.CardOf(message);
        var stands = card.ToJsonString();
        var named = ((string[])["assessment", "from"]).Select(m => TextIn(data, m)).OfType<string>().ToArray();

        // A button of a list says nothing of an assessment: it belongs to the card only where that has the same one.
        var isElsewhere = named.Length == 0
            && !new CardOnScreen("", message, card).Buttons.Any(b =>
                b["data"] is JsonObject own && TextIn(own, "assessment") is null && TextIn(own, "from") is null && TextIn(own, "action") == TextIn(data, "action"));
        if (isElsewhere || Array.Exists(named, id => !stands.Contains(id, StringComparison.Ordinal)))
        {
            Crossed.Add(message);
        }
    }

    private static string? TextIn(JsonObject data, string member) => data[member] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    // By the number of the call: no chance, so that a walk is the same again.
    private Task<HttpStatusCode?> FaultAsync(ConnectorCall call, CancellationToken cancellationToken)
    {
        var (steps, status, percent) = ChannelFault;
        if (steps == 0 || Interlocked.Increment(ref channelCalls) * 37 % 100 >= percent)
        {
            return Task.FromResult<HttpStatusCode?>(null);
        }

        return status is { } code ? Task.FromResult<HttpStatusCode?>(code) : throw new HttpRequestException("The connection broke.");
    }
}
