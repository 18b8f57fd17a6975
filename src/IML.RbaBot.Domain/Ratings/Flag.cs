using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>A flag raised by the answer to a question.</summary>
public readonly record struct Flag(QuestionId Question, FlagLevel Level)
{
    /// <summary>All flags of the answers that count, in the questionnaire's order (screening standard, "Flags").</summary>
    public static ImmutableArray<Flag> Of(Route route)
    {
        var flags = ImmutableArray.CreateBuilder<Flag>();
        foreach (var question in route.Questionnaire.Questions)
        {
            var level = LevelOf(question, route);
            if (level != FlagLevel.None)
            {
                flags.Add(new Flag(question.Id, level));
            }
        }

        return flags.ToImmutable();
    }

    /// <summary>The level of the flag that the counting answer to a question raises: the highest of the table and its own rules.</summary>
    public static FlagLevel LevelOf(Question question, Route route)
    {
        if (!question.CanFlag || route.AnswerTo(question) is not { Value: not null } answer)
        {
            return FlagLevel.None;
        }

        var level = question.Flag == FlagLevel.None
            ? FlagLevel.None
            : route.Questionnaire.Rules.FlagLevelOf(Standing.Of(question, answer).Merit, question.Flag);
        foreach (var rule in question.FlagRules)
        {
            if (rule.Level > level && Applies(rule, answer) && route.Holds(rule.When))
            {
                level = rule.Level;
            }
        }

        return level;
    }

    private static bool Applies(FlagRule rule, Answer answer)
    {
        foreach (var option in rule.Answers)
        {
            if (answer.Has(option))
            {
                return true;
            }
        }

        return false;
    }
}
