using System.Collections.Immutable;

namespace IML.RbaBot.Storage;

/// <summary>The part about cards that are updated in place.</summary>
public sealed partial class AssessmentStore
{
    /// <summary>Writes a card's row alone, under its own ETag, so that it never meets a commit.</summary>
    /// <param name="seen">As it was loaded.</param>
    /// <param name="card">As it is to be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What stands now; null when somebody else has written the row since.</returns>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    internal async Task<StoredAssessment?> PutCardAsync(StoredAssessment seen, PlacedCard card, CancellationToken cancellationToken)
    {
        using var rows = clients.Assessments.Begin(Keys.Partition(seen.Id));
        Place(rows, [card]);
        if (await SubmitAsync(seen.Id, rows, cancellationToken) is not { } etag)
        {
            return null;
        }

        var stored = seen.With([card with { ETag = etag }]);
        recent.Put(stored);
        return stored;
    }

    private static void Place(TableTransaction rows, ImmutableArray<PlacedCard> cards)
    {
        foreach (var card in cards)
        {
            if (card.ETag == default)
            {
                rows.Insert(Keys.Card(card.Key), row => PlacedCardRow.Write(row, card));
            }
            else
            {
                rows.Replace(Keys.Card(card.Key), card.ETag, row => PlacedCardRow.Write(row, card));
            }
        }
    }

    /// <param name="stored">What stands now.</param>
    /// <param name="isExact">False where rows were written whose ETags the answer does not tell: then it is loaded again.</param>
    private void Remember(StoredAssessment stored, bool isExact)
    {
        if (isExact)
        {
            recent.Put(stored);
        }
        else
        {
            recent.Forget(stored.Id);
        }
    }
}
