using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>Two answers that seldom fit together: the person is asked to confirm, and never stopped.</summary>
internal static class Confirmations
{
    /// <summary>Adds a notice where the question to confirm stands, on the card after it, and on the summary.</summary>
    public static void AddTo(
        ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment, Walk walk, Place place)
    {
        foreach (var confirmation in assessment.Questionnaire.Confirmations)
        {
            var question = assessment.Questionnaire[confirmation.Confirm];
            if (!walk.Route.Holds(confirmation.When) || walk.Route.Holds(confirmation.Without)
                || walk.Route.AnswerTo(question)?.Value is null || !IsShownAt(place, question, walk)
                || LabelsOf(confirmation.When, chosenOnly: true) is not { } chosen || LabelsOf(confirmation.Without, chosenOnly: false) is not { } expected)
            {
                continue;
            }

            body.Add(new Container(
            [
                new TextBlock(context.Say(
                    CardText.ConfirmNotice, ("chosen", chosen), ("expected", expected), ("question", question.Id.Value))),
            ])
            {
                Style = ContainerStyle.Warning,
            });
        }

        // Of several options those that were chosen; of those that were not, all would do.
        string? LabelsOf(Condition condition, bool chosenOnly) => condition is Condition.Any any
            ? context.Language.List(any.Of
                .Where(o => !chosenOnly || assessment.Sheet[any.Position]!.Has(o))
                .Select(o => context.Frame(assessment.Questionnaire).Text.Option(assessment.Questionnaire[any.Question], o)))
            : null;
    }

    private static bool IsShownAt(Place place, Question question, Walk walk)
    {
        var own = walk.Steps.IndexOf(new Place.Questions(question.Page));
        var here = walk.Steps.IndexOf(place);
        return place is Place.Summary || here == own || here == own + 1;
    }
}
