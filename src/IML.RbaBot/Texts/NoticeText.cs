namespace IML.RbaBot.Texts;

/// <summary>The texts sent to people without their asking: alerts, reminders, digests, notices. Keys and strictness as of <see cref="CardText"/>; the file is <c>notices.LANGUAGE.json</c>.</summary>
public enum NoticeText
{
    MailBody,
    Fallback,

    ReminderHeading,
    ReminderWhat,
    OverdueHeading,
    OverdueClaimed,
    OverdueUnclaimed,

    DeletionHeading,
    DeletionDraft,
    DeletionWithdrawn,

    DigestHeading,
    DigestWhat,
    DigestSpotCheck,
    DigestOthers,
    DigestLine,
    DigestLineRestricted,
    DigestMore,
    DigestNext,
    DigestFallback,
    DigestMail,

    AlertState,
    AlertStateBy,
    AlertStateLine,

    ReturnedHeading,
    ReturnedWhat,
    DecidedHeading,
    DecidedCleared,
    DecidedWithConditions,
    DecidedNotCleared,
    NotClearedHeading,
    NotClearedWhat,
    HandedOverHeading,
    HandedOverWhat,
    HandOverAskedHeading,
    HandOverAskedWhat,
    AskedHeading,
    AskedWhat,
    AskedRestricted,
    RepliedHeading,
    RepliedWhat,
    InvitedHeading,
    InvitedWhat,
    OwnerGivenHeading,
    OwnerGivenWhat,
}
