using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Alerts;

/// <summary>What became of an update in place.</summary>
internal abstract record Updated
{
    private Updated()
    {
    }

    /// <summary>The card says it now; or it shows something that its reader has opened, or is gone: then there is nothing to do.</summary>
    public sealed record Done : Updated;

    /// <summary>Its reader has just pressed it, or another instance updates it: look again soon.</summary>
    public sealed record Busy : Updated;

    /// <param name="Reason">No names, no answers.</param>
    /// <param name="After">Not sooner, as the channel asked.</param>
    public sealed record Failed(string Reason, TimeSpan? After) : Updated;
}

/// <summary>
/// Updates a card in place. The card's row is held meanwhile, so that a press of its reader is answered either before, and then nothing
/// is sent, or after it: an update never takes the place of what somebody has opened.
/// </summary>
internal sealed class CardUpdate(AssessmentStore store, IConnectorClient connector, TimeProvider time)
{
    // A press waits for it, and Teams waits ten seconds for the press.
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ToSend = TimeSpan.FromSeconds(4);

    /// <param name="stored">As it was loaded.</param>
    /// <param name="placed">One of its cards.</param>
    /// <param name="card">What it is to show.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<Updated> SendAsync(StoredAssessment stored, PlacedCard placed, AdaptiveCard card, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (placed.Face is CardFace.Taken)
        {
            return new Updated.Done();
        }

        using var limit = new CancellationTokenSource(ToSend, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        if (placed.UpdatingUntil > now
            || await store.PutCardAsync(stored, placed with { UpdatingUntil = now + Held }, cancellationToken) is not { } held)
        {
            return new Updated.Busy();
        }

        try
        {
            await connector.UpdateActivityAsync(
                placed.Conversation, placed.ActivityId, Activity.MessageOf(card, card.FallbackText), either.Token);
            return new Updated.Done();
        }
        catch (ConnectorException gone) when (gone.Kind == ConnectorFailure.PermanentlyGone)
        {
            return new Updated.Done();
        }
        catch (ConnectorException failed)
        {
            return new Updated.Failed($"{failed.Kind} {(int?)failed.Status}", failed.RetryAfter);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Updated.Failed("The channel did not answer in time.", null);
        }
        finally
        {
            await store.PutCardAsync(held, held.CardOf(placed.Key)! with { UpdatingUntil = null }, CancellationToken.None);
        }
    }
}
