using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Cards;
using IML.RbaBot.Storage;
using IML.RbaBot.Telemetry;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Turns;

/// <summary>
/// The root of every turn: who speaks, what they want, who answers, and the one place where what went wrong is caught.
/// </summary>
internal sealed class ScreeningBot(
    Reception reception,
    PressTurn presses,
    PressWhileAway unsaved,
    ChatTurn chats,
    ArrivalTurn arrivals,
    FindTurn finds,
    CardContexts contexts,
    ILogger<ScreeningBot> log)
    : ActivityHandler
{
    public override InvokeResponse OnThrottled(Activity activity)
    {
        var language = contexts.Of(activity).Language;
        return activity.Name switch
        {
            InvokeNames.ComposeExtensionQuery => InvokeResponse.Of(new MessagingExtensionResponse.Message(language[FindText.TooFast])),
            InvokeNames.TaskFetch or InvokeNames.TaskSubmit => InvokeResponse.Of(new TaskModuleResponse.Message(language[FindText.TooFast])),
            _ => TooFast(language),
        };
    }

    private static InvokeResponse TooFast(Language language) =>
        InvokeResponse.Error(429, "TooManyRequests", $"{language[CardText.MessageTooFastWhat]} {language[CardText.MessageTooFastNext]}");

    protected override async Task<InvokeResponse?> OnAdaptiveCardInvokeAsync(
        TurnContext turn, AdaptiveCardInvokeValue invoke, CancellationToken cancellationToken)
    {
        // A shared card shows each reader their own view, wherever it is; everything else happens in the personal chat.
        if (!IsPersonal(turn) && invoke.Verb != CardActions.View)
        {
            TurnLog.NotPersonal(log, turn.Activity.From?.AadObjectId, invoke.Verb);
            return InvokeResponse.Message(contexts.Of(turn.Activity).Language[CardText.GroupWhat]);
        }

        var answer = await GuardAsync(turn, new Press(turn, invoke), cancellationToken);

        // An error leaves the card as it is, with what was typed on it.
        return answer.Failure is { } failure
            ? InvokeResponse.Error(failure.Status, failure.Code, failure.Words)
            : InvokeResponse.Card(answer.Card);
    }

    protected override async Task<InvokeResponse?> OnMessagingExtensionQueryAsync(
        TurnContext turn, MessagingExtensionQuery query, CancellationToken cancellationToken)
    {
        var language = contexts.Of(turn.Activity).Language;
        if (reception.Visitor(turn.Activity) is not { } visitor)
        {
            TurnLog.Nobody(log, turn.Activity.Type);
            return InvokeResponse.Of(new MessagingExtensionResponse.Message(language[FindText.NobodyKnown]));
        }

        try
        {
            return InvokeResponse.Of(await finds.SearchAsync(query, visitor, cancellationToken));
        }
        catch (StorageUnavailableException away)
        {
            var number = ErrorNumber.New();
            TurnLog.StorageAway(log, away, number, turn.Activity.Name, null);
            return InvokeResponse.Of(new MessagingExtensionResponse.Message(language.Say(FindText.Away, ("reference", number))));
        }
    }

    protected override Task<InvokeResponse?> OnTaskModuleFetchAsync(
        TurnContext turn, TaskModuleRequest request, CancellationToken cancellationToken) => InWindowAsync(turn, request, cancellationToken);

    protected override Task<InvokeResponse?> OnTaskModuleSubmitAsync(
        TurnContext turn, TaskModuleRequest request, CancellationToken cancellationToken) => InWindowAsync(turn, request, cancellationToken);

    /// <summary>A button that opens the window or stands in it: the same press as in the chat, and the same card in the window.</summary>
    private async Task<InvokeResponse?> InWindowAsync(TurnContext turn, TaskModuleRequest request, CancellationToken cancellationToken)
    {
        var language = contexts.Of(turn.Activity).Language;
        if (!IsPersonal(turn))
        {
            TurnLog.NotPersonal(log, turn.Activity.From?.AadObjectId, null);
            return InvokeResponse.Of(new TaskModuleResponse.Message(language[FindText.WindowPersonal]));
        }

        var answer = await GuardAsync(turn, new Press(turn, AdaptiveCardInvokeValue.OfSubmit(request.Data)) { IsInWindow = true }, cancellationToken);
        return InvokeResponse.Of(answer.Failure is { } failure
            ? new TaskModuleResponse.Message(failure.Words)
            : new TaskModuleResponse.Continue(WindowCard.Of(answer.Card), language[FindText.WindowTitle]));
    }

    protected override async Task OnMessageActivityAsync(TurnContext turn, CancellationToken cancellationToken)
    {
        if (turn.Activity.Value is null || turn.TextWithoutMention.Length > 0)
        {
            var said = await GuardAsync(turn, null, cancellationToken);
            var sent = await ReplyAsync(turn, said.Card, cancellationToken);
            if (said.Said is { Opened: not null } opened && sent.Id is { Length: > 0 } message)
            {
                await chats.PlaceAsync(opened, new Spot(turn.Reference with { ActivityId = null }, message), cancellationToken);
            }

            return;
        }

        if (!IsPersonal(turn))
        {
            TurnLog.NotPersonal(log, turn.Activity.From?.AadObjectId, null);
            await ReplyAsync(turn, GroupChatCard.Of(contexts.Of(turn.Activity)), cancellationToken);
            return;
        }

        var answer = await GuardAsync(turn, new Press(turn, AdaptiveCardInvokeValue.OfSubmit(turn.Activity.Value)), cancellationToken);
        if (answer.Failure is null)
        {
            await ShowAsync(turn, answer.Card, cancellationToken);
        }
        else
        {
            await ReplyAsync(turn, answer.Card, cancellationToken);
        }
    }

    protected override async Task OnMembersAddedAsync(
        IReadOnlyList<ChannelAccount> members, TurnContext turn, CancellationToken cancellationToken)
    {
        if (IsPersonal(turn) || (turn.Activity.Recipient?.Id is { Length: > 0 } bot && members.Any(m => m.Id == bot)))
        {
            await arrivals.ArriveAsync(turn, reception.Visitor(turn.Activity), cancellationToken);
        }
    }

    protected override Task OnInstallationUpdateAddAsync(TurnContext turn, CancellationToken cancellationToken) =>
        arrivals.ArriveAsync(turn, reception.Visitor(turn.Activity), cancellationToken);

    protected override Task OnInstallationUpdateRemoveAsync(TurnContext turn, CancellationToken cancellationToken) =>
        arrivals.LeaveAsync(turn, reception.Visitor(turn.Activity), cancellationToken);

    internal static bool IsPersonal(TurnContext turn) =>
        turn.Activity.Conversation is { IsGroup: not true, ConversationType: null or ConversationTypes.Personal };

    private async Task<Answer> GuardAsync(TurnContext turn, Press? press, CancellationToken cancellationToken)
    {
        var visitor = reception.Visitor(turn.Activity);
        if (visitor is null)
        {
            TurnLog.Nobody(log, turn.Activity.Type);
            return new Answer(MessageCard.Of(contexts.Of(turn.Activity), Message.NotAllowed));
        }

        try
        {
            if (press is not null)
            {
                return new Answer(await presses.AnswerAsync(press, visitor, cancellationToken));
            }

            var said = await chats.AnswerAsync(turn, visitor, cancellationToken);
            return new Answer(said.Card) { Said = said };
        }
        catch (StorageUnavailableException away)
        {
            var number = ErrorNumber.New();
            TurnLog.StorageAway(log, away, number, press?.Invoke.Verb, press?.Milliseconds);
            BotTelemetry.TurnFailed("storage-away");
            return press is not null && unsaved.CardOf(press, visitor, number) is { } same
                ? new Answer(same)
                : new Answer(MessageCard.Of(visitor.Cards, Message.StorageAway, number))
                {
                    Failure = new Failure(503, "StorageAway", MessageCard.InWords(visitor.Cards, Message.StorageAway, number)),
                };
        }
#pragma warning disable CA1031 // The one place: whatever it was, the person reads what it means, and the log has the number.
        catch (Exception bug) when (bug is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var number = ErrorNumber.New();
            TurnLog.Failed(log, bug, number, press?.Invoke.Verb, press?.Milliseconds);
            BotTelemetry.TurnFailed("unexpected");
            return new Answer(MessageCard.Of(visitor.Cards, Message.Unexpected, number))
            {
                Failure = new Failure(500, "Unexpected", MessageCard.InWords(visitor.Cards, Message.Unexpected, number)),
            };
        }
#pragma warning restore CA1031
    }

    private static Task<ResourceResponse> ReplyAsync(TurnContext turn, AdaptiveCard card, CancellationToken cancellationToken) =>
        turn.SendActivityAsync(Activity.MessageOf(card, card.FallbackText), cancellationToken);

    /// <summary>A pressed fallback button is a message: the stored card is replaced in place, or a new one is sent where that fails.</summary>
    private async Task ShowAsync(TurnContext turn, AdaptiveCard card, CancellationToken cancellationToken)
    {
        if (turn.Activity.ReplyToId is { Length: > 0 } shown)
        {
            try
            {
                await turn.UpdateActivityAsync(shown, Activity.MessageOf(card, card.FallbackText), cancellationToken);
                return;
            }
            catch (ConnectorException gone) when (gone.Status is System.Net.HttpStatusCode.NotFound)
            {
                TurnLog.CardGone(log, shown);
            }
        }

        await ReplyAsync(turn, card, cancellationToken);
    }

    /// <summary>What a turn answers.</summary>
    /// <param name="Card">The card, or the card that explains the failure.</param>
    private sealed record Answer(AdaptiveCard Card)
    {
        /// <summary>The answer to a message in words; null for that to a press.</summary>
        public Said? Said { get; init; }

        /// <summary>Null when all went well: then the card takes the place of the one that was pressed.</summary>
        public Failure? Failure { get; init; }
    }

    private sealed record Failure(int Status, string Code, string Words);
}
