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
        var stored = (answer?.Value as AnswerValue.Words)?.ExtraRisks ?? [];
        var boxId = question.Id.Value + "-risks";
        var box = ImmutableArray.CreateBuilder<CardElement>();
        var isOpen = false;
        for (var number = 1; number <= InputIds.ExtraRisksShown; number++)
        {
            var risk = number <= stored.Length ? stored[number - 1] : null;
            isOpen |= AddRisk(box, context, frames, question, number, risk, typed);
        }

        if (stored.Length > InputIds.ExtraRisksShown)
        {
            box.Add(Parts.Small(context.Say(
                CardText.ExtraRisksNote, ("count", context.Language.Number(stored.Length - InputIds.ExtraRisksShown)))));
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
        ExtraRisk? stored,
        Typed typed)
    {
        var n = ("n", context.Language.Number(number));
        var description = InputIds.ExtraRisk(question.Id, number, "description");
        var impact = InputIds.ExtraRisk(question.Id, number, "impact");
        var likelihood = InputIds.ExtraRisk(question.Id, number, "likelihood");
        var longest = frames.Text.Questionnaire.Rules.Limits.ExtraRisk;
        var error = context.Language[CardText.ExtraRiskError];
        Parts.AddFault(box, context, typed, description);
        box.Add(new InputText(description)
        {
            IsMultiline = true,
            Label = context.Say(CardText.ExtraRiskDescription, n),
            Placeholder = context.Language[CardText.CommentPlaceholder],
            ErrorMessage = error,
            MaxLength = longest,
            Value = Parts.Shown(typed.Value(description, stored?.Description), longest),
        });
        box.Add(Level(impact, CardText.ExtraRiskImpact, frames.Impacts, stored?.Impact));
        box.Add(Level(likelihood, CardText.ExtraRiskLikelihood, frames.Likelihoods, stored?.Likelihood));
        return stored is not null || typed.Message(description) is not null
            || typed.Value(description, null) is not null || typed.Value(impact, null) is not null || typed.Value(likelihood, null) is not null;

        InputChoiceSet Level(string id, TextKey label, ImmutableArray<InputChoice> choices, int? value) => new(id, choices)
        {
            Label = context.Say(label, n),
            Placeholder = context.Language[CardText.FlagLikelihoodPlaceholder],
            ErrorMessage = error,
            Value = typed.Value(id, value?.ToString(CultureInfo.InvariantCulture)),
        };
    }
}
