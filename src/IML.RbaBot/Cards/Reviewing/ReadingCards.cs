using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Cards.Reviewing;

/// <summary>Further flags, a part's answers, and one question whole: to read, with the way back to the review.</summary>
internal static class ReadingCards
{
    /// <summary>The flags that the first card has no room for.</summary>
    public static AdaptiveCard Flags(CardContext context, Assessment assessment, Submission submission, Actor viewer, int number)
    {
        var flags = submission.Result.Flags.Skip((number - 1) * ReviewCard.FlagsPerCard).Take(ReviewCard.FlagsPerCard).ToImmutableArray();
        return Of(
            context,
            assessment,
            submission,
            viewer,
            context.Language[CardText.FlagsTitle],
            number * ReviewCard.FlagsPerCard < submission.Result.Flags.Length ? new CardPage.Flags(number + 1) : null,
            parts =>
            {
                foreach (var flag in flags)
                {
                    ReviewParts.AddFlag(parts, assessment, flag);
                }
            });
    }

    /// <summary>The questions that were commented on or changed, and that the first card has no room for.</summary>
    public static AdaptiveCard Changed(CardContext context, Assessment assessment, Submission submission, Actor viewer, int number)
    {
        var all = Changes.Of(assessment);
        return Of(
            context,
            assessment,
            submission,
            viewer,
            context.Say(ReviewText.ChangesTitle, ("round", context.Language.Number(assessment.Review.Round))),
            number * ReviewCard.ChangesPerCard < all.Length ? new CardPage.Changes(number + 1) : null,
            parts =>
            {
                foreach (var question in all.Skip((number - 1) * ReviewCard.ChangesPerCard).Take(ReviewCard.ChangesPerCard))
                {
                    Changes.AddTo(parts, assessment, question);
                }
            });
    }

    public static AdaptiveCard Part(CardContext context, Assessment assessment, Submission submission, Actor viewer, PartId part)
    {
        var route = Route.Of(submission.Sheet);
        var asked = ReviewParts.PartsAsked(assessment, route);
        var next = asked.IndexOf(part) is >= 0 and var at && at + 1 < asked.Length ? new CardPage.Part(asked[at + 1]) : null;
        return Of(
            context,
            assessment,
            submission,
            viewer,
            context.Say(CardText.OverviewPart, ("part", part.Value), ("name", context.Frame(assessment.Questionnaire).Text.Part(part))),
            next,
            parts =>
            {
                foreach (var question in route.Asked.Where(q => q.Part == part))
                {
                    parts.Title(question.Id);
                    parts.Question(question);
                    parts.Answer(question);
                }
            });
    }

    /// <summary>Everything that stands at one question, of all rounds.</summary>
    public static AdaptiveCard Whole(CardContext context, Assessment assessment, Submission submission, Actor viewer, QuestionId id)
    {
        var question = assessment.Questionnaire[id];
        return Of(
            context,
            assessment,
            submission,
            viewer,
            context.Say(ReviewText.QuestionTitle, ("question", id.Value), ("short", context.Frame(assessment.Questionnaire).Short(id))),
            null,
            parts =>
            {
                parts.Question(question);
                parts.Answer(question);
                if (Flag.LevelOf(question, Route.Of(submission.Sheet)) is not FlagLevel.None and var level)
                {
                    parts.Response(new Flag(id, level));
                }

                foreach (var comment in assessment.Review.Comments.Where(c => c.Question == id))
                {
                    // A reply that is being written is shown when it is submitted.
                    parts.Comment(assessment.State is AssessmentState.Returned && comment.Round == assessment.Review.Round
                        ? comment with { Reply = null }
                        : comment);
                }

                foreach (var request in assessment.Requests.Where(r => r.Question == id))
                {
                    parts.Request(request);
                }
            });
    }

    private static AdaptiveCard Of(
        CardContext context, Assessment assessment, Submission submission, Actor viewer, string heading, CardPage? next, Action<AnswerParts> add) =>
        FittedCard.Of(longest =>
        {
            var parts = new AnswerParts(context, assessment, submission.Sheet, longest);
            add(parts);
            var body = ImmutableArray.CreateBuilder<CardElement>();
            body.Add(Parts.ReferenceLine(context, assessment));
            body.Add(Parts.Heading(heading));
            body.AddRange(parts.Take());
            ReviewParts.AddNavigation(body, context, assessment, submission, viewer, parts.Shortened);
            var data = Buttons.Data(assessment, new CardPage.Review().Value);
            return new AdaptiveCard
            {
                Lang = context.Language.Id,
                FallbackText = $"{assessment.Reference}: {heading}",
                Body = body.ToImmutable(),
                Actions =
                [
                    .. next is null
                        ? ImmutableArray<CardAction>.Empty
                        : [Buttons.WithoutInputs(Buttons.Of(context, CardActions.Next, ReviewText.ButtonNextPart, data.With(InputIds.GoTo, next.Value), ActionStyle.Positive))],
                    Buttons.Of(context, CardActions.Open, ReviewText.ButtonShow, data),
                    Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, ReviewText.ButtonToReview, data)),
                ],
            };
        });
}
