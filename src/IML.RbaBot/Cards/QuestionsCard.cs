using System.Collections.Frozen;
using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Answers;
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
        var asked = walk.AskedOn(page);
        var frame = context.Frame(assessment.Questionnaire);
        var card = Of(context, frame, assessment, walk, page, asked, typed, FrozenSet<string>.Empty);
        var written = 0;
        foreach (var question in asked)
        {
            written += LengthOf(frame, assessment, question, typed, WordsOf(assessment, question, typed));
        }

        return written < SurelyFits || card.ToUtf8Json().Length <= MostBytes
            ? card
            : Shortened(context, frame, assessment, walk, page, asked, typed, focus);
    }

    /// <summary>
    /// The page with long comments in a script of many bytes: the longest are left out, stay in the store, and are offered by a button
    /// each.
    /// </summary>
    private static AdaptiveCard Shortened(
        CardContext context,
        QuestionnaireFrame frame,
        Assessment assessment,
        Walk walk,
        Page page,
        ImmutableArray<Question> asked,
        Typed typed,
        QuestionId? focus)
    {
        AdaptiveCard? card = null;
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        var longest = asked
            .Select(q => (q.Id, Length: LengthOf(frame, assessment, q, typed, q.Kind is QuestionKind.Text ? QuestionParts.LongestWords : 0)))
            .Where(t => t.Length > 0)
            .OrderBy(t => t.Id == focus)
            .ThenByDescending(t => t.Length);
        foreach (var (id, _) in longest)
        {
            leftOut.Add(id.Value);
            card = Of(context, frame, assessment, walk, page, asked, typed, leftOut.ToFrozenSet(StringComparer.Ordinal));
            if (card.ToUtf8Json().Length <= MostBytes)
            {
                break;
            }
        }

        return card!;
    }

    private static AdaptiveCard Of(
        CardContext context,
        QuestionnaireFrame frame,
        Assessment assessment,
        Walk walk,
        Page page,
        ImmutableArray<Question> asked,
        Typed typed,
        FrozenSet<string> leftOut)
    {
        var place = new Place.Questions(page.Id);
        var words = frame[page.Id];
        var body = ImmutableArray.CreateBuilder<CardElement>(asked.Length + 3);
        body.Add(Parts.ReferenceLine(context, assessment));
        body.Add(words.Heading);
        body.Add(Parts.Small(context.Say(
            CardText.ProgressPart,
            ("part", page.Part.Value),
            ("name", words.Part),
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
            FallbackText = $"{assessment.Reference}: {words.Title}",
            Body = body.DrainToImmutable(),
            Actions = Actions(context, frame, data, asked, leftOut),
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
        var words = frame[page.Id];
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(words.Heading);
        Parts.AddHeadline(body, typed);
        foreach (var question in asked)
        {
            body.Add(QuestionParts.Of(context, frame, question, answer: null, typed, isLeftOut: false));
        }

        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = words.Title,
            Body = body.ToImmutable(),
            Actions = Actions(context, frame, data, asked, FrozenSet<string>.Empty),
        };
    }

    private static ImmutableArray<CardAction> Actions(
        CardContext context, QuestionnaireFrame frame, ActionData data, ImmutableArray<Question> asked, FrozenSet<string> leftOut)
    {
        var actions = ImmutableArray.CreateBuilder<CardAction>(frame.PageButtons.Length);
        foreach (var button in frame.PageButtons)
        {
            actions.Add(button.With(data));
        }

        if (leftOut.Count > 0)
        {
            var hidden = asked.First(q => leftOut.Contains(q.Id.Value)).Id.Value;
            actions.Add(Buttons.Of(
                CardActions.Open, context.Say(CardText.ButtonShowComment, ("question", hidden)), data.With(InputIds.GoTo, hidden)));
        }

        return actions.DrainToImmutable();
    }

    private static int LengthOf(QuestionnaireFrame frames, Assessment assessment, Question question, Typed typed, int words)
    {
        var frame = frames[question];
        var answer = assessment.Sheet[question.Position];
        return (typed.Value(frame.CommentId, answer?.Comment, question.Id.Value)?.Length ?? 0)
            + (typed.Value(frame.EvidenceId, answer?.Evidence, question.Id.Value)?.Length ?? 0)
            + words
            + QuestionTalk.Length(assessment, question.Id, typed);
    }

    /// <summary>How long the answer in words is at most, with its extra risks; where nothing was typed anew, how long it is.</summary>
    private static int WordsOf(Assessment assessment, Question question, Typed typed)
    {
        if (question.Kind is not QuestionKind.Text)
        {
            return 0;
        }

        if (!typed.ShowsStored)
        {
            return QuestionParts.LongestWords;
        }

        return assessment.Sheet[question.Position]?.Value is AnswerValue.Words words
            ? words.Text.Length + words.ExtraRisks.Sum(risk => risk.Description.Length) + words.Begun.Sum(risk => risk.Description?.Length ?? 0)
            : 0;
    }
}
