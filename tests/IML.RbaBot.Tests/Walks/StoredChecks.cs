using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Storage;

namespace IML.RbaBot.Tests.Walks;

/// <summary>What must be true of the tables after every step, read beside the bot by a store that remembers nothing.</summary>
internal sealed class StoredChecks : IDisposable
{
    private readonly WalkWorld world;
    private readonly StorageClients clients;
    private readonly AssessmentStore store;
    private readonly Dictionary<string, AuditWalk> audits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> rows = new(StringComparer.Ordinal);

    public StoredChecks(WalkWorld world, string prefix)
    {
        this.world = world;
        var options = new StorageOptions
        {
            ConnectionString = world.Scenario.AzuriteConnectionString,
            Prefix = prefix,
            CachedAssessments = 0,
        };
        clients = new StorageClients(options, new StorageRoundTrips(), TimeProvider.System);
        store = new AssessmentStore(clients, Stored.Find, options);
    }

    /// <summary>Every assessment as it stands.</summary>
    public Dictionary<string, StoredAssessment> Now { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>As they stood before the step.</summary>
    public Dictionary<string, StoredAssessment> Before { get; private set; } = new(StringComparer.Ordinal);

    public TableClient Directory => clients.Directory;

    /// <summary>All texts in an assessment's rows.</summary>
    public string TextsOf(string id) => rows.GetValueOrDefault(id, "");

    /// <summary>How often each event came about.</summary>
    public IEnumerable<string> EventsOf(string id) => audits.TryGetValue(id, out var audit) ? audit.Happened : [];

    public IEnumerable<string> Ids => audits.Keys;

    /// <summary>Reads what was changed, and checks it.</summary>
    /// <param name="mostCommits">How many commits there can have been on one assessment; more than that is a commit too many.</param>
    public async Task RefreshAsync(int mostCommits)
    {
        Before = Now;
        var now = new Dictionary<string, StoredAssessment>(StringComparer.Ordinal);
        await foreach (var head in clients.AssessmentsTable.QueryAsync<TableEntity>($"RowKey eq '{Keys.Head}'"))
        {
            var id = head.PartitionKey;
            if (Before.TryGetValue(id, out var known) && known.ETag == head.ETag)
            {
                now[id] = known;
                continue;
            }

            if (await store.LoadAsync(AssessmentId.Parse(id)!.Value, allowCached: false, default) is LoadResult.Found { Stored: var stored })
            {
                now[id] = stored;
                await CheckAsync(stored, known, mostCommits);
            }
        }

        // Ids are drawn by the bot: in the order in which they began a walk is the same again.
        Now = now.OrderBy(n => n.Value.Assessment.StartedAt).ThenBy(n => n.Value.Id.Version).ToDictionary(StringComparer.Ordinal);
    }

    public void Dispose() => clients.Dispose();

    private async Task CheckAsync(StoredAssessment stored, StoredAssessment? before, int mostCommits)
    {
        var id = stored.Id.Value;
        var assessment = stored.Assessment;
        if (before is not null)
        {
            var grown = assessment.Revision - before.Assessment.Revision;
            Assert.True(grown >= 0 && grown <= mostCommits, $"{id}: from revision {before.Assessment.Revision} to {assessment.Revision}.");
            Assert.True(stored.NextEvent >= before.NextEvent, $"{id}: events from {before.NextEvent} to {stored.NextEvent}.");
        }

        var texts = new List<string>();
        await foreach (var row in clients.AssessmentsTable.QueryAsync<TableEntity>(r => r.PartitionKey == id))
        {
            texts.AddRange(((IDictionary<string, object>)row).Values.OfType<string>());
        }

        rows[id] = string.Join('\n', texts);
        if (!audits.TryGetValue(id, out var audit))
        {
            audits[id] = audit = new AuditWalk(world, id);
        }

        audit.Follow(await store.ReadAuditAsync(stored.Id, default), stored);
        CheckRating(assessment);
        CheckRemembered(stored);
    }

    /// <summary>What is frozen is what the rules make of the answers that are stored, as long as nobody may change them.</summary>
    private static void CheckRating(Assessment assessment)
    {
        if (assessment.State is AssessmentState.Draft or AssessmentState.Returned or AssessmentState.Withdrawn or AssessmentState.Superseded)
        {
            return;
        }

        var result = FrozenResult.Of(Rater.Rate(Route.Of(assessment.Sheet)));
        Assert.True(assessment.State.FrozenResult == result, $"{assessment.Id}: frozen {assessment.State.FrozenResult}, computed {result}");
        if (assessment.State is AssessmentState.Cleared)
        {
            Assert.Empty(assessment.OpenFlags);
        }

        if (assessment.Review.Verdict is { } verdict)
        {
            Assert.True(assessment.State is not AssessmentState.ClearedWithConditions || verdict.Conditions.Length > 0, $"{assessment.Id}: no condition");
            var needsReasons = assessment.State is AssessmentState.NotCleared || verdict.FinalRating != result.Rating;
            Assert.True(!needsReasons || !string.IsNullOrWhiteSpace(verdict.Reasons), $"{assessment.Id}: no reasons");
        }
    }

    /// <summary>What an instance remembers of the same version is the same.</summary>
    private void CheckRemembered(StoredAssessment stored)
    {
        foreach (var bot in world.Bots)
        {
            var remembered = ((AssessmentStore)bot.Services.GetService(typeof(AssessmentStore))!).Remembered(stored.Id);
            if (remembered is null || remembered.ETag != stored.ETag)
            {
                continue;
            }

            // The order of messages means nothing: whoever delivers them reads them anew.
            AssessmentStoreTests.AssertSame(
                remembered with { Outbox = [.. remembered.Outbox.OrderBy(Keys.Outbox, StringComparer.Ordinal)] },
                stored with { Outbox = [.. stored.Outbox.OrderBy(Keys.Outbox, StringComparer.Ordinal)] });
            Assert.Equal(remembered.Assessment.Review, stored.Assessment.Review);
            Assert.Equal(remembered.Assessment.Requests.AsEnumerable(), stored.Assessment.Requests);
            Assert.Equal(remembered.Assessment.Filing, stored.Assessment.Filing);
            Assert.Equal(remembered.Assessment.From, stored.Assessment.From);
        }
    }
}
