namespace IML.RbaBot.BotFramework.Connector;

/// <summary>
/// The calls out to the channel. Each is retried by the channel's rules within a bounded time; what stays failed is a
/// <see cref="ConnectorException"/>. An activity passed in is not changed.
/// </summary>
public interface IConnectorClient
{
    /// <summary>Writes a new message into the conversation.</summary>
    Task<ResourceResponse> SendToConversationAsync(
        ConversationReference conversation, Activity activity, CancellationToken cancellationToken);

    /// <summary>Writes a reply to <see cref="ConversationReference.ActivityId"/>, which must not be null.</summary>
    Task<ResourceResponse> ReplyToActivityAsync(
        ConversationReference conversation, Activity activity, CancellationToken cancellationToken);

    /// <summary>Replaces a message that the bot wrote.</summary>
    Task<ResourceResponse> UpdateActivityAsync(
        ConversationReference conversation, string activityId, Activity activity, CancellationToken cancellationToken);

    /// <summary>Deletes a message that the bot wrote.</summary>
    Task DeleteActivityAsync(ConversationReference conversation, string activityId, CancellationToken cancellationToken);

    /// <summary>Opens a conversation, for instance with one person; opening it again answers with the same one.</summary>
    Task<ConversationResourceResponse> CreateConversationAsync(
        string serviceUrl, ConversationParameters parameters, CancellationToken cancellationToken);

    /// <summary>One page of the members of a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="pageSize">50 to 500 by the channel's rules; null for its default.</param>
    /// <param name="continuationToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<PagedMembersResult> GetConversationPagedMembersAsync(
        ConversationReference conversation, int? pageSize, string? continuationToken, CancellationToken cancellationToken);

    /// <summary>Shows that the bot is at work.</summary>
    Task SendTypingAsync(ConversationReference conversation, CancellationToken cancellationToken);
}
