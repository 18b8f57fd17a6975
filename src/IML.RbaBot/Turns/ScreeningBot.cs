using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Cards;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace IML.RbaBot.Turns;

/// <summary>
/// The root of every turn: who speaks, what they want, who answers, and the one place where what went wrong is caught.
/// </summary>
internal sealed class ScreeningBot(
    Reception reception, PressTurn presses, ChatTurn chats, ArrivalTurn arrivals, CardContexts contexts, ILogger<ScreeningBot> log)
    : ActivityHandler
{
    public override InvokeResponse OnThrottled(Activity activity)
    {
        var language = contexts.Of(activity).Language;
        return InvokeResponse.Error(429, "TooManyRequests", $"{language[CardText.MessageTooFastWhat]} {language[CardText.MessageTooFastNext]}");
    }

    protected override async Task<InvokeResponse?> OnAdaptiveCardInvokeAsync(
        TurnContext turn, AdaptiveCardInvokeValue invoke, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var press = new Press(turn, invoke, IsFallback: false);
        var card = await GuardAsync(turn, press, cancellationToken);
        TurnLog.Pressed(log, invoke.Verb, Stopwatch.GetElapsedTime(started).TotalMilliseconds);

        // In a channel the answer would replace the card for everybody.
        return IsPersonal(turn)
            ? InvokeResponse.Card(card)
            : InvokeResponse.Message(contexts.Of(turn.Activity).Language[CardText.GroupWhat]);
    }

    protected override async Task OnMessageActivityAsync(TurnContext turn, CancellationToken cancellationToken)
    {
        if (turn.Activity.Value is not null && turn.TextWithoutMention.Length == 0)
        {
            var press = new Press(turn, AdaptiveCardInvokeValue.OfSubmit(turn.Activity.Value), IsFallback: true);
            if (!IsPersonal(turn))
            {
                await ReplyAsync(turn, GroupChatCard.Of(contexts.Of(turn.Activity)), cancellationToken);
                return;
            }

            var card = await GuardAsync(turn, press, cancellationToken);
            await ShowAsync(turn, card, cancellationToken);
            return;
        }

        var answer = await GuardAsync(turn, null, cancellationToken);
        await ReplyAsync(turn, answer, cancellationToken);
    }

    protected override async Task OnMembersAddedAsync(
        IReadOnlyList<ChannelAccount> members, TurnContext turn, CancellationToken cancellationToken)
    {
        if (members.Any(m => m.Id == turn.Activity.Recipient?.Id) || IsPersonal(turn))
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

    private async Task<AdaptiveCard> GuardAsync(TurnContext turn, Press? press, CancellationToken cancellationToken)
    {
        var visitor = reception.Visitor(turn.Activity);
        if (visitor is null)
        {
            TurnLog.Nobody(log, turn.Activity.Type);
            return MessageCard.Of(contexts.Of(turn.Activity), Message.NotAllowed);
        }

        try
        {
            return press is null
                ? await chats.AnswerAsync(turn, visitor, cancellationToken)
                : await presses.AnswerAsync(press, visitor, cancellationToken);
        }
        catch (StorageUnavailableException away)
        {
            var number = ErrorNumber.New();
            TurnLog.StorageAway(log, away, number, press?.Invoke.Verb);
            return (press is null ? null : presses.WhileStorageIsAway(press, visitor, number))
                ?? MessageCard.Of(visitor.Cards, Message.StorageAway, number);
        }
#pragma warning disable CA1031 // The one place: whatever it was, the person reads what it means, and the log has the number.
        catch (Exception bug) when (bug is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var number = ErrorNumber.New();
            TurnLog.Failed(log, bug, number, press?.Invoke.Verb);
            return MessageCard.Of(visitor.Cards, Message.Unexpected, number);
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
}
