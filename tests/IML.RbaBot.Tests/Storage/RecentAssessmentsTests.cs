using Azure;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Storage;

public sealed class RecentAssessmentsTests
{
    [Fact]
    public void The_one_that_was_used_longest_ago_is_forgotten_first()
    {
        var recent = new RecentAssessments(2);
        var (a, b, c) = (Some(), Some(), Some());
        recent.Put(a);
        recent.Put(b);
        Assert.Same(a, recent.Find(a.Id));
        recent.Put(c);

        Assert.Null(recent.Find(b.Id));
        Assert.Same(a, recent.Find(a.Id));
        Assert.Same(c, recent.Find(c.Id));
    }

    [Fact]
    public void A_slow_load_does_not_replace_what_was_committed_meanwhile()
    {
        var recent = new RecentAssessments(2);
        var old = Some();
        var committed = old with { Assessment = old.Assessment with { Revision = 2 } };
        recent.Put(committed);
        recent.Put(old);
        Assert.Same(committed, recent.Find(old.Id));

        var delivered = committed with { NextEvent = 9 };
        recent.Put(delivered);
        recent.Put(committed);
        Assert.Same(delivered, recent.Find(old.Id));

        recent.Forget(old.Id);
        Assert.Null(recent.Find(old.Id));
    }

    [Fact]
    public void Nothing_is_remembered_where_nothing_may_be()
    {
        var recent = new RecentAssessments(0);
        var some = Some();
        recent.Put(some);

        Assert.Null(recent.Find(some.Id));
    }

    private static StoredAssessment Some() => new(
        new Assessment
        {
            Id = NewId(),
            Revision = 1,
            Developer = Dana,
            Project = Project(),
            Sheet = AnswerSheet.Empty(Shipped),
            State = new AssessmentState.Draft(),
            Place = Place.Project.Instance,
            StartedAt = Noon,
            ChangedAt = Noon,
        },
        new ETag("1"),
        2,
        []);
}
