using IML.RbaBot.Configuration;
using IML.RbaBot.Domain.Assessments;
using Microsoft.Extensions.Configuration;

namespace IML.RbaBot.Tests.Configuration;

public sealed class CalendarsOptionsTests
{
    private static readonly ProjectLists Lists = new([], [], [], ["EG", "CH"], []);

    [Fact]
    public void An_office_has_its_own_zone_weekend_and_holidays_and_takes_the_rest_from_the_default()
    {
        var options = Read("""
            {
              "Default": { "TimeZone": "Europe/Zurich", "Weekend": ["Saturday", "Sunday"], "Holidays": ["2026-12-25"] },
              "Offices": { "Cairo": { "TimeZone": "Africa/Cairo", "Weekend": ["Friday", "Saturday"], "Holidays": ["2026-07-23"] } },
              "Countries": { "EG": { "Weekend": ["friday"] } }
            }
            """);
        Assert.True(new CalendarsOptionsValidator(Lists).Validate(null, options).Succeeded);
        var calendars = options.ToCalendars();

        var cairo = calendars.Of(new ProjectData { Office = "CAIRO", Countries = ["EG"] });
        Assert.Equal("Africa/Cairo", cairo.Zone.Id);
        Assert.False(cairo.IsWorkingDay(new DateOnly(2026, 7, 23)));
        Assert.False(cairo.IsWorkingDay(new DateOnly(2026, 7, 24)));
        Assert.True(cairo.IsWorkingDay(new DateOnly(2026, 7, 26)));
        Assert.True(cairo.IsWorkingDay(new DateOnly(2026, 12, 25).AddDays(2)));

        var egypt = calendars.Of(new ProjectData { Office = "Alexandria", Countries = ["EG"] });
        Assert.Equal("Europe/Zurich", egypt.Zone.Id);
        Assert.True(egypt.IsWorkingDay(new DateOnly(2026, 7, 25)));

        var geneva = calendars.Of(new ProjectData { Countries = ["CH"] });
        Assert.False(geneva.IsWorkingDay(new DateOnly(2026, 12, 25)));
    }

    [Fact]
    public void Everything_wrong_with_the_calendars_is_said_at_once()
    {
        var options = Read("""
            {
              "Default": { "TimeZone": "Mars/Olympus", "Weekend": ["Caturday", "6"] },
              "Offices": { "Cairo": { "Weekend": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] } },
              "Countries": { "Egypt": { "Holidays": ["25.12.2026", "2026-02-30"] } }
            }
            """);

        var problems = new CalendarsOptionsValidator(Lists).Validate(null, options).Failures!.ToList();

        string[] expected =
        [
            "'Mars/Olympus' is no time zone", "'Caturday' is no day", "'6' is no day", "every day is weekend", "'Egypt' is no country",
            "'25.12.2026' is no date", "'2026-02-30' is no date",
        ];
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected, words => Assert.Single(problems, p => p.Contains(words, StringComparison.Ordinal)));
    }

    private static CalendarsOptions Read(string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        return new ConfigurationBuilder().AddJsonStream(stream).Build().Get<CalendarsOptions>()!;
    }
}
