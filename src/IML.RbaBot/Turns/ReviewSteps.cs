using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Cards.Reviewing;
using IML.RbaBot.Configuration;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Turns;

/// <summary>
/// What the buttons of the review's cards lead to, from the card and the assessment alone. A form is shown only to who may send it, and
/// what is sent is decided by the domain whatever was shown.
/// </summary>
internal sealed class ReviewSteps(Screens screens, Roster roster)
{
    /// <summary>Null for a button that is none of the review's.</summary>
    public Step? Of(CardData card, Assessment assessment, Visitor visitor, Request request)
    {
        var pressed = new Pressed(screens, roster, card, assessment, visitor, request);
        return pressed.Step();
    }

    /// <summary>One press, with all that it is decided from.</summary>
    private sealed class Pressed(
        Screens screens, Roster roster, CardData card, Assessment assessment, Visitor visitor, Request request)
    {
        private readonly CardPage? page = CardPage.Parse(card.Page, assessment.Questionnaire);

        public Step? Step() => card.Action switch
        {
            CardActions.Claim => Decide(new Command.Claim()),
            CardActions.Release => Decide(new Command.Release()),
            CardActions.AskHandOver => Decide(new Command.AskHandOver()),
            CardActions.HandOver => page is CardPage.HandOver ? Sent(HandOver) : Form(new CardPage.HandOver()),
            CardActions.Lift => page is CardPage.Lift ? Sent(Lift) : Form(new CardPage.Lift()),
            CardActions.Return => Return(),
            CardActions.Clear or CardActions.ClearWithConditions or CardActions.NotClear => page is CardPage.Decide decide
                ? Sent(() => Verdict(decide))
                : Form(new CardPage.Decide(DecisionCards.ConditionsAtFirst)),
            _ when page is not null and not CardPage.Withdraw => OnPage(),
            CardActions.Open when CardPage.Parse(card.GoTo, assessment.Questionnaire) is { } target => View(target),
            _ => null,
        };

        // The buttons that other cards have too.
        private Step OnPage() => (card.Action, page) switch
        {
            (CardActions.Next or CardActions.Back or CardActions.SaveExit, CardPage.Comments comments) => Sent(() => Keep(comments)),
            (CardActions.Next, CardPage.Decide decide) => Sent(() => More(decide)),
            (CardActions.Open or CardActions.Next, _) when CardPage.Parse(card.GoTo, assessment.Questionnaire) is { } target => View(target),
            (CardActions.Open or CardActions.Back, _) => View(new CardPage.Review()),
            _ => BadCard(),
        };

        private Step Return() => page switch
        {
            CardPage.Return => Sent(() => Decide(
                new Command.DraftComments(ReviewInputs.Questions(card.Inputs), []), after => Page(after, new CardPage.Comments(1), Typed.None))),
            CardPage.Comments comments => Sent(() => Return(comments)),
            _ => Form(assessment.Review.Drafted.IsEmpty ? new CardPage.Return() : new CardPage.Comments(1)),
        };

        private Step Return(CardPage.Comments comments)
        {
            var typed = ReviewInputs.Comments(comments, assessment, card.Inputs);
            var all = ReviewInputs.AllComments(assessment, typed);
            if (all.FirstOrDefault(c => string.IsNullOrWhiteSpace(c.Text)) is { Question.Value: not null } missing
                && new CardPage.Comments(ReturnCards.PageOf(assessment, missing.Question)) is var elsewhere && elsewhere != comments)
            {
                // What is missing stands on another card: keep what was typed here and go there.
                var fault = new Refusal.FaultyComments([new FaultyComment(missing.Question, CommentFault.Empty)]);
                return Decide(new Command.DraftComments(null, typed), after => Page(
                    after, elsewhere, Typed.Of(RawInputs.None, ReviewMessages.Of(fault, after), visitor.Language)));
            }

            return Decide(new Command.Return(all));
        }

        private Step Keep(CardPage.Comments comments) => Decide(
            new Command.DraftComments(null, ReviewInputs.Comments(comments, assessment, card.Inputs)),
            after => card.Action switch
            {
                CardActions.Next => Page(after, new CardPage.Comments(comments.Number + 1), Typed.None),
                CardActions.Back when comments.Number > 1 => Page(after, new CardPage.Comments(comments.Number - 1), Typed.None),
                CardActions.Back => Page(after, new CardPage.Return(), Typed.None),
                _ => screens.Current(visitor, after),
            });

        private Step.Show More(CardPage.Decide decide)
        {
            var more = new CardPage.Decide(Math.Min(decide.Conditions + DecisionCards.ConditionsAtFirst, ReviewLimits.Conditions));
            return Form(more, Typed.Of(card.Inputs, [], visitor.Language));
        }

        private Step HandOver() => PersonId.Parse(card.Inputs[InputIds.HandOverTo]) is { } id
            ? Decide(new Command.HandOver(ActorOf(id)))
            : Again([new InputMessage(InputIds.HandOverTo, ReviewText.HandOverToError)]);

        private Step Lift() => card.Inputs[InputIds.LiftQuestion] is { } question
            ? Decide(new Command.Lift(new QuestionId(question), card.Inputs[InputIds.LiftReasons] ?? ""))
            : Again([new InputMessage(InputIds.LiftQuestion, ReviewText.LiftQuestionError)]);

        private Step Verdict(CardPage.Decide decide)
        {
            var messages = ImmutableArray.CreateBuilder<InputMessage>();
            var verdict = ReviewInputs.Verdict(card.Inputs, messages);
            var conditions = ReviewInputs.Conditions(decide, card.Inputs, messages);
            if (card.Action != CardActions.ClearWithConditions && conditions.Any(c => !c.IsEmpty))
            {
                // Typed conditions must not get lost unseen.
                messages.Add(new InputMessage(InputIds.Verdict, ReviewText.ConditionsTyped));
            }

            return messages.Count > 0
                ? Again(messages.ToImmutable())
                : Decide(card.Action switch
                {
                    CardActions.Clear => new Command.Clear(verdict),
                    CardActions.ClearWithConditions => new Command.ClearWithConditions(verdict, conditions),
                    _ => new Command.NotClear(verdict),
                });
        }

        /// <summary>A form that was filled in: by who may not, or with inputs that it does not have, it is not read at all.</summary>
        private Step Sent(Func<Step> read) =>
            Unallowed() is { } refusal ? Refuse(refusal)
            : ReviewInputs.Knows(page!, assessment, card.Inputs) ? read()
            : BadCard();

        private Step.Show Form(CardPage form, Typed? typed = null) =>
            Unallowed() is { } refusal ? Refuse(refusal) : new Step.Show(Page(assessment, form, typed ?? Typed.None));

        // Every form of the review is the reviewer's alone.
        private Refusal? Unallowed() => Decider.RefusalOf(new Command.Release(), assessment, visitor.Actor);

        private Step.Show View(CardPage target) => target switch
        {
            CardPage.Review => new Step.Show(screens.Current(visitor, assessment)),
            CardPage.Flags or CardPage.Changes or CardPage.Part or CardPage.WholeQuestion => assessment.MayRead(visitor.Actor)
                ? new Step.Show(Page(assessment, target, Typed.None))
                : Refuse(new Refusal.NotAllowed()),
            _ => BadCard(),
        };

        private Step Decide(Command command, Func<Assessment, AdaptiveCard>? then = null) =>
            Decider.Decide(command, assessment, request) switch
            {
                Decision.Accepted accepted => new Step.Commit(accepted, then ?? (after => screens.Current(visitor, after))),
                Decision.Refused { Refusal: var refusal } => Refuse(refusal),
                _ => throw new InvalidOperationException("A decision accepts or refuses."),
            };

        private Step.Show Refuse(Refusal refusal)
        {
            var messages = ReviewMessages.Of(refusal, assessment);
            return messages.IsEmpty || page is null
                ? new Step.Show(screens.Refused(visitor, assessment, card, refusal), refusal)
                : Again(messages, refusal);
        }

        private Step.Show Again(ImmutableArray<InputMessage> messages, Refusal? refusal = null) =>
            new Step.Show(Page(assessment, page!, Typed.Of(card.Inputs, messages, visitor.Language)), refusal);

        private AdaptiveCard Page(Assessment shown, CardPage target, Typed typed) =>
            screens.Page(visitor, shown, target, typed);

        // With the name and the roles of the configuration; whoever is not in it has none and is refused.
        private Actor ActorOf(PersonId id) => roster.ActorOf(
            roster.FocalPoints.Concat(roster.Backups).FirstOrDefault(p => p.Id == id) ?? new Person(id, id.Value));

        private Step.Show BadCard() => new Step.Show(MessageCard.Of(visitor.Cards, Message.BadCard));
    }
}
