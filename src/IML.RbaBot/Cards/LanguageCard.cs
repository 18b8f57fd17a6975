using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>The language in which the bot writes to a person.</summary>
internal static class LanguageCard
{
    /// <summary>The choice to follow the Teams client. No language has this id.</summary>
    public const string Follow = "teams";

    /// <param name="context">Who reads.</param>
    /// <param name="languages">All that the bot speaks; each is offered by its own name.</param>
    /// <param name="chosen">What the person chose before; null for none.</param>
    /// <param name="typed">What was typed, with its message.</param>
    public static AdaptiveCard Of(CardContext context, Languages languages, Language? chosen, Typed typed) => new()
    {
        Lang = context.Language.Id,
        FallbackText = context.Language[CardText.LanguageHeading],
        Body =
        [
            Parts.Heading(context.Language[CardText.LanguageHeading]),
            Parts.Text(context.Language[CardText.LanguageWhat]),
            new InputChoiceSet(
                InputIds.Language,
                [
                    .. languages.All.Select(l => new InputChoice(l[CardText.LanguageName], l.Id)),
                    new InputChoice(context.Language[CardText.LanguageFollow], Follow),
                ])
            {
                Style = ChoiceInputStyle.Expanded,
                Label = context.Language[CardText.LanguageWhich],
                ErrorMessage = context.Language[CardText.LanguageError],
                Value = chosen?.Id ?? Follow,
            },
            .. typed.Message(InputIds.Language) is { } message ? [Parts.Fault(context, message)] : (CardElement[])[],
        ],
        Actions = [Buttons.Of(context, CardActions.Language, CardText.ButtonLanguage, ActionData.Empty, ActionStyle.Positive)],
    };

    /// <summary>Says, in the language chosen, that it is used from now on.</summary>
    public static AdaptiveCard Changed(CardContext context) => new()
    {
        Lang = context.Language.Id,
        FallbackText = context.Language[CardText.LanguageChanged],
        Body =
        [
            Parts.Heading(context.Language[CardText.LanguageHeading]),
            Parts.Text(context.Language[CardText.LanguageChanged]),
            Parts.Text(context.Language[CardText.LanguageAgain]),
        ],
        Actions = [Buttons.Start(context), Buttons.Mine(context)],
    };
}
