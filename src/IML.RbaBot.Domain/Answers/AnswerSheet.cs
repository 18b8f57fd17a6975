using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Answers;

/// <summary>
/// All answers of an assessment, also those left behind on branches that no longer apply. Immutable. Which of them count is
/// for <see cref="Ratings.Route"/> to say.
/// </summary>
public sealed class AnswerSheet
{
    // By the question's position: a page turn reads every answer several times, and an array read is all that costs.
    private readonly ImmutableArray<Answer?> answers;
    private readonly ImmutableArray<FlagResponse?> responses;

    // Follows from the rest; two threads that work it out at the same time get the same.
    private Route? route;

    private AnswerSheet(Questionnaire questionnaire, ImmutableArray<Answer?> answers, ImmutableArray<FlagResponse?> responses)
    {
        Questionnaire = questionnaire;
        this.answers = answers;
        this.responses = responses;
    }

    public Questionnaire Questionnaire { get; }

    /// <summary>Which questions are asked, given these answers.</summary>
    internal Route Route => route ??= Route.Compute(this);

    public static AnswerSheet Empty(Questionnaire questionnaire) => new(
        questionnaire,
        ImmutableArray.Create(new Answer?[questionnaire.Questions.Length]),
        ImmutableArray.Create(new FlagResponse?[questionnaire.Questions.Length]));

    /// <summary>A sheet from what was stored; ids that the questionnaire does not have are the caller's bug and throw.</summary>
    public static AnswerSheet Of(
        Questionnaire questionnaire,
        IEnumerable<KeyValuePair<QuestionId, Answer>> answers,
        IEnumerable<KeyValuePair<QuestionId, FlagResponse>> responses)
    {
        var a = new Answer?[questionnaire.Questions.Length];
        var r = new FlagResponse?[questionnaire.Questions.Length];
        foreach (var (id, answer) in answers)
        {
            a[questionnaire[id].Position] = answer.IsEmpty ? null : answer;
        }

        foreach (var (id, response) in responses)
        {
            r[questionnaire[id].Position] = response.IsEmpty ? null : response;
        }

        return new AnswerSheet(questionnaire, ImmutableArray.Create(a), ImmutableArray.Create(r));
    }

    /// <summary>The answer at a question's position, or null.</summary>
    public Answer? this[int position] => answers[position];

    public Answer? this[QuestionId id] => answers[Questionnaire[id].Position];

    /// <summary>The risk rating and measure at a question's position, or null.</summary>
    public FlagResponse? Response(int position) => responses[position];

    public FlagResponse? Response(QuestionId id) => responses[Questionnaire[id].Position];

    public AnswerSheet With(QuestionId id, Answer? answer) =>
        new(Questionnaire, answers.SetItem(Questionnaire[id].Position, answer is { IsEmpty: false } ? answer : null), responses);

    public AnswerSheet With(QuestionId id, FlagResponse? response) =>
        new(Questionnaire, answers, responses.SetItem(Questionnaire[id].Position, response is { IsEmpty: false } ? response : null));
}
