using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Cards.Reviewing;

/// <summary>The shapes that the cards of the review share.</summary>
internal static class ReviewParts
{
    /// <summary>Where it stands, until when a reply is due, and who waits for it.</summary>
    public static void AddStanding(ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment, Actor viewer)
    {
        body.Add(Parts.Literal(StandingOf(context, assessment, viewer)));
        if (assessment.State is AssessmentState.Submitted or AssessmentState.UnderReview && assessment.Review.Deadline is { } deadline)
        {
            body.Add(Parts.Text(context.Say(
                assessment.Questionnaire.Rules.ReviewOf(assessment.State.FrozenResult!.Rating).ByCall ? ReviewText.DueByCall : ReviewText.Due,
                ("due", context.Moment(deadline.DueAt)))));
        }

        if (assessment.Project.IsRestricted)
        {
            body.Add(new TextBlock(context.Language[ReviewText.Restricted]) { Color = TextColor.Warning, Weight = TextWeight.Bolder });
        }

        if (assessment.IsReviewer(viewer.Person) && !assessment.Review.HandOverAskedBy.IsEmpty)
        {
            body.Add(Parts.Literal(context.Say(
                ReviewText.HandOverWanted, ("names", context.Language.List(assessment.Review.HandOverAskedBy.Select(p => p.Name))))));
        }
    }

    public static FactSet Facts(CardContext context, Assessment assessment)
    {
        var language = context.Language;
        return new FactSet(
        [
            .. ProjectFacts.Of(context, assessment),
            .. assessment.CoEditors.IsEmpty
                ? ImmutableArray<Fact>.Empty
                : [new Fact(language[ReviewText.CoEditors], MarkdownText.Escape(language.List(assessment.CoEditors.Select(p => p.Name))))],
        ]);
    }

    public static void AddFlag(AnswerParts parts, Assessment assessment, Flag flag)
    {
        var isOpen = assessment.OpenFlags.Contains(flag);
        parts.Add(new TextBlock(MarkdownText.Escape(Wording.Flag(parts.Context, parts.Frames, flag)))
        {
            Weight = TextWeight.Bolder,
            Color = isOpen && flag.Level == FlagLevel.X ? TextColor.Attention : TextColor.Default,
            Spacing = Spacing.Medium,
        });
        parts.Answer(assessment.Questionnaire[flag.Question]);
        parts.Response(flag);
    }

    /// <summary>The decision with its reasons and conditions.</summary>
    /// <param name="body">The card's body.</param>
    /// <param name="parts">For the reader.</param>
    /// <param name="assessment">Decided or not.</param>
    /// <param name="withNotes">Whether the reader may see the notes for the restricted annex: the developer may not.</param>
    public static void AddVerdict(ImmutableArray<CardElement>.Builder body, AnswerParts parts, Assessment assessment, bool withNotes)
    {
        if (assessment.Review.Verdict is not { } verdict || assessment.State.FrozenResult is not { } frozen)
        {
            return;
        }

        var context = parts.Context;
        body.Add(Parts.Subheading(context.Language[ReviewText.VerdictTitle]));
        body.Add(Parts.Text(MarkdownText.Escape(context.Say(
            verdict.FinalRating == frozen.Rating ? ReviewText.FinalSame : ReviewText.FinalOther,
            ("final", ResultParts.RatingLine(context, parts.Frames, verdict.FinalRating, false)),
            ("computed", ResultParts.RatingLine(context, parts.Frames, frozen.Rating, frozen.Provisional))))));
        parts.Labelled(default, ReviewText.Reasons, verdict.Reasons);
        if (withNotes)
        {
            parts.Labelled(default, ReviewText.Notes, verdict.Notes);
        }

        body.AddRange(parts.Take());
        if (verdict.Conditions.IsEmpty)
        {
            return;
        }

        body.Add(Parts.Subheading(context.Language[ReviewText.ConditionsTitle]));
        foreach (var condition in verdict.Conditions)
        {
            parts.Labelled(
                default,
                context.Say(ReviewText.ConditionTitle, ("owner", parts.Shorten(condition.Owner)), ("due", context.Language.Date(condition.Due))),
                condition.Description);
        }

        body.AddRange(parts.Take());
    }

    /// <summary>The list of what else can be read, for the button "Show".</summary>
    public static void AddNavigation(
        ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment, Submission submission, Actor viewer, IEnumerable<QuestionId> shortened)
    {
        var language = context.Language;
        var frames = context.Frame(assessment.Questionnaire);
        var route = Route.Of(submission.Sheet);
        var choices = ImmutableArray.CreateBuilder<InputChoice>();
        foreach (var question in shortened.Where(q => q != default).Distinct().OrderBy(q => assessment.Questionnaire[q].Position))
        {
            choices.Add(new InputChoice(
                language.Say(ReviewText.ShowWhole, ("question", question.Value), ("short", frames.Short(question))),
                new CardPage.WholeQuestion(question).Value));
        }

        if (assessment.Review.Earlier is not null)
        {
            var changes = Changes.Of(assessment).Length;
            for (var number = 2; (number - 1) * ReviewCard.ChangesPerCard < changes; number++)
            {
                choices.Add(new InputChoice(
                    language.Say(
                        ReviewText.ChangesFrom,
                        ("from", language.Number(((number - 1) * ReviewCard.ChangesPerCard) + 1)),
                        ("to", language.Number(Math.Min(number * ReviewCard.ChangesPerCard, changes)))),
                    new CardPage.Changes(number).Value));
            }
        }

        foreach (var part in PartsAsked(assessment, route))
        {
            choices.Add(new InputChoice(
                language.Say(CardText.OverviewPart, ("part", part.Value), ("name", frames.Text.Part(part))), new CardPage.Part(part).Value));
        }

        for (var number = 2; (number - 1) * ReviewCard.FlagsPerCard < submission.Result.Flags.Length; number++)
        {
            choices.Add(new InputChoice(
                language.Say(
                    ReviewText.FlagsFrom,
                    ("from", language.Number(((number - 1) * ReviewCard.FlagsPerCard) + 1)),
                    ("to", language.Number(Math.Min(number * ReviewCard.FlagsPerCard, submission.Result.Flags.Length)))),
                new CardPage.Flags(number).Value));
        }

        foreach (var request in assessment.Requests.Where(r => r.IsOpen))
        {
            choices.Insert(0, new InputChoice(Requests.RequestCards.TitleOf(context, assessment, request), new CardPage.Request(request.Number).Value));
        }

        if (!assessment.Requests.IsEmpty)
        {
            choices.Add(new InputChoice(language[RequestText.ButtonAll], new CardPage.Requests(1).Value));
        }

        if (viewer.Has(Roles.Administrator))
        {
            choices.Add(new InputChoice(language[RequestText.OwnerHeading], new CardPage.Owner().Value));
        }

        body.Add(new InputChoiceSet(InputIds.GoTo, choices.ToImmutable())
        {
            Label = language[ReviewText.GoTo],
            ErrorMessage = language[CardText.OverviewGoToError],
            Value = choices[0].Value,
        });
    }

    /// <summary>The parts of which at least one question was asked.</summary>
    public static ImmutableArray<PartId> PartsAsked(Assessment assessment, Route route) =>
        [.. assessment.Questionnaire.Parts.Where(p => route.Asked.Any(q => q.Part == p))];

    /// <summary>What this person may do with it now, at most six.</summary>
    public static ImmutableArray<CardAction> Actions(CardContext context, Assessment assessment, Actor viewer)
    {
        var data = Buttons.Data(assessment, new CardPage.Review().Value);
        var actions = ImmutableArray.CreateBuilder<CardAction>();
        if (May(new Command.Claim()))
        {
            actions.Add(Buttons.Of(context, CardActions.Claim, ReviewText.ButtonClaim, data, ActionStyle.Positive));
        }

        if (May(new Command.Release()))
        {
            actions.Add(Buttons.Of(context, CardActions.Clear, ReviewText.ButtonDecide, data, ActionStyle.Positive));
            actions.Add(Buttons.Of(
                context,
                CardActions.Return,
                assessment.Review.Drafted.IsEmpty ? ReviewText.ButtonReturn : ReviewText.ButtonReturnGoOn,
                data));
            if (!assessment.OpenFlags.IsEmpty)
            {
                actions.Add(Buttons.Of(context, CardActions.Lift, ReviewText.ButtonLift, data));
            }

            actions.Add(Buttons.Of(context, CardActions.HandOver, ReviewText.ButtonHandOver, data));
            actions.Add(Buttons.Of(context, CardActions.Release, ReviewText.ButtonRelease, data));
        }

        if (May(new Command.AskHandOver()) && !assessment.Review.HandOverAskedBy.Any(p => p.Id == viewer.Person?.Id))
        {
            actions.Add(Buttons.Of(context, CardActions.AskHandOver, ReviewText.ButtonAskHandOver, data, ActionStyle.Positive));
        }

        actions.Add(Buttons.Of(context, CardActions.Open, ReviewText.ButtonShow, data));
        return actions.ToImmutable();

        bool May(Command command) => Decider.RefusalOf(command, assessment, viewer) is null;
    }

    private static string StandingOf(CardContext context, Assessment assessment, Actor viewer) => assessment.State switch
    {
        AssessmentState.Submitted s => context.Say(ReviewText.StandsSubmitted, ("at", context.Moment(s.At))),
        AssessmentState.UnderReview s when assessment.IsReviewer(viewer.Person) =>
            context.Say(ReviewText.StandsYours, ("at", context.Moment(s.At)), ("since", context.Moment(s.Since))),
        AssessmentState.UnderReview s when assessment.Review.HandOverAskedBy.Any(p => p.Id == viewer.Person?.Id) =>
            context.Say(ReviewText.StandsAsked, ("name", s.Reviewer.Name), ("since", context.Moment(s.Since))),
        AssessmentState.UnderReview s =>
            context.Say(ReviewText.StandsOthers, ("name", s.Reviewer.Name), ("since", context.Moment(s.Since))),
        AssessmentState.Returned s => context.Say(ReviewText.StandsReturned, ("name", s.Reviewer.Name), ("developer", assessment.Developer.Name)),
        var state => ResultCard.StateLine(context, state),
    };
}
