using System.Collections.Immutable;
using System.Text;
using IML.RbaBot.Export;
using IML.RbaBot.Export.SharePoint;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace IML.RbaBot.Tests.Export;

/// <summary>Every fault of the script in one table: how many tries it takes, what stands in the way meanwhile, what is there at the end.</summary>
public sealed class FaultFiguresTests(ITestOutputHelper output)
{
    private const int MostTries = 4;
    private const string Document = "2026/Tunis/RBA-1-v1.docx";

    private static readonly (string Name, Action<GraphStandIn> Script)[] Faults =
    [
        ("none", _ => { }),
        ("429 with Retry-After 1, once", g => g.Fails(GraphCall.Upload, 429, "activityLimitReached", retryAfter: "1")),
        ("429 with Retry-After of a day", g => g.Fails(GraphCall.Upload, 429, "activityLimitReached", retryAfter: "86400")),
        ("503 three times, retries used up", g => g.Fails(GraphCall.Upload, 503, "serviceNotAvailable", times: 3)),
        ("409 three times after an upload", g => g.ConflictsAfterUpload = 3),
        ("409 six times on the columns", g => g.Fails(GraphCall.SetFields, 409, "resourceModified", times: 6)),
        ("423 while somebody has it open", g => g.Fails(GraphCall.Upload, 423, "resourceLocked")),
        ("412, somebody changed it meanwhile", g => g.Fails(GraphCall.Upload, 412, "preconditionFailed")),
        ("HTML page of a gateway, 502", g => g.AnswersWithAPage(GraphCall.ReadItem, 502, times: 3)),
        ("HTML page with status 200", g => g.AnswersWithAPage(GraphCall.ReadItem, 200)),
        ("connection lost before the upload", g => g.Drops(GraphCall.Upload, carriedOut: false)),
        ("connection lost after the upload", g => g.Drops(GraphCall.Upload, carriedOut: true)),
        ("connection lost after the columns", g => g.Drops(GraphCall.SetFields, carriedOut: true)),
        ("401, token not taken", g => g.Fails(GraphCall.FindSite, 401, "InvalidAuthenticationToken")),
        ("403 on the site", g => g.Fails(GraphCall.FindSite, 403, "accessDenied")),
        ("403 on the upload, read-only", g => g.Fails(GraphCall.Upload, 403, "accessDenied")),
        ("404, no such site", g => g.Fails(GraphCall.FindSite, 404, "itemNotFound")),
        ("507, no room left", g => g.Fails(GraphCall.Upload, 507, "insufficientStorage")),
        ("400 on the columns", g => g.Fails(GraphCall.SetFields, 400, "invalidRequest")),
    ];

    [Fact]
    public async Task Whatever_SharePoint_answers_there_is_in_the_end_one_whole_document_of_each_kind()
    {
        output.WriteLine($"{"fault",-36} {"told as",-14} {"tries",5} {"calls",5} {"files",5} {"uploads",7} {"wrong",5}");
        var (tries, calls, whole, documents) = (0, 0, 0, 0);
        foreach (var (name, script) in Faults)
        {
            await using var graph = await GraphStandIn.StartAsync();
            var options = new SharePointOptions { SiteUrl = graph.Site, GraphUrl = graph.Graph, CallTimeout = TimeSpan.FromSeconds(20) };
            using var connection = new GraphConnection(options, new GraphStandIn.Credential());
            var place = new SharePointPlace(
                connection,
                new SharePointLibrary(connection, options, TimeProvider.System),
                options,
                TimeProvider.System,
                NullLogger<SharePointPlace>.Instance);
            script(graph);

            var (told, needed) = await FileAsync(place);

            tries += needed;
            calls += graph.Calls.Count;
            output.WriteLine(
                $"{name,-36} {told,-14} {needed,5} {graph.Calls.Count,5} {graph.Items.Count,5} {graph.Items.Values.Sum(i => i.Uploads),7} {graph.Wrongs.Count,5}");
            documents += graph.Items.Count;
            whole += graph.Items.Values.Count(i => Encoding.UTF8.GetString(i.Content) == "one" && i.Fields["ContentHash"] == "hash-one");
            Assert.Equal("B", graph.Items[Document].Fields["Rating"]);
        }

        var wanted = Faults.Length * Set.Documents.Length;
        output.WriteLine(
            $"faults {Faults.Length - 1}, tries {tries}, calls {calls}, documents {documents} of {wanted}, lost {wanted - whole}, twice {documents - whole}");
        Assert.Equal((wanted, wanted), (documents, whole));
    }

    /// <summary>The first obstacle that was told, and how many tries it took.</summary>
    private static async Task<(string Told, int Tries)> FileAsync(SharePointPlace place)
    {
        var told = "filed";
        for (var needed = 1; ; needed++)
        {
            Assert.True(needed <= MostTries, told);
            var outcome = await place.FileAsync(Set, default);
            if (outcome is FilingOutcome.Hindered hindered)
            {
                told = needed == 1 ? hindered.Obstacle.ToString() : told;
                continue;
            }

            return (told, needed);
        }
    }

    private static readonly ReadOnlyMemory<byte> Content = Encoding.UTF8.GetBytes("one");

    private static readonly FilingSet Set = new(
        "2026/Tunis",
        "hash-one",
        [new("Reference", "RBA-1"), new("Rating", "B"), new("ContentHash", "hash-one")],
        ImmutableArray.Create(
            new DocumentFile("RBA-1-v1-record.json", IsRestricted: true, IsLead: false, Content),
            new DocumentFile("RBA-1-v1.docx", IsRestricted: false, IsLead: true, Content)));
}
