using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IML.RbaBot.Tests.Turns;

/// <summary>A card in front of somebody, in a message of the chat.</summary>
internal sealed partial record ShownCard(ChattingPerson Person, string Conversation, string Message, JsonObject Card)
{
    [GeneratedRegex("RBA-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex AnyReference { get; }

    /// <summary>Every word that the card shows, and what stands in its inputs.</summary>
    public string Text => string.Join('\n', Objects(Card).SelectMany(WordsOf));

    /// <summary>The ids of its buttons.</summary>
    public IReadOnlyList<string> Buttons => [.. Actions.Select(a => (string)a["id"]!)];

    /// <summary>The ids of its inputs.</summary>
    public IReadOnlyList<string> Inputs => [.. InputObjects.Select(i => (string)i["id"]!)];

    /// <summary>The assessment that the buttons act on.</summary>
    public string Assessment => DataOf("assessment");

    public string Page => DataOf("page");

    public int Revision => int.Parse(DataOf("revision"));

    private IEnumerable<JsonObject> Actions =>
        Objects(Card).Where(o => (string?)o["type"] is "Action.Execute" or "Action.Submit" && o["data"]?["msteams"] is null);

    private IEnumerable<JsonObject> InputObjects =>
        Objects(Card).Where(o => ((string?)o["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true);

    /// <summary>What stands in an input; null when it is empty.</summary>
    public string? Value(string input) => Input(input)["value"]?.ToString();

    public ShownCard Shows(params string[] words)
    {
        foreach (var word in words)
        {
            Assert.Contains(word, Text, StringComparison.Ordinal);
        }

        return this;
    }

    public ShownCard ShowsNot(params string[] words)
    {
        // A reference is made by chance, and may hold the number of a question.
        var shown = AnyReference.Replace(Card.ToJsonString(), "");
        foreach (var word in words)
        {
            Assert.DoesNotContain(word, shown, StringComparison.Ordinal);
        }

        return this;
    }

    /// <summary>The card says what the texts hold under this key.</summary>
    public ShownCard Tells(string key, string language = "en")
    {
        Assert.True(CardWords.Of(key, language).IsMatch(Text), $"It does not say '{CardWords.Raw(key, language)}' but:\n{Text}");
        return this;
    }

    /// <summary>The same card but for what a press made of it: its page and revision.</summary>
    public void IsSameAs(ShownCard other) => Assert.Equal(other.Card.ToJsonString(), Card.ToJsonString());

    /// <summary>Fills in inputs as a person does, where the client lets them, presses a button and gets the card that follows.</summary>
    public Task<ShownCard> Press(string button, params IEnumerable<(string Input, string Value)> typed)
    {
        foreach (var (id, value) in typed)
        {
            Offers(Input(id), value);
        }

        return Forge(button, data =>
        {
            foreach (var (id, value) in typed)
            {
                data[id] = value;
            }
        });
    }

    /// <summary>Presses a button with data changed at will, as no client does.</summary>
    /// <param name="button">The button's id.</param>
    /// <param name="change">Changes its data.</param>
    /// <param name="verb">Another verb than the button's own.</param>
    public async Task<ShownCard> Forge(string button, Action<JsonObject> change, string? verb = null)
    {
        if (Person.PressesSubmit)
        {
            var before = Person.Scenario.Connector.Calls.Count;
            await Person.Sends(Pressing(button, change));
            var call = Assert.Single(Person.Scenario.Connector.Calls.Skip(before), c => c.Message == Message);
            Assert.Equal(HttpMethod.Put, call.Method);
            return this with { Card = call.Card! };
        }

        var pressing = Pressing(button, change);
        if (verb is not null)
        {
            pressing["value"]!["action"]!["verb"] = verb;
        }

        var card = await Person.GetsCardOfInvoke(pressing);
        Person.Scenario.Connector.Replace(Message, card);
        return this with { Card = card };
    }

    /// <summary>The activity of a press: the button's own data and every input of the card, empty ones left out.</summary>
    /// <param name="button">The button's id, or its title.</param>
    /// <param name="change">Changes the data as no client does.</param>
    public JsonObject Pressing(string button, Action<JsonObject>? change = null)
    {
        // A list has several buttons of one id, which their titles tell apart.
        var action = Actions.SingleOrDefault(a => (string?)a["title"] == button) ?? Actions.FirstOrDefault(a => (string?)a["id"] == button);
        Assert.True(action is not null, $"There is no button {button}, only {string.Join(", ", Buttons)}, on:\n{Text}");
        var fallback = Assert.IsType<JsonObject>(action["fallback"]);
        Assert.Equal("Action.Submit", (string?)fallback["type"]);
        var pressed = Person.PressesSubmit ? fallback : action;
        var data = pressed["data"]?.DeepClone().AsObject() ?? [];
        if ((string?)pressed["associatedInputs"] != "none")
        {
            foreach (var input in InputObjects)
            {
                var value = input["value"]?.ToString() ?? ((string?)input["type"] == "Input.Toggle" ? "false" : null);
                if (!string.IsNullOrEmpty(value))
                {
                    data[(string)input["id"]!] = value;
                }
            }
        }

        change?.Invoke(data);
        foreach (var empty in data.Where(m => m.Value is JsonValue v && v.TryGetValue<string>(out var s) && s.Length == 0).ToArray())
        {
            data.Remove(empty.Key);
        }

        return Person.PressesSubmit
            ? Person.Submit(Conversation, Message, data)
            : Person.Invoke(Conversation, Message, (string?)action["verb"], data);
    }

    public bool Has(string button) => Buttons.Contains(button);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Where(m => m.Key != "fallback").SelectMany(m => Objects(m.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<string> WordsOf(JsonObject element)
    {
        foreach (var name in (string[])["text", "title", "label", "value", "placeholder"])
        {
            if (element[name] is JsonValue value && value.TryGetValue<string>(out var words))
            {
                yield return words;
            }
        }
    }

    private static void Offers(JsonObject input, string value)
    {
        if (value.Length > 0 && input["choices"] is JsonArray choices)
        {
            var offered = choices.Select(c => (string)c!["value"]!).ToHashSet(StringComparer.Ordinal);
            var chosen = (bool?)input["isMultiSelect"] == true ? value.Split(',') : [value];
            Assert.All(chosen, one => Assert.Contains(one, offered));
        }
    }

    private JsonObject Input(string id)
    {
        var input = InputObjects.SingleOrDefault(i => (string?)i["id"] == id);
        Assert.True(input is not null, $"There is no input {id}, only {string.Join(", ", Inputs)}.");
        return input;
    }

    private string DataOf(string member) =>
        Actions.Select(a => a["data"]?[member]?.ToString()).FirstOrDefault(v => v is not null)
            ?? throw new Xunit.Sdk.XunitException($"No button carries {member}.");
}
