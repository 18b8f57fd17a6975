using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Alerts;

/// <summary>What a mail says: what happened, and how to read on in Teams. Never more than the reference.</summary>
internal static class MailText
{
    public static string Of(CardContext reader, string what, AssessmentId id) =>
        reader.Say(NoticeText.MailBody, ("what", what), ("reference", id.Reference.Value));
}
