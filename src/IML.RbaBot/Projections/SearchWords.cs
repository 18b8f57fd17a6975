using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Projections;

/// <summary>The words under which an assessment is found, and those of a search; pure. Folded: lower case, without accents.</summary>
internal static class SearchWords
{
    /// <summary>In characters; a shorter word finds nothing, but a rating's letter does.</summary>
    public const int Shortest = 2;

    private const int Longest = 24;
    private const int MostOfTitle = 24;
    private const string RatingMark = "=";

    /// <summary>By reference, rating, state, project code, title, office and country, in every language; the first count most.</summary>
    public static ImmutableArray<string> Of(AssessmentSummary summary, Languages languages)
    {
        var reference = Split(summary.Id.Reference.Value).Where(w => w != Prefix).ToImmutableArray();
        return
        [
            .. new IEnumerable<string>[]
            {
                [string.Concat(reference), .. reference],
                new[] { summary.Rating, summary.FinalRating }.OfType<Domain.Questionnaires.Rating>().Select(r => RatingMark + Fold(r.ToString())),
                languages.All.SelectMany(l => Split(Wording.State(l, summary.State))),
                CodeOf(summary.ProjectCode),
                Split(summary.Title ?? "").Take(MostOfTitle),
                Split(summary.Office ?? ""),
                summary.Countries.SelectMany(c => languages.All.SelectMany(l => Split(l.Lists.Country(c))).Prepend(Fold(c))),
            }
            .SelectMany(words => words)
            .Where(w => w.Length >= Shortest)
            .Select(Cut)
            .Distinct(StringComparer.Ordinal)
            .Take(ProjectedPartitions.MostRows),
        ];
    }

    /// <summary>The words of what somebody typed, each found where a word begins with it; empty when there is nothing to look for.</summary>
    public static ImmutableArray<string> OfQuery(string typed)
    {
        if (Reference.Parse(typed) is { } reference)
        {
            return [string.Concat(Split(reference.Value).Where(w => w != Prefix))];
        }

        var words = Split(typed).Select(w => w is ['a' or 'b' or 'c' or 'd'] ? RatingMark + w : Cut(w));
        return [.. words.Where(w => w.Length >= Shortest && w != Prefix).Distinct(StringComparer.Ordinal)];
    }

    public static bool Match(ImmutableArray<string> query, ImmutableArray<string> words) =>
        query.All(q => words.Any(w => w.StartsWith(q, StringComparison.Ordinal)));

    private const string Prefix = "rba";

    // "CD.0123" is typed with and without its punctuation.
    private static IEnumerable<string> CodeOf(string? code) => code is null ? [] : Split(code).Prepend(string.Concat(Split(code)));

    private static string Cut(string word) =>
        word.Length <= Longest ? word : word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        foreach (var c in Fold(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(c);
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }
}
