using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>Risk rating and measure for up to two flagged answers.</summary>
internal static class FlagsCard
{
    /// <param name="context">Who reads.</param>
    /// <param name="assessment">A draft.</param>
    /// <param name="walk">Its route.</param>
    /// <param name="place">The first of the flags on the card.</param>
    /// <param name="typed">What was typed before, when the card comes back.</param>
    /// <param name="focus">The flag that somebody jumped to: it is shown before another.</param>
    public static AdaptiveCard Of(
        CardContext context, Assessment assessment, Walk walk, Place.Flags place, Typed typed, QuestionId? focus = null)
    {
        var flags = walk.FlagsOn(place);
        var card = Of(context, assessment, walk, place, flags, [], typed);
        if (flags.Length < 2 || card.ToUtf8Json().Length <= QuestionsCard.MostBytes)
        {
            return card;
        }

        // Long texts of many bytes: show one flag, keep the other in the store, and offer it by a button.
        var shown = flags.FirstOrDefault(f => f.Question == focus) is { Level: not FlagLevel.None } wanted ? wanted : flags[0];
        return Of(context, assessment, walk, place, [shown], flags.Remove(shown), typed);
    }

    private static AdaptiveCard Of(
        CardContext context,
        Assessment assessment,
        Walk walk,
        Place.Flags place,
        ImmutableArray<Flag> flags,
        ImmutableArray<Flag> leftOut,
        Typed typed)
    {
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.ReferenceLine(context, assessment));
        body.Add(Parts.Heading(context.Language[CardText.FlagsHeading]));
        body.Add(Parts.Small(context.Say(
            CardText.Progress,
            ("card", context.Language.Number(walk.Steps.IndexOf(place) + 1)),
            ("cards", context.Language.Number(walk.Steps.Length)))));
        Parts.AddHeadline(body, typed);
        Confirmations.AddTo(body, context, assessment, walk, place);
        body.Add(Parts.Text(context.Language[CardText.FlagsIntro]));
        foreach (var flag in flags)
        {
            body.Add(One(context, assessment, flag, typed));
        }

        var data = Buttons.Data(assessment, place.Value);
        var actions = ImmutableArray.CreateBuilder<CardAction>();
        foreach (var flag in leftOut)
        {
            var question = ("question", flag.Question.Value);
            body.Add(Parts.Small(context.Say(CardText.FlagLeftOut, question, ("short", context.Frame(assessment.Questionnaire).Short(flag.Question)))));
            data = data.With(Inputs.CardMember.Kept, flag.Question.Value);
            actions.Add(Buttons.Of(
                CardActions.Open,
                context.Say(CardText.ButtonShowFlag, question),
                data.With(InputIds.GoTo, new Place.Flags(flag.Question).Value)));
        }

        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = $"{assessment.Reference}: {context.Language[CardText.FlagsHeading]}",
            Body = body.ToImmutable(),
            Actions =
            [
                Buttons.Of(context, CardActions.Next, CardText.ButtonNext, data, ActionStyle.Positive),
                Buttons.Of(context, CardActions.Back, CardText.ButtonBack, data),
                Buttons.Of(context, CardActions.Overview, CardText.ButtonOverview, data),
                Buttons.Of(context, CardActions.SaveExit, CardText.ButtonSaveExit, data),
                .. actions,
            ],
        };
    }

    private static Container One(CardContext context, Assessment assessment, Flag flag, Typed typed)
    {
        var frames = context.Frame(assessment.Questionnaire);
        var question = assessment.Questionnaire[flag.Question];
        var response = assessment.Sheet.Response(flag.Question) ?? new FlagResponse();
        var limits = assessment.Questionnaire.Rules.Limits;
        var level = frames.Text.Flag(flag.Level);
        var items = ImmutableArray.CreateBuilder<CardElement>();
        items.Add(Parts.Subheading(context.Say(CardText.FlagTitle, ("question", flag.Question.Value), ("short", frames.Short(flag.Question)))));
        items.Add(new FactSet(
        [
            new Fact(context.Language[CardText.FlagAnswer], MarkdownText.Escape(Wording.Answer(context, frames, question, assessment.Sheet[question.Position]))),
            new Fact(
                context.Language[CardText.FlagLevel],
                MarkdownText.Escape(context.Say(CardText.FlagLevelWords, ("name", level.Name), ("meaning", level.Meaning)))),
        ]));
        AddRisk(items, context, frames, flag, response, assessment.Questionnaire.Rules, typed);

        var form = new FlagForm(items, context, typed);
        form.Text(InputIds.Measure(flag.Question), CardText.FlagMeasure, CardText.FlagMeasureError, response.Measure, limits.Measure, isMultiline: true);
        form.Text(InputIds.Owner(flag.Question), CardText.FlagOwner, CardText.FlagOwnerError, response.Owner, limits.Owner, CardText.FlagOwnerPlaceholder);
        var due = InputIds.Due(flag.Question);
        Parts.AddFault(items, context, typed, due);
        items.Add(ProjectForm.DateInput(due, context.Language[CardText.FlagDue], context.Language[CardText.FlagDueError], response.Due, typed));
        form.Text(
            InputIds.Budget(flag.Question), CardText.FlagBudget, CardText.FlagBudgetError, response.Budget, limits.Budget, CardText.FlagBudgetPlaceholder);
        return new Container(items.ToImmutable()) { Separator = true, Spacing = Spacing.Medium };
    }

    private static void AddRisk(
        ImmutableArray<CardElement>.Builder items,
        CardContext context,
        QuestionnaireFrame frames,
        Flag flag,
        FlagResponse response,
        RatingRules rules,
        Typed typed)
    {
        var suggested = rules.SuggestedImpact[(int)flag.Level];
        var impact = InputIds.Impact(flag.Question);
        var likelihood = InputIds.Likelihood(flag.Question);
        Parts.AddFault(items, context, typed, impact);
        items.Add(new InputChoiceSet(impact, frames.Impacts)
        {
            Label = context.Language[CardText.FlagImpact],
            ErrorMessage = context.Language[CardText.FlagImpactError],
            Value = typed.Choice(impact, (response.Impact ?? suggested).ToString(CultureInfo.InvariantCulture)),
        });
        items.Add(Parts.Small(context.Say(CardText.FlagImpactSuggested, ("impact", frames.Impacts[suggested - 1].Title))));
        AddReason(items, context, flag, response, rules, typed);

        Parts.AddFault(items, context, typed, likelihood);
        items.Add(new InputChoiceSet(likelihood, frames.Likelihoods)
        {
            Label = context.Language[CardText.FlagLikelihood],
            ErrorMessage = context.Language[CardText.FlagLikelihoodError],
            Placeholder = context.Language[CardText.FlagLikelihoodPlaceholder],
            Value = typed.Choice(likelihood, response.Likelihood?.ToString(CultureInfo.InvariantCulture)),
        });
    }

    private static void AddReason(
        ImmutableArray<CardElement>.Builder items, CardContext context, Flag flag, FlagResponse response, RatingRules rules, Typed typed)
    {
        var reason = InputIds.ImpactReason(flag.Question);
        var boxId = flag.Question.Value + "-reason";
        var value = typed.Value(reason, response.ImpactReason);
        var box = ImmutableArray.CreateBuilder<CardElement>();
        var form = new FlagForm(box, context, typed);
        form.Text(reason, CardText.FlagReason, CardText.FlagReasonError, response.ImpactReason, rules.Limits.RiskReason, isMultiline: true);
        items.Add(Parts.Toggle(context.Language[CardText.FlagReasonToggle], boxId));
        items.Add(new Container(box.ToImmutable())
        {
            Id = boxId,
            IsVisible = value is not null || typed.Message(reason) is not null,
            Spacing = Spacing.Small,
        });
    }

    private sealed class FlagForm(ImmutableArray<CardElement>.Builder items, CardContext context, Typed typed)
    {
        public void Text(
            string id, TextKey label, TextKey error, string? stored, int longest, TextKey? placeholder = null, bool isMultiline = false)
        {
            Parts.AddFault(items, context, typed, id);
            items.Add(new InputText(id)
            {
                IsMultiline = isMultiline,
                Label = context.Language[label],
                ErrorMessage = context.Language[error],
                Placeholder = context.Language[placeholder ?? CardText.CommentPlaceholder],
                MaxLength = longest,
                Value = Parts.Shown(typed.Value(id, stored), longest),
            });
        }
    }
}
