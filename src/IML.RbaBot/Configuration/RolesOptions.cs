namespace IML.RbaBot.Configuration;

/// <summary>Who holds which role beside their own assessments. Section <c>Roles</c>.</summary>
public sealed class RolesOptions
{
    public const string Section = "Roles";

    /// <summary>Lawyers of the Unit who are alerted and review.</summary>
    public IList<FocalPointHolder> FocalPoints { get; init; } = [];

    /// <summary>Alerted as well where the rating asks for it, when the reply time is over, and when no focal point can be reached.</summary>
    public IList<FocalPointHolder> Backups { get; init; } = [];

    public IList<RoleHolder> HeadOfIml { get; init; } = [];

    public IList<RoleHolder> Administrators { get; init; } = [];

    /// <summary>Read only.</summary>
    public IList<RoleHolder> Auditors { get; init; } = [];

    /// <summary>The countries of each region, ISO 3166-1 alpha-2, by the region's name.</summary>
    public IDictionary<string, IList<string>> Regions { get; init; } = new Dictionary<string, IList<string>>(StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<(string List, RoleHolder Holder)> All =>
        Places.Select(p => (p.List, (RoleHolder)p.Holder))
            .Concat(HeadOfIml.Select(h => (nameof(HeadOfIml), h)))
            .Concat(Administrators.Select(h => (nameof(Administrators), h)))
            .Concat(Auditors.Select(h => (nameof(Auditors), h)));

    internal IEnumerable<(string List, FocalPointHolder Holder)> Places =>
        FocalPoints.Select(h => (nameof(FocalPoints), h)).Concat(Backups.Select(h => (nameof(Backups), h)));
}

/// <summary>A person in a role.</summary>
public class RoleHolder
{
    /// <summary>Entra object id: a GUID.</summary>
    public string Id { get; set; } = "";

    /// <summary>As cards and alerts name the person.</summary>
    public string Name { get; set; } = "";

    /// <summary>Written to when nothing else reaches anybody and a mailbox is configured; may be empty.</summary>
    public string Mail { get; set; } = "";
}

/// <summary>A focal point or backup, and what they are there for. Without region and country: for everything.</summary>
public sealed class FocalPointHolder : RoleHolder
{
    /// <summary>Names of <see cref="RolesOptions.Regions"/>.</summary>
    public IList<string> Regions { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public IList<string> Countries { get; init; } = [];

    /// <summary>Two letters each, for example <c>fr</c>.</summary>
    public IList<string> Languages { get; init; } = [];
}
