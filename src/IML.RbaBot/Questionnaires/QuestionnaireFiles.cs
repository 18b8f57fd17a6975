using System.Text;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Questionnaires;

/// <summary>The questionnaire files on disk.</summary>
internal static class QuestionnaireFiles
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The name of the folder that is shipped with the bot.</summary>
    public const string FolderName = "Questionnaires";

    /// <summary>The folder that is shipped with the bot.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, FolderName);

    /// <summary>Reads the questionnaires that are shipped; the host does not start when there are problems.</summary>
    public static Reading<QuestionnaireCatalog> LoadShipped() => Load(ShippedFolder);

    /// <summary>
    /// Reads the questionnaires of a folder, or of one version's own folder. Throws <see cref="IOException"/> and
    /// <see cref="UnauthorizedAccessException"/> as the file system does.
    /// </summary>
    public static Reading<QuestionnaireCatalog> Load(string folder)
    {
        if (!Path.Exists(Path.Combine(folder, "structure.json")))
        {
            // One whose name begins with a dot belongs to a tool, as .git does.
            var versions = Directory.GetDirectories(folder).Where(f => !Path.GetFileName(f).StartsWith('.')).ToArray();
            return QuestionnaireCatalog.Read([.. Published(folder), .. versions.SelectMany(FilesOf)], folders: versions.SelectMany(FoldersOf));
        }

        // Whether the version is published, and has stayed as it was, is said by the file beside its folder.
        var parent = Path.GetDirectoryName(FullPath(folder));
        return QuestionnaireCatalog.Read(
            [.. parent is null ? [] : Published(parent), .. FilesOf(folder)], isWhole: false, FoldersOf(folder));
    }

    /// <summary>The text of a file that must be UTF-8, without a byte order mark; null when it is not UTF-8.</summary>
    public static string? ReadText(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var mark = Encoding.UTF8.Preamble;
        try
        {
            return StrictUtf8.GetString(bytes.StartsWith(mark) ? bytes[mark.Length..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static IEnumerable<QuestionnaireFile> FilesOf(string folder) =>
        Directory.GetFiles(folder, "*.json").Select(f => Read(f, $"{NameOf(folder)}/{Path.GetFileName(f)}"));

    /// <summary>A version's folder, and the folders in it that are named as its files are.</summary>
    private static IEnumerable<QuestionnaireFolder> FoldersOf(string folder) => Directory.GetDirectories(folder, "*.json")
        .Select(f => new QuestionnaireFolder($"{NameOf(folder)}/{Path.GetFileName(f)}"))
        .Prepend(new QuestionnaireFolder(NameOf(folder)));

    private static string NameOf(string folder) => Path.GetFileName(FullPath(folder));

    private static IEnumerable<QuestionnaireFile> Published(string folder) =>
        Directory.GetFiles(folder, QuestionnaireCatalog.PublishedFile).Select(f => Read(f, QuestionnaireCatalog.PublishedFile));

    private static string FullPath(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private static QuestionnaireFile Read(string file, string path) => new(path, ReadText(file));
}
