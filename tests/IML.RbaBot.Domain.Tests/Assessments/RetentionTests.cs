using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Domain.Tests.Assessments;

/// <summary>When an assessment is deleted: only drafts and withdrawn ones, only after their time, and only after the developer was told.</summary>
public class RetentionTests
{
    private static readonly RetentionPeriods Periods = new(TimeSpan.FromDays(365), TimeSpan.FromDays(730), TimeSpan.FromDays(30));
    private static readonly DateTimeOffset Changed = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static Assessment Draft => Screenings.Empty() with { ChangedAt = Changed };

    private static Assessment Withdrawn => Draft with { State = new AssessmentState.Withdrawn(Changed, "given up", null), ChangedAt = Changed.AddDays(900) };

    [Theory]
    [InlineData(0)]
    [InlineData(334)]
    public void A_draft_is_left_alone_until_the_day_of_the_notice(int days) =>
        Assert.Equal(new RetentionStep.LookAgain(Changed.AddDays(335)), Retention.Next(Draft, Periods, null, Changed.AddDays(days)));

    [Fact]
    public void On_the_day_of_the_notice_the_deletion_is_announced() =>
        Assert.Equal(
            new RetentionStep.Announce(Changed, Changed.AddDays(365)), Retention.Next(Draft, Periods, null, Changed.AddDays(335)));

    [Fact]
    public void A_notice_that_comes_late_still_leaves_its_whole_time() =>
        Assert.Equal(
            new RetentionStep.Announce(Changed, Changed.AddDays(530)), Retention.Next(Draft, Periods, null, Changed.AddDays(500)));

    [Fact]
    public void What_was_announced_is_deleted_when_its_time_is_over_and_not_before()
    {
        var told = new DeletionAnnounced(Changed, Changed.AddDays(340));

        Assert.Equal(new RetentionStep.LookAgain(Changed.AddDays(370)), Retention.Next(Draft, Periods, told, Changed.AddDays(369)));
        Assert.Equal(new RetentionStep.Delete(), Retention.Next(Draft, Periods, told, Changed.AddDays(370)));
    }

    [Fact]
    public void A_change_after_the_notice_makes_it_void()
    {
        var told = new DeletionAnnounced(Changed.AddDays(-1), Changed.AddDays(340));

        Assert.IsType<RetentionStep.Announce>(Retention.Next(Draft, Periods, told, Changed.AddDays(400)));
        Assert.IsType<RetentionStep.LookAgain>(Retention.Next(Draft, Periods, told, Changed.AddDays(10)));
    }

    [Fact]
    public void A_withdrawn_one_counts_from_its_withdrawal() =>
        Assert.Equal(new RetentionStep.LookAgain(Changed.AddDays(700)), Retention.Next(Withdrawn, Periods, null, Changed.AddDays(400)));

    [Fact]
    public void Nothing_else_is_ever_deleted_however_old()
    {
        var now = Changed.AddDays(36500);
        var told = new DeletionAnnounced(Changed, Changed);

        Assert.All(
            (string[])["Submitted", "UnderReview", "Returned", "Cleared", "ClearedWithConditions", "NotCleared", "Recorded", "Superseded"],
            state => Assert.Equal(new RetentionStep.Keep(), Retention.Next(Screenings.In(state), Periods, told, now)));
    }

    [Fact]
    public void A_rule_that_is_off_keeps_for_ever() =>
        Assert.Equal(
            new RetentionStep.Keep(), Retention.Next(Draft, Periods with { Drafts = null }, new DeletionAnnounced(Changed, Changed), Changed.AddDays(36500)));
}
