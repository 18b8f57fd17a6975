// A long file because it is one list: everything that SharePoint can answer, one test for each.
using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export;
using IML.RbaBot.Export.SharePoint;
using Microsoft.Extensions.Logging.Abstractions;

namespace IML.RbaBot.Tests.Export;

/// <summary>Filing into a library, and everything that SharePoint can put in the way.</summary>
public sealed class SharePointTests : IAsyncLifetime, IDisposable
{
    private const string Folder = "2026/Tunis";
    private const string Document = $"{Folder}/RBA-1-v1.docx";
    private const string Record = $"Restricted/{Folder}/RBA-1-v1-record.json";

    private GraphStandIn graph = null!;
    private GraphConnection connection = null!;
    private SharePointPlace place = null!;

    public async Task InitializeAsync()
    {
        graph = await GraphStandIn.StartAsync();
        var options = new SharePointOptions { SiteUrl = graph.Site, GraphUrl = graph.Graph, CallTimeout = TimeSpan.FromSeconds(20) };
        connection = new GraphConnection(options, new GraphStandIn.Credential());
        place = new SharePointPlace(
            connection,
            new SharePointLibrary(connection, options, TimeProvider.System),
            options,
            TimeProvider.System,
            NullLogger<SharePointPlace>.Instance);
    }

    public async Task DisposeAsync() => await graph.DisposeAsync();

    public void Dispose() => connection.Dispose();

    [Fact]
    public async Task A_set_of_documents_is_uploaded_with_its_columns_and_its_link_comes_back()
    {
        var filed = Assert.IsType<FilingOutcome.Filed>(await FileAsync("one"));

        Assert.True(filed.IsLink);
        Assert.Contains("RBA-1-v1.docx", filed.Location, StringComparison.Ordinal);
        Assert.Equal([Document, Record], graph.Items.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("one", Text(Document));
        Assert.Equal("hash-one", graph.Items[Document].Fields["ContentHash"]);
        Assert.Equal("B", graph.Items[Document].Fields["Rating"]);
        Assert.Equal("2026-11-24T00:00:00Z", graph.Items[Document].Fields["SubmittedOn"]);
        Assert.Equal("hash-one", graph.Items[Record].Fields["ContentHash"]);
        Assert.False(graph.Items[Record].Fields.ContainsKey("Rating"));
    }

    [Fact]
    public async Task Unchanged_content_is_not_written_again_and_changed_content_replaces_it()
    {
        await FileAsync("one");
        await FileAsync("one");
        Assert.Equal((1, 1), (graph.Items[Document].Uploads, graph.Items[Document].Patches));

        await FileAsync("two");

        Assert.Equal(2, graph.Items.Count);
        Assert.Equal("two", Text(Document));
        Assert.Equal((2, 2), (graph.Items[Document].Uploads, graph.Items[Document].Patches));
    }

    [Fact]
    public async Task Site_list_and_drive_are_looked_up_once()
    {
        await FileAsync("one");
        await FileAsync("two");

        Assert.Single(graph.Calls, c => c.Call == GraphCall.FindSite);
        Assert.Single(graph.Calls, c => c.Call == GraphCall.FindList);
        Assert.Single(graph.Calls, c => c.Call == GraphCall.FindDrive);
    }

    [Fact]
    public async Task The_409_after_an_upload_is_asked_again_with_a_whole_set_of_columns()
    {
        graph.ConflictsAfterUpload = 3;

        Assert.IsType<FilingOutcome.Filed>(await FileAsync("one"));

        Assert.Equal("hash-one", graph.Items[Document].Fields["ContentHash"]);
        Assert.All(graph.Calls.Where(c => c.Call == GraphCall.SetFields), c => Assert.Contains("hash-one", c.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_409_that_does_not_end_is_given_back_after_five_tries()
    {
        graph.Fails(GraphCall.SetFields, 409, "resourceModified", times: 9);

        Assert.Equal(FilingObstacle.Changed, await ObstacleAsync());
        Assert.Equal(5, graph.Calls.Count(c => c.Call == GraphCall.SetFields));
    }

    [Fact]
    public async Task A_document_that_somebody_changed_meanwhile_is_not_overwritten_unseen()
    {
        await FileAsync("one");
        graph.Fails(GraphCall.Upload, 412, "preconditionFailed");

        Assert.Equal(FilingObstacle.Changed, await ObstacleAsync("two"));
        Assert.Contains(graph.Calls, c => c.Call == GraphCall.Upload);

        // The next try looks again and replaces what it saw.
        graph.Touch(Document);
        Assert.IsType<FilingOutcome.Filed>(await FileAsync("two"));
        Assert.Equal("two", Text(Document));
    }

    [Fact]
    public async Task Two_who_file_at_the_same_time_never_leave_two_documents()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FileAsync("one")));

        Assert.IsType<FilingOutcome.Filed>(await FileAsync("one"));
        Assert.Equal(2, graph.Items.Count);
        Assert.Equal("one", Text(Document));
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("90", 90)]
    [InlineData("86400", 600)]
    public async Task A_pause_that_SharePoint_asks_for_is_kept_and_capped(string asked, int expected)
    {
        graph.Fails(GraphCall.Upload, 429, "activityLimitReached", times: 9, retryAfter: asked);

        var hindered = Assert.IsType<FilingOutcome.Hindered>(await FileAsync("one"));

        Assert.Equal(FilingObstacle.Busy, hindered.Obstacle);
        Assert.InRange(hindered.After?.TotalSeconds ?? expected, 0, expected);
    }

    [Fact]
    public async Task A_short_throttling_is_waited_out_and_nobody_notices()
    {
        graph.Fails(GraphCall.Upload, 429, "activityLimitReached", retryAfter: "1");

        Assert.IsType<FilingOutcome.Filed>(await FileAsync("one"));
        Assert.Equal("one", Text(Document));
    }

    [Fact]
    public async Task A_document_that_somebody_has_open_waits()
    {
        await FileAsync("one");
        graph.Fails(GraphCall.Upload, 423, "resourceLocked", times: 3);

        Assert.Equal(FilingObstacle.Locked, await ObstacleAsync("two"));
        Assert.Equal("one", Text(Document));
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(200)]
    public async Task A_page_in_place_of_data_is_an_outage_and_no_fault_of_ours(int status)
    {
        graph.AnswersWithAPage(GraphCall.ReadItem, status, times: 9);

        Assert.True(await ObstacleAsync() is FilingObstacle.Unreachable or FilingObstacle.Busy);
    }

    [Fact]
    public async Task Retries_that_are_used_up_are_an_outage()
    {
        graph.Fails(GraphCall.FindSite, 503, "serviceNotAvailable", times: 9);

        Assert.Equal(FilingObstacle.Busy, await ObstacleAsync());
    }

    [Theory]
    [InlineData(GraphCall.ReadItem)]
    [InlineData(GraphCall.Upload)]
    [InlineData(GraphCall.SetFields)]
    public async Task A_lost_connection_leaves_one_document_after_the_next_try(GraphCall call)
    {
        graph.Drops(call, carriedOut: true, times: 1);

        await FileAsync("one");
        Assert.IsType<FilingOutcome.Filed>(await FileAsync("one"));

        Assert.Equal(2, graph.Items.Count);
        Assert.Equal("one", Text(Document));
        Assert.Equal("hash-one", graph.Items[Document].Fields["ContentHash"]);
    }

    [Theory]
    [InlineData(GraphCall.FindSite, 403, "accessDenied", FilingObstacle.NotPermitted)]
    [InlineData(GraphCall.FindSite, 404, "itemNotFound", FilingObstacle.SiteMissing)]
    [InlineData(GraphCall.FindSite, 401, "InvalidAuthenticationToken", FilingObstacle.CannotSignIn)]
    [InlineData(GraphCall.FindList, 404, "itemNotFound", FilingObstacle.LibraryMissing)]
    [InlineData(GraphCall.ReadItem, 403, "accessDenied", FilingObstacle.NotPermitted)]
    [InlineData(GraphCall.Upload, 403, "accessDenied", FilingObstacle.ReadOnly)]
    [InlineData(GraphCall.Upload, 507, "insufficientStorage", FilingObstacle.Full)]
    [InlineData(GraphCall.Upload, 403, "quotaLimitReached", FilingObstacle.Full)]
    [InlineData(GraphCall.Upload, 400, "invalidRequest", FilingObstacle.Refused)]
    [InlineData(GraphCall.SetFields, 403, "accessDenied", FilingObstacle.ReadOnly)]
    [InlineData(GraphCall.SetFields, 404, "itemNotFound", FilingObstacle.Changed)]
    public async Task Each_refusal_is_told_for_what_it_is_and_the_next_try_succeeds(
        GraphCall call, int status, string code, FilingObstacle expected)
    {
        graph.Fails(call, status, code);

        Assert.Equal(expected, await ObstacleAsync());
        Assert.IsType<FilingOutcome.Filed>(await FileAsync("one"));
        Assert.Equal("one", Text(Document));
    }

    [Fact]
    public async Task A_document_that_is_removed_while_its_hash_is_read_is_filed_again()
    {
        await FileAsync("one");
        graph.Fails(GraphCall.ReadFields, 404, "itemNotFound");

        Assert.IsType<FilingOutcome.Filed>(await FileAsync("one"));
        Assert.Equal("one", Text(Document));
    }

    [Fact]
    public async Task A_missing_column_and_one_of_another_type_are_named()
    {
        graph.Columns.TryRemove("Office", out _);
        var missing = Assert.IsType<FilingOutcome.Hindered>(await FileAsync("one"));
        Assert.Equal((FilingObstacle.ColumnMissing, "Office"), (missing.Obstacle, missing.Detail));

        graph.Columns["Office"] = ("number", false);
        var another = Assert.IsType<FilingOutcome.Hindered>(await FileAsync("one"));
        Assert.Equal((FilingObstacle.ColumnOfAnotherType, "Office"), (another.Obstacle, another.Detail));

        graph.Columns["Office"] = ("text", true);
        Assert.IsType<FilingOutcome.Filed>(await FileAsync("one"));
    }

    [Fact]
    public async Task A_large_file_goes_by_an_upload_session_that_is_sent_no_token()
    {
        using var large = new MemoryStream(new byte[9 * 1024 * 1024]);

        Assert.IsType<FilingOutcome.Filed>(await place.FileRegisterAsync("register-1.xlsx", large, default));

        Assert.Equal(9 * 1024 * 1024, graph.Items["Restricted/Registers/register-1.xlsx"].Content.Length);
        Assert.Equal(3, graph.Calls.Count(c => c.Call == GraphCall.Slice));
    }

    [Fact]
    public async Task A_large_file_replaces_exactly_what_was_looked_at_too()
    {
        var options = new SharePointOptions { SiteUrl = graph.Site, GraphUrl = graph.Graph, LargestSingleUpload = 0 };
        var inParts = new SharePointPlace(
            connection,
            new SharePointLibrary(connection, options, TimeProvider.System),
            options,
            TimeProvider.System,
            NullLogger<SharePointPlace>.Instance);
        await inParts.FileAsync(SetOf("one"), default);
        Assert.IsType<FilingOutcome.Filed>(await inParts.FileAsync(SetOf("two"), default));
        Assert.Equal(("two", 2), (Text(Document), graph.Items[Document].Uploads));

        // Somebody else writes between the look and the upload.
        graph.Fails(GraphCall.BeginSession, 412, "preconditionFailed");
        var hindered = Assert.IsType<FilingOutcome.Hindered>(await inParts.FileAsync(SetOf("three"), default));

        Assert.Equal(FilingObstacle.Changed, hindered.Obstacle);
        Assert.Equal("two", Text(Document));
    }

    [Fact]
    public async Task A_slice_that_fails_for_good_is_an_obstacle()
    {
        using var large = new MemoryStream(new byte[5 * 1024 * 1024]);
        graph.Fails(GraphCall.Slice, 507, "insufficientStorage", times: 9);

        Assert.IsType<FilingOutcome.Hindered>(await place.FileRegisterAsync("register-1.xlsx", large, default));
    }

    [Fact]
    public async Task What_retention_deletes_is_removed_and_what_is_gone_already_is_no_obstacle()
    {
        await FileAsync("one");
        ImmutableArray<string> paths = [Document, $"Restricted/{Document}", Record];

        Assert.Null(await place.RemoveAsync(paths, default));
        Assert.Empty(graph.Items);
        Assert.Null(await place.RemoveAsync(paths, default));
    }

    [Theory]
    [InlineData(423, "resourceLocked", FilingObstacle.Locked)]
    [InlineData(403, "accessDenied", FilingObstacle.ReadOnly)]
    [InlineData(404, "siteNotFound", FilingObstacle.LibraryMissing)]
    public async Task What_cannot_be_removed_is_told_and_the_next_try_removes_it(int status, string code, FilingObstacle expected)
    {
        await FileAsync("one");
        graph.Fails(GraphCall.Remove, status, code);

        Assert.Equal(expected, (await place.RemoveAsync([Document, Record], default))?.Obstacle);
        Assert.Equal(2, graph.Items.Count);
        Assert.Null(await place.RemoveAsync([Document, Record], default));
        Assert.Empty(graph.Items);
    }

    [Fact]
    public async Task A_folder_of_any_script_is_taken_as_it_is()
    {
        var set = SetOf("one") with { Folder = $"2026/{FileNames.FolderOf("N'Djamena / تونس #1 100%")}" };

        Assert.IsType<FilingOutcome.Filed>(await place.FileAsync(set, default));

        Assert.Contains("2026/N-Djamena تونس 1 100/RBA-1-v1.docx", graph.Items.Keys);
    }

    [SchemaFact]
    public async Task Every_request_is_one_that_Graph_describes()
    {
        await FileAsync("one");
        await FileAsync("two");
        graph.Columns.TryRemove("Office", out _);
        await FileAsync("three");
        using var large = new MemoryStream(new byte[5 * 1024 * 1024]);
        await place.FileRegisterAsync("register-1.xlsx", large, default);
        await place.RemoveAsync([Document], default);

        Assert.True(graph.Checked > 20, $"Only {graph.Checked} requests were checked.");
        Assert.Empty(graph.Wrongs);
    }

    private Task<FilingOutcome> FileAsync(string content) => place.FileAsync(SetOf(content), default);

    private async Task<FilingObstacle> ObstacleAsync(string content = "one") =>
        Assert.IsType<FilingOutcome.Hindered>(await FileAsync(content)).Obstacle;

    private string Text(string path) => System.Text.Encoding.UTF8.GetString(graph.Items[path].Content);

    private static FilingSet SetOf(string content)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(content);
        return new FilingSet(
            Folder,
            $"hash-{content}",
            [
                new("Reference", "RBA-1"), new("Title", "Reception centre"), new("Office", "Tunis"), new("Rating", "B"), new("FinalRating", null),
                new("SubmittedOn", "2026-11-24T00:00:00Z"), new("DecidedOn", null), new("ContentHash", $"hash-{content}"),
            ],
            ImmutableArray.Create(
                new DocumentFile("RBA-1-v1-record.json", IsRestricted: true, IsLead: false, bytes),
                new DocumentFile("RBA-1-v1.docx", IsRestricted: false, IsLead: true, bytes)));
    }
}
