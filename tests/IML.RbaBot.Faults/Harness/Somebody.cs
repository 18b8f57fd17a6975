using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace IML.RbaBot.Faults.Harness;

/// <summary>
/// Somebody in their personal chat. What is not answered is sent again, the same press with the same revision, as Teams and impatient
/// people do.
/// </summary>
internal sealed class Somebody(World world, string id, string name)
{
    private const int MostTries = 200;
    private int activities;

    public string Chat { get; } = "a:" + id;

    public World World { get; } = world;

    /// <summary>Writes a text, without waiting for more than that it was taken.</summary>
    public Task SaysAsync(string text) => PostAsync(Envelope("message", a =>
    {
        a["text"] = text;
        a["textFormat"] = "plain";
    }));

    /// <summary>Writes a text and gets the card that answers it.</summary>
    public async Task<Card> AsksAsync(string text)
    {
        var card = World.Channel.NextCardAsync(Chat);
        await SaysAsync(text);
        return Card.Read(await card);
    }

    /// <summary>Looks at an assessment as it stands, through the button of an alert or a list.</summary>
    public Task<Card> OpensAsync(string assessment) => InvokesAsync(new JsonObject
    {
        ["type"] = "Action.Execute",
        ["verb"] = "open",
        ["data"] = new JsonObject { ["action"] = "open", ["assessment"] = assessment },
    });

    /// <summary>Presses a button, again and again until a card answers: then the press is acknowledged.</summary>
    public Task<Card> PressesAsync(Card card, string button, IEnumerable<(string Input, string Value)> typed) =>
        InvokesAsync(card.Pressing(button, typed));

    private async Task<Card> InvokesAsync(JsonObject action)
    {
        var activity = Envelope("invoke", a =>
        {
            a["name"] = "adaptiveCard/action";
            a["replyToId"] = "m-" + id;
            a["value"] = new JsonObject { ["action"] = action };
        });
        var body = await PostAsync(activity);
        World.Figures.Turn();
        return new Card(body);
    }

    /// <summary>The card of the answer to an invoke, or an empty object for a message.</summary>
    private async Task<JsonObject> PostAsync(JsonObject activity)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var answer = await World.Client.PostAsJsonAsync(new Uri(World.NextInstance().Address, "api/messages"), activity);
                if (answer.StatusCode == HttpStatusCode.OK && await ReadAsync(answer) is { } card)
                {
                    return card;
                }
            }
            catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException or OperationCanceledException or IOException)
            {
                // Nobody there, or gone meanwhile.
            }

            Assert.True(tries < MostTries, $"{name} got no answer after {tries} tries.");
            World.Figures.Again();
            await Task.Delay(100);
        }
    }

    private static async Task<JsonObject?> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (text.Length == 0)
        {
            return [];
        }

        var json = JsonNode.Parse(text)!.AsObject();
        return (int?)json["statusCode"] == 200 && (string?)json["type"] == "application/vnd.microsoft.card.adaptive"
            ? json["value"]!.DeepClone().AsObject()
            : null;
    }

    private JsonObject Envelope(string type, Action<JsonObject> fill)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = $"{id}-{++activities}",
            ["channelId"] = "msteams",
            ["serviceUrl"] = World.Channel.ServiceUrl,
            ["timestamp"] = "2026-11-24T09:00:00.000Z",
            ["locale"] = "en-GB",
            ["from"] = new JsonObject { ["id"] = "29:" + id, ["name"] = name, ["aadObjectId"] = id },
            ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "RBA Bot" },
            ["conversation"] = new JsonObject { ["id"] = Chat, ["conversationType"] = "personal", ["tenantId"] = Tenant },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
        };
        fill(activity);
        return activity;
    }

    private const string Tenant = "7d2f0000-0000-4000-8000-000000009000";
}
