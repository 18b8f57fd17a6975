namespace IML.RbaBot.Domain.Assessments;

/// <summary>How long what nobody needs any more is kept (screening standard, "Confidentiality"); configuration.</summary>
/// <param name="Drafts">A draft, after the last change by a person; null for ever.</param>
/// <param name="Withdrawn">A withdrawn assessment, after its withdrawal; null for ever.</param>
/// <param name="Notice">How long before its deletion the developer is told, at least.</param>
public sealed record RetentionPeriods(TimeSpan? Drafts, TimeSpan? Withdrawn, TimeSpan Notice);

/// <summary>A deletion that the developer was told of.</summary>
/// <param name="For">The moment from which the time ran; a later change makes the announcement void.</param>
/// <param name="At">When it was promised to tell them.</param>
public sealed record DeletionAnnounced(DateTimeOffset For, DateTimeOffset At);

/// <summary>What retention asks for now.</summary>
public abstract record RetentionStep
{
    private RetentionStep()
    {
    }

    /// <summary>It is kept: a final assessment, one under review, or a rule that is off.</summary>
    public sealed record Keep : RetentionStep;

    /// <summary>Not yet.</summary>
    public sealed record LookAgain(DateTimeOffset At) : RetentionStep;

    /// <summary>The developer is to be told that it will be deleted then.</summary>
    /// <param name="From">The moment from which the time ran.</param>
    /// <param name="DeletedAt">When.</param>
    public sealed record Announce(DateTimeOffset From, DateTimeOffset DeletedAt) : RetentionStep;

    /// <summary>The time is over, and the developer was told long enough ago.</summary>
    public sealed record Delete : RetentionStep;
}

/// <summary>When an assessment is deleted.</summary>
public static class Retention
{
    /// <param name="assessment">As it stands.</param>
    /// <param name="periods">By the configuration.</param>
    /// <param name="announced">What the developer was told; null for nothing yet.</param>
    /// <param name="now">In UTC.</param>
    public static RetentionStep Next(Assessment assessment, RetentionPeriods periods, DeletionAnnounced? announced, DateTimeOffset now)
    {
        var (from, kept) = assessment.State switch
        {
            AssessmentState.Draft => (assessment.ChangedAt, periods.Drafts),
            AssessmentState.Withdrawn withdrawn => (withdrawn.At, periods.Withdrawn),
            _ => (assessment.ChangedAt, null),
        };
        if (kept is not { } period)
        {
            return new RetentionStep.Keep();
        }

        var told = announced is { } given && given.For == from ? given : null;
        var deletedAt = Later(from + period, (told?.At ?? now) + periods.Notice);
        return told is null
            ? now < from + period - periods.Notice
                ? new RetentionStep.LookAgain(from + period - periods.Notice)
                : new RetentionStep.Announce(from, deletedAt)
            : now < deletedAt
                ? new RetentionStep.LookAgain(deletedAt)
                : new RetentionStep.Delete();
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
