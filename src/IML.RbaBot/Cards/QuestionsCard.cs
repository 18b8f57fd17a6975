using System.Collections.Frozen;
using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>A page of questions.</summary>
internal static class QuestionsCard
{
    /// <summary>What a card may weigh, in bytes of UTF-8 JSON.</summary>
    public const int MostBytes = 28_000;

    // With less typed than this a page cannot come near the limit (a character takes six bytes at most), so it is not measured.
    private const int SurelyFits = 2_000;

    /// <param name="context">Who reads.</param>
    /// <param name="assessment">A draft.</param>
    /// <param name="walk">Its route.</param>
    /// <param name="page">A page with an asked question.</param>
    /// <param name="typed">What was typed before, when the card comes back.</param>
    /// <param name="focus">The question that somebody jumped to: its comment is shown whole before others.</param>
    public static AdaptiveCard Of(
        CardContext context, Assessment assessment, Walk walk, Page page, Typed typed, QuestionId? focus = null)
    {
        var asked = walk.AskedOn(page).ToImmutableArray();
        var card = Of(context, assessment, walk, page, asked, typed, FrozenSet<string>.Empty);
        var texts = asked.Select(q => (q.Id, Length: TypedLength(assessment, q, typed))).ToImmutableArray();
        if (texts.Sum(t => t.Length) < SurelyFits || card.ToUtf8Json().Length <= MostBytes)
        {
            return card;
        }

        // Long comments in a script of many bytes: leave the longest out, keep them in the store, and offer each by a button.
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, _) in texts.Where(t => t.Length > 0).OrderBy(t => t.Id == focus).ThenByDescending(t => t.Length))
        {
            leftOut.Add(id.Value);
            card = Of(context, assessment, walk, page, asked, typed, leftOut.ToFrozenSet(StringComparer.Ordinal));
            if (card.ToUtf8Json().Length <= MostBytes)
            {
                break;
            }
        }

        return card;
    }

    private static AdaptiveCard Of(
        CardContext context,
        Assessment assessment,
        Walk walk,
        Page page,
        ImmutableArray<Question> asked,
        Typed typed,
        FrozenSet<string> leftOut)
    {
        var frame = context.Frame(assessment.Questionnaire);
        var place = new Place.Questions(page.Id);
        var title = frame.Text.Page(page);
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.ReferenceLine(context, assessment));
        body.Add(Parts.Heading(title));
        body.Add(Parts.Small(context.Say(
            CardText.ProgressPart,
            ("part", page.Part.Value),
            ("name", frame.Text.Part(page.Part)),
            ("card", context.Language.Number(walk.Steps.IndexOf(place) + 1)),
            ("cards", context.Language.Number(walk.Steps.Length)))));
        Parts.AddHeadline(body, typed);
        Confirmations.AddTo(body, context, assessment, walk, place);
        QuestionTalk.AddBanner(body, context, assessment);
        foreach (var question in asked)
        {
            var isLeftOut = leftOut.Contains(question.Id.Value);
            QuestionTalk.AddBefore(body, context, assessment, question, isLeftOut);
            body.Add(QuestionParts.Of(context, frame, question, assessment.Sheet[question.Position], typed, isLeftOut));
            QuestionTalk.AddReply(body, context, assessment, question, typed, isLeftOut);
        }

        var data = Buttons.Data(assessment, place.Value);
        if (leftOut.Count > 0)
        {
            data = data.With(CardMember.Kept, string.Join(',', leftOut));
        }

        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = $"{assessment.Reference}: {title}",
            Body = body.ToImmutable(),
            Actions = Actions(context, data, asked, leftOut),
        };
    }

    /// <summary>The page without what only the store knows: title, progress and stored answers.</summary>
    /// <param name="context">Who reads.</param>
    /// <param name="questionnaire">Its version.</param>
    /// <param name="page">The page.</param>
    /// <param name="asked">Its questions that are shown.</param>
    /// <param name="data">The data of its buttons.</param>
    /// <param name="typed">What was typed.</param>
    public static AdaptiveCard Unsaved(
        CardContext context, Questionnaire questionnaire, Page page, ImmutableArray<Question> asked, ActionData data, Typed typed)
    {
        var frame = context.Frame(questionnaire);
        var title = frame.Text.Page(page);
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(title));
        Parts.AddHeadline(body, typed);
        foreach (var question in asked)
        {
            body.Add(QuestionParts.Of(context, frame, question, answer: null, typed, isLeftOut: false));
        }

        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = title,
            Body = body.ToImmutable(),
            Actions = Actions(context, data, asked, FrozenSet<string>.Empty),
        };
    }

    private static ImmutableArray<CardAction> Actions(
        CardContext context, ActionData data, ImmutableArray<Question> asked, FrozenSet<string> leftOut)
    {
        var actions = ImmutableArray.CreateBuilder<CardAction>();
        actions.Add(Buttons.Of(context, CardActions.Next, CardText.ButtonNext, data, ActionStyle.Positive));
        actions.Add(Buttons.Of(context, CardActions.Back, CardText.ButtonBack, data));
        actions.Add(Buttons.Of(context, CardActions.Overview, CardText.ButtonOverview, data));
        actions.Add(Buttons.Of(context, CardActions.SaveExit, CardText.ButtonSaveExit, data));
        actions.Add(Buttons.Of(context, CardActions.Ask, RequestText.ButtonAsk, data));
        if (asked.FirstOrDefault(q => leftOut.Contains(q.Id.Value)) is { } hidden)
        {
            actions.Add(Buttons.Of(
                CardActions.Open,
                context.Say(CardText.ButtonShowComment, ("question", hidden.Id.Value)),
                data.With(InputIds.GoTo, hidden.Id.Value)));
        }

        return actions.ToImmutable();
    }

    private static int TypedLength(Assessment assessment, Question question, Typed typed)
    {
        var answer = assessment.Sheet[question.Position];
        return (typed.Value(InputIds.Comment(question.Id), answer?.Comment, question.Id.Value)?.Length ?? 0)
            + (typed.Value(InputIds.Evidence(question.Id), answer?.Evidence, question.Id.Value)?.Length ?? 0)
            + (question.Kind is QuestionKind.Text ? QuestionParts.LongestWords : 0)
            + QuestionTalk.Length(assessment, question.Id, typed);
    }
}
