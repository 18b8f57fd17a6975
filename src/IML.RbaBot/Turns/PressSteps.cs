using System.Collections.Immutable;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;

namespace IML.RbaBot.Turns;

/// <summary>What a pressed button leads to, from the card, the assessment and the person alone: nothing is read or written here.</summary>
internal sealed class PressSteps(
    Screens screens,
    ReviewSteps reviews,
    RequestSteps requests,
    PeopleSteps people,
    CurrentQuestionnaire current,
    ProjectLists projectLists,
    OfficeCalendars calendars)
{
    /// <param name="card">Untrusted.</param>
    /// <param name="id">The assessment that the card names.</param>
    /// <param name="assessment">As it stands; null when there is none of that id.</param>
    /// <param name="visitor">Who pressed.</param>
    /// <param name="sought">The people whom the card names, looked up.</param>
    public Step Decide(CardData card, AssessmentId id, Assessment? assessment, Visitor visitor, Sought? sought)
    {
        var request = new Request(visitor.Actor, visitor.At, NeedsNoRevision(card) ? null : card.Revision, projectLists)
        {
            Calendars = calendars,
        };
        if (assessment is null)
        {
            return card.Action is CardActions.Next && card.Page == Place.Project.Instance.Value
                ? DecideStart(card, id, visitor, request)
                : Refuse(new Refusal.NotFound(), null, card, visitor);
        }

        if (Decider.RefusalOf(assessment, request) is { } refusal)
        {
            return Refuse(refusal, assessment, card, visitor);
        }

        switch (card.Action)
        {
            case CardActions.Open when card.Page is null && card.GoTo is null:
                return new Step.Show(screens.Current(visitor, assessment), null);
            case CardActions.Withdraw when card.Page != WithdrawCard.Page:
                return Decider.RefusalOf(new Command.Withdraw(""), assessment, visitor.Actor) is { } no
                    ? Refuse(no, assessment, card, visitor)
                    : new Step.Show(screens.Page(visitor, assessment, new CardPage.Withdraw(), Typed.None));
        }

        if (card.Action == CardActions.Rescreen)
        {
            return Decide(new Command.Rescreen(current.Questionnaire), card, assessment, visitor, request);
        }

        // People before the review, which takes every button of a page that is no place; requests before both.
        if ((requests.Of(card, assessment, visitor, request) ?? people.Of(card, assessment, visitor, request, sought)
            ?? reviews.Of(card, assessment, visitor, request)) is { } step)
        {
            return step;
        }

        if (Decider.RefusalOf(CardCommand.KindOf(card), assessment, visitor.Actor) is { } unallowed)
        {
            return Refuse(unallowed, assessment, card, visitor);
        }

        var reading = CardCommand.Read(card, assessment, projectLists, visitor.Language);
        if (reading.Command is not { } command)
        {
            return reading.Messages.IsEmpty
                ? new Step.Show(MessageCard.Of(visitor.Cards, Message.BadCard), null)
                : new Step.Show(screens.Again(visitor, assessment, reading.Place, Typed.Of(card.Inputs, reading.Messages, visitor.Language)), null);
        }

        return Decide(command, card, assessment, visitor, request);
    }

    private Step Decide(Command command, CardData card, Assessment assessment, Visitor visitor, Request request) =>
        Decider.Decide(command, assessment, request) switch
        {
            Decision.Accepted accepted => new Step.Commit(accepted, after => screens.After(card, visitor, after)),
            Decision.Refused refused => Refuse(refused.Refusal, assessment, card, visitor),
            _ => throw new InvalidOperationException("A decision accepts or refuses."),
        };

    // Opening shows what stands; a reply changes nothing that the other person's card shows, so both may have gone on meanwhile. On the
    // overview the same button goes to what was chosen, and asks for a choice.
    private static bool NeedsNoRevision(CardData card) => card.Action == CardActions.Reply
        || (card is { Action: CardActions.Open, GoTo: null } && card.Page != Place.Overview.Instance.Value);

    private Step DecideStart(CardData card, AssessmentId id, Visitor visitor, Request request)
    {
        if (!ProjectInputs.Knows(card.Inputs))
        {
            return new Step.Show(MessageCard.Of(visitor.Cards, Message.BadCard), null);
        }

        var project = ProjectInputs.Read(card.Inputs, projectLists, visitor.Language);
        var decision = Decider.Decide(new Command.Start(id, project.Project, current.Questionnaire), null, request);
        return decision switch
        {
            // Everything to correct at once: what could not be read, and what the domain finds missing or wrong beside it.
            Decision.Refused { Refusal: Refusal.FaultyProject faulty } =>
                Show([.. project.Messages, .. InputMessages.Of(faulty).Where(m => project.Messages.All(p => p.Input != m.Input))]),
            Decision.Accepted when !project.Messages.IsEmpty => Show(project.Messages),
            Decision.Accepted accepted => new Step.Commit(accepted, after => screens.Current(visitor, after)),
            Decision.Refused { Refusal: Refusal.NotFound none } => Refuse(none, null, card, visitor),
            _ => new Step.Show(MessageCard.Of(visitor.Cards, Message.NotAllowed), (decision as Decision.Refused)?.Refusal),
        };

        Step Show(ImmutableArray<InputMessage> messages) =>
            new Step.Show(ProjectCard.ForNew(visitor.Cards, projectLists, id, Typed.Of(card.Inputs, messages, visitor.Language)), null);
    }

    private Step.Show Refuse(Refusal refusal, Assessment? assessment, CardData card, Visitor visitor) =>
        new Step.Show(screens.Refused(visitor, assessment, card, refusal), refusal);
}
