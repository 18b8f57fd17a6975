using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Cards;

/// <summary>
/// A card built again from its own press, while the store is away and this process does not remember the assessment: what was typed
/// stays on it, marked as not saved. The press is untrusted, so this is shown to whoever pressed and never stored: all that it holds is
/// what they sent, and the words of the questionnaire.
/// </summary>
internal static class UnsavedCard
{
    /// <summary>
    /// Null where the press does not hold what the card is made of: a card that left long comments out, flags (whose answers it would
    /// have to show), the summary (whose result it would have to show), or no input at all.
    /// </summary>
    public static AdaptiveCard? Of(CardContext context, ProjectLists lists, Questionnaire questionnaire, CardData card, Typed typed)
    {
        if (card is not { Assessment: { } id, Revision: { } revision, Inputs: { IsEmpty: false, Kept.Count: 0 } })
        {
            return null;
        }

        var rebuilt = Place.Parse(card.Page, questionnaire) switch
        {
            // A screening that has not begun.
            Place.Project when revision == 0 => card.Action == CardActions.Next ? ProjectCard.ForNew(context, lists, id, typed) : null,
            Place.Project when ProjectInputs.Knows(card.Inputs) => ProjectCard.Unsaved(context, lists, id, revision, card.Inputs, typed),
            Place.Questions questions => PageOf(
                context, questionnaire, questionnaire.FindPage(questions.Page.Value)!, card.Inputs, Buttons.Data(id, revision, card.Page), typed),
            _ => null,
        };
        return rebuilt?.ToUtf8Json().Length <= QuestionsCard.MostBytes ? rebuilt : null;
    }

    private static AdaptiveCard? PageOf(
        CardContext context, Questionnaire questionnaire, Page page, RawInputs inputs, ActionData data, Typed typed)
    {
        // What is asked always, and of the rest what the card showed: an input of another question would be refused at the next press.
        var asked = page.Questions
            .Select(q => questionnaire[q])
            .Where(q => q.Kind is not QuestionKind.Declaration && (q.AskedWhen is Condition.Always || Names(inputs, q)))
            .ToImmutableArray();
        return asked.IsEmpty ? null : QuestionsCard.Unsaved(context, questionnaire, page, asked, data, typed);
    }

    private static bool Names(RawInputs inputs, Question question) => inputs.Ids.Any(input =>
        input == question.Id.Value || input.StartsWith(question.Id.Value + ".", StringComparison.Ordinal));
}
