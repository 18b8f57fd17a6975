namespace IML.RbaBot.BotFramework;

/// <summary>
/// What is needed to write into a conversation later. Stored as JSON through
/// <see cref="Json.BotFrameworkJson.ConversationReference"/>.
/// </summary>
public sealed record ConversationReference
{
    /// <summary>Where the connector sends; replace it with that of every later inbound activity.</summary>
    public required string ServiceUrl { get; init; }

    public string? ChannelId { get; init; }

    /// <summary>The Entra tenant.</summary>
    public string? TenantId { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>One of <see cref="ConversationTypes"/>.</summary>
    public string? ConversationType { get; init; }

    /// <summary>The bot as this conversation knows it.</summary>
    public ChannelAccount? Bot { get; init; }

    /// <summary>The person who wrote the activity the reference was taken from.</summary>
    public ChannelAccount? User { get; init; }

    /// <summary>The activity the reference was taken from; a reply is hung on it.</summary>
    public string? ActivityId { get; init; }

    /// <summary>
    /// The channel itself instead of one thread in it: a Teams conversation id of a thread ends in <c>;messageid=…</c>, and a message
    /// sent without it begins a new thread.
    /// </summary>
    public ConversationReference WithoutThread() =>
        ConversationId.IndexOf(";messageid=", StringComparison.OrdinalIgnoreCase) is var at and > 0
            ? this with { ConversationId = ConversationId[..at], ActivityId = null }
            : this with { ActivityId = null };
}
