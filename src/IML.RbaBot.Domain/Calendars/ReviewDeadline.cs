namespace IML.RbaBot.Domain.Calendars;

/// <summary>By when the Unit replies to a submission (screening standard, "Score and rating").</summary>
/// <param name="RemindAt">Half of the reply time is over: the focal point is reminded.</param>
/// <param name="DueAt">The reply time is over: the backup focal point is alerted, or the assessment is recorded.</param>
public sealed record ReviewDeadline(DateTimeOffset RemindAt, DateTimeOffset DueAt)
{
    /// <summary>The deadline of a submission; null when no reply is awaited.</summary>
    /// <param name="calendar">The duty station's.</param>
    /// <param name="submittedAt">When it was submitted, also again.</param>
    /// <param name="workingDays">The reply time of its rating; 0 for none.</param>
    public static ReviewDeadline? Of(WorkingCalendar calendar, DateTimeOffset submittedAt, int workingDays) =>
        workingDays <= 0
            ? null
            : new ReviewDeadline(
                calendar.AddWorkingDays(submittedAt, workingDays / 2m), calendar.AddWorkingDays(submittedAt, workingDays));
}
