// A long file because it is one list: every kind of step that a walk can take.
using System.Net;
using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Retention;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Walks;

/// <summary>The steps of a walk: each is drawn from one number, whatever the world is like when it comes.</summary>
internal sealed class WalkSteps(WalkWorld world, Chance chance)
{
    private static readonly string[] Words =
    [
        "start", "commencer", "empezar", "my assessments", "mes évaluations", "mis evaluaciones", "queue", "file d'attente", "cola", "help", "aide", "ayuda",
        "hi", "bonjour", "hola", "overview", "register", "undelivered", "setup", "language", "langue", "idioma", "alerts here", "open", "open RBA-2222-2222",
        "what is this?", "¿qué?", "n'importe quoi", "<at>x</at>", "", "RBA-", "open x", "ÖFFNE", "=1+1",
    ];

    private RunningBot AnyBot => chance.Pick(world.Bots);

    private ChattingPerson Anybody => chance.Pick(world.People.Values.ToArray());

    /// <summary>Does one step and says what it was.</summary>
    public async Task StepAsync()
    {
        (string Name, int Weight, Func<Task> Do)[] steps =
        [
            ("goes on", 40, GoesOnAsync),
            ("reviews", 34, ReviewsAsync),
            ("says", 9, SaysAsync),
            ("presses anything", 14, PressesAnythingAsync),
            ("repeats", 5, RepeatsAsync),
            ("races", 8, RacesAsync),
            ("delivers", 14, () => world.DeliverAsync(AnyBot)),
            ("waits", 6, WaitsAsync),
            ("posts", 3, PostsAsync),
            ("finds", 3, FindsAsync),
            ("arrives", 2, ArrivesAsync),
            ("administers", 4, AdministersAsync),
            ("loses the channel", 3, LosesChannelAsync),
            ("loses storage", 2, LosesStorageAsync),
            ("restarts", 1, RestartsAsync),
        ];
        var step = chance.Pick(steps, s => s.Weight);
        Tell(step.Name);
        await step.Do();
        Passes();
    }

    private void Tell(string what) => world.Told.Add(what);

    private void Passes()
    {
        world.ChannelFault = world.ChannelFault with { Steps = Math.Max(0, world.ChannelFault.Steps - 1) };
        if (world.StorageAwayFor > 0 && --world.StorageAwayFor == 0)
        {
            world.Scenario.Line.Mend();
        }
    }

    /// <summary>Somebody who answers opens a draft, or begins one, and goes on for some cards.</summary>
    private async Task GoesOnAsync()
    {
        var drafts = world.Tables.Now.Values.Where(s => s.Assessment.State is AssessmentState.Draft or AssessmentState.Returned).Select(s => s.Assessment).ToArray();
        var isNew = drafts.Length < 3 && chance.Percent(drafts.Length == 0 ? 100 : 25);
        var draft = isNew ? null : chance.Pick(drafts, d => d.State is AssessmentState.Returned ? 4 : 1);
        var editors = draft is null ? [] : draft.CoEditors.Prepend(draft.Developer).Select(Walker).OfType<ChattingPerson>().ToArray();
        var person = editors.Length > 0 ? chance.Pick(editors) : world.People[chance.Pick(["Alex", "Dana", "Alex", "Dana", "Bo", "Amina"])];
        var words = draft is null ? chance.Pick(["start", "commencer", "empezar"]) : $"open {draft.Id.Value}";
        await SessionAsync(person, words, 6 + chance.Below(24), button => CardOnScreen.ActionOf(button) switch
        {
            "submit" => 60,
            "next" => 60,
            "save-exit" or "back" or "overview" or "withdraw" => 1,
            _ => 2,
        });
    }

    /// <summary>Somebody with something to do about an assessment opens it, and does some of it.</summary>
    private async Task ReviewsAsync()
    {
        var all = world.Tables.Now.Values.Select(s => s.Assessment).Where(a => a.State is not AssessmentState.Draft).ToArray();
        if (all.Length == 0)
        {
            await SaysAsync();
            return;
        }

        var assessment = chance.Pick(all, a => a.State is AssessmentState.Submitted or AssessmentState.UnderReview ? 6 : 2);
        var reviewer = assessment.Reviewer is { } holder ? Walker(holder) : null;
        var person = chance.Below(10) switch
        {
            < 6 when reviewer is not null => reviewer,
            < 7 => Walker(assessment.Developer) ?? Anybody,
            < 8 => Anybody,
            _ => world.People[chance.Pick(["Amina", "Farid", "Bea", "Cora"])],
        };
        await SessionAsync(person, $"open {assessment.Id.Value}", 2 + chance.Below(9), button => Weight(CardOnScreen.ActionOf(button)));
    }

    // What was seldom done comes sooner.
    private int Weight(string action)
    {
        var often = world.Outcomes.GetValueOrDefault(action + " accepted") + (world.Outcomes.GetValueOrDefault(action + " shown") / 4);
        var weight = 1 + (60 / (2 + often));
        return action is "withdraw" or "release" or "open" or "back" ? Math.Max(1, weight / 6) : weight;
    }

    private async Task SessionAsync(ChattingPerson person, string words, int presses, Func<JsonObject, int> weight)
    {
        var bot = AnyBot;
        Tell($"  {WalkWorld.NameOf(person)}: {words}");
        var turn = await world.TurnAsync(person, person.Message(words), bot);
        for (var i = 0; i < presses && turn.Cards.LastOrDefault(c => c.Conversation == person.Chat) is { } card && card.Buttons.Count > 0; i++)
        {
            bot = chance.Percent(80) ? bot : AnyBot;
            turn = await world.TurnAsync(person, PressOf(person, card, chance.Pick(card.Buttons, weight)), bot);
        }
    }

    private JsonObject PressOf(ChattingPerson person, CardOnScreen card, JsonObject button)
    {
        var data = card.DataOf(button);
        var how = chance.Below(20);
        if (how > 1)
        {
            world.Typing.Fill(data, card, person, chance);
        }

        if (CardOnScreen.ActionOf(button) is "clear" or "not-clear" && how > 3)
        {
            // Conditions belong to the third of these buttons, and another rating wants its reasons.
            foreach (var condition in data.Select(m => m.Key).Where(k => k.StartsWith("condition", StringComparison.Ordinal)).ToArray())
            {
                data.Remove(condition);
            }
        }

        if (how == 2)
        {
            world.Typing.Spoil(data, card, person, chance);
        }

        Tell($"  {WalkWorld.NameOf(person)} presses {CardOnScreen.ActionOf(button)} on {card.Message ?? "a window"} of {card.Conversation}: {Shortly(data)}");
        return card.Pressed(person, button, data, bySubmit: chance.Percent(25));
    }

    private static string Shortly(JsonObject data) => data.ToJsonString() is { Length: > 400 } text ? text[..400] + "…" : data.ToJsonString();

    private Task<Turn> SaysAsync()
    {
        var person = Anybody;
        var known = world.Tables.Now.Keys.Select(id => $"open {id[..13]}").ToArray();
        var words = known.Length > 0 && chance.Percent(30) ? chance.Pick(known) : chance.Pick(Words);
        Tell($"  {WalkWorld.NameOf(person)}: {words}");
        return world.TurnAsync(person, person.Message(words), AnyBot);
    }

    /// <summary>Any button of any card that was ever shown to anybody.</summary>
    private async Task PressesAnythingAsync()
    {
        for (var times = 1 + chance.Below(4); times > 0; times--)
        {
            var cards = world.Shown.Where(c => c.Buttons.Count > 0 && c.Conversation.StartsWith("a:", StringComparison.Ordinal)).ToArray();
            if (cards.Length == 0)
            {
                return;
            }

            // Nobody presses in a chat that the bot was never in.
            var present = world.People.Values.Where(p => world.Connector.SentTo(p.Chat).Count > 0).ToArray();
            var (person, card) = (chance.Pick(present), chance.Percent(50) ? chance.Pick(cards) : chance.Pick(cards.TakeLast(30).ToArray()));
            var button = chance.Pick(card.Buttons);
            var data = card.DataOf(button);
            if (chance.Percent(60))
            {
                world.Typing.Fill(data, card, person, chance);
            }

            if (chance.Percent(50))
            {
                world.Typing.Spoil(data, card, person, chance);
            }

            Tell($"  {WalkWorld.NameOf(person)} presses {CardOnScreen.ActionOf(button)} on {card.Message ?? "a window"} of {card.Conversation}: {Shortly(data)}");
            await world.TurnAsync(person, Forged(person, card, button, data), AnyBot);
        }
    }

    // The person's own chat: nobody presses in somebody else's, but anything can be sent.
    private JsonObject Forged(ChattingPerson person, CardOnScreen card, JsonObject button, JsonObject data)
    {
        var mine = card.Conversation.StartsWith("a:", StringComparison.Ordinal)
            ? card with { Conversation = person.Chat, Message = card.Message is null ? null : NewestIn(person.Chat) }
            : card;
        var activity = mine.Pressed(person, button, data, bySubmit: chance.Percent(40));
        if (mine.Conversation.StartsWith("19:", StringComparison.Ordinal))
        {
            activity["conversation"]!["isGroup"] = true;
            activity["conversation"]!["conversationType"] = mine.Conversation == WalkWorld.GroupChat ? "groupChat" : "channel";
        }

        if (chance.Percent(10) && activity["value"]?["action"] is JsonObject action)
        {
            action["verb"] = chance.Pick(["next", "claim", "clear", "open", "submit", "nonsense", "view", "retry", "change-owner", "language"]);
        }

        return activity;
    }

    private string NewestIn(string chat) => world.Connector.SentTo(chat) is [.., var newest] ? newest.Message : "m-0";

    private async Task RepeatsAsync()
    {
        if (world.Sent.Count > 0)
        {
            var again = chance.Percent(60) ? world.Sent[^1] : chance.Pick(world.Sent);
            var from = (string)JsonNode.Parse(again)!["from"]!["id"]!;
            Tell($"  again: {(again.Length > 300 ? again[^300..] : again)}");
            await world.TurnAsync(world.People[from[3..]], again, AnyBot);
        }
    }

    private async Task RacesAsync()
    {
        var live = world.Shown.TakeLast(60).Where(c => c.Buttons.Count > 0 && c.Conversation.StartsWith("a:", StringComparison.Ordinal)).ToArray();
        if (live.Length == 0)
        {
            return;
        }

        var one = chance.Pick(live);
        var about = AboutOf(one);
        var others = live.Where(c => AboutOf(c) == about).ToArray();
        var other = chance.Percent(40) ? one : chance.Pick(others);
        await world.RaceAsync(Racing(one, world.Bots[0]), Racing(other, chance.Pick(world.Bots)));
    }

    private static string? AboutOf(CardOnScreen card) => card.Buttons.Select(b => (string?)b["data"]!["assessment"]).FirstOrDefault(a => a is not null);

    private (ChattingPerson Person, JsonObject Activity, RunningBot Bot) Racing(CardOnScreen card, RunningBot bot)
    {
        var person = world.People[card.Conversation[2..]];
        var press = PressOf(person, card, chance.Pick(card.Buttons, b => Weight(CardOnScreen.ActionOf(b))));
        Tell($"  {WalkWorld.NameOf(person)} presses at once, in {press["replyToId"] ?? "none"}: {press["value"]?.ToJsonString()}");
        return (person, press, bot);
    }

    private async Task WaitsAsync()
    {
        var days = chance.Pick([0, 0, 0, 1, 1, 3, 7, 7, 40, 400], d => d > 10 ? 1 : 6);
        var time = days == 0 ? TimeSpan.FromMinutes(1 + chance.Below(600)) : TimeSpan.FromDays(days);
        Tell($"  {time}");
        world.Scenario.Time.Advance(time);
        await world.DeliverAsync(AnyBot);
        if (days > 3)
        {
            await SweepAsync();
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            await world.PassingAsync(AnyBot.Services.GetRequiredService<RetentionSweep>().SweepAsync(default));
        }
        catch (StorageUnavailableException) when (world.IsStorageAway)
        {
            // The next day's sweep does it.
        }

        await world.Tables.RefreshAsync(int.MaxValue);
    }

    private Task<Turn> PostsAsync()
    {
        var person = Anybody;
        var (type, conversation) = chance.Pick([("channel", ChattingPerson.Channel + ";messageid=1"), ("groupChat", WalkWorld.GroupChat), ("channel", "19:other@thread.tacv2")]);
        var words = chance.Pick(["alerts here", "alertes ici", "alertas aquí", "start", "queue", "open x", "hi"]);
        Tell($"  {WalkWorld.NameOf(person)} in {conversation}: {words}");
        return world.TurnAsync(person, person.PostOf(words, type, conversation), AnyBot);
    }

    /// <summary>Searches, shares what is found in a group chat, where somebody looks at it.</summary>
    private async Task FindsAsync()
    {
        var person = Anybody;
        var known = world.Tables.Now.Values.Select(s => s.Assessment).ToArray();
        var typed = known.Length == 0 || chance.Percent(20) ? chance.Pick(["zebra", "", "RBA", "tq1z"]) : chance.Percent(50) ? chance.Pick(known).Reference.Value : (chance.Pick(known).Project.Title ?? "x")[..4];
        Tell($"  {WalkWorld.NameOf(person)} looks for {typed}");
        var found = await world.TurnAsync(person, person.Query(typed), AnyBot);
        if (found.Status != 200 || JsonNode.Parse(found.Body)!["composeExtension"]?["attachments"] is not JsonArray { Count: > 0 } results)
        {
            return;
        }

        var shared = chance.Pick(results.ToArray())!["content"]!.AsObject();
        world.Screens.Show(new CardOnScreen(WalkWorld.GroupChat, "shared-1", shared.DeepClone().AsObject()), null);
        var data = shared["refresh"]!["action"]!["data"]!;
        foreach (var reader in Enumerable.Range(0, 3).Select(_ => Anybody).ToArray())
        {
            Tell($"  {WalkWorld.NameOf(reader)} looks at it");
            var view = reader.Invoke(WalkWorld.GroupChat, "shared-1", "view", data.DeepClone());
            view["conversation"]!["isGroup"] = true;
            view["conversation"]!["conversationType"] = "groupChat";
            await world.TurnAsync(reader, view, AnyBot);
        }
    }

    private Task<Turn> ArrivesAsync()
    {
        var person = Anybody;
        var activity = chance.Pick([person.Installation(), person.Installation("remove"), person.MembersAdded(), person.Installation("add-upgrade")]);
        Tell($"  {WalkWorld.NameOf(person)}: {(string?)activity["type"]} {(string?)activity["action"]}");
        return world.TurnAsync(person, activity, AnyBot);
    }

    private Task AdministersAsync()
    {
        if (chance.Percent(25))
        {
            return SessionAsync(Anybody, "language", 1 + chance.Below(2), _ => 1);
        }

        var known = world.Tables.Now.Keys.ToArray();
        var words = known.Length > 0 && chance.Percent(40) ? $"open {chance.Pick(known)}" : chance.Pick(["undelivered", "queue", "setup"], w => w == "undelivered" ? 3 : 1);
        return SessionAsync(world.People["Ada"], words, 1 + chance.Below(4), b => Weight(CardOnScreen.ActionOf(b)));
    }

    private Task LosesChannelAsync()
    {
        HttpStatusCode?[] how = [HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable, HttpStatusCode.NotFound, HttpStatusCode.BadGateway, null];
        world.ChannelFault = (2 + chance.Below(5), chance.Pick(how), chance.Pick([40, 100]));
        Tell($"  {world.ChannelFault}");
        return Task.CompletedTask;
    }

    private Task LosesStorageAsync()
    {
        world.StorageAwayFor = 2 + chance.Below(3);
        world.WasStorageAway = true;
        world.Scenario.Line.Cut();
        return Task.CompletedTask;
    }

    private Task RestartsAsync()
    {
        world.Restart(chance.Below(2));
        return Task.CompletedTask;
    }

    private ChattingPerson? Walker(Person person) => world.People.Values.FirstOrDefault(p => WalkWorld.IdOf(p) == person.Id);
}
