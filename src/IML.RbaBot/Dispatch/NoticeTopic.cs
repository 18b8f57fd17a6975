namespace IML.RbaBot.Dispatch;

/// <summary>
/// What a notice is about. The name is stored, so it never changes once rows exist. Each topic has its words and its readers in an
/// <c>INotice</c> of its own; a test holds that.
/// </summary>
public enum NoticeTopic
{
    /// <summary>Half of the reply time is over.</summary>
    Reminder,

    /// <summary>The reply time is over.</summary>
    Overdue,

    /// <summary>A draft or a withdrawn assessment will be deleted.</summary>
    Deletion,

    /// <summary>A document cannot be replaced because somebody has it open.</summary>
    DocumentLocked,
}
