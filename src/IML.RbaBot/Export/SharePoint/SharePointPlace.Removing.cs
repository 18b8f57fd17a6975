using System.Collections.Immutable;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>The removal of what retention deletes. SharePoint keeps it in the site's recycle bin for as long as it keeps anything there.</summary>
internal sealed partial class SharePointPlace
{
    public async Task<FilingOutcome.Hindered?> RemoveAsync(ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        try
        {
            var ids = await library.FindAsync(cancellationToken);
            foreach (var path in paths)
            {
                await library.DoAsync(GraphStep.Write, token => RemoveAsync(ids, path, token), cancellationToken);
            }

            return null;
        }
        catch (HinderedException failure)
        {
            return Hindered(failure);
        }
    }

    /// <summary>False when it was not there.</summary>
    private async Task<bool> RemoveAsync(LibraryIds ids, string path, CancellationToken cancellationToken)
    {
        try
        {
            await Graph.Drives[ids.Drive].Root.ItemWithPath(path).DeleteAsync(cancellationToken: cancellationToken);
            return true;
        }
        catch (ODataError missing) when (missing.ResponseStatusCode == 404 && missing.Error?.Code == "itemNotFound")
        {
            return false;
        }
    }
}
