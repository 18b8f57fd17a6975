using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>The first card in a personal chat: what the bot is for and how to begin.</summary>
internal static class WelcomeCard
{
    public static AdaptiveCard Of(CardContext context) => new()
    {
        Lang = context.Language.Id,
        FallbackText = context.Language[CardText.WelcomeFallback],
        Body =
        [
            Parts.Heading(context.Language[CardText.WelcomeTitle]),
            Parts.Text(context.Language[CardText.WelcomeWhat]),
            Parts.Text(context.Language[CardText.WelcomeHow]),
            Parts.Text(context.Language[CardText.TimeExpected]),
            Parts.Text(context.Language[CardText.WelcomeBegin]),
            Parts.Small(context.Say(CardText.Contact, ("address", context.ContactAddress))),
        ],
        Actions = [Buttons.Start(context, ActionStyle.Positive), Buttons.Mine(context)],
    };
}

/// <summary>The commands.</summary>
internal static class HelpCard
{
    public static AdaptiveCard Of(CardContext context) => new()
    {
        Lang = context.Language.Id,
        FallbackText = context.Language[CardText.HelpHeading],
        Body =
        [
            Parts.Heading(context.Language[CardText.HelpHeading]),
            Parts.Lines(
            [
                context.Language[CardText.HelpStart],
                context.Language[CardText.HelpMine],
                context.Language[CardText.HelpOpen],
                context.Language[CardText.HelpLanguage],
                context.Language[CardText.HelpHelp],
                context.Language[CardText.HelpAlerts],
                context.Language[DocumentText.HelpRegister],
                context.Language[QueueText.Help],
            ]),
            Parts.Text(context.Language[CardText.HelpLeave]),
            Parts.Small(context.Say(CardText.Contact, ("address", context.ContactAddress))),
        ],
        Actions = [Buttons.Start(context, ActionStyle.Positive), Buttons.Mine(context)],
    };
}

/// <summary>What the bot says in group chats and channels: screening happens in the personal chat, and the way there.</summary>
internal static class GroupChatCard
{
    public static AdaptiveCard Of(CardContext context) => new()
    {
        Lang = context.Language.Id,
        FallbackText = context.Language[CardText.GroupHeading],
        Body =
        [
            Parts.Heading(context.Language[CardText.GroupHeading]),
            Parts.Text(context.Language[CardText.GroupWhat]),
            Parts.Text(context.Language[CardText.GroupHow]),
        ],
        Actions = string.IsNullOrEmpty(context.AppId)
            ? []
            :
            [
                new ActionOpenUrl($"https://teams.microsoft.com/l/chat/0/0?users=28:{Uri.EscapeDataString(context.AppId)}")
                {
                    Title = context.Language[CardText.ButtonPersonalChat],
                },
            ],
    };
}

/// <summary>The channel is now the place for alerts.</summary>
internal static class AlertsHereCard
{
    /// <param name="context">Who reads.</param>
    /// <param name="channel">The channel's name; may be empty.</param>
    public static AdaptiveCard Of(CardContext context, string channel) => new()
    {
        Lang = context.Language.Id,
        FallbackText = context.Language[CardText.AlertsHereHeading],
        Body =
        [
            Parts.Heading(context.Language[CardText.AlertsHereHeading]),
            Parts.Literal(context.Say(
                CardText.AlertsHereWhat, ("channel", channel.Length > 0 ? channel : context.Language[CardText.AlertsHereUnnamed]))),
        ],
    };
}
