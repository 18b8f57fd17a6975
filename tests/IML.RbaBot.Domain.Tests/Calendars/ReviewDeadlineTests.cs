using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Tests.Calendars;

public sealed class ReviewDeadlineTests
{
    /// <summary>A Monday, 10:00 UTC.</summary>
    private static readonly DateTimeOffset Submitted = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_reminder_falls_due_at_half_time_and_the_backup_is_alerted_at_full_time()
    {
        Assert.Equal(
            new ReviewDeadline(Submitted.AddDays(2).AddHours(4), Submitted.AddDays(7)),
            ReviewDeadline.Of(WorkingCalendar.Default, Submitted, 5));
        Assert.Equal(
            new ReviewDeadline(Submitted.AddDays(1), Submitted.AddDays(2)),
            ReviewDeadline.Of(WorkingCalendar.Default, Submitted, 2));
    }

    [Fact]
    public void There_is_a_deadline_for_every_rating_that_awaits_a_reply()
    {
        var rules = Shipped.Questionnaire.Rules;
        ReviewDeadline? Of(Rating rating) =>
            ReviewDeadline.Of(WorkingCalendar.Default, Submitted, rules.ReviewOf(rating).ReviewWithinWorkingDays ?? 0);

        Assert.Null(Of(Rating.A));
        Assert.Equal(Submitted.AddDays(7), Of(Rating.B)!.DueAt);
        Assert.Equal(Submitted.AddDays(7), Of(Rating.C)!.DueAt);
        Assert.Equal(Submitted.AddDays(2), Of(Rating.D)!.DueAt);
    }

    [Theory]
    [InlineData("Cairo", "EG", "cairo")]
    [InlineData("  cairo ", "EG", "cairo")]
    [InlineData("Alexandria", "EG", "egypt")]
    [InlineData("Alexandria", "eg", "egypt")]
    [InlineData(null, "EG", "egypt")]
    [InlineData("Geneva", "CH", "otherwise")]
    [InlineData(null, null, "otherwise")]
    public void The_calendar_is_the_offices_else_the_first_countrys_else_the_one_for_all(string? office, string? country, string expected)
    {
        var calendars = new OfficeCalendars(Named("otherwise"), [new("Cairo", Named("cairo"))], [new("EG", Named("egypt"))]);
        var project = new ProjectData { Office = office, Countries = country is null ? [] : [country, "SD"] };

        Assert.Equal(expected, calendars.Of(project).Zone.Id);
    }

    [Fact]
    public void Without_configuration_every_office_works_by_the_same_calendar() => Assert.Equal(
        WorkingCalendar.Default, OfficeCalendars.Standard.Of(new ProjectData { Office = "Cairo", Countries = ["EG"] }));

    private static WorkingCalendar Named(string name) =>
        WorkingCalendar.Default with { Zone = TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.Zero, name, name) };
}
