using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>One filled-in questionnaire about one project proposal, with its result and its review.</summary>
public sealed record Assessment
{
    public required AssessmentId Id { get; init; }

    /// <summary>Grows by one with every commit that changes what a card shows; cards carry it.</summary>
    public required int Revision { get; init; }

    public required Person Developer { get; init; }

    public ImmutableArray<Person> CoEditors { get; init; } = [];

    public required ProjectData Project { get; init; }

    public required AnswerSheet Sheet { get; init; }

    public required AssessmentState State { get; init; }

    /// <summary>Where the draft continues.</summary>
    public required Place Place { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The last change by a person.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>What became of the alert of the submission; null before there is one.</summary>
    public AlertStatus? Alert { get; init; }

    public Questionnaire Questionnaire => Sheet.Questionnaire;

    public Reference Reference => Id.Reference;

    /// <summary>Whether the person may answer: the developer or a co-editor.</summary>
    public bool IsEditor(Person? person) =>
        person is not null && (Developer.Id == person.Id || CoEditors.Any(e => e.Id == person.Id));

    /// <summary>Whether the person may read it: its editors, and the roles that read assessments.</summary>
    public bool MayRead(Actor actor) =>
        IsEditor(actor.Person)
        || actor.Has(Roles.FocalPoint | Roles.BackupFocalPoint | Roles.HeadOfIml | Roles.Auditor | Roles.Administrator);
}

/// <summary>What the developer is told of the alert of a submission.</summary>
/// <param name="Pending">Whether it is still to be delivered, or tried again.</param>
/// <param name="Delivered">To whom it went, and when, in order.</param>
/// <param name="Attempts">How often delivery was tried without success.</param>
public sealed record AlertStatus(bool Pending, ImmutableArray<AlertDelivery> Delivered, int Attempts)
{
    public static readonly AlertStatus Promised = new(true, [], 0);

    public bool Equals(AlertStatus? other) =>
        other is not null && (Pending, Attempts) == (other.Pending, other.Attempts)
        && Delivered.AsSpan().SequenceEqual(other.Delivered.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Pending, Attempts, Delivered.Length);
}

/// <summary>One delivery of an alert: the channel accepted it.</summary>
/// <param name="To">The focal point's name, or the channel's.</param>
/// <param name="IsChannel">Whether it went to a channel.</param>
/// <param name="At">When the channel accepted it.</param>
public sealed record AlertDelivery(string To, bool IsChannel, DateTimeOffset At);
