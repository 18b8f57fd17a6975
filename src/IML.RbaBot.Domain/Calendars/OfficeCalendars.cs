using System.Collections.Frozen;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Domain.Calendars;

/// <summary>The working calendars of the duty stations.</summary>
public sealed class OfficeCalendars
{
    private readonly FrozenDictionary<string, WorkingCalendar> offices;
    private readonly FrozenDictionary<string, WorkingCalendar> countries;

    /// <param name="otherwise">The calendar of a project whose office and country have none.</param>
    /// <param name="offices">By the office's name as developers write it; casing and spaces around do not matter.</param>
    /// <param name="countries">By ISO 3166-1 alpha-2.</param>
    /// <exception cref="ArgumentException">A name twice.</exception>
    public OfficeCalendars(
        WorkingCalendar otherwise,
        IEnumerable<KeyValuePair<string, WorkingCalendar>> offices,
        IEnumerable<KeyValuePair<string, WorkingCalendar>> countries)
    {
        Otherwise = otherwise;
        this.offices = ByName(offices);
        this.countries = ByName(countries);
    }

    /// <summary>Every office works by <see cref="WorkingCalendar.Default"/>.</summary>
    public static OfficeCalendars Standard { get; } = new(WorkingCalendar.Default, [], []);

    /// <summary>The calendar for all others, which is also the Unit's own.</summary>
    public WorkingCalendar Otherwise { get; }

    /// <summary>The calendar of the project's office, else of its first country, else the one for all others.</summary>
    public WorkingCalendar Of(ProjectData project)
    {
        if (project.Office is { } office && offices.TryGetValue(office.Trim(), out var ofOffice))
        {
            return ofOffice;
        }

        return !project.Countries.IsEmpty && countries.TryGetValue(project.Countries[0], out var ofCountry) ? ofCountry : Otherwise;
    }

    private static FrozenDictionary<string, WorkingCalendar> ByName(IEnumerable<KeyValuePair<string, WorkingCalendar>> calendars)
    {
        var byName = new Dictionary<string, WorkingCalendar>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, calendar) in calendars)
        {
            byName.Add(name.Trim(), calendar);
        }

        return byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
