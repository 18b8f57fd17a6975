using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

/// <summary>Writes members only where they say something: no nulls, no defaults, no empty lists.</summary>
internal static class CardJson
{
    /// <summary>What is written, as bytes, for copying it into many cards.</summary>
    public static byte[] Utf8(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, BotFrameworkJson.WriterOptions))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteText(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    public static void WriteFlag(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool flag)
    {
        if (flag)
        {
            writer.WriteBoolean(name, true);
        }
    }

    public static void WriteName(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteCount(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? count)
    {
        if (count is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteAction(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, CardAction? action)
    {
        if (action is not null)
        {
            writer.WritePropertyName(name);
            action.WriteTo(writer);
        }
    }

    public static void WriteElements(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<CardElement> elements)
    {
        if (elements.IsDefaultOrEmpty)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var element in elements)
        {
            element.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    public static void WriteActions(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<CardAction> actions)
    {
        if (actions.IsDefaultOrEmpty)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var action in actions)
        {
            action.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
