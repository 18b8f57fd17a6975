using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>
/// Which questions of an assessment can be answered: all of a draft, none once it is submitted, and of a returned one those that the
/// reviewer commented on, with what an answer to them brings along: questions that were not asked before, and flags that were not there.
/// </summary>
public sealed class OpenQuestions
{
    private readonly bool all;
    private readonly AssessmentState.Returned? returned;
    private readonly Route? before;

    private OpenQuestions(bool all, AssessmentState.Returned? returned, Route? before)
    {
        this.all = all;
        this.returned = returned;
        this.before = before;
    }

    /// <summary>Whether only some questions are open, and the project details are not.</summary>
    public bool AreReopened => returned is not null;

    public static OpenQuestions Of(Assessment assessment) => assessment.State switch
    {
        AssessmentState.Draft => new OpenQuestions(true, null, null),
        AssessmentState.Returned returned => new OpenQuestions(
            false, returned, Route.Of(assessment.Review.Earlier?.SheetBefore(assessment.Sheet) ?? assessment.Sheet)),
        _ => new OpenQuestions(false, null, null),
    };

    public bool Contains(Question question) =>
        all || (returned is not null && (returned.Reopened.Contains(question.Id) || !before!.IsAsked(question)));

    /// <summary>Whether the risk rating and the measure of a flag can be given.</summary>
    public bool ContainsResponseTo(Flag flag) =>
        all || (returned is not null
            && (Contains(before!.Questionnaire[flag.Question]) || !returned.Result.Flags.Contains(flag)));
}
