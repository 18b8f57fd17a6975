using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>Everything that the rating rules look at, and the rules themselves.</summary>
internal sealed record RatingFacts(
    RatingRules Rules,
    ImmutableArray<Flag> Flags,
    ImmutableArray<RatedRisk> Risks,
    ImmutableArray<IndexScore> Indices,
    ImmutableArray<QuestionId> UnknownCritical,
    int Scored,
    int Unknown)
{
    public bool TooManyUnknown => 100 * Unknown > Rules.UnknownSharePercent * Scored;

    public RiskLevel Risk => Risks.IsEmpty ? RiskLevel.Low : Risks.Max(r => r.Level);

    public IndexScore Alignment => Indices.Aggregate((lowest, next) => next.IsLowerThan(lowest) ? next : lowest);

    /// <summary>The rating that a rule gives (screening standard, "Score and rating" 4).</summary>
    public static Rating RatingOf(RatingRule rule) => rule switch
    {
        RatingRule.A or RatingRule.B => Rating.D,
        RatingRule.C => Rating.C,
        RatingRule.D => Rating.B,
        _ => Rating.A,
    };

    /// <summary>The first rule that fits, with every cause that makes it fit.</summary>
    public (RatingRule Rule, ImmutableArray<Cause> Causes) Decide()
    {
        for (var rule = RatingRule.A; rule < RatingRule.E; rule++)
        {
            var causes = CausesOf(rule);
            if (!causes.IsEmpty)
            {
                return (rule, causes);
            }
        }

        return (RatingRule.E, []);
    }

    /// <summary>Every cause that makes a rule fit, whether or not an earlier rule fits too; empty when it does not.</summary>
    public ImmutableArray<Cause> CausesOf(RatingRule rule)
    {
        var causes = ImmutableArray.CreateBuilder<Cause>();
        switch (rule)
        {
            case RatingRule.A:
                AddFlags(causes, FlagLevel.X);
                break;
            case RatingRule.B:
                AddWeakAlignment(causes, Rules.AlignmentBelowIsD);
                AddRisks(causes, Rules.RiskIsD);
                break;
            case RatingRule.C:
                AddFlags(causes, FlagLevel.R);
                AddWeakAlignment(causes, Rules.AlignmentBelowIsC);
                AddRisks(causes, Rules.RiskIsC);
                foreach (var question in UnknownCritical)
                {
                    causes.Add(new Cause.UnknownCritical(question));
                }

                if (TooManyUnknown)
                {
                    causes.Add(new Cause.TooManyUnknown(Unknown, Scored));
                }

                break;
            case RatingRule.D:
                AddFlags(causes, FlagLevel.M);
                AddWeakAlignment(causes, Rules.AlignmentBelowIsB);
                AddRisks(causes, Rules.RiskIsB);
                break;
        }

        return causes.ToImmutable();
    }

    private void AddFlags(ImmutableArray<Cause>.Builder causes, FlagLevel level)
    {
        foreach (var flag in Flags)
        {
            if (flag.Level == level)
            {
                causes.Add(new Cause.Flagged(flag));
            }
        }
    }

    private void AddWeakAlignment(ImmutableArray<Cause>.Builder causes, int percent)
    {
        foreach (var index in Indices)
        {
            if (index.IsBelow(percent))
            {
                causes.Add(new Cause.WeakAlignment(index, percent));
            }
        }
    }

    private void AddRisks(ImmutableArray<Cause>.Builder causes, RiskLevel level)
    {
        foreach (var risk in Risks)
        {
            if (risk.Level >= level)
            {
                causes.Add(new Cause.Risk(risk));
            }
        }
    }
}
