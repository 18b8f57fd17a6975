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

    /// <summary>The reviewer returned it with comments.</summary>
    Returned,

    /// <summary>The reviewer decided.</summary>
    Decided,

    /// <summary>It was not cleared: for the Unit.</summary>
    NotCleared,

    /// <summary>The detail is the new reviewer.</summary>
    HandedOver,

    /// <summary>The detail is who asks for it.</summary>
    HandOverAsked,

    /// <summary>Somebody asks the Unit; the detail is the request's number.</summary>
    Asked,

    /// <summary>The Unit replied; the detail is the request's number.</summary>
    Replied,

    /// <summary>The detail is the new co-editor.</summary>
    Invited,

    /// <summary>The detail is the new owner.</summary>
    OwnerGiven,

    /// <summary>A document cannot be replaced because somebody has it open.</summary>
    DocumentLocked,
}
