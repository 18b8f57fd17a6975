using System.Collections.Immutable;
using CsCheck;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Tests.Assessments;

namespace IML.RbaBot.Domain.Tests.Calendars;

public sealed class ReviewClockTests
{
    private static readonly ReviewDeadline Deadline = ReviewDeadline.Of(WorkingCalendar.Default, Screenings.Now, 5)!;

    // Submitted on Tuesday, 24 November, 09:30: half time is Thursday 13:30, full time the next Tuesday 09:30.
    [Theory]
    [InlineData("C", "Submitted", "11-24T10:00", "", "", "11-26T13:30")]
    [InlineData("C", "Submitted", "11-26T13:30", "", "Reminder", "12-01T09:30")]
    [InlineData("C", "UnderReview", "11-26T13:30", "", "Reminder", "12-01T09:30")]
    [InlineData("C", "Submitted", "11-27T10:00", "Reminder", "", "12-01T09:30")]
    [InlineData("C", "Submitted", "12-01T09:30", "Reminder", "Overdue", "")]
    [InlineData("D", "UnderReview", "12-01T09:30", "Reminder", "Overdue", "")]
    [InlineData("C", "Submitted", "12-09T09:30", "", "Overdue", "")]
    [InlineData("C", "Submitted", "12-09T09:30", "Overdue", "", "")]
    [InlineData("B", "Submitted", "11-26T13:30", "", "Reminder", "12-01T09:30")]
    [InlineData("B", "Submitted", "12-01T09:30", "Reminder", "Recording", "")]
    [InlineData("B", "UnderReview", "12-01T09:30", "Reminder", "", "12-02T09:30")]
    [InlineData("C", "Returned", "11-26T13:30", "", "", "")]
    [InlineData("C", "Cleared", "12-01T09:30", "", "", "")]
    [InlineData("C", "Withdrawn", "12-01T09:30", "", "", "")]
    public void The_reminder_falls_due_at_half_time_and_at_full_time_the_backup_is_told_or_it_is_recorded(
        string rating, string state, string now, string done, string due, string next)
    {
        var reading = ReviewClock.Read(Waiting(rating, state), Screenings.Now, Steps(done), WorkingCalendar.Default, At(now));

        Assert.Equal(Steps(due).AsEnumerable(), reading.Due.AsEnumerable());
        Assert.Equal(next.Length == 0 ? null : At(next), reading.Next);
    }

    [Fact]
    public void The_clock_of_an_earlier_submission_has_run_down()
    {
        var again = Waiting("C", "Submitted");

        Assert.Equal(ClockReading.RunDown, ReviewClock.Read(again, Screenings.Now.AddDays(-3), [], WorkingCalendar.Default, Deadline.DueAt));
    }

    [Fact]
    public void However_often_and_late_one_looks_each_step_falls_due_once_and_the_clock_runs_down() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 20_000].Array[0, 30]).Sample((rating, looks) =>
        {
            var assessment = Waiting(((Rating)Math.Max(1, rating)).ToString(), "Submitted");
            var done = ImmutableArray<ClockStep>.Empty;
            var now = Screenings.Now;
            DateTimeOffset? next = Deadline.RemindAt;
            foreach (var minutes in looks.Append(20_000).Append(20_000))
            {
                now = now.AddMinutes(minutes);
                if (next is null || now < next)
                {
                    continue;
                }

                var reading = ReviewClock.Read(assessment, Screenings.Now, done, WorkingCalendar.Default, now);
                Assert.True(reading.Next is null || reading.Next > now);
                done = done.AddRange(reading.Due);
                next = reading.Next;
            }

            Assert.Null(next);
            Assert.Equal(done.Distinct().Count(), done.Length);
            Assert.Contains(rating <= 1 ? ClockStep.Recording : ClockStep.Overdue, done);
        });

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 800, 1_200)]
    [InlineData(50, 4_700, 5_300)]
    [InlineData(100, 10_000, 10_000)]
    public void The_spot_check_picks_its_share_and_always_the_same(int share, int least, int most)
    {
        var drawn = Enumerable.Range(0, 10_000)
            .Select(i => AssessmentId.Of(Reference.Of((ulong)i * 1_234_567), 1))
            .Where(id => SpotCheck.IsDrawn(id, share))
            .ToList();

        Assert.InRange(drawn.Count, least, most);
        Assert.All(drawn, id => Assert.True(SpotCheck.IsDrawn(AssessmentId.Parse(id.Value)!.Value, share)));
    }

    private static Assessment Waiting(string rating, string state)
    {
        var assessment = Screenings.In(state, referred: true);
        var result = assessment.State.FrozenResult! with { Rating = Enum.Parse<Rating>(rating) };
        return assessment with
        {
            Review = new Review { Deadline = Deadline },
            State = assessment.State switch
            {
                AssessmentState.Submitted s => s with { Result = result },
                AssessmentState.UnderReview s => s with { Result = result },
                var other => other,
            },
        };
    }

    private static ImmutableArray<ClockStep> Steps(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ClockStep>)];

    private static DateTimeOffset At(string monthDayTime) =>
        DateTimeOffset.Parse($"2026-{monthDayTime}Z", System.Globalization.CultureInfo.InvariantCulture);
}
