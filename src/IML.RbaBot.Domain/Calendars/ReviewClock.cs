using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Domain.Calendars;

/// <summary>What falls due while a submission waits for its reply.</summary>
public enum ClockStep
{
    /// <summary>Half of the reply time is over: the focal point is reminded.</summary>
    Reminder,

    /// <summary>The reply time is over: the backup is alerted.</summary>
    Overdue,

    /// <summary>The reply time is over and nobody has opened it: it is recorded.</summary>
    Recording,
}

/// <summary>What a look at the clock finds.</summary>
/// <param name="Due">What is due now.</param>
/// <param name="Next">When to look again; null when nothing will fall due any more.</param>
public sealed record ClockReading(ImmutableArray<ClockStep> Due, DateTimeOffset? Next)
{
    /// <summary>Nothing is due, now or later.</summary>
    public static ClockReading RunDown { get; } = new([], null);
}

/// <summary>
/// The clock of one submission (screening standard, "Score and rating": a reminder at half time, the backup at full time; a B that
/// nobody opens is recorded then).
/// </summary>
public static class ReviewClock
{
    /// <summary>Reads the clock of the submission that was made at <paramref name="startedAt"/>.</summary>
    /// <param name="assessment">As it stands.</param>
    /// <param name="startedAt">When the clock was set; one of an earlier submission has run down.</param>
    /// <param name="done">What has been done already.</param>
    /// <param name="calendar">The duty station's.</param>
    /// <param name="now">Now.</param>
    public static ClockReading Read(
        Assessment assessment, DateTimeOffset startedAt, ImmutableArray<ClockStep> done, WorkingCalendar calendar, DateTimeOffset now)
    {
        if (assessment is not { State: AssessmentState.Submitted or AssessmentState.UnderReview, Review.Deadline: { } deadline }
            || assessment.State.SubmittedAt > startedAt)
        {
            return ClockReading.RunDown;
        }

        if (now < deadline.DueAt)
        {
            return now >= deadline.RemindAt && !done.Contains(ClockStep.Reminder)
                ? new ClockReading([ClockStep.Reminder], deadline.DueAt)
                : new ClockReading([], done.Contains(ClockStep.Reminder) ? deadline.DueAt : deadline.RemindAt);
        }

        if (!assessment.Questionnaire.Rules.ReviewOf(assessment.State.FrozenResult!.Rating).ThenRecorded)
        {
            return done.Contains(ClockStep.Overdue) ? ClockReading.RunDown : new ClockReading([ClockStep.Overdue], null);
        }

        // Somebody has opened it; should they release it, it is recorded on the next working day.
        return assessment.State is AssessmentState.UnderReview
            ? new ClockReading([], calendar.AddWorkingDays(now, 1))
            : new ClockReading([ClockStep.Recording], null);
    }
}
