using System.Collections.Frozen;
using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Configuration;

/// <summary>The people of the configuration, by role.</summary>
public sealed class Roster
{
    private readonly FrozenDictionary<PersonId, Roles> roles;

    public Roster(IOptions<RolesOptions> options)
    {
        FocalPoints = People(options.Value.FocalPoints);
        Backups = People(options.Value.Backups);
        var held = new Dictionary<PersonId, Roles>();
        Add(FocalPoints, Roles.FocalPoint);
        Add(Backups, Roles.BackupFocalPoint);
        Add(People(options.Value.HeadOfIml), Roles.HeadOfIml);
        Add(People(options.Value.Administrators), Roles.Administrator);
        Add(People(options.Value.Auditors), Roles.Auditor);
        roles = held.ToFrozenDictionary();

        void Add(ImmutableArray<Person> people, Roles role)
        {
            foreach (var person in people)
            {
                held[person.Id] = held.GetValueOrDefault(person.Id) | role;
            }
        }
    }

    /// <summary>Who is alerted of a submission, in the order of the configuration.</summary>
    public ImmutableArray<Person> FocalPoints { get; }

    public ImmutableArray<Person> Backups { get; }

    public Actor ActorOf(Person person) => new(person, roles.GetValueOrDefault(person.Id));

    private static ImmutableArray<Person> People(IEnumerable<RoleHolder> holders) =>
        [.. holders.Select(h => new Person(
            PersonId.Parse(h.Id) ?? throw new InvalidOperationException($"The roles were not validated: '{h.Id}' is no object id."),
            h.Name))];
}
