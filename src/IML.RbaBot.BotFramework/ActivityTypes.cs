namespace IML.RbaBot.BotFramework;

/// <summary>The values of <see cref="Activity.Type"/>. Source: Bot Framework activity schema.</summary>
public static class ActivityTypes
{
    public const string Message = "message";
    public const string MessageUpdate = "messageUpdate";
    public const string MessageDelete = "messageDelete";
    public const string MessageReaction = "messageReaction";
    public const string Invoke = "invoke";
    public const string ConversationUpdate = "conversationUpdate";
    public const string InstallationUpdate = "installationUpdate";
    public const string Typing = "typing";
    public const string Event = "event";
    public const string EndOfConversation = "endOfConversation";
}

/// <summary>The values of <see cref="ConversationAccount.ConversationType"/> in Teams.</summary>
public static class ConversationTypes
{
    public const string Personal = "personal";
    public const string GroupChat = "groupChat";
    public const string Channel = "channel";
}

/// <summary>The values of <see cref="Activity.Name"/> that this bot answers.</summary>
public static class InvokeNames
{
    public const string AdaptiveCardAction = "adaptiveCard/action";

    /// <summary>A search through a message extension.</summary>
    public const string ComposeExtensionQuery = "composeExtension/query";

    /// <summary>A dialog opens.</summary>
    public const string TaskFetch = "task/fetch";

    /// <summary>A button in a dialog.</summary>
    public const string TaskSubmit = "task/submit";
}
