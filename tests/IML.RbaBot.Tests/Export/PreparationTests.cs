using IML.RbaBot.Commands;
using IML.RbaBot.Export.SharePoint;

namespace IML.RbaBot.Tests.Export;

public sealed class PreparationTests
{
    [Fact]
    public async Task Preparing_makes_columns_folder_and_views_says_so_and_changes_nothing_the_second_time()
    {
        await using var graph = await GraphStandIn.StartAsync(withColumns: false);

        var (good, first) = await PrepareAsync(graph);
        Assert.True(good, first);
        Assert.Contains("Column ContentHash: made", first, StringComparison.Ordinal);
        Assert.Contains("Column Title: there", first, StringComparison.Ordinal);
        Assert.Contains("Folder Restricted: made", first, StringComparison.Ordinal);
        Assert.Contains("View Screenings by office: made", first, StringComparison.Ordinal);
        Assert.All(LibraryColumns.All, c => Assert.Equal(c.IsDay ? "dateTime" : "text", graph.Columns[c.Name].Type));
        Assert.All(LibraryColumns.All.Where(c => c.IsIndexed), c => Assert.True(graph.Columns[c.Name].Indexed));
        Assert.Equal(3, graph.Views.Count);

        var writes = graph.Calls.Count(c => !c.Request.StartsWith("GET", StringComparison.Ordinal));
        var (again, second) = await PrepareAsync(graph);
        Assert.True(again, second);
        Assert.DoesNotContain("made", second, StringComparison.Ordinal);

        // The folder is asked for again, which is how its existence is found out.
        Assert.Equal(writes + 1, graph.Calls.Count(c => !c.Request.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_column_of_another_type_is_left_alone_and_named()
    {
        await using var graph = await GraphStandIn.StartAsync();
        graph.Columns["Rating"] = ("number", false);

        var (good, said) = await PrepareAsync(graph);

        Assert.False(good);
        Assert.Contains("Column Rating: there, but of another type", said, StringComparison.Ordinal);
        Assert.Equal("number", graph.Columns["Rating"].Type);
    }

    [Fact]
    public async Task Views_that_SharePoint_refuses_are_described_in_words_for_making_by_hand_and_filing_does_not_wait_for_them()
    {
        await using var graph = await GraphStandIn.StartAsync();
        graph.Fails(GraphCall.Views, 401, "unauthorized", times: 9);

        var (good, said) = await PrepareAsync(graph);

        Assert.True(good, said);
        Assert.Contains("Views could not be made (Unauthorized)", said, StringComparison.Ordinal);
        Assert.Contains("signs in with a certificate", said, StringComparison.Ordinal);
        Assert.Contains("Screenings by rating: filter: Rating is not empty; group by Rating", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_right_to_change_the_library_the_remedy_is_said()
    {
        await using var graph = await GraphStandIn.StartAsync(withColumns: false);
        graph.Fails(GraphCall.MakeColumn, 403, "accessDenied");

        var (good, said) = await PrepareAsync(graph);

        Assert.False(good);
        Assert.Contains("Sites.Manage.All", said, StringComparison.Ordinal);
    }

    private static async Task<(bool Good, string Said)> PrepareAsync(GraphStandIn graph)
    {
        var options = new SharePointOptions { SiteUrl = graph.Site, GraphUrl = graph.Graph };
        var credential = new GraphStandIn.Credential();
        using var connection = new GraphConnection(options, credential);
        using var http = new HttpClient();
        await using var output = new StringWriter();
        var good = await new LibraryPreparation(
            connection,
            new SharePointLibrary(connection, options, TimeProvider.System),
            new SharePointViews(http, credential, graph.Site),
            CommandTexts.Load(),
            output).RunAsync(default);
        return (good, output.ToString());
    }
}
