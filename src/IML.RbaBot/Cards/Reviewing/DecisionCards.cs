using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Reviewing;

/// <summary>The decision of the review, and what may have to come before it: lifting a flag, handing over.</summary>
internal static class DecisionCards
{
    /// <summary>Conditions that a card shows at first, and how many more each time.</summary>
    public const int ConditionsAtFirst = 3;

    /// <summary>Clear, clear with conditions, or not clear.</summary>
    /// <param name="context">Who reads.</param>
    /// <param name="assessment">Under the reader's review.</param>
    /// <param name="conditions">How many conditions can be typed.</param>
    /// <param name="typed">What was typed before.</param>
    public static AdaptiveCard Decide(CardContext context, Assessment assessment, int conditions, Typed typed) => FittedCard.OfForm((_, longest) =>
    {
        var language = context.Language;
        var frames = context.Frame(assessment.Questionnaire);
        var computed = assessment.State.FrozenResult!;
        var body = AssessmentCard.Begin(context, assessment, ReviewText.DecideHeading, typed);
        Parts.AddFault(body, context, typed, InputIds.Verdict);
        body.Add(Parts.Text(MarkdownText.Escape(context.Say(
            ReviewText.DecideComputed, ("computed", ResultParts.RatingLine(context, frames, computed.Rating, computed.Provisional))))));
        if (!assessment.OpenFlags.IsEmpty)
        {
            body.Add(Parts.Text(language[ReviewText.DecideOpenFlags]));
            ResultParts.AddLines(body, context, assessment.OpenFlags.Select(f => Wording.Flag(context, frames, f)));
        }

        Parts.AddFault(body, context, typed, InputIds.FinalRating);
        body.Add(new InputChoiceSet(
            InputIds.FinalRating,
            [.. Enum.GetValues<Rating>().Select(r => new InputChoice(ResultParts.RatingLine(context, frames, r, false), r.ToString()))])
        {
            Label = language[ReviewText.FinalRating],
            ErrorMessage = language[ReviewText.FinalRatingError],
            Value = typed.Choice(InputIds.FinalRating, computed.Rating.ToString()),
        });
        Text(body, context, typed, InputIds.VerdictReasons, ReviewText.VerdictReasons, ReviewText.VerdictReasonsError, ReviewLimits.Reasons, longest);
        Text(body, context, typed, InputIds.VerdictNotes, ReviewText.VerdictNotes, ReviewText.VerdictNotesError, ReviewLimits.Notes, longest);
        body.Add(Parts.Subheading(language[ReviewText.ConditionsTitle]));
        body.Add(Parts.Small(language[ReviewText.ConditionsWhat]));
        for (var number = 1; number <= conditions; number++)
        {
            Condition(body, context, typed, number, longest);
        }

        return AssessmentCard.Of(context, assessment, ReviewText.DecideHeading, body, Actions(context, assessment, conditions));
    });

    /// <summary>Lifts a red flag or a referral, in writing.</summary>
    public static AdaptiveCard Lift(CardContext context, Assessment assessment, Typed typed) => FittedCard.OfForm((shown, longest) =>
    {
        var frames = context.Frame(assessment.Questionnaire);
        var parts = new AnswerParts(context, assessment, assessment.Sheet, Math.Min(shown, 300));
        var body = AssessmentCard.Begin(context, assessment, ReviewText.LiftHeading, typed);
        var data = Buttons.Data(assessment, new CardPage.Lift().Value);
        var back = Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, ReviewText.ButtonToReview, data));
        if (assessment.OpenFlags.IsEmpty)
        {
            body.Add(Parts.Text(context.Language[ReviewText.LiftNothing]));
            return AssessmentCard.Of(context, assessment, ReviewText.LiftHeading, body, [back]);
        }

        body.Add(Parts.Text(context.Language[ReviewText.LiftWhat]));
        foreach (var flag in assessment.OpenFlags.Take(ReviewCard.FlagsPerCard))
        {
            ReviewParts.AddFlag(parts, assessment, flag);
        }

        body.AddRange(parts.Take());
        Parts.AddFault(body, context, typed, InputIds.LiftQuestion);
        body.Add(new InputChoiceSet(
            InputIds.LiftQuestion,
            [.. assessment.OpenFlags.Select(f => new InputChoice(Wording.Flag(context, frames, f), f.Question.Value))])
        {
            Label = context.Language[ReviewText.LiftQuestion],
            ErrorMessage = context.Language[ReviewText.LiftQuestionError],
            Value = typed.Choice(InputIds.LiftQuestion, assessment.OpenFlags[0].Question.Value),
        });
        Text(body, context, typed, InputIds.LiftReasons, ReviewText.LiftReasons, ReviewText.LiftReasonsError, ReviewLimits.Reasons, longest);
        return AssessmentCard.Of(
            context,
            assessment,
            ReviewText.LiftHeading,
            body,
            [Buttons.Of(context, CardActions.Lift, ReviewText.ButtonLiftNow, data, ActionStyle.Positive), back]);
    });

    /// <summary>Chooses who takes the review over.</summary>
    /// <param name="context">Who reads.</param>
    /// <param name="assessment">Under the reader's review.</param>
    /// <param name="people">Those who may review it.</param>
    /// <param name="typed">What was chosen before.</param>
    public static AdaptiveCard HandOver(CardContext context, Assessment assessment, ImmutableArray<Person> people, Typed typed)
    {
        var body = AssessmentCard.Begin(context, assessment, ReviewText.HandOverHeading, typed);
        var data = Buttons.Data(assessment, new CardPage.HandOver().Value);
        var back = Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, ReviewText.ButtonToReview, data));
        if (people.IsEmpty)
        {
            body.Add(Parts.Text(context.Language[ReviewText.HandOverNobody]));
            return AssessmentCard.Of(context, assessment, ReviewText.HandOverHeading, body, [back]);
        }

        body.Add(Parts.Text(context.Language[ReviewText.HandOverWhat]));
        Parts.AddFault(body, context, typed, InputIds.HandOverTo);
        body.Add(new InputChoiceSet(InputIds.HandOverTo, [.. people.Select(p => new InputChoice(Parts.InChoice(p.Name), p.Id.Value))])
        {
            Label = context.Language[ReviewText.HandOverTo],
            ErrorMessage = context.Language[ReviewText.HandOverToError],
            Value = typed.Choice(
                InputIds.HandOverTo,
                people.FirstOrDefault(p => assessment.Review.HandOverAskedBy.Any(a => a.Id == p.Id))?.Id.Value),
        });
        return AssessmentCard.Of(
            context,
            assessment,
            ReviewText.HandOverHeading,
            body,
            [Buttons.Of(context, CardActions.HandOver, ReviewText.ButtonHandOverNow, data, ActionStyle.Positive), back]);
    }

    private static ImmutableArray<CardAction> Actions(CardContext context, Assessment assessment, int conditions)
    {
        var data = Buttons.Data(assessment, new CardPage.Decide(conditions).Value);
        return
        [
            Buttons.Of(context, CardActions.Clear, ReviewText.ButtonClear, data, ActionStyle.Positive),
            Buttons.Of(context, CardActions.ClearWithConditions, ReviewText.ButtonClearWithConditions, data),
            Buttons.Of(context, CardActions.NotClear, ReviewText.ButtonNotClear, data, ActionStyle.Destructive),
            .. conditions < ReviewLimits.Conditions
                ? [Buttons.Of(context, CardActions.Next, ReviewText.ButtonMoreConditions, data)]
                : ImmutableArray<CardAction>.Empty,
            Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, ReviewText.ButtonToReview, data)),
        ];
    }

    private static void Condition(ImmutableArray<CardElement>.Builder body, CardContext context, Typed typed, int number, int longest)
    {
        var n = context.Language.Number(number);
        var what = InputIds.Condition(number, "description");
        var who = InputIds.Condition(number, "owner");
        var due = InputIds.Condition(number, "due");
        var items = ImmutableArray.CreateBuilder<CardElement>();
        Parts.AddFault(items, context, typed, what);
        items.Add(Input(context, typed, what, context.Say(ReviewText.Condition, ("n", n)), ReviewText.ConditionError, ReviewLimits.Condition, longest) with
        {
            IsMultiline = true,
        });
        Parts.AddFault(items, context, typed, who);
        items.Add(Input(context, typed, who, context.Say(ReviewText.ConditionOwner, ("n", n)), ReviewText.ConditionOwnerError, ReviewLimits.ConditionOwner, longest));
        Parts.AddFault(items, context, typed, due);
        items.Add(ProjectForm.DateInput(
            due, context.Say(ReviewText.ConditionDue, ("n", n)), context.Language[ReviewText.ConditionDueError], null, typed));
        body.Add(new Container(items.ToImmutable()) { Separator = true, Spacing = Spacing.Medium });
    }

    private static void Text(
        ImmutableArray<CardElement>.Builder body, CardContext context, Typed typed, string id, ReviewText label, ReviewText error, int most, int longest)
    {
        Parts.AddFault(body, context, typed, id);
        body.Add(Input(context, typed, id, context.Language[label], error, most, longest) with { IsMultiline = true });
    }

    private static InputText Input(CardContext context, Typed typed, string id, string label, ReviewText error, int most, int longest) => new(id)
    {
        Label = label,
        ErrorMessage = context.Say(error, ("max", context.Language.Number(most))),
        MaxLength = most,
        Value = Parts.Shown(typed.Value(id, null), Math.Min(most, longest)),
    };
}
