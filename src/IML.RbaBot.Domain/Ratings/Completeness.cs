using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>What is still missing at a question before submission.</summary>
public enum MissingPart
{
    Answer,

    /// <summary>More options must be ticked.</summary>
    Options,

    /// <summary>The words themselves, where only extra risks were given.</summary>
    Words,

    /// <summary>What would complete an extra risk that is half entered.</summary>
    ExtraRisk,

    /// <summary>The comment that the question always needs (A4: the sources).</summary>
    Comment,

    /// <summary>Section, page or link for "Yes" on a critical question.</summary>
    Evidence,

    /// <summary>The reason for "Not applicable".</summary>
    NotApplicableReason,
    Impact,
    Likelihood,

    /// <summary>The reason for an impact far from the suggested one.</summary>
    ImpactReason,
    Measure,
    Owner,
    Due,
    Budget,

    /// <summary>Role, colleagues consulted or proposal version of the declaration.</summary>
    DeclarationFields,
    Confirmation,

    /// <summary>Copied from an earlier version: somebody has to look at it.</summary>
    ToConfirm,

    /// <summary>The reply to the reviewer's comment.</summary>
    Reply,
}

/// <summary>One thing missing.</summary>
public readonly record struct Missing(QuestionId Question, MissingPart Part);

/// <summary>What stands between a set of answers and its submission (screening standard, "States": Draft → Submitted).</summary>
public static class Completeness
{
    /// <summary>Everything missing for submission, in the questionnaire's order; empty exactly when submission is possible.</summary>
    public static ImmutableArray<Missing> Of(Route route)
    {
        var missing = ImmutableArray.CreateBuilder<Missing>();
        var flags = route.Flags;
        var next = 0;
        foreach (var question in route.Questionnaire.Questions)
        {
            if (!route.IsAsked(question))
            {
                continue;
            }

            AddAnswer(missing, question, route.Sheet[question.Position]);

            // The flags stand in the same order, and only what is asked has one.
            if (next < flags.Length && flags[next].Question == question.Id)
            {
                AddResponse(missing, question, route.Questionnaire.Rules, flags[next++].Level, route.Sheet.Response(question.Position));
            }
        }

        return missing.ToImmutable();
    }

    /// <summary>
    /// What is missing at the answer itself, whatever the route and without its flag: for the checks of one page.
    /// </summary>
    public static ImmutableArray<Missing> OfAnswer(Question question, Answer? answer)
    {
        var missing = ImmutableArray.CreateBuilder<Missing>();
        AddAnswer(missing, question, answer);
        return missing.ToImmutable();
    }

    /// <summary>What is missing at the risk rating and measure of a flagged answer.</summary>
    public static ImmutableArray<Missing> OfResponse(Question question, RatingRules rules, FlagLevel level, FlagResponse? response)
    {
        var missing = ImmutableArray.CreateBuilder<Missing>();
        AddResponse(missing, question, rules, level, response);
        return missing.ToImmutable();
    }

    /// <summary>
    /// Whether a missing thing is one that the rating is computed from. Evidence, reasons and measures are needed for
    /// submission and do not move the rating.
    /// </summary>
    public static bool PreventsRating(MissingPart part) =>
        part is MissingPart.Answer or MissingPart.Options or MissingPart.Impact or MissingPart.Likelihood;

    private static void AddAnswer(ImmutableArray<Missing>.Builder missing, Question question, Answer? answer)
    {
        if (answer?.Value is not { } value)
        {
            missing.Add(new Missing(question.Id, MissingPart.Answer));
            return;
        }

        switch (value)
        {
            case AnswerValue.Choices choices when question.Kind is QuestionKind.Multi multi && choices.Options.Length < multi.MinSelected:
                missing.Add(new Missing(question.Id, MissingPart.Options));
                break;
            case AnswerValue.Words words:
                AddWords(missing, question, words);
                break;
            case AnswerValue.Declaration declaration:
                AddDeclaration(missing, question, declaration);
                break;
        }

        if (answer.ToConfirm)
        {
            missing.Add(new Missing(question.Id, MissingPart.ToConfirm));
        }

        if (question.CommentRequired && string.IsNullOrWhiteSpace(answer.Comment))
        {
            missing.Add(new Missing(question.Id, MissingPart.Comment));
        }

        switch (Standing.Of(question, answer).Merit)
        {
            case Merit.Best when question.EvidenceForBest && string.IsNullOrWhiteSpace(answer.Evidence):
                missing.Add(new Missing(question.Id, MissingPart.Evidence));
                break;
            case Merit.NotApplicable when (answer.Comment?.Trim().Length ?? 0) < question.NotApplicableReasonMinLength:
                missing.Add(new Missing(question.Id, MissingPart.NotApplicableReason));
                break;
        }
    }

    private static void AddWords(ImmutableArray<Missing>.Builder missing, Question question, AnswerValue.Words words)
    {
        if (string.IsNullOrWhiteSpace(words.Text))
        {
            missing.Add(new Missing(question.Id, MissingPart.Words));
        }

        if (!words.Begun.IsEmpty)
        {
            missing.Add(new Missing(question.Id, MissingPart.ExtraRisk));
        }
    }

    private static void AddDeclaration(ImmutableArray<Missing>.Builder missing, Question question, AnswerValue.Declaration declaration)
    {
        if (string.IsNullOrWhiteSpace(declaration.Role) || string.IsNullOrWhiteSpace(declaration.ProposalVersion))
        {
            missing.Add(new Missing(question.Id, MissingPart.DeclarationFields));
        }

        if (!declaration.Confirmed)
        {
            missing.Add(new Missing(question.Id, MissingPart.Confirmation));
        }
    }

    private static void AddResponse(
        ImmutableArray<Missing>.Builder missing, Question question, RatingRules rules, FlagLevel level, FlagResponse? response)
    {
        response ??= new FlagResponse();
        Add(response.Impact is null, MissingPart.Impact);
        Add(response.Likelihood is null, MissingPart.Likelihood);
        Add(NeedsImpactReason(rules, level, response.Impact) && string.IsNullOrWhiteSpace(response.ImpactReason), MissingPart.ImpactReason);
        Add(string.IsNullOrWhiteSpace(response.Measure), MissingPart.Measure);
        Add(string.IsNullOrWhiteSpace(response.Owner), MissingPart.Owner);
        Add(response.Due is null, MissingPart.Due);
        Add(string.IsNullOrWhiteSpace(response.Budget), MissingPart.Budget);

        void Add(bool isMissing, MissingPart part)
        {
            if (isMissing)
            {
                missing.Add(new Missing(question.Id, part));
            }
        }
    }

    private static bool NeedsImpactReason(RatingRules rules, FlagLevel level, int? impact) =>
        impact is { } given && Math.Abs(given - rules.SuggestedImpact[(int)level]) > rules.ImpactStepWithoutReason;
}
