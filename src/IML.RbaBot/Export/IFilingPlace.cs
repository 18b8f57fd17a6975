using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Export;

/// <summary>Where documents are filed: a SharePoint library, or a folder.</summary>
internal interface IFilingPlace
{
    /// <summary>Whether what lies here is known by a link, and not by a path: what was filed otherwise lies in another place.</summary>
    bool GivesLinks { get; }

    /// <summary>Files a set of documents, each replacing the one of its name. Files of unchanged content are not written again.</summary>
    /// <param name="set">What to file.</param>
    /// <param name="cancellationToken">Breaks off; filing the same set again is harmless.</param>
    Task<FilingOutcome> FileAsync(FilingSet set, CancellationToken cancellationToken);

    /// <summary>Files a register, which nothing replaces.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">Seekable, from its start.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    Task<FilingOutcome> FileRegisterAsync(string name, Stream content, CancellationToken cancellationToken);

    /// <summary>Removes what retention deletes. A file that is not there is removed already, so that doing it again is harmless.</summary>
    /// <param name="paths">From the root of the place, with slashes.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>What stands in the way; null when none of them is there any more.</returns>
    Task<FilingOutcome.Hindered?> RemoveAsync(ImmutableArray<string> paths, CancellationToken cancellationToken);

    /// <summary>
    /// Tries the place: writes a small file where not everybody may read, reads it back, and looks at all that filing needs. The file
    /// stays and the next try replaces it, so that trying never deletes.
    /// </summary>
    /// <param name="name">The file's name, always the same.</param>
    /// <param name="content">Another one at each try: what is read back is then known to have just been written.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    Task<FilingOutcome> TryAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}

/// <summary>The place of this installation.</summary>
/// <param name="Place">Null when nobody has configured one.</param>
internal sealed record FilingPlaces(IFilingPlace? Place);

/// <summary>The documents of one assessment.</summary>
/// <param name="Folder">Year and office.</param>
/// <param name="Hash">Of the canonical record: what all of them are made from.</param>
/// <param name="Columns">The library's columns by internal name; a null value empties the column.</param>
/// <param name="Documents">The one that people are led to comes last, so that it never says more than what lies beside it.</param>
internal sealed record FilingSet(
    string Folder, string Hash, ImmutableArray<FilingColumn> Columns, ImmutableArray<DocumentFile> Documents);

/// <summary>A value of a column: text, or a day as <c>2026-11-24T00:00:00Z</c>.</summary>
internal readonly record struct FilingColumn(string Name, string? Value);

/// <summary>A file to be written.</summary>
/// <param name="Name">Without a path.</param>
/// <param name="IsRestricted">Lies in the folder that not everybody may read.</param>
/// <param name="IsLead">The document that people are led to: it alone carries all columns, so that a view shows it alone.</param>
/// <param name="Content">The whole file.</param>
internal sealed record DocumentFile(string Name, bool IsRestricted, bool IsLead, ReadOnlyMemory<byte> Content);

/// <summary>What filing came to.</summary>
internal abstract record FilingOutcome
{
    private FilingOutcome()
    {
    }

    /// <param name="Location">An https link, or a path, of the last document.</param>
    /// <param name="IsLink">Whether it is a link.</param>
    public sealed record Filed(string Location, bool IsLink) : FilingOutcome;

    /// <param name="Obstacle">What stands in the way.</param>
    /// <param name="Detail">The name of a column or a code; null when the obstacle says it all.</param>
    public sealed record Hindered(FilingObstacle Obstacle, string? Detail = null) : FilingOutcome
    {
        /// <summary>Not sooner than this, as the receiver asked.</summary>
        public TimeSpan? After { get; init; }
    }
}
