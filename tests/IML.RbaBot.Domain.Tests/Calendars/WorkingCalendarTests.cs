using System.Globalization;
using CsCheck;
using IML.RbaBot.Domain.Calendars;

namespace IML.RbaBot.Domain.Tests.Calendars;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Geneva = Of("Europe/Zurich");

    /// <summary>Works from Sunday to Thursday.</summary>
    private static readonly WorkingCalendar Cairo = Of("Africa/Cairo") with { Weekend = [DayOfWeek.Friday, DayOfWeek.Saturday] };

    private static readonly WorkingCalendar Kathmandu = Of("Asia/Kathmandu") with { Weekend = [DayOfWeek.Saturday] };

    private static readonly WorkingCalendar[] Everywhere =
        [WorkingCalendar.Default, Geneva, Cairo, Kathmandu, Of("America/Santiago"), Of("Australia/Lord_Howe")];

    // 2026-11-25 is a Wednesday.
    [Theory]
    [InlineData("2026-11-23T10:00", "5", "2026-11-30T10:00")]
    [InlineData("2026-11-27T10:00", "2.5", "2026-12-01T14:00")]
    [InlineData("2026-11-27T20:00", "2.5", "2026-12-02T13:00")]
    [InlineData("2026-11-25T14:00", "0.5", "2026-11-26T10:00")]
    [InlineData("2026-11-25T13:00", "0.5", "2026-11-26T09:00")]
    [InlineData("2026-11-25T12:59", "0.5", "2026-11-25T16:59")]
    [InlineData("2026-11-25T03:00", "1", "2026-11-26T09:00")]
    [InlineData("2026-11-25T17:00", "1", "2026-11-27T09:00")]
    [InlineData("2026-11-28T12:00", "1", "2026-12-01T09:00")]
    [InlineData("2026-11-25T11:30", "0", "2026-11-25T11:30")]
    [InlineData("2026-11-28T11:30", "0", "2026-11-30T09:00")]
    public void A_reply_time_runs_only_while_the_duty_station_works(string from, string days, string expected) =>
        Assert.Equal(Local(Geneva, expected), Geneva.AddWorkingDays(Local(Geneva, from), Number(days)));

    [Theory]
    [InlineData("2026-11-26T10:00", "1", "2026-11-29T10:00")]
    [InlineData("2026-11-27T10:00", "1", "2026-11-30T09:00")]
    public void The_weekend_is_the_duty_stations_own(string from, string days, string expected) =>
        Assert.Equal(Local(Cairo, expected), Cairo.AddWorkingDays(Local(Cairo, from), Number(days)));

    [Fact]
    public void Holidays_are_not_counted()
    {
        var calendar = Geneva with { Holidays = [new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 25), new DateOnly(2026, 12, 28)] };

        Assert.Equal(Local(calendar, "2026-12-29T15:00"), calendar.AddWorkingDays(Local(calendar, "2026-12-23T15:00"), 1));
        Assert.False(calendar.IsWorkingDay(new DateOnly(2026, 12, 24)));
        Assert.True(calendar.IsWorkingDay(new DateOnly(2026, 12, 29)));
    }

    [Fact]
    public void The_local_day_counts_wherever_the_moment_was_taken()
    {
        // Friday 23:30 in New York is Saturday, a day off, in Kathmandu; its week begins on Sunday.
        var from = new DateTimeOffset(2026, 11, 27, 23, 30, 0, TimeSpan.FromHours(-5));

        Assert.Equal(Local(Kathmandu, "2026-11-30T09:00"), Kathmandu.AddWorkingDays(from, 1));
        Assert.Equal(TimeSpan.FromMinutes(345), Kathmandu.AddWorkingDays(from, 1).Offset);
    }

    [Theory]
    [InlineData("2026-03-27T10:00", "2026-03-30T10:00", 71)]
    [InlineData("2026-10-23T10:00", "2026-10-26T10:00", 73)]
    public void The_local_time_stays_when_the_clocks_change(string from, string expected, int hours)
    {
        var later = Geneva.AddWorkingDays(Local(Geneva, from), 1);

        Assert.Equal(Local(Geneva, expected), later);
        Assert.Equal(TimeSpan.FromHours(hours), later - Local(Geneva, from));
    }

    [Fact]
    public void A_time_that_the_clocks_skip_is_moved_on_and_of_a_doubled_one_the_first_counts()
    {
        var calendar = WorkingCalendar.Default with { Zone = ChangingAtNoon() };

        var skipped = calendar.AddWorkingDays(new DateTimeOffset(2026, 3, 9, 12, 30, 0, TimeSpan.Zero), 1);
        var doubled = calendar.AddWorkingDays(new DateTimeOffset(2026, 10, 12, 11, 30, 0, TimeSpan.FromHours(1)), 1);

        Assert.Equal(new DateTimeOffset(2026, 3, 10, 13, 30, 0, TimeSpan.FromHours(1)), skipped);
        Assert.Equal(new DateTimeOffset(2026, 10, 13, 11, 30, 0, TimeSpan.FromHours(1)), doubled);
        Assert.Equal(TimeSpan.FromHours(1), doubled.Offset);
    }

    [Fact]
    public void The_result_is_a_working_moment_that_never_lies_before() => Gen.Select(Moments, Halves, Calendars).Sample(
        (from, halves, calendar) =>
        {
            var later = calendar.AddWorkingDays(from, halves / 2m);

            Assert.True(later >= from);
            Assert.True(calendar.IsWorkingDay(DateOnly.FromDateTime(later.DateTime)));
            Assert.InRange(TimeOnly.FromDateTime(later.DateTime), WorkingCalendar.DayBegins, WorkingCalendar.DayEnds.Add(TimeSpan.FromTicks(-1)));
            Assert.Equal(calendar.Zone.GetUtcOffset(later), later.Offset);
        });

    [Fact]
    public void It_does_not_matter_in_how_many_steps_the_days_are_counted() => Gen.Select(Moments, Halves, Halves, Calendars).Sample(
        (from, first, second, calendar) => Assert.Equal(
            calendar.AddWorkingDays(from, (first + second) / 2m),
            calendar.AddWorkingDays(calendar.AddWorkingDays(from, first / 2m), second / 2m)));

    [Fact]
    public void Who_submits_later_has_no_earlier_deadline() => Gen.Select(Moments, Gen.Int[0, 200_000], Halves, Calendars).Sample(
        (from, minutes, halves, calendar) => Assert.True(
            calendar.AddWorkingDays(from, halves / 2m) <= calendar.AddWorkingDays(from.AddMinutes(minutes), halves / 2m)));

    [Fact]
    public void Whole_days_count_the_working_days_between() => Gen.Select(Moments, Gen.Int[0, 30], Calendars).Sample(
        (from, days, calendar) =>
        {
            var first = calendar.AddWorkingDays(from, 0);
            var last = calendar.AddWorkingDays(from, days);
            var between = 0;
            for (var day = DateOnly.FromDateTime(first.DateTime); day < DateOnly.FromDateTime(last.DateTime); day = day.AddDays(1))
            {
                between += calendar.IsWorkingDay(day) ? 1 : 0;
            }

            Assert.Equal(days, between);
            Assert.Equal(first.TimeOfDay, last.TimeOfDay);
        });

    [Theory]
    [InlineData("2026-11-25T08:59", "2026-11-25T09:00")]
    [InlineData("2026-11-25T09:00", "2026-11-26T09:00")]
    [InlineData("2026-11-27T12:00", "2026-11-30T09:00")]
    [InlineData("2026-11-28T03:00", "2026-11-30T09:00")]
    public void The_next_begin_lies_after_the_moment(string from, string expected) =>
        Assert.Equal(Local(Geneva, expected), Geneva.NextDayBegin(Local(Geneva, from)));

    [Theory]
    [InlineData("-1")]
    [InlineData("0.25")]
    [InlineData("1.4")]
    public void Days_are_counted_forward_in_halves(string days) => Assert.Throws<ArgumentOutOfRangeException>(
        () => WorkingCalendar.Default.AddWorkingDays(DateTimeOffset.UnixEpoch, Number(days)));

    [Fact]
    public void A_calendar_without_a_working_day_is_refused_and_never_searched_for_ever() =>
        Assert.Throws<InvalidOperationException>(() => (WorkingCalendar.Default with { Weekend = [.. Enum.GetValues<DayOfWeek>()] })
            .AddWorkingDays(DateTimeOffset.UnixEpoch, 1));

    private static Gen<DateTimeOffset> Moments =>
        Gen.Select(Gen.Int[0, 4 * 366 * 24 * 60], Gen.Int[-14, 14], (minute, offset) =>
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute).ToOffset(TimeSpan.FromHours(offset)));

    private static Gen<int> Halves => Gen.Int[0, 40];

    private static Gen<WorkingCalendar> Calendars => Gen.Select(
        Gen.Int[0, Everywhere.Length - 1].Select(i => Everywhere[i]),
        Gen.Int[0, 4 * 365].Array[0, 60],
        (calendar, days) => calendar with { Holidays = [.. days.Select(d => new DateOnly(2026, 1, 1).AddDays(d))] });

    private static WorkingCalendar Of(string zone) => WorkingCalendar.Default with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };

    /// <summary>One hour ahead from 10 March, 12:00, to 13 October, 12:00: no real zone changes its clocks while people work.</summary>
    private static TimeZoneInfo ChangingAtNoon() => TimeZoneInfo.CreateCustomTimeZone(
        "noon",
        TimeSpan.Zero,
        "noon",
        "noon",
        "noon, summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                new DateTime(2026, 1, 1),
                new DateTime(2026, 12, 31),
                TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 12, 0, 0), 3, 10),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 12, 0, 0), 10, 13)),
        ]);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(WorkingCalendar calendar, string text)
    {
        var local = DateTime.Parse(text, CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, calendar.Zone.GetUtcOffset(local));
    }
}
