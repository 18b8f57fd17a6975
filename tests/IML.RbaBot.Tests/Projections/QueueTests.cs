using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Projections;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Cards;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Projections.Projecting;

namespace IML.RbaBot.Tests.Projections;

/// <summary>The Unit's queue, as it stands in its rows.</summary>
[Collection(AzuriteTests.Name)]
public sealed class QueueTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = CardWorld.Now;

    [Fact]
    public async Task The_most_urgent_comes_first_then_the_oldest_requests_before_B_and_what_was_returned_at_the_end()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var projector = Projector(stored);
        foreach (var assessment in (Assessment[])
            [
                Submitted(1, Rating.B, Now.AddDays(-9)),
                Submitted(2, Rating.C, Now.AddDays(-1)),
                Submitted(3, Rating.D, Now),
                Submitted(4, Rating.D, Now.AddDays(-2)).Claimed(),
                Submitted(5, Rating.D, Now.AddDays(-8)).Returned(),
                CardWorld.Draft() with { Id = IdOf(6), Requests = CardWorld.Draft().Asking(Now).Requests },
                Submitted(7, Rating.C, Now.AddDays(-3)),
            ])
        {
            Assert.True(await projector.WriteAsync(assessment.At(1), default));
        }

        var items = await AllAsync(stored, Focal);

        Assert.Equal(new[] { 4, 3, 7, 2, 6, 1, 5 }.Select(IdOf), items.Select(i => i.Summary.Id));
        Assert.Equal(RequestKind.Question, Assert.Single(items, i => i.Request is not null).Request!.Kind);
    }

    [Fact]
    public async Task A_row_is_rewritten_when_the_state_changes_and_gone_when_the_assessment_is_closed_and_its_requests_answered()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var projector = Projector(stored);
        var submitted = Submitted(1, Rating.B, Now.AddDays(-3)).Asking(Now).Asking(Now.AddHours(1), RequestKind.Call);
        await projector.WriteAsync(submitted.At(1), default);
        var first = await AllAsync(stored, Focal);
        Assert.Equal((3, 2), (first.Count, first.Count(i => i.Request is not null)));

        await projector.WriteAsync(submitted.Claimed().At(2), default);
        Assert.Equal("UnderReview", Assert.Single(await AllAsync(stored, Focal), i => i.Request is null).Summary.State);

        // Submitted again with a worse rating: another key, and still one row.
        await projector.WriteAsync(Submitted(1, Rating.D, Now).Answered().At(3), default);
        Assert.Equal(Rating.D, Assert.Single(await AllAsync(stored, Focal)).Summary.Rating);

        await projector.WriteAsync(submitted.Answered().Cleared().At(4), default);
        await projector.WriteAsync(submitted.Answered().Cleared().At(4), default);
        Assert.Empty(await AllAsync(stored, Focal));
    }

    [Fact]
    public async Task A_request_outlives_the_decision_and_ends_with_the_withdrawal()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var projector = Projector(stored);
        var cleared = Submitted(1).Asking(Now).Cleared();
        await projector.WriteAsync(cleared.At(1), default);
        Assert.NotNull(Assert.Single(await AllAsync(stored, Focal)).Request);

        await projector.WriteAsync((cleared with { State = new AssessmentState.Withdrawn(Now, "r", null) }).At(2), default);
        Assert.Empty(await AllAsync(stored, Focal));
    }

    [Fact]
    public async Task However_late_and_often_an_older_state_is_delivered_the_newest_stands()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        await using var other = await stored.AgainAsync();
        ImmutableArray<Assessment> life =
        [
            Submitted(1, Rating.C), Submitted(1, Rating.C).Claimed(), Submitted(1, Rating.C).Returned(),
            Submitted(1, Rating.D), Submitted(1, Rating.D).Claimed(), Submitted(1, Rating.D).Cleared(),
        ];
        var random = new Random(7);
        for (var round = 1; round <= 5; round++)
        {
            var id = IdOf(100 + round);
            var last = round % life.Length;
            var deliveries = Enumerable.Range(0, last + 1).SelectMany(v => new[] { v, v }).OrderBy(_ => random.Next()).ToArray();
            await Task.WhenAll(deliveries.Select((v, i) => UntilWrittenAsync(
                Projector(i % 2 == 0 ? stored : other), (life[v] with { Id = id }).At(v + 1))));

            var standing = (await AllAsync(stored, Focal)).Where(i => i.Summary.Id == id).ToArray();
            var expected = AssessmentSummary.Of((life[last] with { Id = id }).At(last + 1).Assessment);
            Assert.Equal(QueueRows.Of(expected).Length, standing.Length);
            Assert.All(standing, s => Assert.Equal(expected, s.Summary));
        }

        static async Task UntilWrittenAsync(Projector projector, StoredAssessment assessment)
        {
            for (var tries = 0; !await projector.WriteAsync(assessment, default); tries++)
            {
                Assert.True(tries < 20, "Never written.");
            }
        }
    }

    [Fact]
    public async Task The_first_page_costs_one_call_with_2000_closed_assessments_behind_it()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var partitions = new ProjectedPartitions(stored.Clients);
        await Parallel.ForEachAsync(
            Enumerable.Range(1000, 2000),
            new ParallelOptions { MaxDegreeOfParallelism = 24 },
            async (n, token) => Assert.True(await partitions.ApplyAsync(Keys.QueuePartition, IdOf(n), 1, [], token)));
        for (var i = 1; i <= 7; i++)
        {
            await Projector(stored).WriteAsync(Submitted(i, at: Now.AddMinutes(i)).At(1), default);
        }

        var before = stored.RoundTrips.Directory;
        var page = await Queue(stored).PageAsync(Focal, null, default);

        Assert.Equal(1, stored.RoundTrips.Directory - before);
        Assert.Equal(Enumerable.Range(1, 5).Select(IdOf), page.Items.Select(i => i.Summary.Id));
        var second = await Queue(stored).PageAsync(Focal, page.Next, default);
        Assert.Equal([IdOf(6), IdOf(7)], second.Items.Select(i => i.Summary.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_focal_point_of_some_countries_sees_those_and_their_pages_are_full()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        for (var i = 1; i <= 130; i++)
        {
            ImmutableArray<ProjectedRow> rows = QueueRows.Of(AssessmentSummary.Of(Submitted(i, at: Now.AddMinutes(i)).In(i % 20 == 0 ? "SN" : "TN")));
            Assert.True(await new ProjectedPartitions(stored.Clients).ApplyAsync(Keys.QueuePartition, IdOf(i), 1, rows, default));
        }

        var far = Focal with { Coverage = new Coverage(["SN"]) };
        var page = await Queue(stored).PageAsync(far, null, default);

        Assert.Equal(new[] { 20, 40, 60, 80, 100 }.Select(IdOf), page.Items.Select(i => i.Summary.Id));
        Assert.Equal([IdOf(120)], (await Queue(stored).PageAsync(far, page.Next, default)).Items.Select(i => i.Summary.Id));
        Assert.Empty((await Queue(stored).PageAsync(new Actor(CardWorld.FocalPoint, Roles.None), null, default)).Items);
    }

    [Theory]
    [InlineData("q-' or PartitionKey ne '")]
    [InlineData("memory-")]
    [InlineData("zzz")]
    public async Task A_page_that_nobody_gave_begins_at_the_front(string page)
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        await Projector(stored).WriteAsync(Submitted(1).At(1), default);

        Assert.Single((await Queue(stored).PageAsync(Focal, page, default)).Items);
    }

    [Fact]
    public async Task A_remembered_row_that_somebody_deleted_by_hand_does_not_stop_the_projection()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var projector = Projector(stored);
        await projector.WriteAsync(Submitted(1, Rating.B).At(1), default);
        await stored.Clients.Directory.DeleteEntityAsync(
            Keys.QueuePartition, QueueRows.Of(AssessmentSummary.Of(Submitted(1, Rating.B)))[0].Key);

        Assert.True(await projector.WriteAsync(Submitted(1, Rating.D).At(2), default));

        Assert.Equal(Rating.D, Assert.Single(await AllAsync(stored, Focal)).Summary.Rating);
    }

    [Fact]
    public void A_summary_is_read_back_as_it_was_written()
    {
        var full = AssessmentSummary.Of(Submitted(1).Restricted().Claimed().Asking(Now).Asking(Now, RequestKind.Training) with
        {
            CoEditors = [new Person(CardWorld.FocalPoint.Id, "Co \"Editor\" <at>")],
            Review = Submitted(1).Review with { Verdict = new Verdict(Rating.A, "r", null, []) },
        });

        Assert.Equal(full, AssessmentSummary.Read(full.ToJson()));
        Assert.Equal(full.ToJson(), AssessmentSummary.Read(full.ToJson()).ToJson());
        Assert.NotEqual(full, full with { DueAt = Now });
    }

    private static async Task<IReadOnlyList<QueueItem>> AllAsync(Stored stored, Actor reader)
    {
        var all = new List<QueueItem>();
        string? next = null;
        do
        {
            var page = await Queue(stored).PageAsync(reader, next, default);
            all.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        return all;
    }
}
