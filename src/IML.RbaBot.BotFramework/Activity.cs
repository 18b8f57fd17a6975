using System.Text.Json;
using System.Text.Json.Serialization;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework;

/// <summary>
/// What goes over the wire in both directions. Every member may be missing, and an odd shape in a known member reads as null: what
/// is needed is checked by who needs it. Unknown members are kept on round trip. Source: Bot Framework activity schema 1.1.
/// </summary>
public sealed class Activity
{
    [JsonConverter(typeof(LenientText))]
    public string? Type { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? Id { get; set; }

    [JsonConverter(typeof(LenientTime))]
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The person's local time with its offset.</summary>
    [JsonConverter(typeof(LenientTime))]
    public DateTimeOffset? LocalTimestamp { get; set; }

    /// <summary>The person's time zone by its IANA name.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? LocalTimezone { get; set; }

    /// <summary>Where answers are sent. Changes over time: refresh what is stored on every inbound activity.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? ServiceUrl { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? ChannelId { get; set; }

    [JsonConverter(typeof(LenientObject<ChannelAccount>))]
    public ChannelAccount? From { get; set; }

    [JsonConverter(typeof(LenientObject<ChannelAccount>))]
    public ChannelAccount? Recipient { get; set; }

    [JsonConverter(typeof(LenientObject<ConversationAccount>))]
    public ConversationAccount? Conversation { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? ReplyToId { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? Text { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? TextFormat { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? Locale { get; set; }

    /// <summary>What toasts and screen readers say. Never an answer of a person.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? Summary { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? InputHint { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? Importance { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? AttachmentLayout { get; set; }

    [JsonConverter(typeof(LenientList<Attachment>))]
    public IReadOnlyList<Attachment>? Attachments { get; set; }

    [JsonConverter(typeof(LenientList<JsonElement>))]
    public IReadOnlyList<JsonElement>? Entities { get; set; }

    /// <summary>Of an invoke, or of a pressed <c>Action.Submit</c>: untrusted, any shape.</summary>
    public JsonElement? Value { get; set; }

    /// <summary>Of an invoke or event; see <see cref="InvokeNames"/>.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? Name { get; set; }

    /// <summary>Of an installation update: <c>add</c>, <c>add-upgrade</c>, <c>remove</c>, <c>remove-upgrade</c>.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? Action { get; set; }

    /// <summary>The channel's own data, any shape; <see cref="TeamsChannelData.Of"/> reads it.</summary>
    public JsonElement? ChannelData { get; set; }

    [JsonConverter(typeof(LenientList<ChannelAccount>))]
    public IReadOnlyList<ChannelAccount>? MembersAdded { get; set; }

    [JsonConverter(typeof(LenientList<ChannelAccount>))]
    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; set; }

    /// <inheritdoc cref="ChannelAccount.Properties"/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }

    /// <summary>A message of plain text: nothing in it is read as markdown.</summary>
    public static Activity MessageOf(string text) => new() { Type = ActivityTypes.Message, Text = text, TextFormat = "plain" };

    /// <summary>A message that shows a card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="summary">What toasts and screen readers say instead of the card.</param>
    public static Activity MessageOf(AdaptiveCard card, string? summary = null) =>
        new() { Type = ActivityTypes.Message, Attachments = [Attachment.Of(card)], Summary = summary };

    /// <summary>What is needed to write into this conversation later; null when the activity names no conversation or no service URL.</summary>
    public ConversationReference? GetConversationReference() =>
        ServiceUrl is { Length: > 0 } serviceUrl && Conversation?.Id is { Length: > 0 } conversationId
            ? new ConversationReference
            {
                ServiceUrl = serviceUrl,
                ChannelId = ChannelId,
                TenantId = GetTenantId(),
                ConversationId = conversationId,
                ConversationType = Conversation.ConversationType,
                Bot = Recipient?.ToAddress(),
                User = From?.ToAddress(),
                ActivityId = Id,
            }
            : null;

    /// <summary>The tenant named by the conversation, else by the channel data; null when neither names one.</summary>
    public string? GetTenantId() =>
        Conversation?.TenantId is { Length: > 0 } tenant ? tenant : TeamsChannelData.TenantIdOf(this);

    /// <summary>A copy that names its conversation, sender and receiver, as the connector wants it.</summary>
    internal Activity AddressedTo(ConversationReference conversation, string? replyToId)
    {
        var copy = (Activity)MemberwiseClone();
        copy.Conversation ??= new ConversationAccount
        {
            Id = conversation.ConversationId,
            ConversationType = conversation.ConversationType,
            TenantId = conversation.TenantId,
        };
        copy.From ??= conversation.Bot;
        copy.Recipient ??= conversation.User;
        copy.ChannelId ??= conversation.ChannelId;
        copy.ServiceUrl ??= conversation.ServiceUrl;
        copy.ReplyToId ??= replyToId;
        return copy;
    }
}
