using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>The rule constants, and those of them that are spread over the questions when they are read.</summary>
/// <param name="Rating">For rating.</param>
/// <param name="EvidenceScale">"Yes" on a critical question of this scale needs evidence; null when none does.</param>
/// <param name="ReasonFromWeight">"Not applicable" needs a reason from this weight on.</param>
/// <param name="ReasonMinLength">The reason's smallest length.</param>
internal sealed record ReadRules(RatingRules Rating, string? EvidenceScale, int ReasonFromWeight, int ReasonMinLength);

/// <summary>Reads the rule constants. A value that the file gets wrong is left at its default.</summary>
internal sealed class RulesReader(ObjectReader rules, ImmutableDictionary<string, Scale> scales)
{
    /// <summary>A card shows no text of people's own beyond this length, in UTF-16 code units.</summary>
    public const int LongestText = 3_000;

    // What people type on one card together, so that it has room for it in any script: of the measure of a flag, and of the declaration.
    private const int LongestMeasure = 2_300;
    private const int LongestDeclaration = 2_000;
    private static readonly ImmutableArray<string> RatingNames = [.. Enum.GetNames<Rating>()];
    private readonly ProblemList problems = rules.Problems;

    public static FlagLevel FlagLevelOf(string? word) => word switch
    {
        "M" => FlagLevel.M,
        "R" => FlagLevel.R,
        "X" => FlagLevel.X,
        _ => FlagLevel.None,
    };

    public ReadRules Read()
    {
        var (d, c, b) = Thresholds();
        var unknownShare = rules.Number("unknownSharePercent", 0, 100) ?? 0;
        var flagLevels = FlagLevels();
        var risks = new RiskRulesReader(rules);
        risks.CheckNames();
        var matrix = risks.Matrix();
        var suggested = risks.SuggestedImpact();
        var step = rules.Number("impactStepWithoutReason", 0, 4) ?? 0;
        var (riskIsD, riskIsC, riskIsB) = risks.Ratings();
        var evidenceScale = EvidenceScale();
        var (fromWeight, minLength) = NotApplicableReason();
        var (comment, evidence, measure, owner) = (Limit("commentMaxLength"), Limit("evidenceMaxLength"), Limit("measureMaxLength"), Limit("ownerMaxLength"));
        var (budget, riskReason) = (Limit("budgetMaxLength"), Limit("riskReasonMaxLength"));
        var limits = new TextLimits(
            comment ?? LongestText,
            evidence ?? LongestText,
            measure ?? LongestText,
            owner ?? LongestText,
            budget ?? LongestText,
            riskReason ?? LongestText,
            rules.Number("extraRisksMax", 0, 100) ?? 0,
            Limit("extraRiskMaxLength") ?? LongestText);
        CheckTogether(measure + owner + budget + riskReason, LongestMeasure, "measureMaxLength", "ownerMaxLength", "budgetMaxLength", "riskReasonMaxLength");
        CheckTogether(comment + (2 * owner), LongestDeclaration, "commentMaxLength", "ownerMaxLength", "ownerMaxLength");
        if (minLength > limits.Comment)
        {
            problems.Add(
                rules.Place.Key("notApplicableReason").Key("minLength"),
                ProblemRule.ReasonLongerThanComment,
                ObjectReader.Number(minLength),
                ObjectReader.Number(limits.Comment));
        }

        var review = Review();
        rules.Close();
        var rating = new RatingRules
        {
            AlignmentBelowIsD = d,
            AlignmentBelowIsC = c,
            AlignmentBelowIsB = b,
            RiskIsD = riskIsD,
            RiskIsC = riskIsC,
            RiskIsB = riskIsB,
            UnknownSharePercent = unknownShare,
            FlagLevels = flagLevels,
            RiskMatrix = matrix,
            SuggestedImpact = suggested,
            ImpactStepWithoutReason = step,
            Limits = limits,
            Review = review,
        };
        return new ReadRules(rating, evidenceScale, fromWeight, minLength);
    }

    /// <summary>Texts that are typed on one card; null when one of them is missing or out of range, which has been said.</summary>
    private void CheckTogether(int? longest, int room, params ReadOnlySpan<string> keys)
    {
        if (longest is { } characters && characters > room)
        {
            problems.Add(
                rules.Place,
                ProblemRule.FieldsTooLong,
                string.Join(" + ", keys.ToArray()),
                ObjectReader.Number(characters),
                ObjectReader.Number(room));
        }
    }

    private int? Limit(string key) => rules.Number(key, 1, LongestText);

    private (int D, int C, int B) Thresholds()
    {
        if (rules.Object("thresholds") is not { } reader)
        {
            return default;
        }

        var d = reader.Number("d", 1, 100);
        var c = reader.Number("c", 1, 100);
        var b = reader.Number("b", 1, 100);
        reader.Close();
        if (d >= c || c >= b)
        {
            problems.Add(reader.Place, ProblemRule.ThresholdsOrder);
        }

        return (d ?? 0, c ?? 0, b ?? 0);
    }

    private ImmutableDictionary<Merit, ImmutableArray<FlagLevel>> FlagLevels()
    {
        var table = ImmutableDictionary.CreateBuilder<Merit, ImmutableArray<FlagLevel>>();
        if (rules.Object("flagLevels") is not { } reader)
        {
            return table.ToImmutable();
        }

        foreach (var word in (ReadOnlySpan<string>)["partly", "not-known", "worst"])
        {
            if (reader.Object(word) is { } row)
            {
                table[OptionReader.Merit(word)] =
                [
                    FlagLevel.None,
                    FlagLevelOf(row.OptionalTextOf("M", "M", "R", "X")),
                    FlagLevelOf(row.OptionalTextOf("R", "M", "R", "X")),
                    FlagLevelOf(row.OptionalTextOf("X", "M", "R", "X")),
                ];
                row.Close();
            }
        }

        reader.Close();
        CheckFlagTable(reader, table);
        return table.ToImmutable();
    }

    /// <summary>A worse answer, or a graver question, never gives a lower flag; "not known" lies between "partly" and the worst.</summary>
    private void CheckFlagTable(ObjectReader reader, ImmutableDictionary<Merit, ImmutableArray<FlagLevel>>.Builder table)
    {
        if (table.Count != 3)
        {
            return;
        }

        for (var level = FlagLevel.M; level <= FlagLevel.X; level++)
        {
            var l = (int)level;
            var rising = table[Merit.Partly][l] <= table[Merit.NotKnown][l] && table[Merit.NotKnown][l] <= table[Merit.Worst][l];
            if (!rising || table.Values.Any(row => row[l - 1] > row[l]))
            {
                problems.Add(reader.Place, ProblemRule.FlagTableNotMonotone, level.ToString());
            }
        }
    }

    private string? EvidenceScale()
    {
        if (rules.Object("evidence") is not { } reader)
        {
            return null;
        }

        var critical = reader.Flag("critical");
        var answer = reader.Text("answer");
        var scale = reader.Text("scale");
        reader.Close();
        if (scale is not null && !scales.ContainsKey(scale))
        {
            problems.Add(reader.Place.Key("scale"), ProblemRule.UnknownScale, scale);
        }
        else if (scale is not null && answer is not null
            && scales[scale].Options.FirstOrDefault(o => o.Id.Value == answer)?.Merit != Merit.Best)
        {
            problems.Add(reader.Place.Key("answer"), ProblemRule.EvidenceNotBest, answer, scale);
        }

        return critical ? scale : null;
    }

    private (int FromWeight, int MinLength) NotApplicableReason()
    {
        if (rules.Object("notApplicableReason") is not { } reader)
        {
            return default;
        }

        var read = (reader.Number("fromWeight", 1, 3) ?? 1, reader.Number("minLength", 1, 200) ?? 1);
        reader.Close();
        return read;
    }

    private ImmutableArray<ReviewTerms> Review()
    {
        if (rules.Object("review") is not { } reader)
        {
            return [];
        }

        var review = ImmutableArray.CreateBuilder<ReviewTerms>(RatingNames.Length);
        foreach (var name in RatingNames)
        {
            if (reader.Object(name) is { } terms)
            {
                review.Add(Terms(terms));
            }
        }

        reader.Close();
        return review.ToImmutable();
    }

    private ReviewTerms Terms(ObjectReader reader)
    {
        var atOnce = reader.Flag("recordedAtOnce");
        var spotCheck = reader.OptionalNumber("spotCheckPercent", 0, 100) ?? 0;
        var review = reader.OptionalNumber("reviewWithinWorkingDays", 1, 250);
        var call = reader.OptionalNumber("callWithinWorkingDays", 1, 250);
        var then = reader.Flag("thenRecorded");
        var backup = reader.Flag("alertBackup");
        reader.Close();
        var ways = (atOnce ? 1 : 0) + (reader.Has("reviewWithinWorkingDays") ? 1 : 0) + (reader.Has("callWithinWorkingDays") ? 1 : 0);
        if (ways != 1)
        {
            problems.Add(reader.Place, ProblemRule.ReviewTerms);
        }

        return new ReviewTerms(atOnce, spotCheck, review ?? call, then, backup) { ByCall = call is not null };
    }
}
