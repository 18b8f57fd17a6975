using IML.RbaBot.Alerts;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Export;

/// <summary>
/// Tells the reviewer, or while there is none the focal points, that a document cannot be replaced because somebody has it open.
/// </summary>
internal sealed class LockedNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.DocumentLocked;

    // Once it is filed there is nothing to close any more.
    public Audience? AudienceOf(Assessment assessment, string? detail) => assessment.Filing?.Obstacle is not FilingObstacle.Locked
        ? null
        : assessment.Reviewer is { } reviewer ? new Audience(reviewer) { FocalPointsOtherwise = true } : new Audience { FocalPoints = true };

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => new()
    {
        Lang = reader.Language.Id,
        FallbackText = reader.Language[DocumentText.LockedHeading],
        Body =
        [
            Parts.Small(assessment.Reference.Value),
            Parts.Heading(reader.Language[DocumentText.LockedHeading]),
            Parts.Text(reader.Say(DocumentText.LockedWhat, ("reference", assessment.Reference.Value))),
        ],
        Actions = isChannel ? [] : [Buttons.Continue(reader, assessment, CardText.ButtonOpen)],
    };
}
