using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Cards.Reviewing;

/// <summary>
/// Gives an assessment back in two steps: which questions, then a comment on each, a few on a card. What is written is kept between the
/// steps and until the assessment is returned, so that nothing is lost on the way.
/// </summary>
internal static class ReturnCards
{
    /// <summary>Comments on one card: more would not fit when each is as long as it may be.</summary>
    public const int CommentsPerCard = 5;

    /// <summary>The questions of a page of comments.</summary>
    public static ImmutableArray<GivenComment> On(Assessment assessment, int number) =>
        [.. assessment.Review.Drafted.Skip((number - 1) * CommentsPerCard).Take(CommentsPerCard)];

    public static int Pages(Assessment assessment) => (assessment.Review.Drafted.Length + CommentsPerCard - 1) / CommentsPerCard;

    /// <summary>The page of comments on which a question stands.</summary>
    public static int PageOf(Assessment assessment, QuestionId question)
    {
        var at = assessment.Review.Drafted.Select(d => d.Question).ToImmutableArray().IndexOf(question);
        return (Math.Max(at, 0) / CommentsPerCard) + 1;
    }

    /// <summary>Which questions are to be answered again.</summary>
    public static AdaptiveCard Choose(CardContext context, Assessment assessment, Typed typed)
    {
        var language = context.Language;
        var frames = context.Frame(assessment.Questionnaire);
        var flags = assessment.State.FrozenResult?.Flags ?? [];
        var choices = Route.Of(assessment.Sheet).Asked
            .Where(q => q.Kind is not QuestionKind.Declaration)
            .Select(q => new InputChoice(
                language.Say(
                    flags.Any(f => f.Question == q.Id) ? ReviewText.ReturnChoiceFlagged : ReviewText.ReturnChoice,
                    ("question", q.Id.Value),
                    ("short", frames.Short(q.Id)),
                    ("answer", Parts.Cut(Wording.Answer(context, frames, q, assessment.Sheet[q.Position]), 60))),
                q.Id.Value));
        var body = AssessmentCard.Begin(context, assessment, ReviewText.ReturnHeading, typed);
        body.Add(Parts.Text(language[ReviewText.ReturnWhat]));
        Parts.AddFault(body, context, typed, InputIds.ReturnQuestions);
        body.Add(new InputChoiceSet(InputIds.ReturnQuestions, [.. choices])
        {
            IsMultiSelect = true,
            Style = ChoiceInputStyle.Expanded,
            Label = language[ReviewText.ReturnQuestions],
            ErrorMessage = language[ReviewText.ReturnQuestionsError],
            Value = typed.Value(InputIds.ReturnQuestions, assessment.Review.Drafted.IsEmpty ? null : string.Join(',', assessment.Review.Drafted.Select(d => d.Question.Value))),
        });
        var data = Buttons.Data(assessment, new CardPage.Return().Value);
        return AssessmentCard.Of(
            context,
            assessment,
            ReviewText.ReturnHeading,
            body,
            Buttons.Of(context, CardActions.Return, ReviewText.ButtonWriteComments, data, ActionStyle.Positive),
            Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, ReviewText.ButtonToReview, data)));
    }

    /// <summary>A comment on each of up to five chosen questions.</summary>
    public static AdaptiveCard Write(CardContext context, Assessment assessment, int number, Typed typed)
    {
        var pages = Pages(assessment);
        return FittedCard.Of(longest =>
        {
            var parts = new AnswerParts(context, assessment, assessment.Sheet, Math.Min(longest, 500));
            var body = AssessmentCard.Begin(context, assessment, ReviewText.CommentsHeading, typed);
            if (pages > 1)
            {
                body.Add(Parts.Small(context.Say(
                    CardText.Progress, ("card", context.Language.Number(number)), ("cards", context.Language.Number(pages)))));
            }

            body.Add(Parts.Text(context.Language[ReviewText.CommentsWhat]));
            foreach (var (question, text) in On(assessment, number))
            {
                parts.Title(question);
                parts.Answer(assessment.Questionnaire[question]);
                body.AddRange(parts.Take());
                AddInput(body, context, question, text, typed, longest);
            }

            var data = Buttons.Data(assessment, new CardPage.Comments(number).Value);
            return AssessmentCard.Of(
                context,
                assessment,
                ReviewText.CommentsHeading,
                body,
                number < pages
                    ? Buttons.Of(context, CardActions.Next, ReviewText.ButtonMoreComments, data, ActionStyle.Positive)
                    : Buttons.Of(context, CardActions.Return, ReviewText.ButtonReturnNow, data, ActionStyle.Positive),
                Buttons.Of(context, CardActions.Back, number == 1 ? ReviewText.ButtonOtherQuestions : ReviewText.ButtonEarlierComments, data),
                Buttons.Of(context, CardActions.SaveExit, ReviewText.ButtonKeepComments, data));
        });
    }

    private static void AddInput(
        ImmutableArray<CardElement>.Builder body, CardContext context, QuestionId question, string stored, Typed typed, int longest)
    {
        var id = InputIds.Review(question);
        Parts.AddFault(body, context, typed, id);
        body.Add(new InputText(id)
        {
            IsMultiline = true,
            Label = context.Say(ReviewText.CommentInput, ("question", question.Value)),
            Placeholder = context.Language[ReviewText.CommentPlaceholder],
            ErrorMessage = context.Say(ReviewText.CommentError, ("max", context.Language.Number(ReviewLimits.Comment))),
            MaxLength = ReviewLimits.Comment,
            Value = Parts.Shown(typed.Value(id, stored.Length == 0 ? null : stored), Math.Min(longest, ReviewLimits.Comment)),
        });
    }
}
