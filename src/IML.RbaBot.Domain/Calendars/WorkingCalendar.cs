using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Calendars;

/// <summary>
/// When a duty station works: its time zone, weekend and holidays, and 09:00 to 17:00 by its own clocks on every other day.
/// Reply times are counted in it, so that no time runs and no reminder falls due while nobody is at work.
/// </summary>
/// <param name="Zone">The duty station's time zone.</param>
/// <param name="Weekend">The days of the week that are never worked; at most six.</param>
/// <param name="Holidays">Further days that are not worked, by the local date.</param>
public sealed record WorkingCalendar(
    TimeZoneInfo Zone, ImmutableHashSet<DayOfWeek> Weekend, ImmutableSortedSet<DateOnly> Holidays)
{
    /// <summary>The local time at which a working day begins.</summary>
    public static readonly TimeOnly DayBegins = new(9, 0);

    /// <summary>The local time at which a working day is over; this moment itself belongs to the next working day.</summary>
    public static readonly TimeOnly DayEnds = new(17, 0);

    private static readonly TimeSpan HalfDay = (DayEnds - DayBegins) / 2;

    /// <summary>UTC, Saturday and Sunday, no holiday.</summary>
    public static WorkingCalendar Default { get; } = new(
        TimeZoneInfo.Utc, [DayOfWeek.Saturday, DayOfWeek.Sunday], []);

    /// <summary>Whether the local date is worked.</summary>
    public bool IsWorkingDay(DateOnly day) => !Weekend.Contains(day.DayOfWeek) && !Holidays.Contains(day);

    /// <summary>
    /// The moment that lies so many working days later. Counting starts with the next working moment: a moment outside working hours
    /// counts as the begin of the next working day. A whole day leads to the same local time of the next working day, half a day four
    /// working hours further. So from Friday 10:00, two and a half days lead to Tuesday 14:00, and from Friday 20:00 to Wednesday 13:00.
    /// Local clocks count: a day on which the clocks change is one day like any other.
    /// </summary>
    /// <param name="from">Any moment.</param>
    /// <param name="days">In whole and half days; 0 gives the next working moment.</param>
    /// <returns>A moment within working hours, with the zone's offset.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not a multiple of a half.</exception>
    /// <exception cref="InvalidOperationException">Every day of the week is weekend.</exception>
    public DateTimeOffset AddWorkingDays(DateTimeOffset from, decimal days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        if (days * 2 != decimal.Truncate(days * 2))
        {
            throw new ArgumentOutOfRangeException(nameof(days), days, "Working days are counted in halves.");
        }

        var (day, time) = NextWorkingMoment(TimeZoneInfo.ConvertTime(from, Zone).DateTime);
        for (var left = decimal.Truncate(days); left > 0; left--)
        {
            day = NextWorkingDay(day.AddDays(1));
        }

        if (days != decimal.Truncate(days))
        {
            (day, time) = time.Add(HalfDay) is var later && later < DayEnds
                ? (day, later)
                : (NextWorkingDay(day.AddDays(1)), DayBegins.Add(later - DayEnds));
        }

        return ToMoment(day.ToDateTime(time));
    }

    /// <summary>The begin of the next working day that lies after a moment.</summary>
    /// <exception cref="InvalidOperationException">Every day of the week is weekend.</exception>
    public DateTimeOffset NextDayBegin(DateTimeOffset after)
    {
        var local = TimeZoneInfo.ConvertTime(after, Zone).DateTime;
        var today = DateOnly.FromDateTime(local);
        return ToMoment((TimeOnly.FromDateTime(local) < DayBegins ? NextWorkingDay(today) : NextWorkingDay(today.AddDays(1))).ToDateTime(DayBegins));
    }

    public bool Equals(WorkingCalendar? other) =>
        other is not null && Zone.Equals(other.Zone) && Weekend.SetEquals(other.Weekend) && Holidays.SetEquals(other.Holidays);

    public override int GetHashCode() => HashCode.Combine(Zone, Weekend.Count, Holidays.Count);

    private (DateOnly Day, TimeOnly Time) NextWorkingMoment(DateTime local)
    {
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (!IsWorkingDay(day) || time >= DayEnds)
        {
            return (NextWorkingDay(day.AddDays(1)), DayBegins);
        }

        return (day, time < DayBegins ? DayBegins : time);
    }

    /// <summary>The day itself when it is worked, or the first one after it that is.</summary>
    private DateOnly NextWorkingDay(DateOnly day)
    {
        if (Weekend.Count == 7)
        {
            throw new InvalidOperationException("A calendar without a single working day.");
        }

        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>A local time that the clocks skip is moved on by what they skip; of one that they show twice, the first is meant.</summary>
    private DateTimeOffset ToMoment(DateTime local)
    {
        if (Zone.IsInvalidTime(local))
        {
            // The offset before the gap says how far the clocks jump: the same instant, read after the jump.
            return TimeZoneInfo.ConvertTime(new DateTimeOffset(local, Zone.GetUtcOffset(local.AddDays(-1))), Zone);
        }

        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
