namespace IML.RbaBot.BotFramework;

/// <summary>Sorts activities by type into methods to override. What is not overridden stays quiet.</summary>
public abstract class ActivityHandler : IBot
{
    /// <inheritdoc/>
    public virtual async Task<InvokeResponse?> OnTurnAsync(TurnContext turn, CancellationToken cancellationToken)
    {
        switch (turn.Activity.Type)
        {
            case ActivityTypes.Invoke:
                return await OnInvokeActivityAsync(turn, cancellationToken);
            case ActivityTypes.Message:
                await OnMessageActivityAsync(turn, cancellationToken);
                break;
            case ActivityTypes.ConversationUpdate:
                await OnConversationUpdateActivityAsync(turn, cancellationToken);
                break;
            case ActivityTypes.InstallationUpdate:
                await OnInstallationUpdateActivityAsync(turn, cancellationToken);
                break;
            case ActivityTypes.MessageReaction:
                await OnMessageReactionActivityAsync(turn, cancellationToken);
                break;
            case ActivityTypes.MessageUpdate:
                await OnMessageUpdateActivityAsync(turn, cancellationToken);
                break;
            case ActivityTypes.MessageDelete:
                await OnMessageDeleteActivityAsync(turn, cancellationToken);
                break;
            case ActivityTypes.Event:
                await OnEventActivityAsync(turn, cancellationToken);
                break;
            case ActivityTypes.Typing:
                await OnTypingActivityAsync(turn, cancellationToken);
                break;
            default:
                await OnUnrecognizedActivityTypeAsync(turn, cancellationToken);
                break;
        }

        return null;
    }

    /// <summary>The words are the channel's own error view; override to say it in the person's language.</summary>
    public virtual InvokeResponse OnThrottled(Activity activity) => InvokeResponse.Error(429, "TooManyRequests", "");

    /// <summary>A message: text, or the value of a pressed <c>Action.Submit</c>.</summary>
    protected virtual Task OnMessageActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Any invoke; those of cards, searches and dialogs go on to the methods below.</summary>
    protected virtual Task<InvokeResponse?> OnInvokeActivityAsync(TurnContext turn, CancellationToken cancellationToken) =>
        turn.Activity.Name switch
        {
            InvokeNames.AdaptiveCardAction =>
                OnAdaptiveCardInvokeAsync(turn, AdaptiveCardInvokeValue.Of(turn.Activity.Value), cancellationToken),
            InvokeNames.ComposeExtensionQuery =>
                OnMessagingExtensionQueryAsync(turn, MessagingExtensionQuery.Of(turn.Activity.Value), cancellationToken),
            InvokeNames.TaskFetch => OnTaskModuleFetchAsync(turn, TaskModuleRequest.Of(turn.Activity.Value), cancellationToken),
            InvokeNames.TaskSubmit => OnTaskModuleSubmitAsync(turn, TaskModuleRequest.Of(turn.Activity.Value), cancellationToken),
            _ => Task.FromResult<InvokeResponse?>(InvokeResponse.NotImplemented()),
        };

    /// <summary>A search through a message extension; to be answered within five seconds.</summary>
    protected virtual Task<InvokeResponse?> OnMessagingExtensionQueryAsync(
        TurnContext turn, MessagingExtensionQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<InvokeResponse?>(InvokeResponse.NotImplemented());

    /// <summary>A dialog opens.</summary>
    protected virtual Task<InvokeResponse?> OnTaskModuleFetchAsync(
        TurnContext turn, TaskModuleRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<InvokeResponse?>(InvokeResponse.NotImplemented());

    /// <summary>A button in a dialog.</summary>
    protected virtual Task<InvokeResponse?> OnTaskModuleSubmitAsync(
        TurnContext turn, TaskModuleRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<InvokeResponse?>(InvokeResponse.NotImplemented());

    /// <summary>A pressed <c>Action.Execute</c>, or the refresh of a card.</summary>
    protected virtual Task<InvokeResponse?> OnAdaptiveCardInvokeAsync(
        TurnContext turn, AdaptiveCardInvokeValue invoke, CancellationToken cancellationToken) =>
        Task.FromResult<InvokeResponse?>(InvokeResponse.NotImplemented());

    /// <summary>Members came or went, or the conversation changed.</summary>
    protected virtual async Task OnConversationUpdateActivityAsync(TurnContext turn, CancellationToken cancellationToken)
    {
        if (turn.Activity.MembersAdded is { Count: > 0 } added)
        {
            await OnMembersAddedAsync(added, turn, cancellationToken);
        }

        if (turn.Activity.MembersRemoved is { Count: > 0 } removed)
        {
            await OnMembersRemovedAsync(removed, turn, cancellationToken);
        }
    }

    /// <summary>Members came, perhaps the bot itself.</summary>
    protected virtual Task OnMembersAddedAsync(
        IReadOnlyList<ChannelAccount> members, TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Members left, perhaps the bot itself.</summary>
    protected virtual Task OnMembersRemovedAsync(
        IReadOnlyList<ChannelAccount> members, TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The app was installed, upgraded or removed; see <see cref="Activity.Action"/>.</summary>
    protected virtual Task OnInstallationUpdateActivityAsync(TurnContext turn, CancellationToken cancellationToken) =>
        turn.Activity.Action switch
        {
            "add" or "add-upgrade" => OnInstallationUpdateAddAsync(turn, cancellationToken),
            "remove" or "remove-upgrade" => OnInstallationUpdateRemoveAsync(turn, cancellationToken),
            _ => Task.CompletedTask,
        };

    /// <summary>The app was installed or upgraded.</summary>
    protected virtual Task OnInstallationUpdateAddAsync(TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The app was removed: what was stored to write into this conversation is dead.</summary>
    protected virtual Task OnInstallationUpdateRemoveAsync(TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Somebody reacted to a message.</summary>
    protected virtual Task OnMessageReactionActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Somebody edited a message.</summary>
    protected virtual Task OnMessageUpdateActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Somebody deleted a message.</summary>
    protected virtual Task OnMessageDeleteActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A named event.</summary>
    protected virtual Task OnEventActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Somebody is typing.</summary>
    protected virtual Task OnTypingActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A type that this handler does not know, or none at all.</summary>
    protected virtual Task OnUnrecognizedActivityTypeAsync(TurnContext turn, CancellationToken cancellationToken) => Task.CompletedTask;
}
