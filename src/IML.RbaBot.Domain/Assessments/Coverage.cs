using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>The part of the world that a focal point is there for, which is also the part whose assessments they may read.</summary>
/// <param name="Countries">ISO 3166-1 alpha-2, in upper case; null for all.</param>
public sealed record Coverage(ImmutableHashSet<string>? Countries)
{
    public static Coverage Everywhere { get; } = new((ImmutableHashSet<string>?)null);

    /// <summary>Whether the project works in at least one of the countries.</summary>
    public bool Covers(ProjectData project) => Covers(project.Countries);

    /// <inheritdoc cref="Covers(ProjectData)"/>
    public bool Covers(ImmutableArray<string> projectCountries) => Countries is null || projectCountries.Any(Countries.Contains);

    public bool Equals(Coverage? other) =>
        other is not null
        && (Countries is null ? other.Countries is null : other.Countries is not null && Countries.SetEquals(other.Countries));

    public override int GetHashCode() => Countries?.Count ?? -1;
}
