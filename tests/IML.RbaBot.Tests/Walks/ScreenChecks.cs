using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Cards;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Turns;

namespace IML.RbaBot.Tests.Walks;

/// <summary>What must be true of whatever a turn or a delivery shows: to whom, in which shape and language, and whether it says the truth.</summary>
internal sealed partial class ScreenChecks(WalkWorld world)
{
    private const int MostBytes = 28 * 1024;

    // Longer than the minute for which an instance believes what it read.
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(75);

    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, List<(DateTimeOffset At, string Language)>> languages = new(StringComparer.Ordinal);

    private readonly List<(string Reference, string Conversation)> alerts = [];

    /// <summary>The alerts that were sent.</summary>
    public IReadOnlyList<(string Reference, string Conversation)> Alerts => alerts;

    [GeneratedRegex("RBA-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex AnyReference { get; }

    /// <summary>One turn: its answer, what it sent, and what it did to the tables.</summary>
    public void Check(Turn turn)
    {
        var failed = turn.Errors.Where(e => world.IsHealthy || e.Contains("a turn failed", StringComparison.Ordinal)).ToArray();
        Assert.True(failed.Length == 0, $"The turn logged errors:\n{string.Join('\n', failed)}\n{turn.Activity.ToJsonString()}");
        Assert.True(turn.Status is >= 200 and < 300 || world.ChannelFault.Steps > 0, $"{turn.Status} {turn.Body}\n{turn.Activity.ToJsonString()}");
        if (turn.Status is >= 200 and < 300)
        {
            CheckAnswer(turn);
        }
        else if ((string?)turn.Activity["replyToId"] is { } unanswered)
        {
            // The press was carried out, and the channel did not take the card that follows.
            world.Crossed.Add(unanswered);
        }

        CheckSent(turn.IsAlone ? turn.Calls : turn.Calls.Where(c => c.Conversation == turn.Person.Chat), turn);
        if (turn.Pressed is { Verb: var verb, Data: var data })
        {
            CheckKept(turn, verb, data);
        }
    }

    /// <summary>What was sent and updated by the bot of itself, or in reply to words.</summary>
    public void CheckSent(IEnumerable<ConnectorCall> calls, Turn? turn = null)
    {
        foreach (var call in calls.Where(c => c.Method != HttpMethod.Get))
        {
            if (call.Card is { } card)
            {
                Show(new CardOnScreen(call.Conversation, call.Message, card), turn);
                if (call.Method == HttpMethod.Post && turn is null)
                {
                    CheckAlert(call, card);
                }
            }
        }
    }

    /// <summary>Any card that comes before somebody's eyes.</summary>
    public void Show(CardOnScreen screen, Turn? turn, bool isWindow = false, bool isShared = false)
    {
        var json = screen.Card.ToJsonString(AsSent);
        var bytes = System.Text.Encoding.UTF8.GetByteCount(json);
        Assert.True(bytes <= MostBytes, $"{bytes} bytes: {json}");
        using var parsed = JsonDocument.Parse(json);
        var name = json.Length > 300 ? json[..300] : json;
        var language = screen.Card["lang"]?.ToString() ?? "";
        if (isWindow)
        {
            CardProtocol.HasButtonsOfAWindow(parsed.RootElement, name);
        }
        else
        {
            CardProtocol.HasButtonsThatWorkEverywhere(parsed.RootElement, name);
        }

        CardProtocol.LabelsEveryInput(parsed.RootElement);
        CardProtocol.FindsWhatItsTogglesOpen(parsed.RootElement);
        CardProtocol.ReadsWellIn(language, parsed.RootElement);
        var reader = isShared || turn is not null && screen.Conversation == turn.Person.Chat
            ? turn!.Person
            : world.People.Values.FirstOrDefault(p => p.Chat == screen.Conversation);

        // Of two choices at the same moment each is answered in its own language, and one of them stands.
        if (reader is not null && turn is not { IsAlone: false, Pressed.Verb: "language" })
        {
            Assert.True(LanguagesOf(reader).Contains(language), $"{WalkWorld.NameOf(reader)} reads {string.Join('/', LanguagesOf(reader))} and got {language}: {json}");
        }

        CheckSecrets(reader, json, turn?.Person == reader ? turn?.Activity.ToJsonString() : null);
        world.Shown.Add(screen);
        turn?.Cards.Add(screen);
    }

    /// <summary>The languages in which somebody may be spoken to now: the one chosen, and that of a minute ago.</summary>
    private IReadOnlyCollection<string> LanguagesOf(ChattingPerson person)
    {
        var name = WalkWorld.NameOf(person);
        var teams = person.Locale[..2];
        var now = world.Scenario.Time.GetUtcNow();
        var known = languages.TryGetValue(name, out var so) ? so : languages[name] = [(DateTimeOffset.MinValue, teams)];
        var row = world.Tables.Directory.GetEntityIfExists<TableEntity>(Keys.PersonPartition(WalkWorld.IdOf(person)), Keys.ChosenLanguage);
        var chosen = row.HasValue ? row.Value!.GetString("language") ?? teams : teams;
        if (known[^1].Language != chosen)
        {
            known.Add((now, chosen));
        }

        return [known[^1].Language, .. known.SkipLast(1).Where((k, i) => known[i + 1].At > now - Believed).Select(k => k.Language),
            .. world.IsStorageAway ? known.Select(k => k.Language) : []];
    }

    private void CheckAnswer(Turn turn)
    {
        var activity = turn.Activity;
        var name = (string?)activity["name"];
        if ((string?)activity["type"] != "invoke")
        {
            var words = (string?)activity["type"] == "message";
            Assert.True(!words || turn.Calls.Any(c => c.Method != HttpMethod.Get) || world.ChannelFault.Steps > 0, $"No answer: {activity.ToJsonString()}");
            return;
        }

        var body = JsonNode.Parse(turn.Body)!.AsObject();
        var conversation = (string)activity["conversation"]!["id"]!;
        var isPersonal = (string?)activity["conversation"]!["conversationType"] == "personal";
        switch (name)
        {
            case "adaptiveCard/action":
                var type = (string)body["type"]!;
                if (type == "application/vnd.microsoft.card.adaptive")
                {
                    var card = body["value"]!.DeepClone().AsObject();
                    var message = (string?)activity["replyToId"];
                    Show(new CardOnScreen(conversation, message, card), turn, isShared: !isPersonal);
                    if (message is not null && isPersonal)
                    {
                        world.Connector.Replace(message, card);
                    }
                }
                else
                {
                    Assert.True(type == "application/vnd.microsoft.activity.message" || !world.IsHealthy, turn.Body);
                    Assert.True(type == "application/vnd.microsoft.activity.message" || (int)body["statusCode"]! == 503, turn.Body);
                }

                break;
            case "task/fetch" or "task/submit":
                if (body["task"]!["value"] is JsonObject value && value["card"]?["content"] is JsonObject shown)
                {
                    Show(new CardOnScreen(conversation, null, shown.DeepClone().AsObject()), turn, isWindow: true);
                }
                else
                {
                    Assert.False(string.IsNullOrWhiteSpace((string?)body["task"]!["value"]), turn.Body);
                }

                break;
            default:
                CheckSecrets(turn.Person, turn.Body);
                Assert.NotNull(body["composeExtension"]);
                break;
        }
    }

    /// <summary>Nothing is read by somebody who may not read it.</summary>
    /// <param name="reader">Null for everybody.</param>
    /// <param name="json">What is shown.</param>
    /// <param name="sent">What the reader sent: they have that before them already.</param>
    private void CheckSecrets(ChattingPerson? reader, string json, string? sent = null)
    {
        var own = sent is null ? [] : world.Typing.WordsIn(sent).Select(w => w.Word).ToHashSet();
        foreach (var (word, typed) in world.Typing.WordsIn(json).Where(w => (reader is null || w.Typed.By != reader) && !own.Contains(w.Word)))
        {
            var versions = world.Tables.Now.Values.Concat(world.Tables.Before.Values)
                .Select(s => s.Assessment)
                .Where(a => typed.Reference.StartsWith(a.Reference.Value, StringComparison.Ordinal))
                .ToArray();
            var where = $"{word}, typed by {WalkWorld.NameOf(typed.By)} as {typed.As} for {typed.Reference}, is shown to {(reader is null ? "everybody" : WalkWorld.NameOf(reader))}: {json}";
            if (reader is null)
            {
                Assert.True(typed.As == TypedAs.Title && versions.Any(a => !a.Project.IsRestricted), where);
                continue;
            }

            var actor = world.ActorOf(reader);
            var isListed = typed.As == TypedAs.Title && versions.Any(a => a.MayKnow(actor) && !a.Project.IsRestricted);
            Assert.True(isListed || versions.Any(a => a.MayRead(actor)), where);
            Assert.True(typed.As != TypedAs.Notes || versions.Any(a => a.MayRead(actor) && !a.IsEditor(actor.Person)), where);
            var isPublic = typed.As != TypedAs.Comment || versions.Any(a => a.Review.Comments.Any(c => c.Text.Contains(word, StringComparison.Ordinal)));
            Assert.True(isPublic, where);
        }
    }

    /// <summary>An alert says the rating and every red flag of what was submitted; of a restricted one nothing but the reference.</summary>
    private void CheckAlert(ConnectorCall call, JsonObject card)
    {
        var text = new ShownCard(world.People["Alex"], call.Conversation, call.Message, card).Text;
        var language = (string)card["lang"]!;
        var isOpen = CardWords.Of("alert-heading", language).IsMatch(text);
        var isRestricted = CardWords.Of("alert-restricted-heading", language).IsMatch(text);
        if (!isOpen && !isRestricted)
        {
            return;
        }

        var reference = AnyReference.Match(text).Value;
        var about = world.Tables.Now.Values.Concat(world.Tables.Before.Values)
            .Where(s => s.Assessment.Reference.Value == reference && s.Assessment.State.FrozenResult is not null)
            .Select(s => s.Assessment)
            .ToArray();
        Assert.NotEmpty(about);
        alerts.Add((reference, call.Conversation));
        if (isRestricted)
        {
            Assert.Contains(about, a => a.Project.IsRestricted);
            Assert.Empty(world.Typing.WordsIn(text));
            return;
        }

        Assert.Contains(about, a => !a.Project.IsRestricted && a.State.FrozenResult!.Flags.Where(f => f.Level == Domain.Questionnaires.FlagLevel.X)
            .All(f => Regex.IsMatch(text, $@"\b{f.Question.Value}\b")));
        Assert.DoesNotContain(world.Typing.WordsIn(text), w => w.Typed.As != TypedAs.Title);
    }

    /// <summary>A press that was refused, or only showed something, wrote nothing; what was kept is in the tables.</summary>
    private void CheckKept(Turn turn, string verb, JsonObject data)
    {
        var person = WalkWorld.IdOf(turn.Person).Value;
        var kept = turn.Lines.FirstOrDefault(l => l.Contains($"{person}: {verb} on ", StringComparison.Ordinal) && l.Contains(", revision ", StringComparison.Ordinal));
        var refused = turn.Lines.FirstOrDefault(l =>
            l.Contains($"{person} was refused", StringComparison.Ordinal) || l.Contains($"Denied: {person}", StringComparison.Ordinal)
            || l.Contains($"A card of {person} could not be read", StringComparison.Ordinal) || l.Contains($"{person} was denied", StringComparison.Ordinal));
        var outcome = kept is not null ? "accepted" : refused is not null ? "refused" : turn.Lines.Any(l => l.Contains("wrote nothing", StringComparison.Ordinal)) ? "shown" : "other";
        var key = $"{(CardActions.All.Contains(verb) ? verb : "(no verb)")} {outcome}";
        world.Outcomes[key] = world.Outcomes.GetValueOrDefault(key) + 1;
        if (refused?.Contains("could not be read", StringComparison.Ordinal) == true && (string?)turn.Activity["replyToId"] is { } unread)
        {
            // It may have stood for an assessment, but says nothing of one.
            world.Crossed.Add(unread);
        }

        if (!turn.IsAlone)
        {
            return;
        }

        if (kept is null)
        {
            Assert.True(
                world.IsStorageAway || verb is "retry" or "give-up" || world.Tables.Now.All(n => world.Tables.Before.TryGetValue(n.Key, out var b) && b.Assessment.Revision == n.Value.Assessment.Revision && b.NextEvent == n.Value.NextEvent),
                $"{verb} was not accepted ({refused}) and changed something: {data.ToJsonString()}");
            return;
        }

        if ((string?)data["assessment"] is not { } id || !kept.Contains($" on {id},", StringComparison.Ordinal))
        {
            return;
        }

        var texts = world.Tables.TextsOf(id);
        // A tick is a tick or none, whatever else is sent for it.
        var typed = data.Where(m => (m.Key.Contains('.', StringComparison.Ordinal) && !m.Key.EndsWith(".confirmed", StringComparison.Ordinal)) || Stored.Shipped.Find(m.Key) is not null);
        foreach (var (word, _) in world.Typing.WordsIn(string.Join(' ', typed.Select(m => m.Value?.ToJsonString()))))
        {
            Assert.True(texts.Contains(word, StringComparison.Ordinal), $"{word} was kept by {verb}, and is not in the tables: {data.ToJsonString()}");
        }

        var sheet = world.Tables.Now[id].Assessment.Sheet;
        foreach (var (name, value) in data.ToArray())
        {
            if (Stored.Shipped.Find(name) is { Kind: QuestionKind.Single } question && value is JsonValue v && v.TryGetValue<string>(out var option) && option.Length > 0)
            {
                Assert.True(sheet[question.Position]?.Value is AnswerValue.Choice choice && choice.Option.Value == option, $"{name} was kept as {option} and is {sheet[question.Position]?.Value}");
            }
        }
    }
}
