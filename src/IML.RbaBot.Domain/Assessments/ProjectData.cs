using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>Who may see more than the reference.</summary>
public enum Confidentiality
{
    Internal,

    /// <summary>Alerts and lists show only the reference.</summary>
    Restricted,
}

/// <summary>
/// The project that is screened (screening standard, "Data of an assessment"). The first six are required; the others are null
/// or empty until given. List values are ids of the lists in <see cref="ProjectLists"/>.
/// </summary>
public sealed record ProjectData
{
    public string? Title { get; init; }

    /// <summary>Id of the list of stages.</summary>
    public string? Stage { get; init; }

    /// <summary>ISO 3166-1 alpha-2; the first is the main country.</summary>
    public ImmutableArray<string> Countries { get; init; } = [];

    public string? Office { get; init; }

    /// <summary>Ids of the list of thematic areas.</summary>
    public ImmutableArray<string> ThematicAreas { get; init; } = [];

    public Confidentiality? Confidentiality { get; init; }

    /// <summary>PRIMA code, as typed.</summary>
    public string? ProjectCode { get; init; }

    public string? Donor { get; init; }

    /// <summary>In units of <see cref="Currency"/>.</summary>
    public decimal? Budget { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    public DateOnly? Start { get; init; }

    public DateOnly? End { get; init; }

    public int? Months { get; init; }

    /// <summary>Id of the list of settings: stable, fragile, conflict or disaster.</summary>
    public string? Setting { get; init; }

    public string? ImplementingPartners { get; init; }

    public string? DocumentVersion { get; init; }

    public DateOnly? DocumentDate { get; init; }

    /// <summary>https only.</summary>
    public string? DocumentLink { get; init; }

    public string? GenderMarker { get; init; }

    public bool IsRestricted => Confidentiality == Assessments.Confidentiality.Restricted;

    /// <summary>Whether it has a budget that means nothing yet: kept in a draft, and missing for submission.</summary>
    public bool LacksCurrency => Budget is not null && Currency is null;

    /// <summary>The same, with what is required and not given here taken from other data.</summary>
    public ProjectData WithRequiredOf(ProjectData other) => this with
    {
        Title = string.IsNullOrWhiteSpace(Title) ? other.Title : Title,
        Stage = Stage ?? other.Stage,
        Countries = Countries.IsEmpty ? other.Countries : Countries,
        Office = string.IsNullOrWhiteSpace(Office) ? other.Office : Office,
        ThematicAreas = ThematicAreas.IsEmpty ? other.ThematicAreas : ThematicAreas,
        Confidentiality = Confidentiality ?? other.Confidentiality,
    };

    public bool Equals(ProjectData? other) =>
        other is not null
        && Scalars(this).Equals(Scalars(other))
        && Countries.AsSpan().SequenceEqual(other.Countries.AsSpan())
        && ThematicAreas.AsSpan().SequenceEqual(other.ThematicAreas.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Title, Stage, Office, Countries.Length, ThematicAreas.Length);

    private static object Scalars(ProjectData p) =>
        ((p.Title, p.Stage, p.Office, p.Confidentiality, p.ProjectCode, p.Donor, p.Budget),
         (p.Currency, p.Start, p.End, p.Months, p.Setting, p.ImplementingPartners),
         (p.DocumentVersion, p.DocumentDate, p.DocumentLink, p.GenderMarker));
}

/// <summary>The values that project data can take. Data, not code: shipped beside the questionnaires.</summary>
public sealed record ProjectLists(
    ImmutableArray<string> Stages,
    ImmutableArray<string> ThematicAreas,
    ImmutableArray<string> Settings,
    ImmutableArray<string> Countries,
    ImmutableArray<string> Currencies);

/// <summary>A field of the project data; its name on a card is <c>project.</c> and the name in camel case.</summary>
public enum ProjectField
{
    Title,
    Stage,
    Countries,
    Office,
    ThematicAreas,
    Confidentiality,
    ProjectCode,
    Donor,
    Budget,
    Currency,
    Start,
    End,
    Months,
    Setting,
    ImplementingPartners,
    DocumentVersion,
    DocumentDate,
    DocumentLink,
    GenderMarker,
}

public enum ProjectFault
{
    Missing,
    TooLong,
    NotInList,
    NotANumber,
    NotADate,
    EndBeforeStart,
    NotAnHttpsLink,
    WithoutCurrency,
}

/// <summary>One fault of the project data.</summary>
public readonly record struct FaultyProjectField(ProjectField Field, ProjectFault Fault);

/// <summary>The rules of the project data.</summary>
public static class ProjectRules
{
    /// <summary>In UTF-16 code units.</summary>
    public const int TitleMaxLength = 200;

    /// <summary>Greatest length of every other text but the partners, in UTF-16 code units.</summary>
    public const int TextMaxLength = 200;

    public const int PartnersMaxLength = 1000;

    public const int LinkMaxLength = 500;

    /// <summary>All faults; empty when the data can begin or stay in an assessment.</summary>
    public static ImmutableArray<FaultyProjectField> Check(ProjectData project, ProjectLists lists)
    {
        var faults = ImmutableArray.CreateBuilder<FaultyProjectField>();
        Add(string.IsNullOrWhiteSpace(project.Title), ProjectField.Title, ProjectFault.Missing);
        Add(project.Title?.Length > TitleMaxLength, ProjectField.Title, ProjectFault.TooLong);
        Add(project.Stage is null, ProjectField.Stage, ProjectFault.Missing);
        Add(project.Stage is { } stage && !lists.Stages.Contains(stage), ProjectField.Stage, ProjectFault.NotInList);
        Add(project.Countries.IsEmpty, ProjectField.Countries, ProjectFault.Missing);
        Add(project.Countries.Any(c => !lists.Countries.Contains(c)), ProjectField.Countries, ProjectFault.NotInList);
        Add(string.IsNullOrWhiteSpace(project.Office), ProjectField.Office, ProjectFault.Missing);
        Add(project.Office?.Length > TextMaxLength, ProjectField.Office, ProjectFault.TooLong);
        Add(project.ThematicAreas.IsEmpty, ProjectField.ThematicAreas, ProjectFault.Missing);
        Add(project.ThematicAreas.Any(a => !lists.ThematicAreas.Contains(a)), ProjectField.ThematicAreas, ProjectFault.NotInList);
        Add(project.Confidentiality is null, ProjectField.Confidentiality, ProjectFault.Missing);
        Add(project.ProjectCode?.Length > TextMaxLength, ProjectField.ProjectCode, ProjectFault.TooLong);
        Add(project.Donor?.Length > TextMaxLength, ProjectField.Donor, ProjectFault.TooLong);
        Add(project.Budget is < 0, ProjectField.Budget, ProjectFault.NotANumber);
        Add(project.LacksCurrency, ProjectField.Currency, ProjectFault.WithoutCurrency);
        Add(project.Currency is { } currency && !lists.Currencies.Contains(currency), ProjectField.Currency, ProjectFault.NotInList);
        Add(project.Start is { } start && project.End is { } end && end < start, ProjectField.End, ProjectFault.EndBeforeStart);
        Add(project.Months is < 1 or > 240, ProjectField.Months, ProjectFault.NotANumber);
        Add(project.Setting is { } setting && !lists.Settings.Contains(setting), ProjectField.Setting, ProjectFault.NotInList);
        Add(project.ImplementingPartners?.Length > PartnersMaxLength, ProjectField.ImplementingPartners, ProjectFault.TooLong);
        Add(project.DocumentVersion?.Length > TextMaxLength, ProjectField.DocumentVersion, ProjectFault.TooLong);
        Add(project.DocumentLink?.Length > LinkMaxLength, ProjectField.DocumentLink, ProjectFault.TooLong);
        Add(project.DocumentLink is { } link && !IsHttps(link), ProjectField.DocumentLink, ProjectFault.NotAnHttpsLink);
        Add(project.GenderMarker?.Length > TextMaxLength, ProjectField.GenderMarker, ProjectFault.TooLong);
        return faults.ToImmutable();

        void Add(bool isFault, ProjectField field, ProjectFault fault)
        {
            if (isFault)
            {
                faults.Add(new FaultyProjectField(field, fault));
            }
        }
    }

    private static bool IsHttps(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
