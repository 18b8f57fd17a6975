using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Requests;
using IML.RbaBot.Cards.Reviewing;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>An assessment after submission, or withdrawn: where it stands, its result, and what became of the alert.</summary>
internal static class ResultCard
{
    private const int MostComments = 4;

    private const int MostLifted = 4;

    private const int MostRequests = 2;

    /// <param name="context">Who reads.</param>
    /// <param name="assessment">In any state but a draft.</param>
    /// <param name="result">With causes; null when it was withdrawn before a submission.</param>
    /// <param name="improvement">Null exactly when the result is.</param>
    /// <param name="viewer">Anybody but the developer sees it read-only.</param>
    public static AdaptiveCard Of(
        CardContext context, Assessment assessment, Result? result, Improvement? improvement, Actor viewer) =>
        FittedCard.Of(longest => Of(context, assessment, result, improvement, viewer, longest));

    private static AdaptiveCard Of(
        CardContext context, Assessment assessment, Result? result, Improvement? improvement, Actor viewer, int longest)
    {
        var frames = context.Frame(assessment.Questionnaire);
        var isDeveloper = viewer.Person?.Id == assessment.Developer.Id;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Small(assessment.Reference.Value));
        body.Add(Parts.Heading(context.Language[CardText.ResultHeading]));
        body.Add(Parts.Literal(StateLine(context, assessment.State)));
        AddVersions(body, context, assessment);
        if (!isDeveloper)
        {
            body.Add(Parts.Small(context.Language[CardText.ResultReadOnly]));
        }

        body.Add(new FactSet(ProjectFacts.Of(context, assessment)));
        AddReview(body, context, assessment, longest);
        if (result is not null)
        {
            ResultParts.AddRating(body, context, frames, result.Rating, result.Provisional, isSubmitted: assessment is { State.SubmittedAt: not null, Review.Verdict: null });
            ResultParts.AddFigures(body, context, frames, result.Indices, result.Risk, result.Unknown, result.Scored);
            AddAlert(body, context, assessment);
            FilingParts.Add(body, context, assessment);
            ResultParts.AddWhy(body, context, frames, result);
        }

        if (improvement is not null)
        {
            ResultParts.AddImprovement(body, context, frames, improvement);
        }

        ResultParts.AddDisclaimer(body, context, frames);
        return new AdaptiveCard
        {
            Name = CardNames.Standing,
            Lang = context.Language.Id,
            FallbackText = $"{assessment.Reference}: {context.Language[CardText.ResultHeading]}",
            Body = body.ToImmutable(),
            Actions = Actions(context, assessment, viewer, isDeveloper),
        };
    }

    private static ImmutableArray<CardAction> Actions(CardContext context, Assessment assessment, Actor viewer, bool isDeveloper)
    {
        var actions = ImmutableArray.CreateBuilder<CardAction>();
        if (isDeveloper)
        {
            actions.Add(Buttons.Mine(context).On(assessment));
        }

        // The card is updated in place, and may have been there when it was returned.
        if (assessment.State is AssessmentState.Returned && assessment.IsEditor(viewer.Person))
        {
            actions.Add(Buttons.Continue(context, assessment, CardText.ButtonContinue, ActionStyle.Positive));
        }
        else if (isDeveloper)
        {
            actions.Add(Buttons.Start(context).On(assessment));
        }

        if (FilingParts.Open(context, assessment) is { } open)
        {
            actions.Add(open);
        }

        var data = Buttons.Data(assessment, Place.Summary.Instance.Value);
        Offer(new Command.Rescreen(assessment.Questionnaire), CardActions.Rescreen, ReviewText.ButtonRescreen);
        Offer(new Command.AskUnit(RequestKind.Other, null, ""), CardActions.Ask, RequestText.ButtonAsk);
        Offer(new Command.Invite(assessment.Developer), CardActions.Invite, RequestText.ButtonPeople);
        Offer(new Command.Withdraw(""), CardActions.Withdraw, CardText.ButtonWithdraw);
        return actions.ToImmutable();

        void Offer(Command command, string action, TextKey title) =>
            actions.AddRange(Buttons.Allowed(context, assessment, viewer, command, action, title, data));
    }

    /// <summary>What the developer may know of the review: the decision, flags lifted, and every comment with its reply.</summary>
    private static void AddReview(ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment, int longest)
    {
        var parts = new AnswerParts(context, assessment, assessment.Sheet, longest);
        ReviewParts.AddVerdict(body, parts, assessment, withNotes: false);
        foreach (var lifted in assessment.Review.Lifted.Take(MostLifted))
        {
            parts.Labelled(
                lifted.Question,
                context.Say(ReviewText.LiftedAt, ("question", lifted.Question.Value), ("name", lifted.By.Name), ("at", context.Moment(lifted.At))),
                lifted.Reasons);
        }

        // The newest rounds say where it stands; all of them are in the record.
        foreach (var comment in assessment.Review.Comments.TakeLast(MostComments))
        {
            parts.Title(comment.Question);
            parts.Comment(comment);
        }

        var talk = parts.Take();
        if (!talk.IsEmpty)
        {
            body.Add(Parts.Subheading(context.Language[ReviewText.ReviewTitle]));
            body.AddRange(talk);
        }

        foreach (var request in assessment.Requests.TakeLast(MostRequests))
        {
            body.Add(Parts.Subheading(MarkdownText.Escape(RequestCards.TitleOf(context, assessment, request))));
            parts.Request(request);
            body.AddRange(parts.Take());
        }
    }

    public static void AddVersions(ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment)
    {
        if (assessment.From is { } earlier)
        {
            body.Add(Parts.Small(context.Say(
                ReviewText.LaterVersion, ("version", context.Language.Number(assessment.Id.Version)), ("earlier", earlier.Value))));
        }
    }

    public static string StateLine(CardContext context, AssessmentState state) => state switch
    {
        AssessmentState.Submitted s => context.Say(CardText.ResultSubmitted, ("at", context.Moment(s.At))),
        AssessmentState.UnderReview s => context.Say(
            CardText.ResultUnderReview, ("at", context.Moment(s.At)), ("name", s.Reviewer.Name), ("since", context.Moment(s.Since))),
        AssessmentState.Returned s => context.Say(CardText.ResultReturned, ("at", context.Moment(s.At)), ("name", s.Reviewer.Name)),
        AssessmentState.Cleared s => Decided(context, CardText.ResultCleared, s.Reviewer, s.DecidedAt),
        AssessmentState.ClearedWithConditions s => Decided(context, CardText.ResultClearedWithConditions, s.Reviewer, s.DecidedAt),
        AssessmentState.NotCleared s => Decided(context, CardText.ResultNotCleared, s.Reviewer, s.DecidedAt),
        AssessmentState.Recorded s => context.Say(
            CardText.ResultRecorded, ("submitted", context.Moment(s.At)), ("at", context.Moment(s.RecordedAt))),
        AssessmentState.Withdrawn s => context.Say(CardText.ResultWithdrawn, ("at", context.Moment(s.At)), ("reason", s.Reason)),
        AssessmentState.Superseded s => context.Say(CardText.ResultSuperseded, ("by", s.By.Value)),
        _ => context.Language[CardText.StateDraft],
    };

    private static void AddAlert(ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment)
    {
        if (assessment.State is AssessmentState.Withdrawn or AssessmentState.Superseded)
        {
            return;
        }

        body.Add(Parts.Subheading(context.Language[CardText.AlertTitle]));
        if (assessment.Alert is not { } alert)
        {
            body.Add(Parts.Text(context.Language[CardText.AlertNotNeeded]));
            return;
        }

        foreach (var delivery in alert.Delivered)
        {
            body.Add(Parts.Literal(Delivered(context, delivery)));
        }

        if (alert.Pending)
        {
            body.Add(Parts.Text(alert.Attempts == 0
                ? context.Language[CardText.AlertSending]
                : context.Say(CardText.AlertTryingAgain, ("attempts", context.Language.Number(alert.Attempts)))));
        }
        else if (alert.Delivered.IsEmpty)
        {
            body.Add(Parts.Text(context.Say(CardText.AlertGaveUp, ("address", context.ContactAddress))));
        }
    }

    // Not every client says the name of a channel.
    private static string Delivered(CardContext context, AlertDelivery delivery) => delivery switch
    {
        { IsChannel: false } => context.Say(CardText.AlertDeliveredPerson, ("to", delivery.To), ("at", context.Moment(delivery.At))),
        { To: "" } => context.Say(CardText.AlertDeliveredUnnamedChannel, ("at", context.Moment(delivery.At))),
        _ => context.Say(CardText.AlertDeliveredChannel, ("to", delivery.To), ("at", context.Moment(delivery.At))),
    };

    private static string Decided(CardContext context, TextKey text, Person reviewer, DateTimeOffset at) =>
        context.Say(text, ("name", reviewer.Name), ("at", context.Moment(at)));
}
