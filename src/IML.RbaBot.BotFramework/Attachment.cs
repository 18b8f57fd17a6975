using System.Text.Json;
using System.Text.Json.Serialization;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework;

/// <summary>Something attached to a message, above all a card.</summary>
public sealed class Attachment
{
    [JsonConverter(typeof(LenientText))]
    public string? ContentType { get; set; }

    /// <summary>A <see cref="JsonElement"/> when read; an <see cref="AdaptiveCard"/> or a <see cref="JsonElement"/> when written.</summary>
    [JsonConverter(typeof(AttachmentContent))]
    public object? Content { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? ContentUrl { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? Name { get; set; }

    /// <inheritdoc cref="ChannelAccount.Properties"/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }

    /// <summary>The attachment that shows this card.</summary>
    public static Attachment Of(AdaptiveCard card) => new() { ContentType = AdaptiveCard.ContentType, Content = card };

    internal sealed class AttachmentContent : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonElement.ParseValue(ref reader);

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            switch (value)
            {
                case AdaptiveCard card:
                    card.WriteTo(writer);
                    break;
                case JsonElement element:
                    element.WriteTo(writer);
                    break;
                default:
                    throw new JsonException($"An attachment's content is an adaptive card or a JSON element, not {value.GetType().Name}.");
            }
        }
    }
}
