using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

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

    /// <summary>What became of the documents; null before there are any.</summary>
    public FilingStatus? Filing { get; init; }

    /// <summary>What the review has left.</summary>
    public Review Review { get; init; } = Review.None;

    /// <summary>Requests to the Unit, oldest first.</summary>
    public ImmutableArray<UnitRequest> Requests { get; init; } = [];

    /// <summary>The version that this one was begun from; null for the first.</summary>
    public AssessmentId? From { get; init; }

    public Questionnaire Questionnaire => Sheet.Questionnaire;

    public Reference Reference => Id.Reference;

    /// <summary>Whether the person may answer: the developer or a co-editor.</summary>
    public bool IsEditor(Person? person) => person is not null && IsEditor(person.Id);

    /// <inheritdoc cref="IsEditor(Person?)"/>
    public bool IsEditor(PersonId person) => Developer.Id == person || CoEditors.Any(e => e.Id == person);

    /// <summary>Who may read it.</summary>
    public Readership Readership => new(Developer.Id, [.. CoEditors.Select(e => e.Id)], Reviewer?.Id, Project.Countries);

    /// <inheritdoc cref="Readership.MayRead"/>
    public bool MayRead(Actor actor) => Readership.MayRead(actor);

    /// <inheritdoc cref="Readership.MayKnow"/>
    public bool MayKnow(Actor actor) => Readership.MayKnow(actor);

    /// <summary>Whether the person may review it: a focal point or backup whose projects these are, never one of its editors.</summary>
    public bool MayReview(Actor actor) =>
        actor.Person is not null
        && actor.Has(Roles.FocalPoint | Roles.BackupFocalPoint)
        && (actor.Coverage.Covers(Project) || IsReviewer(actor.Person))
        && !IsEditor(actor.Person);

    /// <summary>Whether the person reviews it now, has returned it, or has decided on it.</summary>
    public bool IsReviewer(Person? person) => person is not null && Reviewer?.Id == person.Id;

    /// <summary>Who reviews it now, has returned it, or has decided on it; null when nobody does or did.</summary>
    public Person? Reviewer => State.ReviewedBy;

    /// <summary>Red flags and referrals of the frozen result that nobody has lifted.</summary>
    public ImmutableArray<Flag> OpenFlags =>
    [
        .. (State.FrozenResult?.Flags ?? []).Where(f =>
            f.Level >= FlagLevel.R && !Review.Lifted.Any(l => l.Question == f.Question && l.Level >= f.Level)),
    ];

    /// <summary>Whether it is closed for good: nothing changes any more but its owner and its successor.</summary>
    public bool IsFinal => State is AssessmentState.Cleared or AssessmentState.ClearedWithConditions or AssessmentState.NotCleared
        or AssessmentState.Recorded or AssessmentState.Withdrawn or AssessmentState.Superseded;
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
