using IML.RbaBot.Domain.Assessments;
using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>The ids of the library.</summary>
internal sealed record LibraryIds(string Site, string List, string Drive);

/// <summary>A step failed as expected; carries what stands in the way.</summary>
internal sealed class HinderedException(FilingOutcome.Hindered hindered, Exception cause) : Exception(cause.Message, cause)
{
    public FilingOutcome.Hindered Hindered { get; } = hindered;
}

/// <summary>The library by its configured address: site, list and drive are looked up once and remembered.</summary>
internal sealed class SharePointLibrary(GraphConnection connection, SharePointOptions options, TimeProvider time)
{
    private LibraryIds? known;

    private GraphServiceClient Graph => connection.Client;

    /// <exception cref="HinderedException">It is not there, or may not be read.</exception>
    public async Task<LibraryIds> FindAsync(CancellationToken cancellationToken)
    {
        if (known is { } ids)
        {
            return ids;
        }

        var address = options.SiteUrl ?? throw new InvalidOperationException("SharePoint is not configured.");
        var site = await DoAsync(
            GraphStep.FindSite,
            token => Graph.Sites[address.Host].GetByPathWithPath(address.AbsolutePath).GetAsync(cancellationToken: token),
            cancellationToken);
        var siteId = Needed(site?.Id, FilingObstacle.SiteMissing);
        var list = await DoAsync(
            GraphStep.FindLibrary, token => Graph.Sites[siteId].Lists[options.Library].GetAsync(cancellationToken: token), cancellationToken);
        var listId = Needed(list?.Id, FilingObstacle.LibraryMissing);
        var drive = await DoAsync(
            GraphStep.FindLibrary, token => Graph.Sites[siteId].Lists[listId].Drive.GetAsync(cancellationToken: token), cancellationToken);
        return known = new LibraryIds(siteId, listId, Needed(drive?.Id, FilingObstacle.LibraryMissing));
    }

    /// <summary>Somebody may have made the site or the library anew: look them up again the next time.</summary>
    public void Forget() => known = null;

    public async Task<List<ColumnDefinition>> ColumnsAsync(LibraryIds ids, CancellationToken cancellationToken)
    {
        var columns = new List<ColumnDefinition>();
        var page = await DoAsync(
            GraphStep.Read, token => Graph.Sites[ids.Site].Lists[ids.List].Columns.GetAsync(cancellationToken: token), cancellationToken);
        while (page is not null)
        {
            columns.AddRange(page.Value ?? []);
            page = page.OdataNextLink is { } next
                ? await DoAsync(
                    GraphStep.Read,
                    token => Graph.Sites[ids.Site].Lists[ids.List].Columns.WithUrl(next).GetAsync(cancellationToken: token),
                    cancellationToken)
                : null;
        }

        return columns;
    }

    /// <summary>One call; what can go wrong with it becomes a <see cref="HinderedException"/>.</summary>
    public async Task<T> DoAsync<T>(GraphStep step, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested
            && GraphFaults.Of(failure, step, time.GetUtcNow()) is { } hindered)
        {
            throw new HinderedException(hindered, failure);
        }
    }

    private static string Needed(string? id, FilingObstacle otherwise) => id
        ?? throw new HinderedException(new FilingOutcome.Hindered(otherwise), new InvalidOperationException("An answer without an id."));
}
