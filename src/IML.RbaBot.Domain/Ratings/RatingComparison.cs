using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>What one asked question adds to its index.</summary>
/// <param name="Index">Which index.</param>
/// <param name="Weight">1 to 3.</param>
/// <param name="Points">2, 1 or 0; null when the answer leaves both sums.</param>
public readonly record struct Contribution(IndexId Index, int Weight, int? Points);

/// <summary>Something that the same answers come to in one version of a questionnaire and not in another.</summary>
public abstract record RatingDifference
{
    private RatingDifference()
    {
    }

    /// <summary>An index has another value.</summary>
    public sealed record IndexMoved(IndexId Index, decimal Before, decimal After) : RatingDifference;

    /// <summary>The overall risk is another.</summary>
    public sealed record RiskMoved(RiskLevel Before, RiskLevel After) : RatingDifference;

    /// <summary>Asked in only one of the two.</summary>
    public sealed record AskedInOne(QuestionId Question, bool InNew) : RatingDifference;

    /// <summary>Asked in both and counts otherwise; null where it does not count.</summary>
    public sealed record CountsOtherwise(QuestionId Question, Contribution? Before, Contribution? After) : RatingDifference;

    /// <summary>Raises another flag, or none.</summary>
    public sealed record FlagMoved(QuestionId Question, FlagLevel Before, FlagLevel After) : RatingDifference;
}

/// <summary>The same answers rated by two versions of a questionnaire.</summary>
/// <param name="Before">By the old version.</param>
/// <param name="After">By the new version.</param>
/// <param name="Differences">Why they differ, in the order: indices, risk, questions.</param>
public sealed record RatingComparison(Result Before, Result After, ImmutableArray<RatingDifference> Differences)
{
    /// <summary>Whether the letter, the rule that decided or "provisional" changes.</summary>
    public bool Changes =>
        (Before.Rating, Before.DecidedBy, Before.Provisional) != (After.Rating, After.DecidedBy, After.Provisional);

    /// <param name="before">A route of the old version that can be rated.</param>
    /// <param name="after">A route of the new version that can be rated.</param>
    public static RatingComparison Of(Route before, Route after)
    {
        var (old, now) = (Rater.Rate(before), Rater.Rate(after));
        var differences = ImmutableArray.CreateBuilder<RatingDifference>();
        AddTotals(differences, old, now);
        var questions = before.Questionnaire.Questions.Concat(after.Questionnaire.Questions).Select(q => q.Id).Distinct();
        foreach (var id in questions)
        {
            AddQuestion(differences, id, before, after);
        }

        return new RatingComparison(old, now, differences.ToImmutable());
    }

    private static void AddTotals(ImmutableArray<RatingDifference>.Builder differences, Result old, Result now)
    {
        foreach (var index in old.Indices)
        {
            if (now.Indices.Any(i => i.Index == index.Index) && now.IndexOf(index.Index) is var other && other.Percent != index.Percent)
            {
                differences.Add(new RatingDifference.IndexMoved(index.Index, index.Percent, other.Percent));
            }
        }

        if (old.Risk != now.Risk)
        {
            differences.Add(new RatingDifference.RiskMoved(old.Risk, now.Risk));
        }
    }

    private static void AddQuestion(ImmutableArray<RatingDifference>.Builder differences, QuestionId id, Route before, Route after)
    {
        var (old, now) = (AskedOn(before, id), AskedOn(after, id));
        if (old is null && now is null)
        {
            return;
        }

        if (old is null || now is null)
        {
            differences.Add(new RatingDifference.AskedInOne(id, InNew: now is not null));
        }
        else if (ContributionOf(before, old) is var was && ContributionOf(after, now) is var becomes && was != becomes)
        {
            differences.Add(new RatingDifference.CountsOtherwise(id, was, becomes));
        }

        var flagBefore = old is null ? FlagLevel.None : Flag.LevelOf(old, before);
        var flagAfter = now is null ? FlagLevel.None : Flag.LevelOf(now, after);
        if (flagBefore != flagAfter)
        {
            differences.Add(new RatingDifference.FlagMoved(id, flagBefore, flagAfter));
        }
    }

    private static Question? AskedOn(Route route, QuestionId id) =>
        route.Questionnaire.Find(id.Value) is { } question && route.IsAsked(question) ? question : null;

    private static Contribution? ContributionOf(Route route, Question question) =>
        question.Index is { } index
            ? new Contribution(index, question.Weight, Standing.Of(question, route.AnswerTo(question)).Points)
            : null;
}
