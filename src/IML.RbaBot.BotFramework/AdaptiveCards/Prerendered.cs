using System.Text.Json;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

// What is the same on many cards is written once and copied as bytes from then on. What people typed is never among it: the JSON writer
// writes it anew on every card, by the rules of every other text.

/// <summary>
/// Elements written once and reused in many cards, byte for byte: for what never changes, such as the legal basis of a question in one
/// language.
/// </summary>
public sealed record PrerenderedElement : CardElement
{
    private readonly byte[] json;

    private PrerenderedElement(byte[] json) => this.json = json;

    private protected override ReadOnlySpan<byte> TypeName => "Container"u8;

    /// <summary>Renders <paramref name="elements"/> now. Later changes of id or visibility by <c>with</c> have no effect on them.</summary>
    /// <param name="elements">One element, or several that always stand together in this order.</param>
    public static PrerenderedElement Of(params ReadOnlySpan<CardElement> elements)
    {
        ArgumentOutOfRangeException.ThrowIfZero(elements.Length, nameof(elements));
        var all = elements.ToArray();
        return new PrerenderedElement(CardJson.Utf8(writer => Array.ForEach(all, element => element.WriteTo(writer))));
    }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(json, skipInputValidation: true);

    private protected override void WriteMembers(Utf8JsonWriter writer) =>
        throw new InvalidOperationException("A prerendered element has no members of its own.");
}

/// <summary>An input written once, of which only the value differs from card to card.</summary>
public sealed record PrerenderedInput : CardElement
{
    // The input without a value, and where in it the value's member belongs.
    private readonly byte[] json;
    private readonly int place;

    private PrerenderedInput(CardInput marked)
    {
        // A quote within a text is escaped and the choices stand after the value, so the first match is the value's own member.
        var member = ",\"value\":\"?\""u8;
        var utf8 = CardJson.Utf8(marked.WriteTo).AsSpan();
        place = utf8.IndexOf(member);
        json = [.. utf8[..place], .. utf8[(place + member.Length)..]];
    }

    /// <summary>What stands in the input; null for nothing.</summary>
    public string? Value { get; private init; }

    private protected override ReadOnlySpan<byte> TypeName => "Input"u8;

    /// <summary>Renders <paramref name="input"/> now, but for its value.</summary>
    public static PrerenderedInput Of(InputText input) => new(input with { Value = "?" });

    /// <inheritdoc cref="Of(InputText)"/>
    public static PrerenderedInput Of(InputChoiceSet input) => new(input with { Value = "?" });

    /// <summary>The same input with that value, as in <see cref="InputText.Value"/> and <see cref="InputChoiceSet.Value"/>.</summary>
    public PrerenderedInput With(string? value) => value == Value ? this : this with { Value = value };

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        if (Value is null)
        {
            writer.WriteRawValue(json, skipInputValidation: true);
            return;
        }

        // A writer takes raw JSON only where a value may stand: so members are copied as the value of the first of them.
        writer.WriteStartObject();
        writer.WritePropertyName("type"u8);
        writer.WriteRawValue(json.AsSpan("{\"type\":"u8.Length..place), skipInputValidation: true);
        writer.WriteString("value"u8, Value);
        var rest = json.AsSpan(place..^1);
        if (!rest.IsEmpty)
        {
            var colon = rest.IndexOf((byte)':');
            writer.WritePropertyName(rest[",\""u8.Length..(colon - 1)]);
            writer.WriteRawValue(rest[(colon + 1)..], skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    private protected override void WriteMembers(Utf8JsonWriter writer) =>
        throw new InvalidOperationException("A prerendered input has no members of its own.");
}

/// <summary>
/// A button written once, fallback and all, of which only the first members of the data differ from card to card; its own members, such
/// as what it does, follow them.
/// </summary>
public sealed record PrerenderedAction : CardAction
{
    private const string Mark = "?";
    private const int MostOnStack = 1024;

    private readonly ActionExecute action;

    // What stands before, between and after the places of the data's first members.
    private readonly byte[][] pieces;

    private PrerenderedAction(ActionExecute action, byte[][] pieces) => (this.action, this.pieces) = (action, pieces);

    /// <summary>The first members of the data.</summary>
    public ActionData Data { get; private init; } = ActionData.Empty;

    private protected override ReadOnlySpan<byte> TypeName => "Action.Execute"u8;

    /// <summary>Renders <paramref name="action"/> now, but for the first members of its data and of its fallback's.</summary>
    /// <param name="action">Its data is not empty, nor that of an <c>Action.Submit</c> behind it.</param>
    public static PrerenderedAction Of(ActionExecute action)
    {
        var json = CardJson.Utf8(WithFirst(action, ActionData.Of((Mark, 0))).WriteTo).AsSpan();
        var member = "\"?\":0,"u8;
        var pieces = new List<byte[]>();
        for (var at = json.IndexOf(member); at >= 0; at = json.IndexOf(member))
        {
            pieces.Add(json[..at].ToArray());
            json = json[(at + member.Length)..];
        }

        pieces.Add(json.ToArray());
        return new PrerenderedAction(action, [.. pieces]);
    }

    /// <summary>The same button with these members first in its data. Buttons of one card should be given one and the same instance.</summary>
    public PrerenderedAction With(ActionData first) => this with { Data = first };

    /// <summary>The button as one that can be changed.</summary>
    public ActionExecute ToExecute() => WithFirst(action, Data);

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        var data = Data.MembersUtf8;
        var length = (pieces.Length - 1) * data.Length;
        foreach (var piece in pieces)
        {
            length += piece.Length;
        }

        var json = length <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[length];
        var end = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0)
            {
                data.CopyTo(json[end..]);
                end += data.Length;
            }

            pieces[i].CopyTo(json[end..]);
            end += pieces[i].Length;
        }

        writer.WriteRawValue(json[..end], skipInputValidation: true);
    }

    private protected override void WriteMembers(Utf8JsonWriter writer) =>
        throw new InvalidOperationException("A prerendered button has no members of its own.");

    private static ActionExecute WithFirst(ActionExecute action, ActionData first) => action with
    {
        Data = first.Then(action.Data),
        Fallback = action.Fallback is ActionSubmit submit ? submit with { Data = first.Then(submit.Data) } : action.Fallback,
    };
}
