using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Reviewing;

/// <summary>
/// What a reviewer, or anybody of the Unit who may read an assessment, sees first: where it stands, what changed since it was
/// returned, the flags with what the developer says to them, and what decided the rating. The answers by part are one press away.
/// </summary>
internal static class ReviewCard
{
    /// <summary>Flags on this card and on each further one: with all that was written to it, a flag is long on a phone.</summary>
    public const int FlagsPerCard = 4;

    /// <summary>Questions with what changed at them, on this card and on each further one.</summary>
    public const int ChangesPerCard = 4;

    // Enough to judge whether to read on.
    private const int MostAtFirst = 500;

    /// <param name="context">Who reads.</param>
    /// <param name="assessment">Submitted at least once.</param>
    /// <param name="submission">What was submitted last.</param>
    /// <param name="viewer">Somebody who may read it and is none of its editors.</param>
    public static AdaptiveCard Of(CardContext context, Assessment assessment, Submission submission, Actor viewer) =>
        FittedCard.Of(longest => Of(context, assessment, submission, viewer, longest), MostAtFirst);

    private static AdaptiveCard Of(CardContext context, Assessment assessment, Submission submission, Actor viewer, int longest)
    {
        var parts = new AnswerParts(context, assessment, submission.Sheet, longest);
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.ReferenceLine(context, assessment));
        body.Add(Parts.Heading(context.Language[ReviewText.Heading]));
        ReviewParts.AddStanding(body, context, assessment, viewer);
        ResultCard.AddVersions(body, context, assessment);
        body.Add(ReviewParts.Facts(context, assessment));
        ResultParts.AddRating(body, context, parts.Frames, submission.Result.Rating, submission.Result.Provisional, isSubmitted: false);
        ReviewParts.AddVerdict(body, parts, assessment, withNotes: true);
        AddChanges(body, parts, assessment);
        AddFlags(body, parts, assessment, submission.Result.Flags);
        AddWhy(body, parts, submission.Result);
        ResultParts.AddFigures(
            body, context, parts.Frames, submission.Result.Indices, submission.Result.Risk, submission.Result.Unknown, submission.Result.Scored);
        FilingParts.Add(body, context, assessment);
        ReviewParts.AddNavigation(body, context, assessment, submission, viewer, parts.Shortened);
        return new AdaptiveCard
        {
            Name = CardNames.Standing,
            Lang = context.Language.Id,
            FallbackText = $"{assessment.Reference}: {context.Language[ReviewText.Heading]}",
            Body = body.ToImmutable(),
            Actions = WithDocument(context, assessment, ReviewParts.Actions(context, assessment, viewer)),
        };
    }

    // Teams shows six buttons.
    private static ImmutableArray<CardAction> WithDocument(CardContext context, Assessment assessment, ImmutableArray<CardAction> actions) =>
        actions.Length < 6 && FilingParts.Open(context, assessment) is { } open ? actions.Add(open) : actions;

    private static void AddChanges(ImmutableArray<CardElement>.Builder body, AnswerParts parts, Assessment assessment)
    {
        if (assessment.Review is not { Round: var round, Earlier: { } earlier } || assessment.State is not { SubmittedAt: not null, FrozenResult: { } now })
        {
            return;
        }

        var context = parts.Context;
        var isReturned = assessment.State is AssessmentState.Returned;
        body.Add(Parts.Subheading(isReturned
            ? context.Language[ReviewText.CommentsTitle]
            : context.Say(ReviewText.ChangesTitle, ("round", context.Language.Number(round)))));
        if (isReturned)
        {
            foreach (var comment in assessment.Review.Open.Take(ChangesPerCard))
            {
                parts.Title(comment.Question);
                parts.Comment(comment with { Reply = null });
            }
        }
        else
        {
            body.Add(Parts.Text(MarkdownText.Escape(context.Say(
                earlier.Result.Rating == now.Rating ? ReviewText.RatingStayed : ReviewText.RatingChanged,
                ("before", ResultParts.RatingLine(context, parts.Frames, earlier.Result.Rating, earlier.Result.Provisional)),
                ("after", ResultParts.RatingLine(context, parts.Frames, now.Rating, now.Provisional))))));
            foreach (var question in Changes.Of(assessment).Take(ChangesPerCard))
            {
                Changes.AddTo(parts, assessment, question);
            }
        }

        body.AddRange(parts.Take());
        if (Changes.Of(assessment).Length is var all and > ChangesPerCard)
        {
            body.Add(Parts.Small(context.Say(ReviewText.MoreChanges, ("count", context.Language.Number(all - ChangesPerCard)))));
        }
    }

    // The flags themselves stand above, each with all that was written to it.
    private static void AddWhy(ImmutableArray<CardElement>.Builder body, AnswerParts parts, Result result)
    {
        body.Add(Parts.Subheading(parts.Context.Language[CardText.WhyTitle]));
        body.Add(Parts.Text(MarkdownText.Escape(Wording.Rule(parts.Context, parts.Frames, result.DecidedBy))));
        ResultParts.AddLines(
            body, parts.Context, result.Causes.Select(c => Wording.Cause(parts.Context, parts.Frames, c, result)).Distinct(), int.MaxValue);
    }

    private static void AddFlags(
        ImmutableArray<CardElement>.Builder body, AnswerParts parts, Assessment assessment, ImmutableArray<Flag> flags)
    {
        var context = parts.Context;
        body.Add(Parts.Subheading(context.Language[CardText.FlagsTitle]));
        if (flags.IsEmpty)
        {
            body.Add(Parts.Text(context.Language[CardText.NoFlags]));
            return;
        }

        foreach (var flag in flags.Take(FlagsPerCard))
        {
            ReviewParts.AddFlag(parts, assessment, flag);
        }

        body.AddRange(parts.Take());
        if (flags.Length > FlagsPerCard)
        {
            body.Add(Parts.Small(context.Say(ReviewText.MoreFlags, ("count", context.Language.Number(flags.Length - FlagsPerCard)))));
        }
    }
}
