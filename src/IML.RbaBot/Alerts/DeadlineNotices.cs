using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Alerts;

/// <summary>At half time: whoever has claimed it is reminded, else, or where their chat takes nothing, the focal points.</summary>
internal sealed class ReminderNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.Reminder;

    public Audience? AudienceOf(Assessment assessment, string? detail) => assessment.State switch
    {
        AssessmentState.UnderReview review when assessment.Review.Deadline is not null =>
            new Audience(review.Reviewer) { FocalPointsOtherwise = true },
        AssessmentState.Submitted when assessment.Review.Deadline is not null => new Audience() { FocalPoints = true },
        _ => null,
    };

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.ReminderHeading,
        DeadlineWords.IsTold(assessment, isChannel)
            ? reader.Say(NoticeText.ReminderWhat, ("due", reader.Moment(assessment.Review.Deadline!.DueAt)))
            : null,
        isChannel,
        showsTitle: !assessment.Project.IsRestricted);
}

/// <summary>At full time: the backups are alerted, and whoever has claimed it.</summary>
internal sealed class OverdueNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.Overdue;

    public Audience? AudienceOf(Assessment assessment, string? detail) => assessment.State switch
    {
        AssessmentState.UnderReview review when assessment.Review.Deadline is not null => new Audience(review.Reviewer) { Backups = true, ChannelOtherwise = true },
        AssessmentState.Submitted when assessment.Review.Deadline is not null => new Audience() { Backups = true, ChannelOtherwise = true },
        _ => null,
    };

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.OverdueHeading,
        DeadlineWords.IsTold(assessment, isChannel)
            ? reader.Say(
                assessment.State is AssessmentState.UnderReview ? NoticeText.OverdueClaimed : NoticeText.OverdueUnclaimed,
                ("due", reader.Moment(assessment.Review.Deadline!.DueAt)))
            : null,
        isChannel,
        showsTitle: !assessment.Project.IsRestricted);
}

/// <summary>What a channel may read of a deadline.</summary>
internal static class DeadlineWords
{
    /// <summary>By when the reply is due says how it is rated, and who has it that it is read: of a restricted one neither is for a channel.</summary>
    public static bool IsTold(Assessment assessment, bool isChannel) => !(isChannel && assessment.Project.IsRestricted);
}
