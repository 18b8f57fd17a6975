using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Cards.Requests;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Turns;

/// <summary>What the buttons lead to that ask the Unit and reply to it.</summary>
internal sealed class RequestSteps(Screens screens)
{
    /// <summary>Null for a button that is none of these; "ask" on a page of questions saves the page first, as every button there does.</summary>
    public Step? Of(CardData card, Assessment assessment, Visitor visitor, Request request)
    {
        var page = CardPage.Parse(card.Page, assessment.Questionnaire);
        switch (card.Action)
        {
            case CardActions.Ask when page is CardPage.Ask ask:
                return Ask(card, assessment, visitor, request, ask);
            case CardActions.Ask when IsFilledIn(card, assessment):
                return null;
            case CardActions.Ask:
                return Decider.RefusalOf(new Command.AskUnit(RequestKind.Other, null, ""), assessment, visitor.Actor) is { } no
                    ? new Step.Show(screens.Refused(visitor, assessment, card, no), no)
                    : new Step.Show(screens.Page(visitor, assessment, new CardPage.Ask(null), Typed.None));
            case CardActions.Reply:
                return Reply(card, assessment, visitor, request, page);
            case CardActions.Overview or CardActions.Open or CardActions.Next when Target(card, page, assessment) is { } target:
                return assessment.MayRead(visitor.Actor)
                    ? new Step.Show(screens.Page(visitor, assessment, target, Typed.None))
                    : Refuse(new Refusal.NotAllowed(), card, assessment, visitor);
            case CardActions.Open or CardActions.Back when page is CardPage.Ask or CardPage.Request or CardPage.Requests:
                return new Step.Show(screens.Current(visitor, assessment));
            default:
                return null;
        }
    }

    private Step Ask(CardData card, Assessment assessment, Visitor visitor, Request request, CardPage.Ask page)
    {
        if (!RequestInputs.Knows(card.Inputs))
        {
            return new Step.Show(MessageCard.Of(visitor.Cards, Message.BadCard));
        }

        if (RequestInputs.Ask(card.Inputs) is not { } command)
        {
            return Again(page, new InputMessage(InputIds.AskAbout, RequestText.AskAboutError), card, assessment, visitor);
        }

        return Decider.Decide(command, assessment, request) switch
        {
            Decision.Accepted accepted => new Step.Commit(accepted, after => RequestCards.Sent(visitor.Cards, after)),
            Decision.Refused { Refusal: Refusal.FaultyRequest faulty } =>
                Again(page, RequestInputs.MessageOf(faulty.Fault, isReply: false), card, assessment, visitor, faulty),
            Decision.Refused { Refusal: var refusal } => Refuse(refusal, card, assessment, visitor),
            _ => throw new InvalidOperationException("A decision accepts or refuses."),
        };
    }

    private Step Reply(CardData card, Assessment assessment, Visitor visitor, Request request, CardPage? page)
    {
        var number = (page as CardPage.Request)?.Number ?? 0;
        var command = new Command.ReplyToRequest(number, card.Inputs[InputIds.RequestReply] ?? "");
        if (Decider.RefusalOf(command, assessment, visitor.Actor) is { } no)
        {
            return Refuse(no, card, assessment, visitor);
        }

        if (page is not CardPage.Request shown || !RequestInputs.Knows(card.Inputs))
        {
            return new Step.Show(MessageCard.Of(visitor.Cards, Message.BadCard));
        }

        return Decider.Decide(command, assessment, request) switch
        {
            Decision.Accepted accepted => new Step.Commit(accepted, after => screens.Page(visitor, after, shown, Typed.None)),
            Decision.Refused { Refusal: Refusal.FaultyRequest faulty } =>
                Again(shown, RequestInputs.MessageOf(faulty.Fault, isReply: true), card, assessment, visitor, faulty),
            Decision.Refused { Refusal: Refusal.RequestAnswered answered } =>
                Again(shown, new InputMessage(InputIds.RequestReply, RequestText.AnsweredMeanwhile), card, assessment, visitor, answered),
            Decision.Refused { Refusal: var refusal } => Refuse(refusal, card, assessment, visitor),
            _ => throw new InvalidOperationException("A decision accepts or refuses."),
        };
    }

    private static CardPage? Target(CardData card, CardPage? page, Assessment assessment) => card.Action == CardActions.Overview
        ? page as CardPage.Requests
        : CardPage.Parse(card.GoTo, assessment.Questionnaire) switch
        {
            CardPage.Request { Number: var number } one when assessment.Requests.Any(r => r.Number == number) => one,
            CardPage.Requests many => many,
            _ => null,
        };

    // A card of a draft, or of a returned assessment, on which something may have been typed.
    private static bool IsFilledIn(CardData card, Assessment assessment) =>
        assessment.State is AssessmentState.Draft or AssessmentState.Returned && Place.Parse(card.Page, assessment.Questionnaire) is not null;

    private Step.Show Again(
        CardPage page, InputMessage message, CardData card, Assessment assessment, Visitor visitor, Refusal? refusal = null) =>
        new(screens.Page(visitor, assessment, page, Typed.Of(card.Inputs, [message], visitor.Language)), refusal);

    private Step.Show Refuse(Refusal refusal, CardData card, Assessment assessment, Visitor visitor) =>
        new(screens.Refused(visitor, assessment, card, refusal), refusal);
}
