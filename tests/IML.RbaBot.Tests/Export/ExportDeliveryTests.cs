using System.Text;
using System.Text.Json;
using IML.RbaBot.BotFramework.Hosting;
using IML.RbaBot.Cards;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export;
using IML.RbaBot.Export.SharePoint;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Cards;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Turns;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static IML.RbaBot.Tests.Storage.Stored;
using AssessmentRecord = IML.RbaBot.Export.Records.Record;
using Deliveries = IML.RbaBot.Tests.Dispatch;

namespace IML.RbaBot.Tests.Export;

[Collection(AzuriteTests.Name)]
public sealed class ExportDeliveryTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider time = new(Noon);

    [Fact]
    public async Task A_submission_is_filed_in_a_folder_and_the_card_says_where()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var folder = Directory.CreateTempSubdirectory("exports-").FullName;
        try
        {
            var submitted = await stored.SubmitAsync(OutboxKind.Export);
            await DeliverAsync(stored, submitted.Id, new FolderPlace(folder));

            var after = await stored.LoadAsync(submitted.Id);
            var filing = after.Assessment.Filing!;
            Assert.False(filing.IsPending);
            Assert.True(File.Exists(filing.Filed!.Location));
            Assert.EndsWith($"2026/N-Djamena/{submitted.Id.Reference}-v1.docx", filing.Filed.Location.Replace('\\', '/'), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(folder, "Restricted", "2026", "N-Djamena", FileNames.Annex(submitted.Id))));
            Assert.Empty(Directory.GetFiles(folder, "*.part", SearchOption.AllDirectories));
            var record = await File.ReadAllBytesAsync(Path.Combine(folder, "Restricted", "2026", "N-Djamena", FileNames.Record(submitted.Id)));
            Assert.Equal(filing.Filed.Hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(record)));
            Assert.Contains(filing.Filed.Location, Card(after), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Nothing_is_filed_and_the_card_says_so_where_no_place_is_configured()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await stored.SubmitAsync(OutboxKind.Export);

        await DeliverAsync(stored, submitted.Id, null);

        var after = await stored.LoadAsync(submitted.Id);
        Assert.Empty(after.Outbox);
        Assert.Contains("Export:Folder", Card(after), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_is_the_same_bytes_however_often_the_assessment_is_loaded_and_filed()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await using var graph = await GraphStandIn.StartAsync();
        using var library = new Library(graph);
        var submitted = await stored.SubmitAsync(OutboxKind.Export);
        var before = AssessmentRecord.Of(submitted.Assessment, await stored.Store.ReadAuditAsync(submitted.Id, default));

        await DeliverAsync(stored, submitted.Id, library.Place);
        await using var again = await stored.AgainAsync();
        var loaded = await again.LoadAsync(submitted.Id);
        var after = AssessmentRecord.Of(loaded.Assessment, await again.Store.ReadAuditAsync(submitted.Id, default));

        Assert.Equal(before.Hash, after.Hash);
        Assert.True(before.Bytes.Span.SequenceEqual(after.Bytes.Span));
        Assert.Equal(after.Hash, loaded.Assessment.Filing!.Filed!.Hash);
        using var json = JsonDocument.Parse(after.Bytes);
        Assert.Equal("B", json.RootElement.GetProperty("result").GetProperty("rating").GetString());
        Assert.Equal("Partly".ToLowerInvariant(), json.RootElement.GetProperty("answers").GetProperty("B4").GetProperty("value").GetString());
        Assert.Contains(
            json.RootElement.GetProperty("events").EnumerateArray().SelectMany(e => e.GetProperty("changes").EnumerateArray()),
            change => change.GetProperty("what").GetString() == "submitted");
    }

    [Fact]
    public async Task Killed_at_every_boundary_exactly_one_document_of_the_right_content_is_filed_afterwards()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await using var graph = await GraphStandIn.StartAsync();
        using (var whole = new Library(graph))
        {
            await DeliverAsync(stored, (await stored.SubmitAsync(OutboxKind.Export)).Id, whole.Place);
        }

        var calls = graph.Calls.Count;
        Assert.InRange(calls, 12, 20);
        for (var call = 1; call <= calls; call++)
        {
            foreach (var carriedOut in (bool[])[false, true])
            {
                await CutAndDeliverAgainAsync(stored, graph, call, carriedOut);
            }
        }
    }

    [Fact]
    public async Task Killed_after_the_filing_and_before_its_record_the_second_delivery_writes_nothing()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await using var graph = await GraphStandIn.StartAsync();
        using var library = new Library(graph);
        var submitted = await stored.SubmitAsync(OutboxKind.Export);

        // Delivered and never settled, as by a process that dies in between.
        await Delivery(stored, library.Place).DeliverAsync(submitted.Outbox[0], submitted, default);
        await DeliverAsync(stored, submitted.Id, library.Place);

        Assert.All(graph.Items.Values, item => Assert.Equal((1, 1), (item.Uploads, item.Patches)));
        await AssertFiledAsync(stored, graph, submitted.Id);
    }

    [Theory]
    [InlineData(GraphCall.Upload, 403, "accessDenied", "role write")]
    [InlineData(GraphCall.FindSite, 403, "accessDenied", "Sites.Selected")]
    [InlineData(GraphCall.Upload, 507, "insufficientStorage", "no room left")]
    [InlineData(GraphCall.Upload, 423, "resourceLocked", "has the document open")]
    public async Task An_obstacle_leaves_the_assessment_untouched_waits_and_is_shown_with_its_remedy(
        GraphCall call, int status, string code, string remedy)
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await using var graph = await GraphStandIn.StartAsync();
        using var library = new Library(graph);
        var submitted = await stored.SubmitAsync(OutboxKind.Export);
        graph.Fails(call, status, code, times: 3);

        await DeliverAsync(stored, submitted.Id, library.Place);

        var waiting = await stored.LoadAsync(submitted.Id);
        Assert.Equal(submitted.Assessment.Revision, waiting.Assessment.Revision);
        Assert.Equal(await RecordHashAsync(stored, submitted), await RecordHashAsync(stored, waiting));
        Assert.Contains(waiting.Outbox, m => m.Kind == OutboxKind.Export);
        Assert.Contains(remedy, Card(waiting), StringComparison.Ordinal);
        Assert.Equal(status == 423, waiting.Outbox.Any(m => m.Kind == OutboxKind.Notice));

        while (waiting.Outbox.Any(m => m.Kind == OutboxKind.Export))
        {
            time.Advance(TimeSpan.FromHours(1));
            await DeliverAsync(stored, submitted.Id, library.Place);
            waiting = await stored.LoadAsync(submitted.Id);
            Assert.True(waiting.Assessment.Filing!.Attempts < 12);
        }

        await AssertFiledAsync(stored, graph, submitted.Id);
    }

    [Fact]
    public async Task What_is_never_possible_is_given_up_and_shown_as_not_filed()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await using var graph = await GraphStandIn.StartAsync();
        using var library = new Library(graph);
        graph.Columns.TryRemove("Office", out _);
        var submitted = await stored.SubmitAsync(OutboxKind.Export);

        for (var i = 0; i < 14; i++)
        {
            await DeliverAsync(stored, submitted.Id, library.Place);
            time.Advance(TimeSpan.FromDays(2));
        }

        var after = await stored.LoadAsync(submitted.Id);
        Assert.True(after.Assessment.Filing!.GivenUp);
        Assert.True(after.Outbox.Single(m => m.Kind == OutboxKind.Export).Undeliverable);
        var card = Card(after);
        Assert.Contains("not tried again by itself", card, StringComparison.Ordinal);
        Assert.Contains("lacks the column Office", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_with_characters_that_SharePoint_forbids_is_in_its_column_as_typed_and_in_no_name()
    {
        const string Title = "a\"*:<>?/\\|#% ~$ = title. ";
        await using var stored = await OnAsync(azurite.ConnectionString);
        await using var graph = await GraphStandIn.StartAsync();
        using var library = new Library(graph);
        var submitted = await stored.SubmitAsync(OutboxKind.Export);
        var titled = submitted with { Assessment = submitted.Assessment with { Project = submitted.Assessment.Project with { Title = Title } } };

        Assert.IsType<DeliveryOutcome.Delivered>(await Delivery(stored, library.Place).DeliverAsync(submitted.Outbox[0], titled, default));

        Assert.All(graph.Items.Keys, path => Assert.Matches(@"^(Restricted/)?2026/[\w -]+/RBA-[0-9A-Z]{4}-[0-9A-Z]{4}-v1(-annex|-record)?\.(docx|json)$", path));
        Assert.Contains(graph.Items.Values, item => item.Fields.GetValueOrDefault(LibraryColumns.Title) == Title);
    }

    private async Task CutAndDeliverAgainAsync(Stored stored, GraphStandIn graph, int call, bool carriedOut)
    {
        var submitted = await stored.SubmitAsync(OutboxKind.Export);
        using (var dies = new Library(graph))
        {
            graph.CutAt(call, carriedOut);
            await DeliverAsync(stored, submitted.Id, dies.Place);
            Assert.True(graph.WasCut, $"There is no call {call}.");
            graph.Mend();
        }

        // A new process: it knows nothing of the library yet.
        using var library = new Library(graph);
        time.Advance(TimeSpan.FromHours(1));
        await DeliverAsync(stored, submitted.Id, library.Place);

        await AssertFiledAsync(stored, graph, submitted.Id);
    }

    private static async Task<string> RecordHashAsync(Stored stored, StoredAssessment of) =>
        AssessmentRecord.Of(of.Assessment, await stored.Store.ReadAuditAsync(of.Id, default)).Hash;

    private static async Task AssertFiledAsync(Stored stored, GraphStandIn graph, AssessmentId id)
    {
        var after = await stored.LoadAsync(id);
        var record = AssessmentRecord.Of(after.Assessment, await stored.Store.ReadAuditAsync(id, default));
        var filed = graph.Items.Values.Where(i => i.Path.Contains(id.Reference.Value, StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            [FileNames.Annex(id), FileNames.Record(id), FileNames.Document(id)],
            filed.Select(i => i.Path.Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.All(filed, i => Assert.Equal(record.Hash, i.Fields[LibraryColumns.ContentHash]));
        Assert.True(record.Bytes.Span.SequenceEqual(filed.Single(i => i.Path.EndsWith(".json", StringComparison.Ordinal)).Content));
        var lead = filed.Single(i => i.Path.EndsWith("-v1.docx", StringComparison.Ordinal));
        Assert.Equal("B", lead.Fields[LibraryColumns.Rating]);
        Assert.Equal(id.Reference.Value, lead.Fields[LibraryColumns.Reference]);
        Assert.Contains(record.Hash, string.Join('\n', DocumentTests.Paragraphs(lead.Content)), StringComparison.Ordinal);
        Assert.Null(after.Assessment.Filing!.Due);
        Assert.Contains("\"Action.OpenUrl\"", Card(after), StringComparison.Ordinal);
        Assert.DoesNotContain(after.Outbox, m => m.Kind == OutboxKind.Export);
    }

    private Task<Remaining> DeliverAsync(Stored stored, AssessmentId id, IFilingPlace? place) =>
        Deliveries.Process.Deliverer(stored, new DispatchOptions(), time, Delivery(stored, place)).DeliverAsync(id, default);

    private ExportDelivery Delivery(Stored stored, IFilingPlace? place) => new(
        new FilingPlaces(place),
        stored.Store,
        new CardContexts(
            CardWorld.Languages,
            CardFrames.Of(CardWorld.Languages, CardWorld.Catalog),
            Options.Create(new UnitOptions()),
            Options.Create(new BotFrameworkOptions())),
        new ExportOptions(),
        new DispatchOptions(),
        time);

    private static string Card(StoredAssessment stored)
    {
        var result = IML.RbaBot.Domain.Ratings.Rater.Rate(CardWorld.RouteOf(stored.Assessment));
        var card = ResultCard.Of(
            CardWorld.Context,
            stored.Assessment,
            result,
            IML.RbaBot.Domain.Ratings.Improvement.Of(CardWorld.RouteOf(stored.Assessment), result),
            ActsDana);
        return Encoding.UTF8.GetString(card.ToUtf8Json().Span);
    }

    /// <summary>A process's own connection to the library.</summary>
    private sealed class Library : IDisposable
    {
        private readonly GraphConnection connection;

        public Library(GraphStandIn graph)
        {
            var options = new SharePointOptions { SiteUrl = graph.Site, GraphUrl = graph.Graph, CallTimeout = TimeSpan.FromSeconds(20) };
            connection = new GraphConnection(options, new GraphStandIn.Credential());
            Place = new SharePointPlace(
                connection,
                new SharePointLibrary(connection, options, TimeProvider.System),
                options,
                TimeProvider.System,
                NullLogger<SharePointPlace>.Instance);
        }

        public SharePointPlace Place { get; }

        public void Dispose() => connection.Dispose();
    }
}
