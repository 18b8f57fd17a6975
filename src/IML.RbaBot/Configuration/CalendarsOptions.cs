using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Configuration;

/// <summary>When the duty stations work; reply times are counted by it. Section <c>Calendars</c>.</summary>
public sealed class CalendarsOptions
{
    public const string Section = "Calendars";

    /// <summary>For an office and country without a calendar of their own, and for the digest.</summary>
    public CalendarEntry Default { get; init; } = new();

    /// <summary>By the office's name as developers write it; casing does not matter.</summary>
    public IDictionary<string, CalendarEntry> Offices { get; init; } = new Dictionary<string, CalendarEntry>(StringComparer.OrdinalIgnoreCase);

    /// <summary>By ISO 3166-1 alpha-2.</summary>
    public IDictionary<string, CalendarEntry> Countries { get; init; } = new Dictionary<string, CalendarEntry>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The calendars of checked options.</summary>
    public OfficeCalendars ToCalendars()
    {
        var otherwise = Default.ToCalendar(WorkingCalendar.Default);
        return new OfficeCalendars(
            otherwise,
            Offices.Select(o => KeyValuePair.Create(o.Key, o.Value.ToCalendar(otherwise))),
            Countries.Select(c => KeyValuePair.Create(c.Key, c.Value.ToCalendar(otherwise))));
    }
}

/// <summary>One calendar. What is not given is as in the default; only holidays are never taken over.</summary>
public sealed class CalendarEntry
{
    /// <summary>IANA name, for example <c>Africa/Cairo</c>.</summary>
    public string? TimeZone { get; set; }

    /// <summary>English names of days.</summary>
    public IList<string>? Weekend { get; set; }

    /// <summary>Local dates, for example <c>2026-12-25</c>.</summary>
    public IList<string>? Holidays { get; set; }

    internal WorkingCalendar ToCalendar(WorkingCalendar otherwise) => new(
        TimeZone is { Length: > 0 } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : otherwise.Zone,
        Weekend is null ? otherwise.Weekend : [.. Weekend.Select(d => Enum.Parse<DayOfWeek>(d, ignoreCase: true))],
        [.. (Holidays ?? []).Select(d => DateOnly.ParseExact(d, "O", CultureInfo.InvariantCulture))]);
}

/// <summary>Checks the calendars at start, all problems at once.</summary>
/// <param name="lists">Null when they could not be read: then no country is called unknown.</param>
public sealed class CalendarsOptionsValidator(ProjectLists? lists) : IValidateOptions<CalendarsOptions>
{
    public ValidateOptionsResult Validate(string? name, CalendarsOptions options)
    {
        var problems = ProblemsOf("Default", options.Default)
            .Concat(options.Offices.SelectMany(o => ProblemsOf($"Offices:{o.Key}", o.Value)))
            .Concat(options.Countries.SelectMany(c => ProblemsOf($"Countries:{c.Key}", c.Value)))
            .Concat(options.Countries.Keys.Where(c => lists?.Countries.Contains(c.ToUpperInvariant()) == false)
                .Select(c => $"Calendars:Countries: '{c}' is no country (ISO 3166-1, two letters)."))
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> ProblemsOf(string place, CalendarEntry calendar)
    {
        if (calendar.TimeZone is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            yield return $"Calendars:{place}: '{zone}' is no time zone (an IANA name such as Africa/Cairo).";
        }

        var days = (calendar.Weekend ?? []).Select(d => Enum.TryParse<DayOfWeek>(d, ignoreCase: true, out var day) && !char.IsAsciiDigit(d[0]) ? day : (DayOfWeek?)null)
            .ToImmutableArray();
        for (var i = 0; i < days.Length; i++)
        {
            if (days[i] is null)
            {
                yield return $"Calendars:{place}: '{calendar.Weekend![i]}' is no day of the week, such as Friday.";
            }
        }

        if (days.Distinct().Count(d => d is not null) == 7)
        {
            yield return $"Calendars:{place}: every day is weekend; at least one must be worked.";
        }

        foreach (var holiday in (calendar.Holidays ?? []).Where(d => !DateOnly.TryParseExact(d, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
        {
            yield return $"Calendars:{place}: the holiday '{holiday}' is no date, such as 2026-12-25.";
        }
    }
}
