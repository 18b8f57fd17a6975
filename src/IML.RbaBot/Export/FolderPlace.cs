using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Export;

/// <summary>
/// Files into a folder of this machine: the local run, and installations without SharePoint. A file appears whole or not at all.
/// </summary>
internal sealed class FolderPlace(string root) : IFilingPlace
{
    public bool GivesLinks => false;

    public async Task<FilingOutcome> FileAsync(FilingSet set, CancellationToken cancellationToken)
    {
        try
        {
            var last = "";
            foreach (var document in set.Documents)
            {
                last = PathOf(document.IsRestricted ? $"{FileNames.Restricted}/{set.Folder}" : set.Folder, document.Name);
                await WriteAsync(last, new MemoryStream(document.Content.ToArray(), writable: false), cancellationToken);
            }

            return new FilingOutcome.Filed(last, IsLink: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Hindered(failure);
        }
    }

    public async Task<FilingOutcome> FileRegisterAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf($"{FileNames.Restricted}/{FileNames.Registers}", name);
        try
        {
            await WriteAsync(path, content, cancellationToken);
            return new FilingOutcome.Filed(path, IsLink: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Hindered(failure);
        }
    }

    public Task<FilingOutcome.Hindered?> RemoveAsync(ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var path in paths.Select(p => PathOf("", p)).Where(File.Exists))
            {
                File.Delete(path);
            }

            return Task.FromResult<FilingOutcome.Hindered?>(null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<FilingOutcome.Hindered?>(Hindered(failure));
        }
    }

    public async Task<FilingOutcome> TryAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(FileNames.Restricted, name);
        try
        {
            await WriteAsync(path, new MemoryStream(content.ToArray(), writable: false), cancellationToken);
            return (await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(content.Span)
                ? new FilingOutcome.Filed(path, IsLink: false)
                : new FilingOutcome.Hindered(FilingObstacle.Changed);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Hindered(failure);
        }
    }

    private static FilingOutcome.Hindered Hindered(Exception failure)
    {
        const int NoSpaceOnUnix = 28, DiskFullOnWindows = unchecked((int)0x80070070);
        return new FilingOutcome.Hindered(
            failure.HResult is NoSpaceOnUnix or DiskFullOnWindows ? FilingObstacle.Full : FilingObstacle.FolderNotWritable,
            failure.GetType().Name);
    }

    private static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private string PathOf(string folder, string name) => Path.GetFullPath(Path.Combine([root, .. folder.Split('/'), .. name.Split('/')]));
}
