using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>Computes the result by the published rules (screening standard, "Score and rating").</summary>
public static class Rater
{
    /// <summary>The result of a route on which <see cref="Completeness.PreventsRating"/> finds nothing; throws otherwise.</summary>
    public static Result Rate(Route route)
    {
        var questionnaire = route.Questionnaire;
        var flags = Flag.Of(route);
        var risks = RisksOf(route, flags);
        var asked = ImmutableArray.CreateBuilder<QuestionId>(questionnaire.Questions.Length);
        var unknownCritical = ImmutableArray.CreateBuilder<QuestionId>();
        var sums = new int[questionnaire.Indices.Length];
        var most = new int[questionnaire.Indices.Length];
        var scored = 0;
        var unknown = 0;
        foreach (var question in questionnaire.Questions)
        {
            if (!route.IsAsked(question))
            {
                continue;
            }

            asked.Add(question.Id);
            if (question.Index is not { } index)
            {
                continue;
            }

            var standing = Standing.Of(question, route.AnswerTo(question));
            if (standing.Merit == Merit.None)
            {
                throw new ArgumentException($"Question {question.Id} is asked and not answered.", nameof(route));
            }

            if (standing.Points is not { } points)
            {
                continue;
            }

            var i = questionnaire.Indices.IndexOf(index);
            sums[i] += question.Weight * points;
            most[i] += question.Weight * 2;
            scored++;
            if (standing.Merit == Merit.NotKnown)
            {
                unknown++;
                if (question.Critical)
                {
                    unknownCritical.Add(question.Id);
                }
            }
        }

        var indices = ImmutableArray.CreateBuilder<IndexScore>(sums.Length);
        for (var i = 0; i < sums.Length; i++)
        {
            indices.Add(new IndexScore(questionnaire.Indices[i], sums[i], most[i]));
        }

        var facts = new RatingFacts(
            questionnaire.Rules, flags, risks, indices.MoveToImmutable(), unknownCritical.ToImmutable(), scored, unknown);
        var (rule, causes) = facts.Decide();
        return new Result
        {
            Rating = RatingFacts.RatingOf(rule),
            DecidedBy = rule,
            Causes = causes,
            Provisional = facts.TooManyUnknown || facts.UnknownCritical.Length > 0,
            Indices = facts.Indices,
            Alignment = facts.Alignment,
            Risk = facts.Risk,
            Risks = risks,
            Flags = flags,
            Asked = asked.ToImmutable(),
            Scored = scored,
            Unknown = unknown,
        };
    }

    /// <summary>The risk of each flagged answer, then the extra risks.</summary>
    private static ImmutableArray<RatedRisk> RisksOf(Route route, ImmutableArray<Flag> flags)
    {
        var rules = route.Questionnaire.Rules;
        var risks = ImmutableArray.CreateBuilder<RatedRisk>(flags.Length);
        foreach (var flag in flags)
        {
            if (route.Sheet.Response(flag.Question) is not { Impact: { } impact, Likelihood: { } likelihood })
            {
                throw new ArgumentException($"Question {flag.Question} is flagged and its risk is not rated.", nameof(route));
            }

            risks.Add(new RatedRisk(flag.Question, null, impact, likelihood, rules.RiskLevelOf(impact, likelihood)));
        }

        foreach (var question in route.Questionnaire.Questions)
        {
            if (question.Kind is QuestionKind.Text && route.AnswerTo(question)?.Value is AnswerValue.Words words)
            {
                for (var i = 0; i < words.ExtraRisks.Length; i++)
                {
                    var risk = words.ExtraRisks[i];
                    risks.Add(new RatedRisk(question.Id, i, risk.Impact, risk.Likelihood, rules.RiskLevelOf(risk.Impact, risk.Likelihood)));
                }
            }
        }

        return risks.ToImmutable();
    }
}
