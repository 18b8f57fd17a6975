using System.Collections.Immutable;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Turns;

/// <summary>A message that a turn fills with a card: the one that was pressed, or the one that was sent in reply.</summary>
/// <param name="Conversation">The chat; its activity id says nothing here.</param>
/// <param name="Activity">The message.</param>
internal sealed record Spot(ConversationReference Conversation, string Activity)
{
    /// <summary>
    /// What answers a refused press is not the card that is updated from now on, so that a refusal writes nothing; what was updated there
    /// before is left alone all the same.
    /// </summary>
    public bool IsRefused { get; init; }

    /// <summary>Null when the card of the answer takes the place of none: it stands in a window, or the client does not say.</summary>
    public static Spot? Of(Press press) => press.Turn.Activity.ReplyToId is { Length: > 0 } pressed && !press.IsInWindow
        ? new Spot(press.Turn.Reference with { ActivityId = null }, pressed)
        : null;
}

/// <summary>
/// What a turn makes of the cards that are updated in place: the card in a message shows where the assessment stands, and is updated, or
/// it shows something else, and nothing may take its place. Pure.
/// </summary>
internal static class Placing
{
    /// <summary>The rows that have to be written before the answer is given; none in the great majority of turns.</summary>
    /// <param name="cards">The cards of the assessment as they were loaded.</param>
    /// <param name="after">The assessment as the turn leaves it.</param>
    /// <param name="visitor">Who gets the answer.</param>
    /// <param name="spot">Where it is shown; null for nowhere.</param>
    /// <param name="answer">Made only where it matters; null for a card that is not about the assessment.</param>
    public static ImmutableArray<PlacedCard> Of(
        ImmutableArray<PlacedCard> cards, Assessment after, Visitor visitor, Spot? spot, Func<AdaptiveCard>? answer)
    {
        if (spot is null)
        {
            return [];
        }

        var here = cards.Where(c => c.IsAt(spot.Conversation, spot.Activity)).ToImmutableArray();
        var isDeveloper = visitor.Person.Id == after.Developer.Id;
        var key = isDeveloper ? PlacedCard.Result : PlacedCard.Of(visitor.Person.Id);
        var isBeingWritten = after.State is AssessmentState.Draft || (isDeveloper && after.State is AssessmentState.Returned);
        var stands = !isBeingWritten && (here.Any() || IsOfStanding(after, visitor)) && answer?.Invoke().Name == CardNames.Standing;
        var changed = here
            .Select(c => c with { Face = stands && c.Key == key ? CardFace.Standing : CardFace.Taken })
            .Where(c => !here.Contains(c))
            .ToImmutableArray();
        return stands && !spot.IsRefused && here.All(c => c.Key != key) && IsOfStanding(after, visitor)
            ? changed.Add(new PlacedCard(key, spot.Conversation, spot.Activity, CardFace.Standing)
            {
                Person = visitor.Person.Id,
                ETag = cards.FirstOrDefault(c => c.Key == key)?.ETag ?? default,
            })
            : changed;
    }

    /// <summary>An update of one of them is on its way, and would come after the answer.</summary>
    public static bool IsBusy(ImmutableArray<PlacedCard> changed, DateTimeOffset now) => changed.Any(c => c.UpdatingUntil > now);

    // The developer's card, and those of who may review it. Others open it again to see where it stands.
    private static bool IsOfStanding(Assessment assessment, Visitor visitor) =>
        visitor.Person.Id == assessment.Developer.Id || assessment.MayReview(visitor.Actor);
}

/// <summary>Writes what <see cref="Placing"/> says, before the answer is given.</summary>
internal sealed class Placer(AssessmentStore store, TimeProvider time)
{
    /// <param name="stored">The assessment as it was loaded.</param>
    /// <param name="visitor">Who gets the answer.</param>
    /// <param name="spot">Where it is shown; null for nowhere.</param>
    /// <param name="answer">As above.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when somebody was faster, or an update is on its way: load afresh and try again.</returns>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<bool> TryAsync(
        StoredAssessment stored, Visitor visitor, Spot? spot, Func<AdaptiveCard>? answer, CancellationToken cancellationToken)
    {
        if (!TryOf(stored, stored.Assessment, visitor, spot, answer, out var changed))
        {
            return false;
        }

        foreach (var card in changed)
        {
            if (await store.PutCardAsync(stored, card, cancellationToken) is not { } now)
            {
                return false;
            }

            stored = now;
        }

        return true;
    }

    /// <summary>The rows to write with a commit; false while an update of one of them is on its way.</summary>
    public bool TryOf(
        StoredAssessment? stored, Assessment after, Visitor visitor, Spot? spot, Func<AdaptiveCard>? answer, out ImmutableArray<PlacedCard> changed)
    {
        changed = Placing.Of(stored?.Cards ?? [], after, visitor, spot, answer);
        return !Placing.IsBusy(changed, time.GetUtcNow());
    }
}
