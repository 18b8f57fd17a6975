using IML.RbaBot.BotFramework.Connector;

namespace IML.RbaBot.BotFramework;

/// <summary>One inbound activity, checked, and the means to answer it.</summary>
public sealed class TurnContext
{
    private string? textWithoutMention;

    /// <exception cref="ArgumentException">The activity names no conversation or no service URL.</exception>
    public TurnContext(Activity activity, IConnectorClient connector)
    {
        Activity = activity;
        Connector = connector;
        Reference = activity.GetConversationReference()
            ?? throw new ArgumentException("The activity names no conversation or no service URL.", nameof(activity));
    }

    /// <summary>The inbound activity.</summary>
    public Activity Activity { get; }

    /// <summary>The way out, for anything beyond a reply.</summary>
    public IConnectorClient Connector { get; }

    /// <summary>The conversation, to store and to write to later.</summary>
    public ConversationReference Reference { get; }

    /// <summary>The tenant that the allow-list let in.</summary>
    public string TenantId => Reference.TenantId ?? "";

    /// <summary>The text without the mention of the bot, spaces collapsed; empty when there is none.</summary>
    public string TextWithoutMention => textWithoutMention ??= MentionText.WithoutRecipient(Activity);

    /// <summary>Replies into the conversation.</summary>
    /// <returns>The id of the new message.</returns>
    /// <exception cref="ConnectorException">The channel did not take it.</exception>
    public Task<ResourceResponse> SendActivityAsync(Activity reply, CancellationToken cancellationToken) =>
        Reference.ActivityId is null
            ? Connector.SendToConversationAsync(Reference, reply, cancellationToken)
            : Connector.ReplyToActivityAsync(Reference, reply, cancellationToken);

    /// <summary>Replaces a message of the bot in this conversation. An update does not notify.</summary>
    /// <exception cref="ConnectorException">The channel did not take it.</exception>
    public Task<ResourceResponse> UpdateActivityAsync(string activityId, Activity replacement, CancellationToken cancellationToken) =>
        Connector.UpdateActivityAsync(Reference, activityId, replacement, cancellationToken);
}
