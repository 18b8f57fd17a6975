using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>The inputs for risks that no question names.</summary>
internal static class ExtraRiskParts
{
    public static void AddTo(
        ImmutableArray<CardElement>.Builder items,
        CardContext context,
        QuestionnaireFrame frames,
        Question question,
        Answer? answer,
        Typed typed)
    {
        var slots = ExtraRiskSlots.Of(answer?.Value);
        var boxId = question.Id.Value + "-risks";
        var box = ImmutableArray.CreateBuilder<CardElement>();
        var isOpen = false;
        for (var number = 1; number <= InputIds.ExtraRisksShown; number++)
        {
            var risk = number <= slots.Shown.Length ? slots.Shown[number - 1] : null;
            isOpen |= AddRisk(box, context, frames, question, number, risk, typed);
        }

        if (!slots.Hidden.IsEmpty)
        {
            box.Add(Parts.Small(context.Say(CardText.ExtraRisksNote, ("count", context.Language.Number(slots.Hidden.Length)))));
        }

        items.Add(Parts.Toggle(context.Language[CardText.ExtraRisksToggle], boxId));
        items.Add(new Container(box.ToImmutable()) { Id = boxId, IsVisible = isOpen, Spacing = Spacing.Small });
    }

    /// <summary>Whether there is something to see in the inputs of this risk.</summary>
    private static bool AddRisk(
        ImmutableArray<CardElement>.Builder box,
        CardContext context,
        QuestionnaireFrame frames,
        Question question,
        int number,
        BegunRisk? stored,
        Typed typed)
    {
        var n = ("n", context.Language.Number(number));
        var description = InputIds.ExtraRisk(question.Id, number, "description");
        var impact = InputIds.ExtraRisk(question.Id, number, "impact");
        var likelihood = InputIds.ExtraRisk(question.Id, number, "likelihood");
        var longest = frames.Text.Questionnaire.Rules.Limits.ExtraRisk;
        var error = context.Language[CardText.ExtraRiskError];
        var words = typed.Value(description, stored?.Description);
        var isUndescribed = string.IsNullOrEmpty(words) && (LevelOf(impact, stored?.Impact) ?? LevelOf(likelihood, stored?.Likelihood)) is not null;

        // What was left half entered is said to be so when it is met again.
        var isHalf = typed.ShowsStored && stored is not (null or { Description: not null, Impact: not null, Likelihood: not null });
        if ((typed.Message(description) ?? (!isHalf ? null : isUndescribed ? context.Language[CardText.ExtraRiskUndescribed] : error)) is { } message)
        {
            box.Add(Parts.Fault(context, message));
        }

        box.Add(new InputText(description)
        {
            IsMultiline = true,
            Label = context.Say(CardText.ExtraRiskDescription, n),
            Placeholder = context.Language[CardText.CommentPlaceholder],
            ErrorMessage = error,
            MaxLength = longest,
            Value = Parts.Shown(words, longest),
        });
        box.Add(Level(impact, CardText.ExtraRiskImpact, frames.Impacts, stored?.Impact));
        box.Add(Level(likelihood, CardText.ExtraRiskLikelihood, frames.Likelihoods, stored?.Likelihood));
        return stored is not null || typed.Message(description) is not null
            || typed.Value(description, null) is not null || typed.Value(impact, null) is not null || typed.Value(likelihood, null) is not null;

        // A choice without a description can be taken back; with one, the whole risk goes when its description is emptied.
        InputChoiceSet Level(string id, TextKey label, ImmutableArray<InputChoice> choices, int? value) =>
            new(id, isUndescribed ? [new InputChoice(context.Language[CardText.ExtraRiskNotRated], InputIds.NotRated), .. choices] : choices)
            {
                Label = context.Say(label, n),
                Placeholder = context.Language[CardText.FlagLikelihoodPlaceholder],
                ErrorMessage = error,
                Value = LevelOf(id, value),
            };

        string? LevelOf(string id, int? value) =>
            typed.Value(id, value?.ToString(CultureInfo.InvariantCulture)) is var shown && shown == InputIds.NotRated ? null : shown;
    }
}
