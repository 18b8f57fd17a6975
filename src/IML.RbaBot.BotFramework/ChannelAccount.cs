using System.Text.Json;
using System.Text.Json.Serialization;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework;

/// <summary>A person or bot as the channel knows them. Every member may be missing.</summary>
public sealed record ChannelAccount
{
    /// <summary>What Entra takes for a display name, in UTF-16 code units.</summary>
    public const int LongestName = 256;

    /// <summary>The channel's id, in Teams <c>29:…</c> for a person and <c>28:…</c> for a bot.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? Id { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? Name { get; set; }

    /// <summary>The Entra object id: the only identity that may decide who somebody is.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? AadObjectId { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? Role { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? TenantId { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? UserPrincipalName { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? Email { get; set; }

    /// <summary>Members that this type does not know; kept on round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }

    /// <summary>What is needed to write to it: whatever an activity said besides, a stored reference stays short.</summary>
    internal ChannelAccount ToAddress() => new()
    {
        Id = Id,
        Name = Name is { Length: > LongestName } ? null : Name,
        AadObjectId = AadObjectId,
        Role = Role,
        TenantId = TenantId,
    };
}

/// <summary>The conversation an activity belongs to. Every member may be missing.</summary>
public sealed record ConversationAccount
{
    [JsonConverter(typeof(LenientText))]
    public string? Id { get; set; }

    /// <summary>One of <see cref="ConversationTypes"/>.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? ConversationType { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? TenantId { get; set; }

    [JsonConverter(typeof(LenientFlag))]
    public bool? IsGroup { get; set; }

    [JsonConverter(typeof(LenientText))]
    public string? Name { get; set; }

    /// <inheritdoc cref="ChannelAccount.Properties"/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }
}
