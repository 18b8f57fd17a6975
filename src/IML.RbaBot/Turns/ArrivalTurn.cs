using IML.RbaBot.Alerts;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Cards;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Turns;

/// <summary>
/// The bot comes to a chat or a team, or leaves it. Both kinds of activity tell of an arrival, in either order and again on every
/// reload: a stored flag makes the welcome come once.
/// </summary>
internal sealed class ArrivalTurn(DirectoryStore people, AlertWaking waking, CardContexts contexts, TimeProvider time)
{
    public async Task ArriveAsync(TurnContext turn, Visitor? visitor, CancellationToken cancellationToken)
    {
        if (!ScreeningBot.IsPersonal(turn))
        {
            // Once in the channel or group, and never a message to each member.
            if (await people.TryWelcomeConversationAsync(ChannelOf(turn), time.GetUtcNow(), cancellationToken))
            {
                await GreetAsync(
                    turn,
                    GroupChatCard.Of(contexts.Of(turn.Activity)),
                    () => people.UndoWelcomeConversationAsync(ChannelOf(turn), cancellationToken),
                    cancellationToken);
            }

            return;
        }

        if (visitor is null)
        {
            return;
        }

        if (await people.RememberAsync(visitor.ProfileOf(turn), cancellationToken))
        {
            await waking.WakeAsync(visitor.Actor, cancellationToken);
        }

        if (await people.TryWelcomeAsync(visitor.Person.Id, visitor.At, cancellationToken))
        {
            await GreetAsync(
                turn, WelcomeCard.Of(visitor.Cards), () => people.UndoWelcomeAsync(visitor.Person.Id, cancellationToken), cancellationToken);
        }
    }

    /// <summary>The app was removed: what was stored to write there is dead.</summary>
    public async Task LeaveAsync(TurnContext turn, Visitor? visitor, CancellationToken cancellationToken)
    {
        if (ScreeningBot.IsPersonal(turn))
        {
            if (visitor is not null)
            {
                await people.ForgetConversationAsync(visitor.Person.Id, cancellationToken);
            }
        }
        else if (await people.FindAlertsChannelAsync(cancellationToken) is { } alerts && alerts.Conversation.ConversationId == ChannelOf(turn))
        {
            await people.ForgetAlertsChannelAsync(cancellationToken);
        }
    }

    private static string ChannelOf(TurnContext turn) => turn.Reference.WithoutThread().ConversationId;

    /// <summary>What the channel did not take was no welcome: the next arrival tries again.</summary>
    private static async Task GreetAsync(TurnContext turn, AdaptiveCard card, Func<Task> undo, CancellationToken cancellationToken)
    {
        try
        {
            await turn.SendActivityAsync(Activity.MessageOf(card, card.FallbackText), cancellationToken);
        }
        catch (ConnectorException)
        {
            await undo();
            throw;
        }
    }
}
