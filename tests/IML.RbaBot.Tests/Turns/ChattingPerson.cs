using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Somebody who writes to the bot. What they send has the shape that the Playground and Teams send.</summary>
internal sealed class ChattingPerson(Scenario scenario, string name)
{
    public const string Tenant = "7d2f0000-0000-4000-8000-000000009000";
    public const string Bot = "28:5a1c0000-0000-4000-8000-000000000001";

    /// <summary>A channel of the IML team, as the bot writes into it.</summary>
    public const string Channel = "19:alerts@thread.tacv2";

    public Scenario Scenario { get; } = scenario;

    public string Name { get; set; } = name + " " + (name == "Amina" ? "Focal" : "Developer");

    /// <summary>The personal chat with the bot.</summary>
    public string Chat { get; } = "a:" + name;

    /// <summary>True for a client without <c>Action.Execute</c>: it presses the <c>Action.Submit</c> fallback.</summary>
    public bool PressesSubmit { get; set; }

    /// <summary>The language of the person's Teams.</summary>
    public string Locale { get; set; } = "en-US";

    private string Account => "29:" + name;

    /// <summary>The Entra object id of a name.</summary>
    public static string IdOf(string name)
    {
        Span<byte> bytes = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), bytes);
        return new Guid(bytes[..16]).ToString();
    }

    /// <summary>Writes into the personal chat and gets exactly one card.</summary>
    public Task<ShownCard> Says(string? text) => GetsOneCard(Message(text));

    /// <summary>Asks for "my assessments" when the list, which follows a commit, has followed.</summary>
    public async Task<ShownCard> Lists(params string[] words)
    {
        await Scenario.SettledAsync();
        return (await Says("my assessments")).Shows(words);
    }

    /// <summary>Writes into a channel, mentioning the bot, and gets exactly one card in the thread.</summary>
    public Task<ShownCard> Posts(string text, string type = "channel", string conversation = Channel + ";messageid=1795479398727") =>
        GetsOneCard(PostOf(text, type, conversation));

    /// <summary>Sends an activity of any shape.</summary>
    public async Task Sends(JsonObject activity)
    {
        var (status, body) = await Scenario.PostAsync(activity.ToJsonString());
        Assert.True(status == (int)HttpStatusCode.OK, $"{status} {body}");
    }

    /// <summary>Sends an activity, and gets exactly one new message, with a card.</summary>
    public async Task<ShownCard> GetsOneCard(JsonObject activity)
    {
        var conversation = (string)activity["conversation"]!["id"]!;
        var before = Scenario.Connector.SentTo(conversation).Count;
        await Sends(activity);
        var sent = Assert.Single(Scenario.Connector.SentTo(conversation).Skip(before));
        return CardOf(sent);
    }

    /// <summary>The card of a message in the personal chat, as it shows now.</summary>
    public ShownCard CardOf(ConnectorCall sent) => new(this, sent.Conversation, sent.Message, Scenario.Connector.CardOf(sent.Message));

    /// <summary>The newest message of the bot in the personal chat.</summary>
    public ShownCard NewestCard() => CardOf(Scenario.Connector.SentTo(Chat)[^1]);

    public JsonObject Message(string? text)
    {
        var activity = Activity("message");
        activity["textFormat"] = "plain";
        if (text is not null)
        {
            activity["text"] = text;
        }

        return activity;
    }

    public JsonObject PostOf(string text, string type, string conversation)
    {
        var activity = Message($"<at>RBA Bot</at> {text}");
        activity["conversation"] = new JsonObject
        {
            ["isGroup"] = true,
            ["conversationType"] = type,
            ["tenantId"] = Tenant,
            ["id"] = conversation,
            ["name"] = "Alerts",
        };
        activity["entities"] = new JsonArray(new JsonObject
        {
            ["type"] = "mention",
            ["mentioned"] = new JsonObject { ["id"] = Bot, ["name"] = "RBA Bot" },
            ["text"] = "<at>RBA Bot</at>",
        });
        return activity;
    }

    /// <summary>The app was installed, upgraded or removed.</summary>
    public JsonObject Installation(string action = "add")
    {
        var activity = Nameless("installationUpdate");
        activity["action"] = action;
        return activity;
    }

    /// <summary>The person and the bot came into the chat.</summary>
    public JsonObject MembersAdded()
    {
        var activity = Nameless("conversationUpdate");
        activity["membersAdded"] = new JsonArray(
            new JsonObject { ["id"] = Account, ["aadObjectId"] = IdOf(name) }, new JsonObject { ["id"] = Bot });
        return activity;
    }

    /// <summary>A press of <c>Action.Execute</c>.</summary>
    public JsonObject Invoke(string conversation, string message, string? verb, JsonNode? data)
    {
        var activity = Activity("invoke", conversation);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = message;
        var action = new JsonObject { ["type"] = "Action.Execute", ["title"] = "…", ["data"] = data };
        if (verb is not null)
        {
            action["verb"] = verb;
        }

        activity["value"] = new JsonObject { ["action"] = action };
        return activity;
    }

    /// <summary>A search through the message extension.</summary>
    public JsonObject Query(string typed, string command = "find")
    {
        var activity = Activity("invoke");
        activity["name"] = "composeExtension/query";
        activity["value"] = new JsonObject
        {
            ["commandId"] = command,
            ["parameters"] = new JsonArray(new JsonObject { ["name"] = "words", ["value"] = typed }),
            ["queryOptions"] = new JsonObject { ["skip"] = 0, ["count"] = 25 },
        };
        return activity;
    }

    /// <summary>A dialog opens, or a button in it is pressed.</summary>
    public JsonObject InWindow(string name, JsonNode? value)
    {
        var activity = Activity("invoke");
        activity["name"] = name;
        activity["value"] = value;
        return activity;
    }

    /// <summary>A press of <c>Action.Submit</c>: a message with a value and no text.</summary>
    public JsonObject Submit(string conversation, string message, JsonNode? value)
    {
        var activity = Activity("message", conversation);
        activity["replyToId"] = message;
        activity["value"] = value;
        return activity;
    }

    /// <summary>Sends an invoke and gives the card of the answer.</summary>
    public async Task<JsonObject> GetsCardOfInvoke(JsonObject invoke)
    {
        var (status, body) = await Scenario.PostAsync(invoke.ToJsonString());
        Assert.True(status == (int)HttpStatusCode.OK, $"{status} {body}");
        var answer = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string)answer["type"]!);
        return answer["value"]!.DeepClone().AsObject();
    }

    private JsonObject Nameless(string type)
    {
        var activity = Activity(type);
        activity["from"]!.AsObject().Remove("name");
        return activity;
    }

    private JsonObject Activity(string type, string? conversation = null) => new()
    {
        ["type"] = type,
        ["id"] = Scenario.NewActivityId(),
        ["channelId"] = "msteams",
        ["serviceUrl"] = ConnectorStandIn.ServiceUrl,
        ["timestamp"] = Scenario.Time.GetUtcNow().ToString("O"),
        ["localTimezone"] = "UTC",
        ["locale"] = Locale,
        ["from"] = new JsonObject { ["id"] = Account, ["name"] = Name, ["aadObjectId"] = IdOf(name) },
        ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "RBA Bot" },
        ["conversation"] = new JsonObject { ["conversationType"] = "personal", ["tenantId"] = Tenant, ["id"] = conversation ?? Chat },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
    };
}
