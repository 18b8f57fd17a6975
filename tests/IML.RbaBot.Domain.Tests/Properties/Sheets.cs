using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Properties;

/// <summary>Random sets of answers to any questionnaire, read off a tape.</summary>
internal static class Sheets
{
    /// <summary>
    /// Everything asked is answered and every flag has its risk and measure, so that it could be submitted. Besides, some
    /// answers and risk ratings lie on branches that do not apply.
    /// </summary>
    /// <param name="questionnaire">What is answered.</param>
    /// <param name="tape">Where the choices come from.</param>
    /// <param name="bestPercent">How often the best answer is given on purpose; otherwise any.</param>
    public static AnswerSheet Complete(Questionnaire questionnaire, Tape tape, int bestPercent)
    {
        var sheet = AnswerSheet.Empty(questionnaire);
        foreach (var question in questionnaire.Questions)
        {
            if (Route.Of(sheet).IsAsked(question) || tape.Chance(30))
            {
                sheet = sheet.With(question.Id, AnswerTo(question, tape, bestPercent));
            }
        }

        var route = Route.Of(sheet);
        foreach (var question in questionnaire.Questions)
        {
            var level = Flag.LevelOf(question, route);
            if (level != FlagLevel.None || tape.Chance(20))
            {
                sheet = sheet.With(question.Id, ResponseTo(questionnaire.Rules, level, tape));
            }
        }

        return sheet;
    }

    /// <summary>Like <see cref="Complete"/>, and then some answers, parts of answers and parts of responses are gone.</summary>
    public static AnswerSheet Incomplete(Questionnaire questionnaire, Tape tape, int bestPercent, int gonePercent)
    {
        var sheet = Complete(questionnaire, tape, bestPercent);
        foreach (var question in questionnaire.Questions)
        {
            if (tape.Chance(gonePercent))
            {
                sheet = sheet.With(question.Id, Less(sheet[question.Position], tape));
            }

            if (tape.Chance(gonePercent))
            {
                sheet = sheet.With(question.Id, Less(sheet.Response(question.Position), tape));
            }
        }

        return sheet;
    }

    /// <summary>An answer with everything beside the value that submission asks for.</summary>
    public static Answer AnswerTo(Question question, Tape tape, int bestPercent) =>
        new(ValueOf(question, tape, bestPercent), "The reason is given in the annex.", "section 3.2");

    public static AnswerValue ValueOf(Question question, Tape tape, int bestPercent)
    {
        switch (question.Kind)
        {
            case QuestionKind.Single single:
                var best = single.Options.Where(o => o.Merit == Merit.Best).ToList();
                return new AnswerValue.Choice(best.Count > 0 && tape.Chance(bestPercent) ? best[0].Id : tape.Pick(single.Options).Id);
            case QuestionKind.Multi multi:
                return new AnswerValue.Choices(Ticks(multi, tape, bestPercent));
            case QuestionKind.Text:
                ImmutableArray<ExtraRisk> extra = tape.Chance(20) ? [new("Floods", tape.Between(1, 5), tape.Between(1, 5))] : [];
                return new AnswerValue.Words("No further remark.", extra);
            default:
                return new AnswerValue.Declaration("Programme officer", ["Protection colleague"], "v3", true);
        }
    }

    public static FlagResponse ResponseTo(RatingRules rules, FlagLevel level, Tape tape) =>
        new(
            tape.Chance(50) && level != FlagLevel.None ? rules.SuggestedImpact[(int)level] : tape.Between(1, 5),
            tape.Chance(50) ? 1 : tape.Between(1, 5),
            "The region differs.",
            "Train the partner.",
            "Programme officer",
            new DateOnly(2027, 3, 31),
            "no cost");

    private static ImmutableArray<OptionId> Ticks(QuestionKind.Multi multi, Tape tape, int bestPercent)
    {
        if (multi.Ticks is not null && tape.Chance(bestPercent))
        {
            return [.. multi.Options.Where(o => !multi.Exclusive.Contains(o))];
        }

        if (!multi.Exclusive.IsEmpty && tape.Chance(10))
        {
            return [multi.Exclusive[0]];
        }

        var free = multi.Options.Where(o => !multi.Exclusive.Contains(o)).ToList();
        var chance = tape.Between(10, 60);
        var ticked = free.Where(_ => tape.Chance(chance)).ToList();
        return ticked.Count >= multi.MinSelected ? [.. ticked] : [.. free.Take(multi.MinSelected)];
    }

    private static Answer? Less(Answer? answer, Tape tape) => tape.Below(5) switch
    {
        0 => null,
        1 => answer is null ? null : answer with { Value = null },
        2 => answer is null ? null : answer with { Comment = "short" },
        3 => answer is null ? null : answer with { Evidence = null },
        _ => answer?.Value switch
        {
            AnswerValue.Choices => answer with { Value = new AnswerValue.Choices([]) },
            AnswerValue.Words words => answer with { Value = Less(words, tape) },
            AnswerValue.Declaration declaration => answer with { Value = Less(declaration, tape) },
            _ => answer is null ? null : answer with { Comment = null },
        },
    };

    private static AnswerValue.Words Less(AnswerValue.Words words, Tape tape) => tape.Below(2) switch
    {
        0 => words with { Text = " " },
        _ => words with { Begun = [new BegunRisk("Strike", tape.Between(1, 5), null)] },
    };

    private static AnswerValue.Declaration Less(AnswerValue.Declaration declaration, Tape tape) => tape.Below(3) switch
    {
        0 => declaration with { Confirmed = false },
        1 => declaration with { Role = "" },
        _ => declaration with { ProposalVersion = " " },
    };

    private static FlagResponse? Less(FlagResponse? response, Tape tape) => response is null ? null : tape.Below(8) switch
    {
        0 => null,
        1 => response with { Impact = null },
        2 => response with { Likelihood = null },
        3 => response with { ImpactReason = null },
        4 => response with { Measure = " " },
        5 => response with { Owner = null },
        6 => response with { Due = null },
        _ => response with { Budget = null },
    };
}
