using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.People;

/// <summary>Who else works on an assessment, and whose it is. A person is found by name among those who have written to the bot.</summary>
internal static class PeopleCards
{
    /// <summary>People shown for a name; whoever is not among them is found by more of the name.</summary>
    public const int MostFound = 8;

    /// <summary>Longest name that is looked for, in UTF-16 code units.</summary>
    public const int MostName = 100;

    /// <summary>Co-editors: who they are, and inviting and removing them.</summary>
    /// <param name="context">The developer.</param>
    /// <param name="assessment">One of their own.</param>
    /// <param name="found">People found for a name; null before a search.</param>
    /// <param name="typed">What was typed before.</param>
    public static AdaptiveCard CoEditors(CardContext context, Assessment assessment, FoundPeople? found, Typed typed)
    {
        var language = context.Language;
        var body = AssessmentCard.Begin(context, assessment, RequestText.PeopleHeading, typed);
        body.Add(Parts.Text(language[RequestText.PeopleWhat]));
        var actions = ImmutableArray.CreateBuilder<CardAction>();
        var data = Buttons.Data(assessment, new CardPage.People().Value);
        AddSearch(body, context, found, typed);
        actions.Add(Buttons.Of(
            context, CardActions.Invite, found is { People.IsEmpty: false } ? RequestText.ButtonInvite : RequestText.ButtonFind, data, ActionStyle.Positive));
        if (!assessment.CoEditors.IsEmpty)
        {
            Parts.AddFault(body, context, typed, InputIds.RemovePerson);
            body.Add(new InputChoiceSet(InputIds.RemovePerson, [.. assessment.CoEditors.Select(p => new InputChoice(Parts.InChoice(p.Name), p.Id.Value))])
            {
                Label = language[RequestText.PeopleNow],
                Placeholder = language[RequestText.PeopleChoose],
                ErrorMessage = language[RequestText.PeopleRemoveError],
                Value = typed.Choice(InputIds.RemovePerson, null),
            });
            actions.Add(Buttons.Of(context, CardActions.RemoveCoEditor, RequestText.ButtonRemove, data));
        }

        actions.Add(Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, RequestText.ButtonToScreening, data)));
        return AssessmentCard.Of(context, assessment, RequestText.PeopleHeading, body, actions.ToImmutable());
    }

    /// <summary>
    /// What an administrator sees who does not read assessments: the reference, where it stands, whose it is, and no more.
    /// </summary>
    /// <param name="context">The administrator.</param>
    /// <param name="assessment">Any assessment.</param>
    /// <param name="viewer">The administrator's roles.</param>
    /// <param name="found">People found for a name; null before a search.</param>
    /// <param name="typed">What was typed before.</param>
    public static AdaptiveCard Owner(CardContext context, Assessment assessment, Actor viewer, FoundPeople? found, Typed typed)
    {
        var language = context.Language;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(language[RequestText.OwnerHeading]));
        Parts.AddHeadline(body, typed);
        body.Add(new FactSet(
        [
            new Fact(language[RequestText.OwnerReference], assessment.Id.Value),
            new Fact(language[RequestText.OwnerState], Wording.State(language, assessment.State)),
            new Fact(language[RequestText.OwnerNow], MarkdownText.Escape(assessment.Developer.Name)),
        ]));
        body.Add(Parts.Text(language[RequestText.OwnerWhat]));
        AddSearch(body, context, found, typed);
        var data = Buttons.Data(assessment, new CardPage.Owner().Value);
        var actions = ImmutableArray.CreateBuilder<CardAction>();
        actions.Add(Buttons.Of(
            context,
            CardActions.ChangeOwner,
            found is { People.IsEmpty: false } ? RequestText.ButtonChangeOwner : RequestText.ButtonFind,
            data,
            ActionStyle.Positive));
        if (Decider.RefusalOf(new Command.Withdraw(""), assessment, viewer) is null)
        {
            actions.Add(Buttons.WithoutInputs(Buttons.Of(context, CardActions.Withdraw, CardText.ButtonWithdraw, data)));
        }

        if (assessment.MayRead(viewer))
        {
            actions.Add(Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, RequestText.ButtonToScreening, data)));
        }

        return new AdaptiveCard
        {
            Lang = language.Id,
            FallbackText = $"{assessment.Reference}: {language[RequestText.OwnerHeading]}",
            Body = body.ToImmutable(),
            Actions = actions.ToImmutable(),
        };
    }

    private static void AddSearch(ImmutableArray<CardElement>.Builder body, CardContext context, FoundPeople? found, Typed typed)
    {
        var language = context.Language;
        Parts.AddFault(body, context, typed, InputIds.PersonName);
        body.Add(new InputText(InputIds.PersonName)
        {
            Label = language[RequestText.PersonName],
            Placeholder = language[RequestText.PersonNamePlaceholder],
            ErrorMessage = language[RequestText.PersonNameError],
            MaxLength = MostName,
            Value = Parts.Shown(typed.Value(InputIds.PersonName, found?.Name), MostName),
        });
        if (found is not { People.IsEmpty: false })
        {
            return;
        }

        Parts.AddFault(body, context, typed, InputIds.Person);
        body.Add(new InputChoiceSet(InputIds.Person, [.. found.People.Select(p => new InputChoice(Parts.InChoice(p.Name), p.Id.Value))])
        {
            Style = ChoiceInputStyle.Expanded,
            Label = language[RequestText.PersonFound],
            ErrorMessage = language[RequestText.PersonFoundError],
            Value = found.People.Length == 1 ? found.People[0].Id.Value : typed.Choice(InputIds.Person, null),
        });
    }
}

/// <summary>The people whose name has a word that begins as was typed.</summary>
/// <param name="Name">What was typed.</param>
/// <param name="People">At most <see cref="PeopleCards.MostFound"/>.</param>
internal sealed record FoundPeople(string Name, ImmutableArray<Person> People);
