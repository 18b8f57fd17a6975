using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Reviewing;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>
/// What was said about a question, beside it on its page: the reviewer's comment with the place for the reply, what was asked of the
/// Unit, and that an answer comes from an earlier version. What was asked of the Unit is shown shortened: the list of questions to the
/// Unit has the whole.
/// </summary>
internal static class QuestionTalk
{
    /// <summary>How much is shown of what somebody said, in UTF-16 code units.</summary>
    private const int MostShown = ReviewLimits.Comment;

    // Where a question is left out because of its length, and of what was asked of the Unit: enough to know it again.
    private const int LeastShown = 200;

    /// <summary>On top of a card of a returned assessment: who returned it, and how many comments wait for a reply.</summary>
    public static void AddBanner(ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment)
    {
        if (assessment.State is not AssessmentState.Returned returned)
        {
            return;
        }

        var waiting = assessment.Review.Open.Count(c => c.Reply is null);
        body.Add(new Container(
        [
            Parts.Literal(waiting == 0
                ? context.Say(ReviewText.ReturnedAnswered, ("name", returned.Reviewer.Name))
                : context.Say(ReviewText.ReturnedBanner, ("name", returned.Reviewer.Name), ("count", context.Language.Number(waiting)))),
        ])
        {
            Style = ContainerStyle.Warning,
        });
    }

    /// <summary>What stands before the question: comment, requests, and the wish to confirm.</summary>
    public static void AddBefore(
        ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment, Question question, bool isLeftOut)
    {
        var comment = CommentAt(assessment, question.Id);
        var toConfirm = assessment.Sheet[question.Position] is { ToConfirm: true };
        if (comment is null && assessment.Requests.IsEmpty && !toConfirm)
        {
            return;
        }

        var items = ImmutableArray.CreateBuilder<CardElement>();
        var longest = isLeftOut ? LeastShown : MostShown;
        if (comment is not null)
        {
            items.Add(AnswerParts.Line(
                context.Say(ReviewText.CommentBy, ("name", comment.By.Name), ("at", context.Moment(comment.At))), Parts.Cut(comment.Text, longest)));
        }

        foreach (var request in RequestsAt(assessment, question.Id))
        {
            items.Add(AnswerParts.Line(
                context.Say(RequestText.AskedBy, ("name", request.By.Name), ("at", context.Moment(request.At))), Parts.Cut(request.Text, LeastShown)));
            items.Add(request.Reply is { } reply
                ? AnswerParts.Line(
                    context.Say(RequestText.RepliedBy, ("name", reply.By.Name), ("at", context.Moment(reply.At))), Parts.Cut(reply.Text, longest))
                : Parts.Small(context.Language[RequestText.Waiting]));
        }

        if (toConfirm)
        {
            items.Add(new TextBlock(context.Language[ReviewText.ToConfirm]) { Weight = TextWeight.Bolder });
        }

        if (items.Count > 0)
        {
            body.Add(new Container(items.ToImmutable()) { Style = ContainerStyle.Emphasis, Separator = true, Spacing = Spacing.Medium });
        }
    }

    /// <summary>The reply to the reviewer's comment, after the question.</summary>
    public static void AddReply(
        ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment, Question question, Typed typed, bool isLeftOut)
    {
        if (isLeftOut || CommentAt(assessment, question.Id) is not { } comment)
        {
            return;
        }

        var id = InputIds.Reply(question.Id);
        Parts.AddFault(body, context, typed, id);
        body.Add(new InputText(id)
        {
            IsMultiline = true,
            Label = context.Say(ReviewText.ReplyInput, ("name", comment.By.Name), ("question", question.Id.Value)),
            Placeholder = context.Language[CardText.CommentPlaceholder],
            ErrorMessage = context.Language[CardText.ReplyError],
            MaxLength = ReviewLimits.Reply,
            Value = Parts.Shown(typed.Value(id, comment.Reply?.Text, question.Id.Value), ReviewLimits.Reply),
        });
    }

    /// <summary>A bound of how much stands here, in UTF-16 code units.</summary>
    public static int Length(Assessment assessment, QuestionId question, Typed typed) =>
        (CommentAt(assessment, question) is { } comment
            ? Math.Min(comment.Text.Length, MostShown) + (typed.Value(InputIds.Reply(question), comment.Reply?.Text, question.Value)?.Length ?? 0)
            : 0)
        + (assessment.Requests.IsEmpty ? 0 : RequestsAt(assessment, question).Sum(r => Math.Min(r.Text.Length, LeastShown) + Math.Min(r.Reply?.Text.Length ?? 0, MostShown)));

    // A page holds five questions: the newest two conversations with the Unit at each are what one works with.
    private const int Newest = 2;

    private static IEnumerable<UnitRequest> RequestsAt(Assessment assessment, QuestionId question) =>
        assessment.Requests.Where(r => r.Question == question).TakeLast(Newest);

    private static ReviewComment? CommentAt(Assessment assessment, QuestionId question) =>
        assessment.State is AssessmentState.Returned ? assessment.Review.OpenAt(question) : null;
}
