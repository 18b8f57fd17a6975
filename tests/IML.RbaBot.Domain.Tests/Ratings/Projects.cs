using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Ratings;

/// <summary>
/// Answers to the shipped questionnaire as the worked examples of the standard tell them: direct contact, services, an NGO
/// partner, everything at its best unless said.
/// </summary>
internal static class Projects
{
    /// <summary>Every question of the questionnaire is asked: every group, every activity, every counterpart.</summary>
    public static ImmutableArray<(string Question, string Options)> Everything { get; } =
        [.. new[] { "A1", "A2", "A3" }.Select(id => (id, string.Join(',', All(Shipped.Questionnaire[new(id)]))))];

    /// <summary>All best but for what is said; options of a multiple choice are joined by commas.</summary>
    public static AnswerSheet Of(params IEnumerable<(string Question, string Options)> said)
    {
        var sheet = AnswerSheet.Empty(Shipped.Questionnaire);
        foreach (var (id, options) in Unsaid.Concat(said))
        {
            sheet = sheet.Answer(id, options);
        }

        foreach (var question in Shipped.Questionnaire.Questions.Where(q => q.IsScored && sheet[q.Id] is null))
        {
            sheet = sheet.With(question.Id, Best(question));
        }

        return sheet
            .With(new QuestionId("E2"), new Answer(new AnswerValue.Words("No further remark.", [])))
            .With(new QuestionId("E3"), new Answer(new AnswerValue.Declaration("Programme officer", [], "v3", true)));
    }

    /// <summary>The same answers but for one, complete with what submission asks for beside the value.</summary>
    public static AnswerSheet Answer(this AnswerSheet sheet, string question, string options)
    {
        var id = new QuestionId(question);
        AnswerValue value = Shipped.Questionnaire[id].Kind is QuestionKind.Multi
            ? new AnswerValue.Choices([.. options.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(o => new OptionId(o))])
            : new AnswerValue.Choice(new OptionId(options));
        return sheet.With(id, new Answer(value, "The situation is described in the annex.", "section 3.2"));
    }

    /// <summary>The risk rating and a complete measure for the flag on a question.</summary>
    public static AnswerSheet Risk(this AnswerSheet sheet, string question, int impact, int likelihood) => sheet.With(
        new QuestionId(question),
        new FlagResponse(
            impact, likelihood, "The region differs.", "Train the partner.", "Programme officer", new DateOnly(2027, 3, 31), "no cost"));

    /// <summary>An extra risk in E2.</summary>
    public static AnswerSheet ExtraRisk(this AnswerSheet sheet, int impact, int likelihood) => sheet.With(
        new QuestionId("E2"), new Answer(new AnswerValue.Words("See below.", [new ExtraRisk("Floods", impact, likelihood)])));

    /// <summary>The same risk rating for every flag that the answers raise.</summary>
    public static AnswerSheet RiskEverywhere(this AnswerSheet sheet, int impact, int likelihood) =>
        Flag.Of(Route.Of(sheet)).Aggregate(sheet, (s, f) => s.Risk(f.Question.Value, impact, likelihood));

    private static (string Question, string Options)[] Unsaid => [("A1", "adults"), ("A2", "services"), ("A3", "ngo"), ("A4", "nothing-serious")];

    private static Answer Best(Question question) => new(
        question.Kind switch
        {
            QuestionKind.Single single => new AnswerValue.Choice(single.Options.First(o => o.Merit == Merit.Best).Id),
            QuestionKind.Multi multi => new AnswerValue.Choices(multi.Options),
            _ => throw new InvalidOperationException($"{question.Id} is not scored."),
        },
        Evidence: "section 3.2");

    private static IEnumerable<OptionId> All(Question question)
    {
        var multi = (QuestionKind.Multi)question.Kind;
        return multi.Options.Where(o => !multi.Exclusive.Contains(o));
    }
}
