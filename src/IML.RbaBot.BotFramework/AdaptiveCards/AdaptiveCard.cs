using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

/// <summary>
/// An Adaptive Card of schema 1.5, the newest that Teams renders for bots. Cards are only ever written, so each element writes itself:
/// no reflection, no polymorphic look-up, nothing at its default value.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed record AdaptiveCard
{
    /// <summary>The media type of an attached card.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    public ImmutableArray<CardElement> Body { get; init; } = [];

    /// <summary>What the program that made it calls it, to know it again; nothing of it is sent.</summary>
    public string? Name { get; init; }

    /// <summary>At most six.</summary>
    public ImmutableArray<CardAction> Actions { get; init; } = [];

    /// <summary>What a client shows that cannot render the card.</summary>
    public string? FallbackText { get; init; }

    /// <summary>What a screen reader says for the whole card.</summary>
    public string? Speak { get; init; }

    /// <summary>The language of the card, ISO 639-1.</summary>
    public string? Lang { get; init; }

    /// <summary>Whether the card's language is written from right to left, as Arabic is.</summary>
    public bool Rtl => Lang is { Length: > 0 } && CultureInfo.GetCultureInfo(Lang).TextInfo.IsRightToLeft;

    /// <summary>Uses the full width of the Teams conversation.</summary>
    public bool FullWidth { get; init; }

    /// <summary>Lets each client fetch a person's own view.</summary>
    public CardRefresh? Refresh { get; init; }

    /// <summary>Writes the card as one JSON object.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "AdaptiveCard"u8);
        writer.WriteString("version"u8, "1.5"u8);
        writer.WriteText("lang"u8, Lang);
        writer.WriteFlag("rtl"u8, Rtl);
        writer.WriteText("fallbackText"u8, FallbackText);
        writer.WriteText("speak"u8, Speak);
        if (FullWidth)
        {
            writer.WriteStartObject("msteams"u8);
            writer.WriteString("width"u8, "Full"u8);
            writer.WriteEndObject();
        }

        if (Refresh is { } refresh)
        {
            writer.WriteStartObject("refresh"u8);
            writer.WritePropertyName("action"u8);
            refresh.Action.WriteTo(writer);
            if (!refresh.UserIds.IsDefaultOrEmpty)
            {
                writer.WriteStartArray("userIds"u8);
                foreach (var id in refresh.UserIds)
                {
                    writer.WriteStringValue(id);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteElements("body"u8, Body);
        writer.WriteActions("actions"u8, Actions);
        writer.WriteEndObject();
    }

    /// <summary>The card's JSON, for tests and for measuring; what is sent goes through <see cref="WriteTo"/>.</summary>
    public ReadOnlyMemory<byte> ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, BotFrameworkJson.WriterOptions))
        {
            WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }

    private sealed class Converter : JsonConverter<AdaptiveCard>
    {
        public override AdaptiveCard Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Cards are written, never read: a card that comes back from a client is not trusted.");

        public override void Write(Utf8JsonWriter writer, AdaptiveCard value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}

/// <summary>Fetches a person's own view of a card.</summary>
/// <param name="Action">The action that every named person's client runs by itself.</param>
/// <param name="UserIds">At most 60 ids of the form <c>29:…</c>.</param>
public sealed record CardRefresh(ActionExecute Action, ImmutableArray<string> UserIds);
