using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Export;

/// <summary>
/// The questions whose answers only the restricted annex holds: those that demand their sources (A4, the conduct of counterparts).
/// What is said there about a counterpart must not travel with a document that is passed on.
/// </summary>
internal static class RestrictedQuestions
{
    public static bool IsRestricted(Question question) => question.CommentRequired;

    public static bool IsRestricted(Questionnaire questionnaire, QuestionId question) => IsRestricted(questionnaire[question]);
}
