using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Projections;

/// <summary>The portfolio as somebody may read it.</summary>
/// <param name="Total">Submitted screenings that were started in the months counted.</param>
/// <param name="ByRating">A to D, also those without any.</param>
/// <param name="ByState">By the state's stored name, the most frequent first.</param>
/// <param name="ByOffice">The most frequent first.</param>
/// <param name="ByMonth">Every month, the oldest first.</param>
/// <param name="Decisions">How many were decided.</param>
/// <param name="MedianHours">Of the time from the last submission to the decision; null without a decision.</param>
public sealed record PortfolioCounts(
    int Total,
    ImmutableArray<(string Rating, int Count)> ByRating,
    ImmutableArray<(string State, int Count)> ByState,
    ImmutableArray<(string Office, int Count)> ByOffice,
    ImmutableArray<(DateOnly Month, int Count)> ByMonth,
    int Decisions,
    decimal? MedianHours)
{
    internal static PortfolioCounts Of(IReadOnlyList<Cell> cells, DateOnly first)
    {
        var counts = cells.SelectMany(c => c.Split().Select(s => (Cell: c, s.Rating, s.State, s.Count))).ToImmutableArray();
        return new PortfolioCounts(
            counts.Sum(c => c.Count),
            [.. Enum.GetNames<Rating>().Order(StringComparer.Ordinal).Select(r => (r, counts.Where(c => c.Rating == r).Sum(c => c.Count)))],
            MostFrequent(counts.GroupBy(c => c.State).Select(g => (g.Key, g.Sum(c => c.Count)))),
            MostFrequent(counts.GroupBy(c => c.Cell.Office).Select(g => (g.Key, g.Sum(c => c.Count)))),
            [
                .. Enumerable.Range(0, Portfolio.Months).Select(i => first.AddMonths(i))
                    .Select(month => (month, counts.Where(c => c.Cell.Month == month).Sum(c => c.Count))),
            ],
            cells.Sum(c => c.Hours.Values.Sum()),
            Median([.. cells.SelectMany(c => c.Hours).GroupBy(h => h.Key).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(h => h.Value)))]));
    }

    /// <summary>The middle of a sorted histogram; of an even number the mean of the two in the middle.</summary>
    internal static decimal? Median(ImmutableArray<(int Hours, int Count)> sorted)
    {
        var total = sorted.Sum(s => s.Count);
        return total == 0 ? null : (At((total - 1) / 2) + At(total / 2)) / 2m;

        int At(int position)
        {
            var passed = 0;
            foreach (var (hours, count) in sorted)
            {
                passed += count;
                if (position < passed)
                {
                    return hours;
                }
            }

            throw new InvalidOperationException("Beyond the last.");
        }
    }

    private static ImmutableArray<(string, int)> MostFrequent(IEnumerable<(string Name, int Count)> counts) =>
        [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Name, StringComparer.Ordinal)];
}
