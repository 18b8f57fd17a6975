using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>A better answer to one question: what the project would have to be able to say.</summary>
/// <param name="Question">The question, asked on the present route.</param>
/// <param name="From">What the present answer says; <see cref="Merit.None"/> when the question is not scored.</param>
/// <param name="To">What the better answer says; <see cref="Merit.None"/> when the question is not scored.</param>
public abstract record AnswerChange(QuestionId Question, Merit From, Merit To)
{
    /// <summary>Another option of a single choice or a scale.</summary>
    public sealed record Choose(QuestionId Question, OptionId FromOption, OptionId ToOption, Merit From, Merit To)
        : AnswerChange(Question, From, To);

    /// <summary>More ticks in a multiple choice that counts its ticks; which ones does not matter.</summary>
    /// <param name="Question">The question, asked on the present route.</param>
    /// <param name="Ticked">How many are ticked now.</param>
    /// <param name="AtLeast">How many it takes.</param>
    /// <param name="From">What the present number says.</param>
    /// <param name="To">What the greater number says.</param>
    public sealed record Tick(QuestionId Question, int Ticked, int AtLeast, Merit From, Merit To)
        : AnswerChange(Question, From, To);
}
