using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Projections;

/// <summary>
/// Finds assessments by their words: the first page of a keyed lookup in each partition that the reader has, never a scan. What is
/// found is asked again for who may read it and whether it still has the words, so that a row left behind shows nothing.
/// </summary>
public sealed class SearchIndex(ProjectedPartitions partitions, SummaryStore summaries, Languages languages)
{
    /// <summary>The most that a search shows.</summary>
    public const int Most = 8;

    private const int PerPartition = 60;
    private const int MostLookedAt = 24;

    /// <summary>What a reader finds, the newest first.</summary>
    /// <param name="reader">Who looks.</param>
    /// <param name="typed">What they typed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when nothing in it can be looked for.</returns>
    public async Task<ImmutableArray<AssessmentSummary>?> FindAsync(Actor reader, string typed, CancellationToken cancellationToken)
    {
        var query = SearchWords.OfQuery(typed);
        if (query.IsEmpty)
        {
            return null;
        }

        // The longest word leaves the fewest; the others are compared.
        var word = Keys.WordPrefix + query.MaxBy(w => w.Length);
        var rows = await Task.WhenAll(SearchRows.PartitionsFor(reader)
            .Select(p => partitions.FirstAsync(p, word, word + '\uFFFD', PerPartition, cancellationToken)));
        var newest = rows.SelectMany(r => r)
            .Select(r => (Id: r.GetString("id"), r.RowKey))
            .OrderBy(r => r.RowKey[^(r.Id.Length + 20)..], StringComparer.Ordinal)
            .Select(r => AssessmentId.Parse(r.Id))
            .OfType<AssessmentId>()
            .Distinct()
            .Take(MostLookedAt);
        var found = await Task.WhenAll(newest.Select(id => summaries.FindAsync(id, cancellationToken)));
        return
        [
            .. found.OfType<AssessmentSummary>()
                .Where(s => SearchRows.MayFind(s, reader) && SearchWords.Match(query, SearchWords.Of(s, languages)))
                .Take(Most),
        ];
    }
}
