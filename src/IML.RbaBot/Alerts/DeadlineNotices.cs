using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Alerts;

/// <summary>At half time: whoever has claimed it is reminded, else the focal points who were alerted.</summary>
internal sealed class ReminderNotice(OfficeCalendars calendars) : INotice
{
    public NoticeTopic Topic => NoticeTopic.Reminder;

    public Audience? AudienceOf(Assessment assessment, string? detail) => assessment.State switch
    {
        AssessmentState.UnderReview review => new Audience(review.Reviewer),
        AssessmentState.Submitted => new Audience() { FocalPoints = true },
        _ => null,
    };

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.ReminderHeading,
        reader.Say(NoticeText.ReminderWhat, ("due", reader.Moment(Deadlines.Of(assessment, calendars)!.DueAt))),
        isChannel,
        showsTitle: !assessment.Project.IsRestricted);
}

/// <summary>At full time: the backups are alerted, and whoever has claimed it.</summary>
internal sealed class OverdueNotice(OfficeCalendars calendars) : INotice
{
    public NoticeTopic Topic => NoticeTopic.Overdue;

    public Audience? AudienceOf(Assessment assessment, string? detail) => assessment.State switch
    {
        AssessmentState.UnderReview review => new Audience(review.Reviewer) { Backups = true },
        AssessmentState.Submitted => new Audience() { Backups = true },
        _ => null,
    };

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.OverdueHeading,
        reader.Say(
            assessment.State is AssessmentState.UnderReview ? NoticeText.OverdueClaimed : NoticeText.OverdueUnclaimed,
            ("due", reader.Moment(Deadlines.Of(assessment, calendars)!.DueAt))),
        isChannel,
        showsTitle: !assessment.Project.IsRestricted);
}

/// <summary>By when an assessment is to be answered.</summary>
internal static class Deadlines
{
    /// <summary>Null when no reply is awaited.</summary>
    public static ReviewDeadline? Of(Assessment assessment, OfficeCalendars calendars) =>
        assessment.State is { FrozenResult: { } result, SubmittedAt: { } at }
            ? ReviewDeadline.Of(
                calendars.Of(assessment.Project), at, assessment.Questionnaire.Rules.ReviewOf(result.Rating).ReviewWithinWorkingDays ?? 0)
            : null;
}
