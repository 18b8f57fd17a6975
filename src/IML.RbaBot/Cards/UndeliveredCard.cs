using System.Collections.Immutable;
using IML.RbaBot.Alerts;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>What became of the message that an administrator decided on.</summary>
internal enum UndeliveredOutcome
{
    TriedAgain,
    GivenUp,

    /// <summary>It was delivered, tried again or given up meanwhile.</summary>
    NotThere,

    /// <summary>It cannot be decided on at present.</summary>
    NotNow,
}

/// <summary>The messages that could not be delivered, for an administrator: what each is, since when, why; try again or give up.</summary>
internal static class UndeliveredCard
{
    /// <summary>The reason for giving a message up.</summary>
    public const string ReasonInput = "give-up.reason";

    private const int LongestReason = 120;

    /// <param name="context">Who reads.</param>
    /// <param name="page">Up to five.</param>
    /// <param name="after">Where the page begins; empty for the first.</param>
    /// <param name="typed">What comes back with something to correct.</param>
    /// <param name="outcome">What was just done; null when nothing was.</param>
    public static AdaptiveCard Of(
        CardContext context, UndeliverablePage page, string after, Typed typed, UndeliveredOutcome? outcome = null)
    {
        var language = context.Language;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(language[QueueText.UndeliveredHeading]));
        Parts.AddHeadline(body, typed);
        if (outcome is { } done)
        {
            body.Add(new Container([new TextBlock(language[WordsOf(done)]) { Weight = TextWeight.Bolder }]) { Style = ContainerStyle.Emphasis });
        }

        if (page.Items.IsEmpty)
        {
            body.Add(Parts.Text(language[QueueText.UndeliveredNone]));
        }
        else
        {
            body.Add(Parts.Small(language[QueueText.UndeliveredWhat]));
            body.AddRange(page.Items.Select((item, i) => Line(context, i + 1, item)));
            AddInputs(body, context, page, typed);
        }

        return new AdaptiveCard
        {
            Lang = language.Id,
            FallbackText = language[QueueText.UndeliveredHeading],
            Body = body.ToImmutable(),
            Actions = Actions(context, page, after),
        };
    }

    /// <summary>Reads back which message was chosen; null for anything that this card does not offer.</summary>
    public static (AssessmentId Id, string Message)? Chosen(string? choice)
    {
        var at = choice?.IndexOf('-' + Keys.OutboxPrefix, StringComparison.Ordinal) ?? -1;
        return at > 0 && AssessmentId.Parse(choice![..at]) is { } id && choice[(at + 1)..] is var message && Keys.IsOutbox(message)
            ? (id, message)
            : null;
    }

    private static void AddInputs(ImmutableArray<CardElement>.Builder body, CardContext context, UndeliverablePage page, Typed typed)
    {
        var language = context.Language;
        ImmutableArray<InputChoice> choices =
        [
            .. page.Items.Select((item, i) => new InputChoice(
                context.Say(
                    QueueText.UndeliveredChoice,
                    ("number", context.Language.Number(i + 1)),
                    ("reference", item.Id.Reference.Value),
                    ("kind", KindOf(context, item))),
                Keys.Undeliverable(item.Id, item.Message))),
        ];
        body.Add(new InputChoiceSet(InputIds.GoTo, choices)
        {
            Style = ChoiceInputStyle.Compact,
            Label = language[QueueText.UndeliveredWhich],
            ErrorMessage = language[CardText.OverviewGoToError],
            Value = typed.Choice(InputIds.GoTo, choices[0].Value) is { } chosen && choices.Any(c => c.Value == chosen)
                ? chosen
                : choices[0].Value,
        });
        Parts.AddFault(body, context, typed, ReasonInput);
        body.Add(new InputText(ReasonInput)
        {
            IsMultiline = true,
            MaxLength = Decider.ReasonMaxLength,
            Label = language[QueueText.UndeliveredReason],
            ErrorMessage = language[QueueText.UndeliveredReasonError],
            Value = Parts.Shown(typed.Value(ReasonInput, null), Decider.ReasonMaxLength),
        });
    }

    private static ImmutableArray<CardAction> Actions(CardContext context, UndeliverablePage page, string after)
    {
        var here = new ListAddress.Undelivered(after).Text;
        var actions = ImmutableArray.CreateBuilder<CardAction>();
        if (!page.Items.IsEmpty)
        {
            actions.Add(Buttons.List(context, CardActions.Retry, QueueText.ButtonRetry, here));
            actions.Add(Buttons.List(context, CardActions.GiveUp, QueueText.ButtonGiveUp, here));
        }

        if (page.Next is { } next)
        {
            actions.Add(Buttons.List(context, CardActions.Next, QueueText.ButtonMore, new ListAddress.Undelivered(next).Text).WithoutInputs());
        }

        actions.Add(Buttons.List(
            context, CardActions.Back, after.Length > 0 ? QueueText.ButtonFront : QueueText.ButtonRefresh, new ListAddress.Undelivered("").Text)
            .WithoutInputs());
        return actions.ToImmutable();
    }

    // Numbered as in the choice below: a screening can have several of one kind.
    private static Container Line(CardContext context, int number, UndeliverableMessage item) => new(
    [
        new RichTextBlock(
        [
            new TextRun($"{context.Language.Number(number)}. {item.Id.Reference}") { Weight = TextWeight.Bolder },
            new TextRun(" " + KindOf(context, item)),
        ]),
        Parts.Literal(
            context.Say(
                QueueText.UndeliveredLine, ("at", context.Moment(item.At)), ("attempts", context.Language.Number(item.Attempts))),
            isSmall: true),
        Parts.Literal(
            context.Say(
                QueueText.UndeliveredWhy,
                ("reason", WhyOf(context, item)),
                ("detail", Parts.Cut(item.Reason ?? "–", LongestReason))),
            isSmall: true),
    ])
    {
        Separator = true,
    };

    private static string KindOf(CardContext context, UndeliverableMessage item) => context.Language[item.Kind switch
    {
        OutboxKind.Alert => QueueText.KindAlert,
        OutboxKind.Projection => QueueText.KindProjection,
        OutboxKind.ResultCard => QueueText.KindResultCard,
        OutboxKind.Notice => QueueText.KindNotice,
        OutboxKind.Export => QueueText.KindExport,
        OutboxKind.Retention => QueueText.KindRetention,
        OutboxKind.Clock => QueueText.KindClock,
        OutboxKind.DigestEntry or OutboxKind.Digest => QueueText.KindDigest,
        OutboxKind.SentAlerts => QueueText.KindSentAlerts,
        OutboxKind.Supersede => QueueText.KindSupersede,
        _ => QueueText.KindOther,
    }];

    /// <summary>Why it failed, and for a filing what to do about it: the obstacle is the first word of its reason.</summary>
    private static string WhyOf(CardContext context, UndeliverableMessage item) =>
        item is { Kind: OutboxKind.Export, Reason: { } reason }
        && reason.Split(' ', 2) is var words
        && Enum.TryParse<FilingObstacle>(words[0], out var obstacle)
            ? FilingParts.Obstacle(context, obstacle, words.ElementAtOrDefault(1))
            : context.Language[ReasonOf(item.Reason)];

    /// <summary>What an administrator can do about it hangs on what the receiver answered, which stands in the reason as a status.</summary>
    private static QueueText ReasonOf(string? reason) => reason switch
    {
        null => QueueText.ReasonUnknown,
        FallbackChain.Nobody => QueueText.ReasonNobody,
        "Took too long." => QueueText.ReasonSlow,
        _ when Says(reason, "403") || Says(reason, "404") => QueueText.ReasonGone,
        _ when Says(reason, "401") => QueueText.ReasonSignIn,
        _ when Says(reason, "413") => QueueText.ReasonTooLarge,
        _ when Says(reason, "429") => QueueText.ReasonBusy,
        _ when Says(reason, "500") || Says(reason, "502") || Says(reason, "503") || Says(reason, "504") => QueueText.ReasonOutage,
        _ => QueueText.ReasonUnknown,
    };

    private static bool Says(string reason, string status) => reason.Split(' ').Contains(status, StringComparer.Ordinal);

    private static QueueText WordsOf(UndeliveredOutcome outcome) => outcome switch
    {
        UndeliveredOutcome.TriedAgain => QueueText.TriedAgain,
        UndeliveredOutcome.GivenUp => QueueText.GivenUp,
        UndeliveredOutcome.NotNow => QueueText.NotNow,
        _ => QueueText.NotThere,
    };
}
