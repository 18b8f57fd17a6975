using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>What an editor asks the Unit for.</summary>
public enum RequestKind
{
    /// <summary>Guidance on a question of the questionnaire.</summary>
    Question,

    /// <summary>The review of a draft law or policy.</summary>
    DraftReview,

    Training,

    Call,

    /// <summary>Anything else that supports the project.</summary>
    Other,
}

/// <summary>A request to the International Migration Law Unit, and its reply. It stays beside its question, for both, for good.</summary>
/// <param name="Number">From 1, within its assessment.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Question">The question it is about; only for <see cref="RequestKind.Question"/>.</param>
/// <param name="AnswerThen">What stood at that question when it was asked; null where nothing did.</param>
/// <param name="Text">In the person's words.</param>
/// <param name="By">The developer or a co-editor.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Reply">Null while it is open.</param>
public sealed record UnitRequest(
    int Number,
    RequestKind Kind,
    QuestionId? Question,
    Answer? AnswerThen,
    string Text,
    Person By,
    DateTimeOffset At,
    RequestReply? Reply = null)
{
    public bool IsOpen => Reply is null;
}

/// <summary>The reply of a focal point.</summary>
public sealed record RequestReply(string Text, Person By, DateTimeOffset At);
