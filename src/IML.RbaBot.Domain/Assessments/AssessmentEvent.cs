using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>What happened to an assessment. The audit keeps each with who and when; before and after are here.</summary>
public abstract record AssessmentEvent
{
    private AssessmentEvent()
    {
    }

    public sealed record Started(Person Developer, ProjectData Project) : AssessmentEvent;

    public sealed record ProjectChanged(ProjectData Before, ProjectData After) : AssessmentEvent;

    public sealed record AnswerChanged(QuestionId Question, Answer? Before, Answer? After) : AssessmentEvent;

    public sealed record ResponseChanged(QuestionId Question, FlagResponse? Before, FlagResponse? After) : AssessmentEvent;

    /// <summary>The draft continues elsewhere. Changes what a card shows and no content, so the audit leaves it out.</summary>
    public sealed record Moved(Place To) : AssessmentEvent;

    public sealed record Submitted(FrozenResult Result) : AssessmentEvent;

    public sealed record Recorded : AssessmentEvent;

    public sealed record Withdrawn(string Reason) : AssessmentEvent;

    /// <summary>The alert of the submission was accepted by a person's chat or a channel.</summary>
    public sealed record AlertDelivered(AlertDelivery Delivery, bool Last) : AssessmentEvent;

    /// <summary>The alert of the submission could not be delivered yet, or will not be tried again.</summary>
    public sealed record AlertFailed(int Attempts, string Reason, bool GivenUp) : AssessmentEvent;
}
