using System.ComponentModel.DataAnnotations;
using IML.RbaBot.Domain.Assessments;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Configuration;

/// <summary>Checks the roles at start, all problems at once.</summary>
/// <param name="lists">Null when they could not be read: then no country is called unknown.</param>
public sealed class RolesOptionsValidator(ProjectLists? lists) : IValidateOptions<RolesOptions>
{
    public ValidateOptionsResult Validate(string? name, RolesOptions options)
    {
        var problems = options.All.SelectMany(entry => ProblemsOf(entry.List, entry.Holder))
            .Concat(options.Places.SelectMany(entry => ProblemsOf(entry.List, entry.Holder, options)))
            .Concat(options.Regions.SelectMany(region => UnknownCountries($"Roles:Regions:{region.Key}", region.Value)))
            .Concat(options.All.GroupBy(e => (e.List, Id: PersonId.Parse(e.Holder.Id))).Where(g => g.Key.Id is not null && g.Count() > 1)
                .Select(g => $"Roles:{g.Key.List}: '{g.Key.Id}' stands in it more than once."))
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> ProblemsOf(string list, RoleHolder holder)
    {
        if (PersonId.Parse(holder.Id) is null)
        {
            yield return $"Roles:{list}: '{holder.Id}' is not an Entra object id (a GUID).";
        }

        if (string.IsNullOrWhiteSpace(holder.Name))
        {
            yield return $"Roles:{list}: the entry '{holder.Id}' has no Name.";
        }

        if (holder.Mail.Length > 0 && !new EmailAddressAttribute().IsValid(holder.Mail))
        {
            yield return $"Roles:{list}: the Mail of '{holder.Id}' is no address.";
        }
    }

    private IEnumerable<string> ProblemsOf(string list, FocalPointHolder holder, RolesOptions options)
    {
        foreach (var region in holder.Regions.Where(r => !options.Regions.ContainsKey(r)))
        {
            yield return $"Roles:{list}: the region '{region}' of '{holder.Id}' is not in Roles:Regions.";
        }

        foreach (var problem in UnknownCountries($"Roles:{list}: '{holder.Id}'", holder.Countries))
        {
            yield return problem;
        }

        foreach (var language in holder.Languages.Where(l => l.Length != 2 || !l.All(char.IsAsciiLetter)))
        {
            yield return $"Roles:{list}: the language '{language}' of '{holder.Id}' is not of two letters, such as fr.";
        }
    }

    private IEnumerable<string> UnknownCountries(string place, IEnumerable<string> countries) => countries
        .Where(c => lists?.Countries.Contains(c.ToUpperInvariant()) == false)
        .Select(c => $"{place}: '{c}' is no country (ISO 3166-1, two letters).");
}
