using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>What one answer is worth.</summary>
/// <param name="Merit">What it says about the proposal.</param>
/// <param name="Points">2, 1 or 0; null when it leaves both sums of its index.</param>
public readonly record struct Standing(Merit Merit, int? Points)
{
    /// <summary>Points of a merit on any scale (screening standard, "Score and rating" 1).</summary>
    public static int? PointsOf(Merit merit) => merit switch
    {
        Merit.Best => 2,
        Merit.Partly => 1,
        Merit.Worst or Merit.NotKnown => 0,
        _ => null,
    };

    /// <summary>The standing of an answer to a question; <see cref="Merit.None"/> when it is missing or says nothing.</summary>
    public static Standing Of(Question question, Answer? answer)
    {
        switch (answer?.Value)
        {
            case AnswerValue.Choice choice when question.Kind is QuestionKind.Single single:
                return single.Find(choice.Option) is { } option ? new(option.Merit, option.Points) : default;
            case AnswerValue.Choices choices when question.Kind is QuestionKind.Multi { Ticks: { } ticks }:
                var merit = ticks.MeritOf(choices.Options.Length);
                return new(merit, PointsOf(merit));
            default:
                return default;
        }
    }
}
