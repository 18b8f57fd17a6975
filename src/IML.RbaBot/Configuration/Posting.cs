using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Configuration;

/// <summary>What a focal point or backup is there for.</summary>
/// <param name="Person">Who.</param>
/// <param name="Countries">The countries named for them, in upper case.</param>
/// <param name="RegionCountries">The countries of their regions, in upper case.</param>
/// <param name="Languages">Two letters each, in lower case.</param>
public sealed record Posting(
    Person Person, ImmutableHashSet<string> Countries, ImmutableHashSet<string> RegionCountries, ImmutableArray<string> Languages)
{
    /// <summary>Neither region nor country: there for everything.</summary>
    public bool IsEverywhere => Countries.IsEmpty && RegionCountries.IsEmpty;
}

/// <summary>Who of several is told of a project.</summary>
public static class Routing
{
    /// <summary>
    /// Those of the nearest level that has somebody: named for one of the project's countries; responsible for a region with one of
    /// them; there for everything; and when nobody is, all of them. Who speaks the language comes first; otherwise their order stays.
    /// </summary>
    /// <param name="project">Its countries decide.</param>
    /// <param name="language">The developer's, of two letters; null when it is not known.</param>
    /// <param name="postings">In the order of the configuration.</param>
    public static ImmutableArray<Person> Nearest(ProjectData project, string? language, ImmutableArray<Posting> postings)
    {
        Func<Posting, bool>[] levels =
        [
            p => project.Countries.Any(p.Countries.Contains),
            p => project.Countries.Any(p.RegionCountries.Contains),
            p => p.IsEverywhere,
            _ => true,
        ];
        return
        [
            .. levels.Select(level => postings.Where(level)).FirstOrDefault(found => found.Any(), [])
                .OrderByDescending(p => language is not null && p.Languages.Contains(language, StringComparer.OrdinalIgnoreCase))
                .Select(p => p.Person),
        ];
    }
}
