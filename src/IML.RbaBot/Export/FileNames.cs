using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Export;

/// <summary>
/// The names of what is filed. A file's name is made of reference and version only, so that nothing typed gets into it; the folder says
/// the year of the start and the office, in characters that SharePoint and every file system take.
/// </summary>
internal static class FileNames
{
    /// <summary>
    /// The folder for what not everybody may read: an administrator restricts it once, and everything in it is restricted.
    /// </summary>
    public const string Restricted = "Restricted";

    /// <summary>The folder of registers, inside the restricted one.</summary>
    public const string Registers = "Registers";

    private const int LongestFolder = 60;

    // Names that Windows keeps for devices, and folders that SharePoint keeps for itself.
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "con", "prn", "aux", "nul", "desktop.ini", "forms", "_vti_", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
        "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static string Document(AssessmentId id) => $"{Stem(id)}.docx";

    public static string Annex(AssessmentId id) => $"{Stem(id)}-annex.docx";

    public static string Record(AssessmentId id) => $"{Stem(id)}-record.json";

    /// <param name="at">When it was asked for, in UTC.</param>
    /// <param name="mark">Drawn: two people may ask in the same second.</param>
    public static string Register(DateTimeOffset at, string mark) =>
        string.Create(CultureInfo.InvariantCulture, $"register-{at.UtcDateTime:yyyyMMdd-HHmmss}-{mark}.xlsx");

    /// <summary>Year and office with a slash between, for example <c>2026/Tunis</c>. Neither changes when a screening is submitted again.</summary>
    public static string Folder(Assessment assessment) => string.Create(
        CultureInfo.InvariantCulture, $"{assessment.StartedAt.UtcDateTime.Year:D4}/{FolderOf(assessment.Project.Office)}");

    /// <summary>
    /// Everywhere that documents of an assessment can lie, from the root of the place; none when it was never submitted. The document
    /// itself is looked for in both folders, because who may see it can have been changed between two filings.
    /// </summary>
    public static ImmutableArray<string> Paths(Assessment assessment)
    {
        if (assessment.State.FrozenResult is null)
        {
            return [];
        }

        var (id, folder) = (assessment.Id, assessment.Filing?.Filed?.Folder ?? Folder(assessment));
        return
        [
            $"{folder}/{Document(id)}", $"{Restricted}/{folder}/{Document(id)}", $"{Restricted}/{folder}/{Annex(id)}",
            $"{Restricted}/{folder}/{Record(id)}",
        ];
    }

    /// <summary>A folder's name of what somebody typed: letters and digits of any script, spaces and hyphens; never empty.</summary>
    public static string FolderOf(string? typed)
    {
        var name = new StringBuilder(LongestFolder);
        foreach (var rune in (typed ?? "").Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (name.Length + rune.Utf16SequenceLength > LongestFolder)
            {
                break;
            }

            var keep = Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (keep)
            {
                name.Append(rune.ToString());
            }
            else if (name.Length > 0 && name[^1] is not ('-' or ' '))
            {
                name.Append(Rune.IsWhiteSpace(rune) ? ' ' : '-');
            }
        }

        var trimmed = name.ToString().Trim('-', ' ');
        return trimmed.Length == 0 || Reserved.Contains(trimmed) ? $"Office {trimmed}".Trim() : trimmed;
    }

    private static string Stem(AssessmentId id) => $"{id.Reference.Value}-v{id.Version.ToString(CultureInfo.InvariantCulture)}";
}
