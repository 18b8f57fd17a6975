using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>What a set of answers must keep to so that no rule gives a worse rating than <paramref name="Rating"/>.</summary>
internal sealed record RatingLimits(RatingRules Constants, Rating Rating)
{
    private FlagLevel FlagsBelow => Rating switch
    {
        Rating.A => FlagLevel.M,
        Rating.B => FlagLevel.R,
        _ => FlagLevel.X,
    };

    private RiskLevel RisksBelow => Rating switch
    {
        Rating.A => Constants.RiskIsB,
        Rating.B => Constants.RiskIsC,
        _ => Constants.RiskIsD,
    };

    private int AlignmentFrom => Rating switch
    {
        Rating.A => Constants.AlignmentBelowIsB,
        Rating.B => Constants.AlignmentBelowIsC,
        _ => Constants.AlignmentBelowIsD,
    };

    private bool UnknownsCount => Rating <= RatingFacts.RatingOf(RatingRule.C) - 1;

    /// <summary>
    /// Whether the answer to one question keeps to the limits by itself: its flag, its risks, and "not known" where critical.
    /// </summary>
    public bool Admit(Question question, Route route)
    {
        var level = Flag.LevelOf(question, route);
        if (level >= FlagsBelow)
        {
            return false;
        }

        if (level != FlagLevel.None
            && route.Sheet.Response(question.Position) is { Impact: { } impact, Likelihood: { } likelihood }
            && Constants.RiskLevelOf(impact, likelihood) >= RisksBelow)
        {
            return false;
        }

        var answer = route.AnswerTo(question);
        if (answer?.Value is AnswerValue.Words { ExtraRisks: var extraRisks }
            && extraRisks.Any(r => Constants.RiskLevelOf(r.Impact, r.Likelihood) >= RisksBelow))
        {
            return false;
        }

        return !(UnknownsCount && question is { IsScored: true, Critical: true } && Standing.Of(question, answer).Merit == Merit.NotKnown);
    }

    /// <summary>How much Σ(weight × points) of an index must grow; 0 when it is high enough.</summary>
    public int GainNeeded(IndexScore index)
    {
        var hundredfold = (AlignmentFrom * index.Most) - (100 * index.Sum);
        return hundredfold <= 0 ? 0 : (hundredfold + 99) / 100;
    }

    /// <summary>How many of the "not known" answers must go so that their share is allowed.</summary>
    public int UnknownsToResolve(Result result) =>
        UnknownsCount ? Math.Max(0, result.Unknown - (Constants.UnknownSharePercent * result.Scored / 100)) : 0;

    /// <summary>Every cause in a result that goes beyond the limits, rule by rule.</summary>
    public IEnumerable<(RatingRule Rule, Cause Cause)> CausesOf(Route route, Result result)
    {
        var unknownCritical = route.Asked
            .Where(q => q is { IsScored: true, Critical: true } && Standing.Of(q, route.AnswerTo(q)).Merit == Merit.NotKnown)
            .Select(q => q.Id)
            .ToImmutableArray();
        var facts = new RatingFacts(
            Constants, result.Flags, result.Risks, result.Indices, unknownCritical, result.Scored, result.Unknown);
        for (var rule = RatingRule.A; rule < RatingRule.E; rule++)
        {
            if (RatingFacts.RatingOf(rule) > Rating)
            {
                foreach (var cause in facts.CausesOf(rule))
                {
                    yield return (rule, cause);
                }
            }
        }
    }
}
