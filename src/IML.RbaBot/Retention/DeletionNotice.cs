using System.Globalization;
using IML.RbaBot.Alerts;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Retention;

/// <summary>The developer is told on which day a draft or a withdrawn assessment will be deleted, and how to keep it.</summary>
internal sealed class DeletionNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.Deletion;

    /// <param name="assessment">As it stands.</param>
    /// <param name="detail">The day.</param>
    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        assessment.State is AssessmentState.Draft or AssessmentState.Withdrawn ? new Audience(assessment.Developer) : null;

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel)
    {
        var day = DateOnly.ParseExact(detail ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var what = assessment.State is AssessmentState.Draft ? NoticeText.DeletionDraft : NoticeText.DeletionWithdrawn;
        return NoticeCard.Of(
            reader,
            assessment,
            NoticeText.DeletionHeading,
            reader.Say(what, ("day", reader.Language.Date(day)), ("address", reader.ContactAddress)),
            isChannel,
            showsTitle: !isChannel);
    }
}
