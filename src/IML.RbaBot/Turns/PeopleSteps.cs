using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Cards.People;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Turns;

/// <summary>Whom a card names: looked up before anything is decided, because what the card itself says is not trusted.</summary>
/// <param name="Chosen">The person who was chosen, by the name that they last wrote with; null when none was, or nobody is known by that id.</param>
/// <param name="Found">People found for a name that was typed; null when somebody was chosen.</param>
internal sealed record Sought(Person? Chosen, FoundPeople? Found);

/// <summary>Co-editors and owners: found by name among those who have written to the bot, then invited or made the owner.</summary>
internal sealed class PeopleSteps(Screens screens, DirectoryStore directory)
{
    /// <summary>Null for a button that needs nobody, and where no name was typed.</summary>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<Sought?> LookUpAsync(CardData card, CancellationToken cancellationToken)
    {
        if (card.Action is not (CardActions.Invite or CardActions.ChangeOwner))
        {
            return null;
        }

        var name = card.Inputs[InputIds.PersonName] is { Length: <= PeopleCards.MostName } typed && PeopleIndex.Range(typed) is not null
            ? typed
            : null;
        var chosen = PersonId.Parse(card.Inputs[InputIds.Person]);
        if (name is null)
        {
            return chosen is { } id && await directory.FindPersonAsync(id, cancellationToken) is { } profile
                ? new Sought(new Person(id, profile.Name), null)
                : null;
        }

        // A new name beside the old choice asks for a new search.
        var found = await directory.FindPeopleAsync(name, PeopleCards.MostFound, cancellationToken);
        return found.FirstOrDefault(p => p.Id == chosen) is { } person ? new Sought(person, null) : new Sought(null, new FoundPeople(name, found));
    }

    /// <summary>Null for a button that is none of these.</summary>
    public Step? Of(CardData card, Assessment assessment, Visitor visitor, Request request, Sought? sought)
    {
        var page = CardPage.Parse(card.Page, assessment.Questionnaire);
        switch (card.Action)
        {
            case CardActions.Invite when page is CardPage.People:
                return Named(new CardPage.People(), person => new Command.Invite(person));
            case CardActions.Invite:
                return Form(new Command.Invite(visitor.Person), new CardPage.People());
            case CardActions.RemoveCoEditor:
                return PersonId.Parse(card.Inputs[InputIds.RemovePerson]) is { } removed && page is CardPage.People
                    ? Decide(new Command.RemoveCoEditor(removed), after => screens.Page(visitor, after, new CardPage.People(), Typed.None))
                    : Form(
                        new Command.Invite(visitor.Person),
                        new CardPage.People(),
                        Typed.Of(card.Inputs, [new InputMessage(InputIds.RemovePerson, RequestText.PeopleRemoveError)], visitor.Language));
            case CardActions.ChangeOwner when page is CardPage.Owner:
                return Named(new CardPage.Owner(), person => new Command.ChangeOwner(person));
            case CardActions.ChangeOwner:
                return Form(new Command.ChangeOwner(visitor.Person), new CardPage.Owner());
            case CardActions.Open when CardPage.Parse(card.GoTo, assessment.Questionnaire) is CardPage.Owner:
                return Form(new Command.ChangeOwner(visitor.Person), new CardPage.Owner());
            case CardActions.Open or CardActions.Back when page is CardPage.People or CardPage.Owner:
                return new Step.Show(screens.Current(visitor, assessment));
            default:
                return null;
        }

        Step Named(CardPage form, Func<Person, Command> command)
        {
            if (Decider.RefusalOf(command(visitor.Person), assessment, visitor.Actor) is { } no)
            {
                return Refuse(no);
            }

            return sought switch
            {
                { Chosen: { } person } => Decide(command(person), after => form is CardPage.People
                    ? screens.Page(visitor, after, form, Typed.None)
                    : screens.Current(visitor, after)),
                { Found: { People.IsEmpty: false } found } => new Step.Show(Screens.Found(visitor, assessment, form, found, Typed.None)),
                { Found: not null } => Again(form, InputIds.PersonName, RequestText.PersonNobody),
                _ => Again(form, InputIds.PersonName, RequestText.PersonNameError),
            };
        }

        Step.Show Form(Command probe, CardPage form, Typed? typed = null) => Decider.RefusalOf(probe, assessment, visitor.Actor) is { } no
            ? Refuse(no)
            : new Step.Show(screens.Page(visitor, assessment, form, typed ?? Typed.None));

        Step Decide(Command command, Func<Assessment, BotFramework.AdaptiveCards.AdaptiveCard> then) =>
            Decider.Decide(command, assessment, request) switch
            {
                Decision.Accepted accepted => new Step.Commit(accepted, then),
                Decision.Refused { Refusal: Refusal.IsReviewer reviewer } => Again(page!, InputIds.PersonName, RequestText.PersonReviews, reviewer),
                Decision.Refused { Refusal: Refusal.TooManyCoEditors many } => Again(page!, InputIds.PersonName, RequestText.PeopleTooMany, many),
                Decision.Refused { Refusal: var refusal } => Refuse(refusal),
                _ => throw new InvalidOperationException("A decision accepts or refuses."),
            };

        Step.Show Again(CardPage form, string input, RequestText text, Refusal? refusal = null)
        {
            var message = InputMessage.With(input, text, "max", ReviewLimits.CoEditors);
            return new Step.Show(screens.Page(visitor, assessment, form, Typed.Of(card.Inputs, [message], visitor.Language)), refusal);
        }

        Step.Show Refuse(Refusal refusal) => new(screens.Refused(visitor, assessment, card, refusal), refusal);
    }
}
