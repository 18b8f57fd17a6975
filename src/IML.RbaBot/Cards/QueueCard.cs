using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Projections;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>A page of what waits for the Unit, most urgent first.</summary>
internal static class QueueCard
{
    /// <param name="context">Who reads.</param>
    /// <param name="reader">Decides which titles are shown.</param>
    /// <param name="page">Up to five entries, all of which the reader may know of.</param>
    /// <param name="after">Where the page begins; empty for the front.</param>
    /// <param name="now">What is overdue is said as of now.</param>
    public static AdaptiveCard Of(CardContext context, Actor reader, QueuePage page, string after, DateTimeOffset now)
    {
        var language = context.Language;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(language[QueueText.Heading]));
        if (page.Items.IsEmpty)
        {
            body.Add(Parts.Text(language[QueueText.None]));
        }
        else
        {
            body.Add(Parts.Small(language[QueueText.Order]));
            body.AddRange(page.Items.Select(item => Line(context, reader, item, now)));
            ImmutableArray<AssessmentId> ids = [.. page.Items.Select(i => i.Summary.Id).Distinct()];
            body.Add(new InputChoiceSet(InputIds.GoTo, [.. ids.Select(id => new InputChoice(id.Reference.Value, id.Value))])
            {
                Style = ChoiceInputStyle.Compact,
                Label = language[QueueText.Which],
                ErrorMessage = language[CardText.OverviewGoToError],
                Value = ids[0].Value,
            });
        }

        return new AdaptiveCard
        {
            Lang = language.Id,
            FallbackText = language[QueueText.Heading],
            Body = body.ToImmutable(),
            Actions = Actions(context, page, after),
        };
    }

    private static ImmutableArray<CardAction> Actions(CardContext context, QueuePage page, string after)
    {
        var actions = ImmutableArray.CreateBuilder<CardAction>();
        if (!page.Items.IsEmpty)
        {
            actions.Add(Buttons.Of(context, CardActions.Open, CardText.ButtonOpen, ActionData.Empty, ActionStyle.Positive));
        }

        if (page.Next is { } next)
        {
            actions.Add(Buttons.List(context, CardActions.Next, QueueText.ButtonMore, new ListAddress.Queue(next).Text).WithoutInputs());
        }

        actions.Add(Buttons.List(
            context, CardActions.Back, after.Length > 0 ? QueueText.ButtonFront : QueueText.ButtonRefresh, new ListAddress.Queue("").Text)
            .WithoutInputs());
        return actions.ToImmutable();
    }

    private static Container Line(CardContext context, Actor reader, QueueItem item, DateTimeOffset now)
    {
        var summary = item.Summary;
        var reference = new TextRun(summary.Id.Reference.Value) { Weight = TextWeight.Bolder };
        if (summary.IsRestricted && !summary.Readership.MayRead(reader))
        {
            return new Container([new RichTextBlock([reference]), Parts.Small(context.Language[QueueText.Restricted])]) { Separator = true };
        }

        var (what, when, isLate) = item.Request is { } request
            ? (RequestOf(context, request), AgeOf(context, request.At, now), false)
            : ReviewOf(context, reader, summary, now);
        return new Container(
        [
            new RichTextBlock([reference, new TextRun(" " + Parts.Cut(summary.Title ?? "", 100))]),
            Parts.Literal(what, isSmall: true) with { Spacing = Spacing.Small },
            new RichTextBlock(
            [
                new TextRun(when)
                {
                    Size = TextSize.Small,
                    Weight = isLate ? TextWeight.Bolder : TextWeight.Default,
                    Color = isLate ? TextColor.Attention : TextColor.Default,
                },
            ])
            {
                Spacing = Spacing.Small,
            },
        ])
        {
            Separator = true,
        };
    }

    private static (string What, string When, bool IsLate) ReviewOf(
        CardContext context, Actor reader, AssessmentSummary summary, DateTimeOffset now)
    {
        var language = context.Language;
        var who = summary switch
        {
            { State: "Returned", Reviewer: { } by } => language.Say(QueueText.WithDeveloper, ("name", by.Name)),
            { Reviewer: { } reviewer } when reviewer.Id == reader.Person?.Id => language[QueueText.WithYou],
            { Reviewer: { } reviewer } => language.Say(QueueText.With, ("name", reviewer.Name)),
            _ => language[QueueText.WithNobody],
        };
        var what = language.Say(
            QueueText.Line, ("rating", Wording.Rating(context, summary)), ("state", Wording.State(language, summary.State)), ("who", who));
        return summary switch
        {
            { State: "Returned", SubmittedAt: { } at } => (what, language.Say(QueueText.Submitted, ("at", context.Moment(at))), false),
            { DueAt: { } due } when due < now => (what, language.Say(QueueText.Overdue, ("at", context.Moment(due))), true),
            { DueAt: { } due } => (what, language.Say(QueueText.Due, ("at", context.Moment(due))), false),
            _ => (what, language[QueueText.NoDeadline], false),
        };
    }

    private static string RequestOf(CardContext context, OpenRequest request)
    {
        var kind = request is { Kind: RequestKind.Question, Question: { } question }
            ? context.Say(QueueText.RequestQuestion, ("question", question.Value))
            : context.Language[request.Kind switch
            {
                RequestKind.DraftReview => QueueText.RequestDraftReview,
                RequestKind.Training => QueueText.RequestTraining,
                RequestKind.Call => QueueText.RequestCall,
                _ => QueueText.RequestOther,
            }];
        return context.Say(QueueText.RequestLine, ("kind", kind), ("name", request.By.Name));
    }

    private static string AgeOf(CardContext context, DateTimeOffset at, DateTimeOffset now)
    {
        // Days as the reader's calendar counts them, not periods of 24 hours.
        var days = Day(now).DayNumber - Day(at).DayNumber;
        return days switch
        {
            <= 0 => context.Language[QueueText.AskedToday],
            1 => context.Language[QueueText.AskedYesterday],
            _ => context.Say(QueueText.AskedDaysAgo, ("days", context.Language.Number(days))),
        };

        DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, context.TimeZone).DateTime);
    }
}
