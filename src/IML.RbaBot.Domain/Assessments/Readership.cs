using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>All that decides who may read an assessment, so that lists, which hold no answers, ask by the same rule.</summary>
/// <param name="Developer">Reads their own.</param>
/// <param name="CoEditors">Read it as the developer does.</param>
/// <param name="Reviewer">Who reviews it now, has returned it or has decided on it; null when nobody does or did.</param>
/// <param name="Countries">The project's, ISO 3166-1 alpha-2.</param>
public sealed record Readership(
    PersonId Developer, ImmutableArray<PersonId> CoEditors, PersonId? Reviewer, ImmutableArray<string> Countries)
{
    /// <summary>Whether the person may read it: its editors and its reviewer, and the roles that read assessments.</summary>
    public bool MayRead(Actor actor) =>
        (actor.Person is { Id: var person } && (person == Developer || person == Reviewer || CoEditors.Contains(person)))
        || actor.Has(Roles.HeadOfIml | Roles.Auditor)
        || (actor.Has(Roles.FocalPoint | Roles.BackupFocalPoint) && actor.Coverage.Covers(Countries));

    /// <summary>
    /// Whether the person may know that it exists, and where it stands: who may read it, and administrators, who withdraw it or give
    /// it another owner without reading it.
    /// </summary>
    public bool MayKnow(Actor actor) => actor.Has(Roles.Administrator) || MayRead(actor);

    public bool Equals(Readership? other) =>
        other is not null
        && (Developer, Reviewer) == (other.Developer, other.Reviewer)
        && CoEditors.AsSpan().SequenceEqual(other.CoEditors.AsSpan())
        && Countries.AsSpan().SequenceEqual(other.Countries.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Developer, Reviewer, CoEditors.Length, Countries.Length);
}
