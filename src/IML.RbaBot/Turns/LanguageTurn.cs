using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Turns;

/// <summary>A person asks for the languages, and chooses one.</summary>
internal sealed class LanguageTurn(ChosenLanguages chosen, Languages languages, CardContexts contexts)
{
    /// <summary>The card to choose a language on.</summary>
    public AdaptiveCard Offer(Visitor visitor) => Offer(visitor, Typed.None);

    /// <summary>Keeps the choice and says so in the language chosen; without a language that is spoken the card comes again.</summary>
    public async Task<AdaptiveCard> ChooseAsync(Activity activity, CardData card, Visitor visitor, CancellationToken cancellationToken)
    {
        var wanted = card.Inputs[InputIds.Language];
        var language = languages.Find(wanted);
        if (language is null && wanted != LanguageCard.Follow)
        {
            return Offer(visitor, Typed.Of(card.Inputs, [new InputMessage(InputIds.Language, CardText.LanguageError)], visitor.Language));
        }

        await chosen.ChooseAsync(visitor.Person.Id, language, cancellationToken);
        return LanguageCard.Changed(visitor.In(language ?? contexts.Of(activity).Language).Cards);
    }

    private AdaptiveCard Offer(Visitor visitor, Typed typed) =>
        LanguageCard.Of(visitor.Cards, languages, chosen.Remembered(visitor.Person.Id), typed);
}
