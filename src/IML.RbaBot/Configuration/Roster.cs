using System.Collections.Frozen;
using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Configuration;

/// <summary>The people of the configuration, by role.</summary>
public sealed class Roster
{
    private readonly FrozenDictionary<PersonId, Roles> roles;
    private readonly FrozenDictionary<PersonId, string> mail;
    private readonly ImmutableArray<Posting> focalPoints;
    private readonly ImmutableArray<Posting> backups;

    public Roster(IOptions<RolesOptions> options)
    {
        var configured = options.Value;
        focalPoints = [.. configured.FocalPoints.Select(h => PostingOf(h, configured))];
        backups = [.. configured.Backups.Select(h => PostingOf(h, configured))];
        FocalPoints = [.. focalPoints.Select(p => p.Person)];
        Backups = [.. backups.Select(p => p.Person)];
        HeadOfIml = [.. configured.HeadOfIml.Select(PersonOf)];
        var held = new Dictionary<PersonId, Roles>();
        Add(FocalPoints, Roles.FocalPoint);
        Add(Backups, Roles.BackupFocalPoint);
        Add(HeadOfIml, Roles.HeadOfIml);
        Add(configured.Administrators.Select(PersonOf), Roles.Administrator);
        Add(configured.Auditors.Select(PersonOf), Roles.Auditor);
        roles = held.ToFrozenDictionary();
        mail = configured.All.Where(e => e.Holder.Mail.Length > 0)
            .DistinctBy(e => PersonOf(e.Holder).Id)
            .ToFrozenDictionary(e => PersonOf(e.Holder).Id, e => e.Holder.Mail);

        void Add(IEnumerable<Person> people, Roles role)
        {
            foreach (var person in people)
            {
                held[person.Id] = held.GetValueOrDefault(person.Id) | role;
            }
        }
    }

    /// <summary>All focal points, in the order of the configuration.</summary>
    public ImmutableArray<Person> FocalPoints { get; }

    public ImmutableArray<Person> Backups { get; }

    public ImmutableArray<Person> HeadOfIml { get; }

    public Actor ActorOf(Person person) => new(person, roles.GetValueOrDefault(person.Id)) { Coverage = CoverageOf(person.Id) };

    /// <summary>
    /// The focal points who are told of an assessment; see <see cref="Routing.Nearest"/>. Never one of its editors: they must not review
    /// it, so a message to them alone would be a message to nobody.
    /// </summary>
    public ImmutableArray<Person> FocalPointsFor(Assessment assessment, string? language) => NearestOf(focalPoints, assessment, language);

    /// <summary>The backups who are told of an assessment, never one of its editors.</summary>
    public ImmutableArray<Person> BackupsFor(Assessment assessment, string? language) => NearestOf(backups, assessment, language);

    /// <summary>The mail address that the configuration gives for a person, or null.</summary>
    public string? MailOf(PersonId person) => mail.GetValueOrDefault(person);

    /// <summary>The projects that a person's roles of focal point and backup reach, together.</summary>
    public Coverage CoverageOf(PersonId person)
    {
        var postings = focalPoints.Concat(backups).Where(p => p.Person.Id == person).ToImmutableArray();
        return postings.IsEmpty || postings.Any(p => p.IsEverywhere)
            ? Coverage.Everywhere
            : new Coverage([.. postings.SelectMany(p => p.Countries.Union(p.RegionCountries))]);
    }

    private static ImmutableArray<Person> NearestOf(ImmutableArray<Posting> postings, Assessment assessment, string? language) =>
        Routing.Nearest(assessment.Project, language, postings.RemoveAll(p => assessment.IsEditor(p.Person)));

    private static Posting PostingOf(FocalPointHolder holder, RolesOptions options) => new(
        PersonOf(holder),
        Upper(holder.Countries),
        Upper(holder.Regions.SelectMany(r => options.Regions[r])),
        [.. holder.Languages.Select(l => l.ToLowerInvariant())]);

    private static ImmutableHashSet<string> Upper(IEnumerable<string> countries) => [.. countries.Select(c => c.ToUpperInvariant())];

    private static Person PersonOf(RoleHolder holder) => new(
        PersonId.Parse(holder.Id) ?? throw new InvalidOperationException($"The roles were not validated: '{holder.Id}' is no object id."),
        holder.Name);
}
