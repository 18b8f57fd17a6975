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
    private const int MostOnCard = 5;

    // What the comments of a card may weigh together, in bytes of JSON: each weighs at most 9,000.
    private const int MostWeight = 15_000;

    /// <summary>The questions of a page of comments.</summary>
    public static ImmutableArray<GivenComment> On(Assessment assessment, int number) =>
        PagesOf(assessment) is var pages && number <= pages.Length ? pages[number - 1] : [];

    public static int Pages(Assessment assessment) => PagesOf(assessment).Length;

    /// <summary>The page of comments on which a question stands; the first when it stands on none.</summary>
    public static int PageOf(Assessment assessment, QuestionId question)
    {
        var pages = PagesOf(assessment);
        for (var i = 0; i < pages.Length; i++)
        {
            if (pages[i].Any(c => c.Question == question))
            {
                return i + 1;
            }
        }

        return 1;
    }

    // As many comments on a card as it can hold whole, and never more than one can look over.
    private static ImmutableArray<ImmutableArray<GivenComment>> PagesOf(Assessment assessment)
    {
        var pages = ImmutableArray.CreateBuilder<ImmutableArray<GivenComment>>();
        var page = ImmutableArray.CreateBuilder<GivenComment>();
        var weight = 0;
        foreach (var comment in assessment.Review.Drafted)
        {
            var own = comment.Text.Sum(c => char.IsAscii(c) ? 1 : char.IsSurrogate(c) ? 6 : 3);
            if (page.Count == MostOnCard || (page.Count > 0 && weight + own > MostWeight))
            {
                pages.Add(page.DrainToImmutable());
                weight = 0;
            }

            page.Add(comment);
            weight += own;
        }

        if (page.Count > 0)
        {
            pages.Add(page.DrainToImmutable());
        }

        return pages.ToImmutable();
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
                    ("answer", Parts.Cut(AnswerOf(context, frames, q, assessment), 60))),
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
        return FittedCard.OfForm((longest, written) =>
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
                AddInput(body, context, question, text, typed, written);
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

    // Only words are people's own; the names of options are ours.
    private static string AnswerOf(CardContext context, QuestionnaireFrame frames, Question question, Assessment assessment)
    {
        var answer = Wording.Answer(context, frames, question, assessment.Sheet[question.Position]);
        return question.Kind is QuestionKind.Text ? Parts.InChoice(answer) : answer;
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
            ErrorMessage = context.Say(ReviewText.CommentInputError, ("max", context.Language.Number(ReviewLimits.Comment))),
            MaxLength = ReviewLimits.Comment,
            Value = Parts.Shown(typed.Value(id, stored.Length == 0 ? null : stored), Math.Min(longest, ReviewLimits.Comment)),
        });
    }
}
