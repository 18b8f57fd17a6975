using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>The keys of what is projected from assessments into the table <see cref="DirectoryTable"/>.</summary>
public static partial class Keys
{
    /// <summary>What of an assessment is projected, and into which partitions.</summary>
    public const string Summary = "summary";

    /// <summary>Everything that waits for the Unit, most urgent first.</summary>
    public const string QueuePartition = "queue";
    public const string QueuePrefix = "q-";

    /// <summary>The first row key after the queue: '.' follows '-'.</summary>
    public const string AfterQueue = "q.";

    /// <summary>The counts of the portfolio.</summary>
    public const string PortfolioPartition = "portfolio";
    public const string CellPrefix = "cell-";

    /// <summary>The first row key after the counts.</summary>
    public const string AfterCells = "cell.";

    public const string MemoryPrefix = "memory-";

    /// <summary>What everybody with a reading role finds.</summary>
    public const string FindAllPartition = "find-all";
    public const string FindPrefix = "find-";
    public const string WordPrefix = "word-";

    public const string SummaryPrefix = "assessment-";

    public static string SummaryPartition(AssessmentId id) => SummaryPrefix + id.Value;

    /// <summary>In every partition that holds projected rows: which of them are an assessment's, and from which version of it.</summary>
    public static string Memory(AssessmentId id) => MemoryPrefix + id.Value;

    /// <param name="urgency">One digit, the smallest first.</param>
    /// <param name="since">The oldest first.</param>
    /// <param name="id">The assessment.</param>
    /// <param name="request">The number of its request; null for the review itself.</param>
    public static string QueueRow(int urgency, DateTimeOffset since, AssessmentId id, int? request) => string.Create(
        CultureInfo.InvariantCulture,
        $"{QueuePrefix}{urgency}-{since.UtcTicks:D19}-{id.Value}{(request is { } number ? $"-{Request(number)}" : "")}");

    /// <summary>What the developer, a co-editor or the reviewer finds.</summary>
    public static string FindByPartition(PersonId person) => "find-by-" + person.Value;

    /// <summary>What a focal point of some countries finds.</summary>
    public static string FindInPartition(string country) => "find-in-" + country;

    /// <summary>An assessment under a word of it; among those with the same word the newest first.</summary>
    /// <param name="word">Folded; letters and digits only.</param>
    /// <param name="startedAt">When it was started.</param>
    /// <param name="id">The assessment.</param>
    public static string WordRow(string word, DateTimeOffset startedAt, AssessmentId id) =>
        $"{WordPrefix}{word}-{ListRow(startedAt, id)}";

    /// <summary>The counts of one month, office and set of countries.</summary>
    /// <param name="month">The first day of it.</param>
    /// <param name="place">Office and countries; hashed, as an office is free text.</param>
    public static string Cell(DateOnly month, string place) => string.Create(
        CultureInfo.InvariantCulture,
        $"{CellsFrom(month)}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)).AsSpan(0, 16))}");

    /// <summary>Where the counts of a month begin.</summary>
    public static string CellsFrom(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"{CellPrefix}{month:yyyy-MM}-");
}
