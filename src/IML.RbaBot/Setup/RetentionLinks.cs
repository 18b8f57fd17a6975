using System.Collections.Immutable;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Retention;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Setup;

/// <summary>What retention keeps longer than it should, because the documents that were filed cannot be removed.</summary>
internal sealed class RetentionLinks(RetentionRows rows)
{
    private const int Most = 100;
    private const int MostNamed = 5;

    public async Task<ImmutableArray<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var hindered = await rows.HinderedAsync(Most, cancellationToken);
        return
        [
            .. hindered.GroupBy(h => (h.Obstacle, h.Detail))
                .Select(same => Of(same.Key.Obstacle, same.Key.Detail, [.. same.Select(h => h.Id)])),
        ];
    }

    private static Finding Of(FilingObstacle? obstacle, string? detail, ImmutableArray<AssessmentId> ids)
    {
        var references = ("references", string.Join(", ", ids.Take(MostNamed)) + (ids.Length > MostNamed ? ", …" : ""));
        return obstacle is { } known
            ? Finding.Broken(Said.Of(SetupText.RetentionHindered, references), Said.Of(FilingParts.WordsOf(known), ("detail", detail ?? "–")))
            : Finding.Broken(Said.Of(SetupText.RetentionElsewhere, references), Said.Of(SetupText.RetentionElsewhereRemedy));
    }
}
