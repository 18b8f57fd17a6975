using System.Collections.Immutable;
using System.Text.Json;
using IML.RbaBot.BotFramework.AdaptiveCards;

namespace IML.RbaBot.BotFramework;

/// <summary>The body <c>{composeExtension}</c> of an answer to <c>composeExtension/query</c>.</summary>
public abstract record MessagingExtensionResponse : InvokeBody
{
    private MessagingExtensionResponse()
    {
    }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("composeExtension"u8);
        WriteMembers(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private protected abstract void WriteMembers(Utf8JsonWriter writer);

    /// <summary>A sentence in place of results.</summary>
    public sealed record Message(string Text) : MessagingExtensionResponse
    {
        private protected override void WriteMembers(Utf8JsonWriter writer)
        {
            writer.WriteString("type"u8, "message"u8);
            writer.WriteString("text"u8, Text);
        }
    }

    /// <summary>A list of results; the chosen one's card goes into the message.</summary>
    public sealed record Results(ImmutableArray<MessagingExtensionResult> Found) : MessagingExtensionResponse
    {
        private protected override void WriteMembers(Utf8JsonWriter writer)
        {
            writer.WriteString("type"u8, "result"u8);
            writer.WriteString("attachmentLayout"u8, "list"u8);
            writer.WriteStartArray("attachments"u8);
            foreach (var result in Found)
            {
                result.WriteTo(writer);
            }

            writer.WriteEndArray();
        }
    }
}

/// <summary>One result.</summary>
/// <param name="Card">What goes into the message.</param>
/// <param name="Title">The first line in the list of results.</param>
/// <param name="Text">The second line. Clients read HTML in both: angle brackets are written as look-alikes.</param>
public sealed record MessagingExtensionResult(AdaptiveCard Card, string Title, string Text)
{
    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("contentType"u8, AdaptiveCard.ContentType);
        writer.WritePropertyName("content"u8);
        Card.WriteTo(writer);
        writer.WriteStartObject("preview"u8);
        writer.WriteString("contentType"u8, "application/vnd.microsoft.card.thumbnail"u8);
        writer.WriteStartObject("content"u8);
        writer.WriteString("title"u8, WithoutTags(Title));
        writer.WriteString("text"u8, WithoutTags(Text));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string WithoutTags(string text) => text.Replace('<', '‹').Replace('>', '›');
}
