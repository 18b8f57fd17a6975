using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Dispatch;

/// <summary>
/// Delivers the messages of one kind. Called at least once for each, in rare cases by two instances at the same time; an expected
/// failure is an outcome, and an exception counts as a failed try and is logged.
/// </summary>
public interface IDelivery
{
    OutboxKind Kind { get; }

    /// <summary>
    /// Whether people see it, so that it must not be done twice: the row is then held by one instance while it is delivered.
    /// </summary>
    bool WritesToPeople => false;

    /// <param name="message">What was promised, with the progress so far.</param>
    /// <param name="assessment">The assessment as it stands now, loaded afresh.</param>
    /// <param name="cancellationToken">Cancelled when the process stops or the try takes too long: then nothing is recorded.</param>
    Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken);
}

/// <summary>What a try came to. Events are appended to the assessment without a new revision, so that open cards stay valid.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    public ImmutableArray<AssessmentEvent> Events { get; init; } = [];

    /// <summary>Where the alert was sent, so that it can be updated in place.</summary>
    public ImmutableArray<PlacedCard> Sent { get; init; } = [];

    /// <summary>Done: the row is removed.</summary>
    public sealed record Delivered : DeliveryOutcome
    {
        /// <summary>Messages that follow, for example the result card after the alert.</summary>
        public ImmutableArray<Following> Then { get; init; } = [];

        /// <summary>
        /// Whether the events were decided on the assessment as it was given: when somebody commits meanwhile, nothing is recorded and the
        /// delivery is asked again.
        /// </summary>
        public bool DecidedOnState { get; init; }
    }

    /// <summary>Not now: the row stays and is tried again, later each time, until the attempts are used up.</summary>
    /// <param name="Reason">For the log: no names, no answers.</param>
    public sealed record Retry(string Reason) : DeliveryOutcome
    {
        /// <summary>Not sooner than this, as the receiver asked (<c>Retry-After</c>).</summary>
        public TimeSpan? After { get; init; }

        /// <summary>All recipients that have it now; null to leave the progress as it is.</summary>
        public ImmutableArray<string>? Done { get; init; }

        /// <summary>Messages that follow already, for example the result card after a first recipient.</summary>
        public ImmutableArray<Following> Then { get; init; } = [];
    }

    /// <summary>Not yet: the row stays and comes due again then. It counts as no try.</summary>
    /// <param name="At">When to look again.</param>
    public sealed record Wait(DateTimeOffset At) : DeliveryOutcome
    {
        /// <summary>What is done already; null to leave the progress as it is.</summary>
        public ImmutableArray<string>? Done { get; init; }

        /// <summary>Messages that have come due.</summary>
        public ImmutableArray<Following> Then { get; init; } = [];
    }

    /// <summary>No try will help: the row is kept and marked.</summary>
    public sealed record Undeliverable(string Reason) : DeliveryOutcome;

    /// <summary>There is nothing left to do, for example because the assessment was withdrawn: the row is removed.</summary>
    public sealed record Obsolete(string Reason) : DeliveryOutcome;
}
