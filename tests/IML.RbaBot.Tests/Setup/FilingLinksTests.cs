using System.Collections.Immutable;
using System.Text;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export;
using IML.RbaBot.Export.SharePoint;
using IML.RbaBot.Setup;
using IML.RbaBot.Tests.Cards;
using IML.RbaBot.Tests.Export;
using Microsoft.Extensions.Logging.Abstractions;

namespace IML.RbaBot.Tests.Setup;

/// <summary>The installation check tries filing as filing itself goes, and says for each obstacle what an administrator does about it.</summary>
public sealed class FilingLinksTests : IAsyncLifetime, IDisposable
{
    private const string Path = $"Restricted/{FilingLinks.File}";

    private GraphStandIn graph = null!;
    private GraphConnection connection = null!;
    private FilingLinks links = null!;

    public async Task InitializeAsync()
    {
        graph = await GraphStandIn.StartAsync();
        var options = new SharePointOptions { SiteUrl = graph.Site, GraphUrl = graph.Graph, CallTimeout = TimeSpan.FromSeconds(20) };
        connection = new GraphConnection(options, new GraphStandIn.Credential());
        links = new FilingLinks(
            new FilingPlaces(new SharePointPlace(
                connection,
                new SharePointLibrary(connection, options, TimeProvider.System),
                options,
                TimeProvider.System,
                NullLogger<SharePointPlace>.Instance)),
            TimeProvider.System);
    }

    public async Task DisposeAsync() => await graph.DisposeAsync();

    public void Dispose() => connection.Dispose();

    [Fact]
    public async Task A_library_that_takes_and_gives_back_works_and_every_check_replaces_the_one_file()
    {
        Assert.StartsWith("works Filing: a file was written and read back: https://contoso.example/", await LineAsync(), StringComparison.Ordinal);
        var first = Encoding.UTF8.GetString(graph.Items[Path].Content);
        Assert.StartsWith("works ", await LineAsync(), StringComparison.Ordinal);

        Assert.Equal([Path], graph.Items.Keys);
        Assert.Equal(2, graph.Items[Path].Uploads);
        Assert.NotEqual(first, Encoding.UTF8.GetString(graph.Items[Path].Content));
    }

    [Theory]
    [InlineData(GraphCall.FindSite, 401, "InvalidAuthenticationToken", "the bot cannot sign in to SharePoint. → Check SharePoint:Credential")]
    [InlineData(GraphCall.FindSite, 403, "accessDenied", "the bot may not read the site. → Give its identity Sites.Selected")]
    [InlineData(GraphCall.FindSite, 404, "itemNotFound", "there is no site at the configured address. → Correct SharePoint:SiteUrl")]
    [InlineData(GraphCall.FindList, 404, "itemNotFound", "the site has no library of the configured name. → Correct SharePoint:Library")]
    [InlineData(GraphCall.Upload, 403, "accessDenied", "the bot may read the site and not write to it. → Change its role on this site from read to write")]
    [InlineData(GraphCall.Upload, 423, "resourceLocked", "somebody has the file installation-check.txt open. → Close it")]
    [InlineData(GraphCall.Upload, 412, "preconditionFailed", "somebody wrote the file installation-check.txt at the same moment. → Run the check again")]
    [InlineData(GraphCall.Upload, 507, "insufficientStorage", "there is no room left. → Enlarge")]
    [InlineData(GraphCall.Upload, 400, "invalidRequest", "SharePoint refused it (400 invalidRequest). → Look for this code")]
    [InlineData(GraphCall.Upload, 429, "activityLimitReached", "SharePoint asks for a pause. → Nothing needs to be done")]
    [InlineData(GraphCall.ReadContent, 500, "generalException", "SharePoint does not answer as it should (500 generalException). → Look at the service health")]
    [InlineData(GraphCall.ReadContent, 403, "accessDenied", "the bot may not read the site. → Give its identity Sites.Selected")]
    public async Task Each_obstacle_is_told_for_what_it_is_with_its_remedy_and_the_next_check_works(
        GraphCall call, int status, string code, string expected)
    {
        graph.Fails(call, status, code, times: 1, retryAfter: status == 429 ? "60" : null);

        Assert.StartsWith($"BROKEN Filing: {expected}", await LineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("works ", await LineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_filing_would_miss_is_found_before_the_first_result_is_filed()
    {
        graph.Columns.TryRemove("Office", out _);
        Assert.StartsWith("BROKEN Filing: the library lacks the column Office. → Run the command prepare-sharepoint", await LineAsync(), StringComparison.Ordinal);

        graph.Columns["Office"] = ("number", false);
        Assert.StartsWith("BROKEN Filing: the library's column Office is of another type. → Rename or remove", await LineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_obstacle_has_a_remedy_in_every_language()
    {
        foreach (var obstacle in Enum.GetValues<FilingObstacle>())
        {
            var finding = Assert.Single(await new FilingLinks(new FilingPlaces(new Hindering(obstacle)), TimeProvider.System).CheckAsync(default));

            Assert.Equal(Standing.Broken, finding.Standing);
            Assert.All(CardWorld.Languages.All, language => Assert.NotEmpty(finding.Remedy!.In(language)));
            Assert.Equal(3, CardWorld.Languages.All.Select(language => finding.What.In(language)).Distinct().Count());
        }
    }

    [Fact]
    public async Task Without_a_place_it_is_said_that_results_stay_in_the_bot()
    {
        var finding = Assert.Single(await new FilingLinks(new FilingPlaces(null), TimeProvider.System).CheckAsync(default));

        Assert.Equal(Standing.Note, finding.Standing);
        Assert.Equal("Filing: no place is configured, so results are kept in the bot alone.", finding.What.In(CardWorld.English));
    }

    private async Task<string> LineAsync()
    {
        var finding = Assert.Single(await links.CheckAsync(default));
        var mark = IML.RbaBot.Cards.SetupCard.Mark(CardWorld.English, finding.Standing);
        return $"{mark} {finding.What.In(CardWorld.English)}{(finding.Remedy is { } remedy ? $" → {remedy.In(CardWorld.English)}" : "")}";
    }

    /// <summary>A place with one obstacle.</summary>
    private sealed class Hindering(FilingObstacle obstacle) : IFilingPlace
    {
        public bool GivesLinks => false;

        public Task<FilingOutcome> FileAsync(FilingSet set, CancellationToken cancellationToken) => Answer();

        public Task<FilingOutcome> FileRegisterAsync(string name, Stream content, CancellationToken cancellationToken) => Answer();

        public Task<FilingOutcome> TryAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Answer();

        public Task<FilingOutcome.Hindered?> RemoveAsync(ImmutableArray<string> paths, CancellationToken cancellationToken) =>
            Task.FromResult<FilingOutcome.Hindered?>(new FilingOutcome.Hindered(obstacle, "detail"));

        private Task<FilingOutcome> Answer() => Task.FromResult<FilingOutcome>(new FilingOutcome.Hindered(obstacle, "detail"));
    }
}
