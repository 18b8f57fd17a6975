using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>A draft was left: what is saved and how to come back.</summary>
internal static class SavedCard
{
    public static AdaptiveCard Of(CardContext context, Assessment assessment, Walk walk)
    {
        var missing = walk.Missing.Count(m => assessment.Questionnaire[m.Question].Kind is not QuestionKind.Declaration)
            + (walk.ProjectIsComplete ? 0 : 1);
        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = $"{assessment.Reference}: {context.Language[CardText.SavedHeading]}",
            Body =
            [
                Parts.ReferenceLine(context, assessment),
                Parts.Heading(context.Language[CardText.SavedHeading]),
                Parts.Text(missing == 0
                    ? context.Language[CardText.SavedComplete]
                    : context.Say(CardText.SavedWhat, ("count", context.Language.Number(missing)))),
                Parts.Text(context.Say(CardText.SavedHow, ("reference", assessment.Reference.Value))),
            ],
            Actions =
            [
                Buttons.Continue(context, assessment, CardText.ButtonContinue, ActionStyle.Positive),
                Buttons.InWindow(context, assessment),
                Buttons.Start(context),
            ],
        };
    }
}

/// <summary>Asks for the reason before a withdrawal.</summary>
internal static class WithdrawCard
{
    /// <summary>The page of this card, which is no place in the screening.</summary>
    public const string Page = "withdraw";

    public const string ReasonInput = InputIds.WithdrawReason;

    /// <param name="context">Who reads.</param>
    /// <param name="assessment">What is withdrawn.</param>
    /// <param name="typed">What was typed before.</param>
    /// <param name="mayRead">Whether the reader may read it, and so see its title.</param>
    public static AdaptiveCard Of(CardContext context, Assessment assessment, Typed typed, bool mayRead = true) =>
        FittedCard.OfCorrection(longest => Of(context, assessment, typed, mayRead, longest));

    private static AdaptiveCard Of(CardContext context, Assessment assessment, Typed typed, bool mayRead, int longest)
    {
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(mayRead ? Parts.ReferenceLine(context, assessment) : Parts.Literal(assessment.Reference.Value, isSmall: true));
        body.Add(Parts.Heading(context.Language[CardText.WithdrawHeading]));
        Parts.AddHeadline(body, typed);
        body.Add(Parts.Text(context.Language[CardText.WithdrawWhat]));
        Parts.AddFault(body, context, typed, ReasonInput);
        body.Add(new InputText(ReasonInput)
        {
            IsMultiline = true,
            Label = context.Language[CardText.WithdrawReason],
            Placeholder = context.Language[CardText.CommentPlaceholder],
            ErrorMessage = context.Say(CardText.WithdrawReasonError, ("max", context.Language.Number(Decider.ReasonMaxLength))),
            MaxLength = Decider.ReasonMaxLength,
            Value = Parts.Shown(typed.Value(ReasonInput, null), longest),
        });
        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = $"{assessment.Reference}: {context.Language[CardText.WithdrawHeading]}",
            Body = body.ToImmutable(),
            Actions =
            [
                Buttons.Continue(context, assessment, CardText.ButtonKeep),
                Buttons.Of(
                    context, CardActions.Withdraw, CardText.ButtonWithdrawConfirm, Buttons.Data(assessment, Page), ActionStyle.Destructive),
            ],
        };
    }
}
