using System.Collections.Immutable;
using System.Text.Json;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

/// <summary>
/// What a button carries: few names with texts or whole numbers, in order. It comes back through people's clients and is never trusted.
/// </summary>
public sealed class ActionData
{
    private readonly ImmutableArray<(string Name, ActionValue Value)> members;

    // Written when first asked for: the buttons of a card share it.
    private byte[]? utf8;

    private ActionData(ImmutableArray<(string Name, ActionValue Value)> members) => this.members = members;

    /// <summary>No data; nothing is written.</summary>
    public static ActionData Empty { get; } = new([]);

    /// <summary>For instance <c>ActionData.Of(("assessment", id), ("revision", 3))</c>.</summary>
    public static ActionData Of(params ReadOnlySpan<(string Name, ActionValue Value)> members) => new([.. members]);

    /// <summary>The same data with one member more.</summary>
    public ActionData With(string name, ActionValue value) => new(members.Add((name, value)));

    /// <summary>The same data with more members after its own.</summary>
    internal ActionData Then(ActionData more) => new(members.AddRange(more.members));

    /// <summary>The members as they stand before others in an object: each with a comma after it.</summary>
    internal ReadOnlySpan<byte> MembersUtf8 => utf8 ??= Encode();

    internal void WriteTo(Utf8JsonWriter writer, bool opensDialog = false)
    {
        if (members.IsEmpty && !opensDialog)
        {
            return;
        }

        writer.WriteStartObject("data"u8);
        WriteMembers(writer);
        if (opensDialog)
        {
            writer.WriteStartObject("msteams"u8);
            writer.WriteString("type"u8, InvokeNames.TaskFetch);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private byte[] Encode()
    {
        if (members.IsEmpty)
        {
            return [];
        }

        var json = CardJson.Utf8(writer =>
        {
            writer.WriteStartObject();
            WriteMembers(writer);
            writer.WriteEndObject();
        });
        json[^1] = (byte)',';
        return json[1..];
    }

    private void WriteMembers(Utf8JsonWriter writer)
    {
        foreach (var (name, value) in members)
        {
            if (value.Text is { } text)
            {
                writer.WriteString(name, text);
            }
            else
            {
                writer.WriteNumber(name, value.Number);
            }
        }
    }
}

/// <summary>A text or a whole number.</summary>
public readonly record struct ActionValue
{
    private ActionValue(string? text, long number) => (Text, Number) = (text, number);

    /// <summary>The text, or null for a number.</summary>
    public string? Text { get; }

    /// <summary>The number, when there is no text.</summary>
    public long Number { get; }

    public static implicit operator ActionValue(string text) => FromString(text);

    public static implicit operator ActionValue(long number) => FromInt64(number);

    public static ActionValue FromString(string text) => new(text, 0);

    public static ActionValue FromInt64(long number) => new(null, number);
}
