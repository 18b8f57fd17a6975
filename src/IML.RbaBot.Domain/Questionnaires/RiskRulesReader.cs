using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>Reads the rule constants of risks. A value that the file gets wrong is left at its default.</summary>
internal sealed class RiskRulesReader(ObjectReader rules)
{
    private static readonly ImmutableArray<string> RiskNames = [.. Enum.GetNames<RiskLevel>()];
    private readonly ProblemList problems = rules.Problems;

    /// <summary>The levels are those of the standard; the file names them for its readers.</summary>
    public void CheckNames()
    {
        var names = rules.Texts("riskLevels").Select(t => t.Text).ToArray();
        if (names.Length > 0 && !names.SequenceEqual(RiskNames))
        {
            problems.Add(
                rules.Place.Key("riskLevels"), ProblemRule.UnknownValue, string.Join(", ", names), string.Join(", ", RiskNames));
        }
    }

    public ImmutableArray<ImmutableArray<RiskLevel>> Matrix()
    {
        if (rules.Object("riskMatrix") is not { } reader)
        {
            return [];
        }

        var rows = ImmutableArray.CreateBuilder<ImmutableArray<RiskLevel>>(5);
        for (var impact = 1; impact <= 5; impact++)
        {
            var cells = ImmutableArray.CreateBuilder<RiskLevel>(5);
            var key = ObjectReader.Number(impact);
            foreach (var (text, place) in reader.Texts(key))
            {
                cells.Add(RiskLevelOf(text, place));
            }

            if (reader.Has(key) && cells.Count != 5)
            {
                problems.Add(reader.Place.Key(key), ProblemRule.RiskMatrixSize, ObjectReader.Number(cells.Count));
            }

            rows.Add(cells.ToImmutable());
        }

        reader.Close();
        CheckRising(reader, rows);
        return rows.ToImmutable();
    }

    private void CheckRising(ObjectReader reader, ImmutableArray<ImmutableArray<RiskLevel>>.Builder rows)
    {
        if (rows.Any(r => r.Length != 5))
        {
            return;
        }

        for (var i = 0; i < 5; i++)
        {
            for (var l = 0; l < 5; l++)
            {
                if ((l > 0 && rows[i][l - 1] > rows[i][l]) || (i > 0 && rows[i - 1][l] > rows[i][l]))
                {
                    problems.Add(reader.Place.Key(ObjectReader.Number(i + 1)).Item(l), ProblemRule.RiskMatrixNotMonotone);
                }
            }
        }
    }

    public ImmutableArray<int> SuggestedImpact()
    {
        if (rules.Object("suggestedImpact") is not { } reader)
        {
            return [0, 0, 0, 0];
        }

        ImmutableArray<int> impacts = [0, reader.Number("M", 1, 5) ?? 1, reader.Number("R", 1, 5) ?? 1, reader.Number("X", 1, 5) ?? 1];
        reader.Close();
        return impacts;
    }

    public (RiskLevel D, RiskLevel C, RiskLevel B) Ratings()
    {
        if (rules.Object("riskRatings") is not { } reader)
        {
            return default;
        }

        var d = RiskLevelAt(reader, "d");
        var c = RiskLevelAt(reader, "c");
        var b = RiskLevelAt(reader, "b");
        reader.Close();
        if (d <= c || c <= b || b <= RiskLevel.Low)
        {
            problems.Add(reader.Place, ProblemRule.RiskRatingsOrder);
        }

        return (d ?? default, c ?? default, b ?? default);
    }

    private RiskLevel? RiskLevelAt(ObjectReader reader, string key) =>
        reader.Text(key) is { } text ? RiskLevelOf(text, reader.Place.Key(key)) : null;

    private RiskLevel RiskLevelOf(string text, JsonPlace place)
    {
        var index = RiskNames.IndexOf(text);
        if (index < 0)
        {
            problems.Add(place, ProblemRule.UnknownValue, text, string.Join(", ", RiskNames));
        }

        return (RiskLevel)Math.Max(index, 0);
    }
}
