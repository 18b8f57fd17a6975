using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using Microsoft.Graph;
using Microsoft.Graph.Drives.Item.Items.Item.CreateUploadSession;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>
/// Files into a SharePoint library: for each document look what is there, upload it, then fill its columns. The content hash is among
/// the columns and so is written last: a document whose hash stands there is whole, and one that was broken off is written again.
/// </summary>
internal sealed partial class SharePointPlace(
    GraphConnection connection, SharePointLibrary library, SharePointOptions options, TimeProvider time, ILogger<SharePointPlace> logger) : IFilingPlace
{
    // A multiple of 320 KiB, which the library does not check and SharePoint demands.
    private const int Slice = 10 * 320 * 1024;

    private const int ColumnTries = 5;

    private static readonly TimeSpan FirstColumnWait = TimeSpan.FromMilliseconds(250);

    private GraphServiceClient Graph => connection.Client;

    public bool GivesLinks => true;

    public async Task<FilingOutcome> FileAsync(FilingSet set, CancellationToken cancellationToken)
    {
        try
        {
            var ids = await library.FindAsync(cancellationToken);
            var link = "";
            foreach (var document in set.Documents)
            {
                link = await FileAsync(ids, set, document, cancellationToken);
            }

            return new FilingOutcome.Filed(link, IsLink: true);
        }
        catch (HinderedException failure)
        {
            return Hindered(failure);
        }
    }

    public async Task<FilingOutcome> FileRegisterAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            var ids = await library.FindAsync(cancellationToken);
            var item = await UploadAsync(ids, $"{FileNames.Restricted}/{FileNames.Registers}/{name}", content, null, cancellationToken);
            return new FilingOutcome.Filed(item.WebUrl ?? "", IsLink: true);
        }
        catch (HinderedException failure)
        {
            return Hindered(failure);
        }
    }

    private FilingOutcome.Hindered Hindered(HinderedException failure)
    {
        LogHindered(failure.Hindered.Obstacle, failure.Hindered.Detail, failure.InnerException?.GetType().Name);
        if (failure.Hindered.Obstacle is FilingObstacle.SiteMissing or FilingObstacle.LibraryMissing or FilingObstacle.NotPermitted)
        {
            library.Forget();
        }

        return failure.Hindered;
    }

    private async Task<string> FileAsync(LibraryIds ids, FilingSet set, DocumentFile document, CancellationToken cancellationToken)
    {
        var path = document.IsRestricted ? $"{FileNames.Restricted}/{set.Folder}/{document.Name}" : $"{set.Folder}/{document.Name}";
        var there = await FindAsync(ids, path, cancellationToken);
        if (there is { SharepointIds.ListItemId: { } row } && await HashOfAsync(ids, row, cancellationToken) == set.Hash)
        {
            return there.WebUrl ?? "";
        }

        using var content = new MemoryStream(document.Content.ToArray(), writable: false);
        var uploaded = await UploadAsync(ids, path, content, there?.ETag, cancellationToken);
        var item = uploaded is { SharepointIds.ListItemId: not null }
            ? uploaded
            : await FindAsync(ids, path, cancellationToken) ?? throw Gone();
        var columns = document.IsLead ? set.Columns : set.Columns.RemoveAll(c => !LibraryColumns.IsForAll(c.Name));
        await SetColumnsAsync(ids, item.SharepointIds?.ListItemId ?? throw Gone(), columns, cancellationToken);
        return item.WebUrl ?? there?.WebUrl ?? "";
    }

    /// <summary>The document of that path; null when there is none.</summary>
    private Task<DriveItem?> FindAsync(LibraryIds ids, string path, CancellationToken cancellationToken) => library.DoAsync(
        GraphStep.Read,
        async token =>
        {
            try
            {
                return await Graph.Drives[ids.Drive].Root.ItemWithPath(path).GetAsync(
                    request => request.QueryParameters.Select = ["id", "eTag", "webUrl", "sharepointIds"], token);
            }
            catch (ODataError missing) when (missing.ResponseStatusCode == 404 && missing.Error?.Code == "itemNotFound")
            {
                return null;
            }
        },
        cancellationToken);

    private async Task<string?> HashOfAsync(LibraryIds ids, string row, CancellationToken cancellationToken)
    {
        var fields = await library.DoAsync(
            GraphStep.Read,
            async token =>
            {
                try
                {
                    return await Graph.Sites[ids.Site].Lists[ids.List].Items[row].Fields.GetAsync(cancellationToken: token);
                }
                catch (ODataError missing) when (missing.ResponseStatusCode == 404 && missing.Error?.Code == "itemNotFound")
                {
                    // Removed since it was found: the upload finds that out.
                    return null;
                }
            },
            cancellationToken);
        return fields?.AdditionalData.TryGetValue(LibraryColumns.ContentHash, out var hash) == true ? hash as string : null;
    }

    /// <summary>
    /// Replaces exactly the document that was looked at, or makes one where there was none: another instance with other content is
    /// never overwritten unseen. A refusal for that reason is tried again from the assessment as it then stands.
    /// </summary>
    private async Task<DriveItem> UploadAsync(
        LibraryIds ids, string path, Stream content, string? eTag, CancellationToken cancellationToken)
    {
        var place = Graph.Drives[ids.Drive].Root.ItemWithPath(path);
        if (content.Length > options.LargestSingleUpload)
        {
            return await UploadInSlicesAsync(place, content, eTag, cancellationToken);
        }

        var item = await library.DoAsync(
            GraphStep.Write,
            token => eTag is not null
                ? place.Content.PutAsync(content, request => request.Headers.Add("If-Match", eTag), token)
                : place.Content
                    .WithUrl($"{place.Content.ToPutRequestInformation(content).URI}?@microsoft.graph.conflictBehavior=fail")
                    .PutAsync(content, cancellationToken: token),
            cancellationToken);
        return item ?? throw Gone();
    }

    private Task<DriveItem> UploadInSlicesAsync(
        CustomDriveItemItemRequestBuilder place, Stream content, string? eTag, CancellationToken cancellationToken) =>
        library.DoAsync(
            GraphStep.Write,
            async token =>
            {
                var session = await place.CreateUploadSession.PostAsync(
                    new CreateUploadSessionPostRequestBody
                    {
                        Item = new DriveItemUploadableProperties
                        {
                            AdditionalData = new Dictionary<string, object>
                            {
                                ["@microsoft.graph.conflictBehavior"] = eTag is null ? "fail" : "replace",
                            },
                        },
                    },
                    request =>
                    {
                        if (eTag is not null)
                        {
                            request.Headers.Add("If-Match", eTag);
                        }
                    },
                    token);

                // Without the client's adapter: with it the bearer token would go to the upload address, which is no part of Graph.
                var upload = new LargeFileUploadTask<DriveItem>(session!, content, Slice, requestAdapter: null!);
                var result = await upload.UploadAsync(cancellationToken: token);
                return result.UploadSucceeded ? result.ItemResponse : throw new IOException("The upload session ended without a document.");
            },
            cancellationToken);

    /// <summary>
    /// Right after an upload SharePoint itself still works on the document, and answers 409 though nobody else wrote: ask again, a
    /// little later each time.
    /// </summary>
    private async Task SetColumnsAsync(
        LibraryIds ids, string row, ImmutableArray<FilingColumn> columns, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await library.DoAsync(
                    GraphStep.SetColumns,

                    // A new set for every try: one that was sent before goes out as {} and reports success.
                    token => Graph.Sites[ids.Site].Lists[ids.List].Items[row].Fields.PatchAsync(ValuesOf(columns), cancellationToken: token),
                    cancellationToken);
                return;
            }
            catch (HinderedException failure) when (failure.Hindered.Obstacle is FilingObstacle.Changed && attempt < ColumnTries
                && failure.InnerException is not ODataError { ResponseStatusCode: 404 })
            {
                await Task.Delay(FirstColumnWait * Math.Pow(2, attempt - 1), time, cancellationToken);
            }
            catch (HinderedException failure) when (failure.Hindered.Obstacle is FilingObstacle.Refused)
            {
                throw new HinderedException(await WrongColumnAsync(ids, cancellationToken) ?? failure.Hindered, failure);
            }
        }
    }

    /// <summary>Which column the library lacks, or has of another type; null when they are all as they should be.</summary>
    private async Task<FilingOutcome.Hindered?> WrongColumnAsync(LibraryIds ids, CancellationToken cancellationToken)
    {
        var there = await library.ColumnsAsync(ids, cancellationToken);
        foreach (var needed in LibraryColumns.All)
        {
            var found = there.Find(c => string.Equals(c.Name, needed.Name, StringComparison.OrdinalIgnoreCase));
            if (found is null)
            {
                return new FilingOutcome.Hindered(FilingObstacle.ColumnMissing, needed.Name);
            }

            if (!needed.Fits(found))
            {
                return new FilingOutcome.Hindered(FilingObstacle.ColumnOfAnotherType, needed.Name);
            }
        }

        return null;
    }

    private static FieldValueSet ValuesOf(ImmutableArray<FilingColumn> columns) => new()
    {
        AdditionalData = columns.ToDictionary(c => c.Name, c => (object)c.Value!, StringComparer.Ordinal),
    };

    // Somebody removed it between two calls: the next try writes it anew.
    private static HinderedException Gone() =>
        new(new FilingOutcome.Hindered(FilingObstacle.Changed), new InvalidOperationException("The document is gone."));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Filing met {Obstacle} ({Detail}, {Exception})")]
    private partial void LogHindered(FilingObstacle obstacle, string? detail, string? exception);
}
