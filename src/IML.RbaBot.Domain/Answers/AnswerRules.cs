using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Answers;

/// <summary>What is wrong with an answer that was given; a missing part is no fault (see <see cref="Ratings.Completeness"/>).</summary>
public enum AnswerFault
{
    /// <summary>The value is of another kind than the question.</summary>
    WrongKind,

    /// <summary>The option is not one of the question's.</summary>
    UnknownOption,

    /// <summary>The same option twice.</summary>
    RepeatedOption,

    /// <summary>An exclusive option (<c>nobody</c>) together with another.</summary>
    ExclusiveOptionCombined,
    CommentTooLong,
    EvidenceTooLong,
    WordsTooLong,
    ExtraRisksNotOffered,
    TooManyExtraRisks,
    ExtraRiskIncomplete,
    ExtraRiskTooLong,
    NotBetweenOneAndFive,
    ImpactReasonTooLong,
    MeasureTooLong,
    OwnerTooLong,
    BudgetTooLong,
    RoleTooLong,
    ConsultedTooLong,
    ProposalVersionTooLong,
}

/// <summary>One fault, at one question.</summary>
public readonly record struct FaultyAnswer(QuestionId Question, AnswerFault Fault);

/// <summary>The rules that every answer has to keep, wherever it comes from: a card, a file or a test.</summary>
public static class AnswerRules
{
    /// <summary>All faults of one answer.</summary>
    public static ImmutableArray<AnswerFault> Check(Question question, Answer answer, TextLimits limits)
    {
        var faults = ImmutableArray.CreateBuilder<AnswerFault>();
        if (answer.Comment?.Length > limits.Comment)
        {
            faults.Add(AnswerFault.CommentTooLong);
        }

        if (answer.Evidence?.Length > limits.Evidence)
        {
            faults.Add(AnswerFault.EvidenceTooLong);
        }

        switch (answer.Value, question.Kind)
        {
            case (null, _):
                break;
            case (AnswerValue.Choice choice, QuestionKind.Single single):
                if (single.Find(choice.Option) is null)
                {
                    faults.Add(AnswerFault.UnknownOption);
                }

                break;
            case (AnswerValue.Choices choices, QuestionKind.Multi multi):
                CheckChoices(faults, choices.Options, multi);
                break;
            case (AnswerValue.Words words, QuestionKind.Text text):
                CheckWords(faults, words, text, limits);
                break;
            case (AnswerValue.Declaration declaration, QuestionKind.Declaration):
                CheckDeclaration(faults, declaration, limits);
                break;
            default:
                faults.Add(AnswerFault.WrongKind);
                break;
        }

        return faults.ToImmutable();
    }

    /// <summary>All faults of one risk rating and measure.</summary>
    public static ImmutableArray<AnswerFault> Check(FlagResponse response, TextLimits limits)
    {
        var faults = ImmutableArray.CreateBuilder<AnswerFault>();
        Add(response.Impact is < 1 or > 5 || response.Likelihood is < 1 or > 5, AnswerFault.NotBetweenOneAndFive);
        Add(response.ImpactReason?.Length > limits.RiskReason, AnswerFault.ImpactReasonTooLong);
        Add(response.Measure?.Length > limits.Measure, AnswerFault.MeasureTooLong);
        Add(response.Owner?.Length > limits.Owner, AnswerFault.OwnerTooLong);
        Add(response.Budget?.Length > limits.Budget, AnswerFault.BudgetTooLong);
        return faults.ToImmutable();

        void Add(bool isFault, AnswerFault fault)
        {
            if (isFault)
            {
                faults.Add(fault);
            }
        }
    }

    private static void CheckChoices(ImmutableArray<AnswerFault>.Builder faults, ImmutableArray<OptionId> options, QuestionKind.Multi multi)
    {
        if (options.Any(o => !multi.Options.Contains(o)))
        {
            faults.Add(AnswerFault.UnknownOption);
        }

        if (options.Distinct().Count() != options.Length)
        {
            faults.Add(AnswerFault.RepeatedOption);
        }

        if (options.Length > 1 && options.Any(o => multi.Exclusive.Contains(o)))
        {
            faults.Add(AnswerFault.ExclusiveOptionCombined);
        }
    }

    private static void CheckDeclaration(
        ImmutableArray<AnswerFault>.Builder faults, AnswerValue.Declaration declaration, TextLimits limits)
    {
        if (declaration.Role.Length > limits.Owner)
        {
            faults.Add(AnswerFault.RoleTooLong);
        }

        if (declaration.Consulted.Sum(c => c.Length) > limits.Comment)
        {
            faults.Add(AnswerFault.ConsultedTooLong);
        }

        if (declaration.ProposalVersion.Length > limits.Owner)
        {
            faults.Add(AnswerFault.ProposalVersionTooLong);
        }
    }

    private static void CheckWords(
        ImmutableArray<AnswerFault>.Builder faults, AnswerValue.Words words, QuestionKind.Text text, TextLimits limits)
    {
        if (words.Text.Length > text.MaxLength)
        {
            faults.Add(AnswerFault.WordsTooLong);
        }

        var risks = words.ExtraRisks.Length + words.Begun.Length;
        if (risks > 0 && !text.ExtraRisks)
        {
            faults.Add(AnswerFault.ExtraRisksNotOffered);
        }

        if (risks > limits.ExtraRisks)
        {
            faults.Add(AnswerFault.TooManyExtraRisks);
        }

        foreach (var risk in words.ExtraRisks)
        {
            if (string.IsNullOrWhiteSpace(risk.Description))
            {
                faults.Add(AnswerFault.ExtraRiskIncomplete);
            }

            if (risk.Description.Length > limits.ExtraRisk)
            {
                faults.Add(AnswerFault.ExtraRiskTooLong);
            }

            if (risk.Impact is < 1 or > 5 || risk.Likelihood is < 1 or > 5)
            {
                faults.Add(AnswerFault.NotBetweenOneAndFive);
            }
        }

        foreach (var begun in words.Begun)
        {
            if (begun.Description?.Length > limits.ExtraRisk)
            {
                faults.Add(AnswerFault.ExtraRiskTooLong);
            }

            if (begun.Impact is < 1 or > 5 || begun.Likelihood is < 1 or > 5)
            {
                faults.Add(AnswerFault.NotBetweenOneAndFive);
            }
        }
    }
}
