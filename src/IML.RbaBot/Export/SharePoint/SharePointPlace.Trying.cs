using IML.RbaBot.Domain.Assessments;
using Microsoft.Graph;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>The trying of the library: what filing does, step by step, with a file of its own.</summary>
internal sealed partial class SharePointPlace
{
    public async Task<FilingOutcome> TryAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            // What was looked up once may have changed since: a check that trusts it finds nothing.
            library.Forget();
            var ids = await library.FindAsync(cancellationToken);
            var path = $"{FileNames.Restricted}/{name}";
            var there = await FindAsync(ids, path, cancellationToken);
            using var written = new MemoryStream(content.ToArray(), writable: false);
            var item = await UploadAsync(ids, path, written, there?.ETag, cancellationToken);
            if (!(await ReadAsync(ids, path, cancellationToken)).AsSpan().SequenceEqual(content.Span))
            {
                return new FilingOutcome.Hindered(FilingObstacle.Changed);
            }

            return await WrongColumnAsync(ids, cancellationToken) ?? (FilingOutcome)new FilingOutcome.Filed(item.WebUrl ?? path, IsLink: true);
        }
        catch (HinderedException failure)
        {
            return Hindered(failure);
        }
    }

    private Task<byte[]> ReadAsync(LibraryIds ids, string path, CancellationToken cancellationToken) => library.DoAsync(
        GraphStep.Read,
        async token =>
        {
            using var stored = new MemoryStream();
            await using var content = await Graph.Drives[ids.Drive].Root.ItemWithPath(path).Content.GetAsync(cancellationToken: token);
            await (content ?? Stream.Null).CopyToAsync(stored, token);
            return stored.ToArray();
        },
        cancellationToken);
}
