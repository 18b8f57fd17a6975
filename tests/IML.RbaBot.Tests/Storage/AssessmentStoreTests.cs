using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class AssessmentStoreTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_draft_comes_back_as_it_was_committed()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();
        draft = await stored.CommitAsync(draft, Save(
            ("A1", Choices("children", "refugees")),
            ("B1", Choice("yes", "Text with \"quotes\", 😀 and مرحبا", "section 3.2")),
            ("B2", new Answer(null, "only a comment"))));

        var loaded = await stored.LoadAsync(draft.Id);

        AssertSame(draft, loaded);
        Assert.Equal(2, loaded.Assessment.Revision);
        Assert.Equal(3, loaded.NextEvent);
    }

    [Fact]
    public async Task Of_two_writers_one_wins_and_the_other_is_told()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();
        await using var elsewhere = await stored.AgainAsync();
        var seen = await elsewhere.LoadAsync(draft.Id);
        await stored.CommitAsync(draft, Save(("B1", Choice("yes"))));

        var late = await elsewhere.Store.CommitAsync(
            seen, Decide(Save(("B1", Choice("no"))), seen.Assessment), ActsDana, Noon, [], default);

        Assert.IsType<CommitResult.Conflict>(late);
        Assert.Equal(Choice("yes"), (await elsewhere.LoadAsync(draft.Id)).Assessment.Sheet[new QuestionId("B1")]);
    }

    [Fact]
    public async Task An_id_is_taken_once()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();
        var again = Decide(new Command.Start(draft.Id, Project("Another"), Shipped), null);

        Assert.IsType<CommitResult.Conflict>(await stored.Store.CommitAsync(null, again, ActsDana, Noon, [], default));
        Assert.Equal("Reception centre", (await stored.LoadAsync(draft.Id)).Assessment.Project.Title);
    }

    [Fact]
    public async Task An_id_that_nobody_began_is_not_found()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);

        Assert.IsType<LoadResult.NotFound>(await stored.Store.LoadAsync(NewId(), allowCached: true, default));
    }

    internal static void AssertSame(StoredAssessment expected, StoredAssessment actual)
    {
        Assert.Equal(expected.ETag, actual.ETag);
        Assert.Equal(expected.NextEvent, actual.NextEvent);
        Assert.Equal(expected.Outbox.AsEnumerable(), actual.Outbox);
        var (one, other) = (expected.Assessment, actual.Assessment);
        Assert.Equal(one.State, other.State);
        Assert.Equal(one.Project, other.Project);
        Assert.Equal(one.CoEditors.AsEnumerable(), other.CoEditors);
        Assert.Equal(
            (one.Id, one.Revision, one.Developer, one.Place, one.StartedAt, one.ChangedAt, one.Alert),
            (other.Id, other.Revision, other.Developer, other.Place, other.StartedAt, other.ChangedAt, other.Alert));
        foreach (var question in one.Questionnaire.Questions)
        {
            Assert.Equal(one.Sheet[question.Position], other.Sheet[question.Position]);
            Assert.Equal(one.Sheet.Response(question.Position), other.Sheet.Response(question.Position));
        }
    }
}
