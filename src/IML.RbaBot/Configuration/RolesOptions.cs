using System.ComponentModel.DataAnnotations;
using IML.RbaBot.Domain.Assessments;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Configuration;

/// <summary>Who holds which role beside their own assessments. Section <c>Roles</c>.</summary>
public sealed class RolesOptions
{
    public const string Section = "Roles";

    /// <summary>Lawyers of the Unit who are alerted and review.</summary>
    public IList<RoleHolder> FocalPoints { get; init; } = [];

    /// <summary>Alerted as well where the rating asks for it.</summary>
    public IList<RoleHolder> Backups { get; init; } = [];

    public IList<RoleHolder> HeadOfIml { get; init; } = [];

    public IList<RoleHolder> Administrators { get; init; } = [];

    /// <summary>Read only.</summary>
    public IList<RoleHolder> Auditors { get; init; } = [];

    internal IEnumerable<(string List, RoleHolder Holder)> All =>
        FocalPoints.Select(h => (nameof(FocalPoints), h))
            .Concat(Backups.Select(h => (nameof(Backups), h)))
            .Concat(HeadOfIml.Select(h => (nameof(HeadOfIml), h)))
            .Concat(Administrators.Select(h => (nameof(Administrators), h)))
            .Concat(Auditors.Select(h => (nameof(Auditors), h)));
}

/// <summary>A person in a role.</summary>
public sealed class RoleHolder
{
    /// <summary>Entra object id: a GUID.</summary>
    [Required]
    public string Id { get; set; } = "";

    /// <summary>As cards and alerts name the person.</summary>
    [Required]
    public string Name { get; set; } = "";
}

/// <summary>Checks the roles at start, all problems at once.</summary>
public sealed class RolesOptionsValidator : IValidateOptions<RolesOptions>
{
    public ValidateOptionsResult Validate(string? name, RolesOptions options)
    {
        var problems = options.All
            .SelectMany(entry => ProblemsOf(entry.List, entry.Holder))
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
    }
}
