using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework.Connector;

/// <summary>The answer to a sent activity.</summary>
public sealed record ResourceResponse
{
    /// <summary>The id of the message; null when the channel names none.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? Id { get; init; }
}

/// <summary>The answer to an opened conversation.</summary>
public sealed record ConversationResourceResponse
{
    /// <summary>The conversation's id.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? Id { get; init; }

    /// <summary>The first message, when one was sent along.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? ActivityId { get; init; }

    [JsonConverter(typeof(LenientText))]
    public string? ServiceUrl { get; init; }
}

/// <summary>What is needed to open a conversation.</summary>
public sealed record ConversationParameters
{
    public ChannelAccount? Bot { get; init; }

    /// <summary>For a one-to-one conversation exactly one, by channel id (<c>29:…</c>) or Entra object id.</summary>
    public IReadOnlyList<ChannelAccount>? Members { get; init; }

    public bool? IsGroup { get; init; }

    /// <summary>The Entra tenant; Teams demands it.</summary>
    public string? TenantId { get; init; }

    /// <summary>The first message of a new thread in a channel.</summary>
    public Activity? Activity { get; init; }

    /// <summary>Teams takes tenant and channel from here.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>A one-to-one conversation of the bot with a person.</summary>
    /// <param name="bot">The bot, as a reference of this channel names it.</param>
    /// <param name="member">The person's channel id or Entra object id.</param>
    /// <param name="tenantId">The person's Entra tenant.</param>
    public static ConversationParameters WithPerson(ChannelAccount? bot, string member, string tenantId) => new()
    {
        Bot = bot,
        Members = [new ChannelAccount { Id = member }],
        IsGroup = false,
        TenantId = tenantId,
    };

    /// <summary>A new thread in a channel.</summary>
    /// <param name="bot">The bot, as a reference of this channel names it.</param>
    /// <param name="channelId">The channel's thread id, <c>19:…@thread.tacv2</c>.</param>
    /// <param name="tenantId">The team's Entra tenant.</param>
    /// <param name="first">The message that begins the thread.</param>
    public static ConversationParameters NewThread(ChannelAccount? bot, string channelId, string tenantId, Activity first) => new()
    {
        Bot = bot,
        IsGroup = true,
        TenantId = tenantId,
        Activity = first,
        ChannelData = ChannelDataOf(channelId, tenantId),
    };

    private static JsonElement ChannelDataOf(string channelId, string tenantId)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("channel"u8);
            writer.WriteString("id"u8, channelId);
            writer.WriteEndObject();
            writer.WriteStartObject("tenant"u8);
            writer.WriteString("id"u8, tenantId);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}

/// <summary>One page of members.</summary>
public sealed record PagedMembersResult
{
    [JsonConverter(typeof(LenientList<ChannelAccount>))]
    public IReadOnlyList<ChannelAccount>? Members { get; init; }

    /// <summary>Asks for the next page; null after the last.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? ContinuationToken { get; init; }
}
