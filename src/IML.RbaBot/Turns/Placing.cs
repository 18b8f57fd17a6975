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

    /// <summary>
    /// When the card in the message was opened in words; null for every other card. Untrusted: it speaks for no card but the reader's own.
    /// </summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Null when the card of the answer takes the place of none: it stands in a window, or the client does not say.</summary>
    public static Spot? Of(Press press) => press.Turn.Activity.ReplyToId is { Length: > 0 } pressed && !press.IsInWindow
        ? new Spot(press.Turn.Reference with { ActivityId = null }, pressed) { OpenedAt = press.CardOpenedAt }
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

        var (key, mine) = CardOf(cards, after, visitor);
        var here = cards.Where(c => c.IsAt(spot.Conversation, spot.Activity)).ToImmutableArray();
        var stands = (here.Any() || IsOfStanding(after, visitor)) && !IsBeingWritten(after, visitor) && answer?.Invoke().Name == CardNames.Standing;
        var changed = here
            .Select(c => c with { Face = stands && c.Key == key ? CardFace.Standing : CardFace.Taken })
            .Where(c => !here.Contains(c))
            .ToImmutableArray();
        if (spot.IsRefused || here.Any(c => c.Key == key) || !IsOfStanding(after, visitor))
        {
            return changed;
        }

        // A card that was opened in words just now may be pressed before it was noted: whoever is about to note it finds that it is taken.
        var isUnnoted = spot.OpenedAt is { } opened && opened > (mine?.ShownAt ?? DateTimeOffset.MinValue);
        return stands || isUnnoted
            ? changed.Add(New(key, mine, spot, stands ? CardFace.Standing : CardFace.Taken, visitor))
            : changed;
    }

    /// <summary>Whether a card that a person opens in words is updated in place from then on.</summary>
    /// <param name="assessment">As it was loaded.</param>
    /// <param name="visitor">Who opens it.</param>
    /// <param name="card">What is shown.</param>
    public static bool IsFollowed(Assessment assessment, Visitor visitor, AdaptiveCard card) =>
        card.Name == CardNames.Standing && IsOfStanding(assessment, visitor) && !IsBeingWritten(assessment, visitor);

    /// <summary>
    /// The row of a card that was opened in words and sent; none when something newer stands there: the card was pressed meanwhile, and
    /// the press has said what it shows, or another was opened since.
    /// </summary>
    /// <param name="cards">The cards of the assessment as they were loaded.</param>
    /// <param name="assessment">The assessment.</param>
    /// <param name="visitor">Who opened it.</param>
    /// <param name="spot">Where it was sent.</param>
    public static ImmutableArray<PlacedCard> OfSent(ImmutableArray<PlacedCard> cards, Assessment assessment, Visitor visitor, Spot spot)
    {
        var (key, mine) = CardOf(cards, assessment, visitor);
        return mine is not null && (mine.IsAt(spot.Conversation, spot.Activity) || mine.ShownAt > visitor.At)
            ? []
            : [New(key, mine, spot, CardFace.Standing, visitor)];
    }

    /// <summary>An update of one of them is on its way, and would come after the answer.</summary>
    public static bool IsBusy(ImmutableArray<PlacedCard> changed, DateTimeOffset now) => changed.Any(c => c.UpdatingUntil > now);

    private static (string Key, PlacedCard? Card) CardOf(ImmutableArray<PlacedCard> cards, Assessment assessment, Visitor visitor)
    {
        var key = visitor.Person.Id == assessment.Developer.Id ? PlacedCard.Result : PlacedCard.Of(visitor.Person.Id);
        return (key, cards.FirstOrDefault(c => c.Key == key));
    }

    private static PlacedCard New(string key, PlacedCard? before, Spot spot, CardFace face, Visitor visitor) =>
        new(key, spot.Conversation, spot.Activity, face)
        {
            Person = visitor.Person.Id,
            ShownAt = visitor.At,
            ETag = before?.ETag ?? default,
        };

    private static bool IsBeingWritten(Assessment assessment, Visitor visitor) =>
        assessment.State is AssessmentState.Draft
        || (assessment.State is AssessmentState.Returned && assessment.IsEditor(visitor.Person));

    // The cards of who may answer and of who may review it. Others open it again to see where it stands.
    private static bool IsOfStanding(Assessment assessment, Visitor visitor) =>
        assessment.IsEditor(visitor.Person) || assessment.MayReview(visitor.Actor);
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
        return TryOf(stored, stored.Assessment, visitor, spot, answer, out var changed) && await PutAsync(stored, changed, cancellationToken);
    }

    /// <summary>The same for a card that was opened in words, after it was sent.</summary>
    /// <inheritdoc cref="TryAsync"/>
    public Task<bool> TrySentAsync(StoredAssessment stored, Visitor visitor, Spot spot, CancellationToken cancellationToken)
    {
        var changed = Placing.OfSent(stored.Cards, stored.Assessment, visitor, spot);
        return Placing.IsBusy(changed, time.GetUtcNow()) ? Task.FromResult(false) : PutAsync(stored, changed, cancellationToken);
    }

    private async Task<bool> PutAsync(StoredAssessment stored, ImmutableArray<PlacedCard> changed, CancellationToken cancellationToken)
    {
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
