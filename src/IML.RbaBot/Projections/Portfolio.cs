using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>
/// The counts of the portfolio: a row for each month, office and set of countries, and in the same partition what each assessment
/// was counted as. Both change in one transaction, so an assessment is counted once, however often and late it is delivered
/// (decision 0091). Reading costs nothing for more assessments, only for more offices and countries.
/// </summary>
public sealed class Portfolio(StorageClients clients, ProjectedPartitions partitions)
{
    /// <summary>The months that are read, the present one among them.</summary>
    public const int Months = 12;

    // Everybody of an office counts in the same row, so a busy day needs a few tries more.
    private const int Tries = 30;

    private readonly TableClient table = clients.Directory;

    /// <summary>Counts an assessment as what it is now, and no longer as what it was.</summary>
    /// <returns>False when others wrote the same rows again and again: to be tried later.</returns>
    public Task<bool> ApplyAsync(AssessmentSummary summary, long version, CancellationToken cancellationToken) =>
        ApplyAsync(summary.Id, PortfolioShare.Of(summary), version, cancellationToken);

    /// <summary>Counts an assessment as nothing any more, because it was deleted.</summary>
    internal Task<bool> RemoveAsync(AssessmentId id, CancellationToken cancellationToken) =>
        ApplyAsync(id, null, ProjectedPartitions.Deleted, cancellationToken);

    private async Task<bool> ApplyAsync(AssessmentId id, PortfolioShare? now, long version, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var memory = await partitions.FindAsync(Keys.PortfolioPartition, Keys.Memory(id), cancellationToken);
            if (memory is not null && ProjectedPartitions.VersionOf(memory) >= version)
            {
                return true;
            }

            var before = ShareOf(memory);
            List<TableTransactionAction> actions = [Remember(id, version, now, memory)];
            if (before != now)
            {
                var cells = new[] { before?.Cell, now?.Cell }.OfType<string>().Distinct(StringComparer.Ordinal);
                foreach (var cell in cells)
                {
                    actions.AddRange(await RecountAsync(cell, before, now, cancellationToken));
                }
            }

            if (await TryAsync(actions, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The counts that somebody may read, of the last months.</summary>
    /// <param name="reader">Focal points read those of their countries.</param>
    /// <param name="today">The day, for the months.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PortfolioCounts> ReadAsync(Actor reader, DateOnly today, CancellationToken cancellationToken)
    {
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        var cells = new List<Cell>();
        var from = Keys.CellsFrom(first);
        while (true)
        {
            var rows = await partitions.FirstAsync(Keys.PortfolioPartition, from, Keys.AfterCells, 1000, cancellationToken);
            cells.AddRange(rows.Select(Cell.Read).Where(c => MayRead(reader, c.Countries)));
            if (rows.Count < 1000)
            {
                return PortfolioCounts.Of(cells, first);
            }

            from = rows[^1].RowKey;
        }
    }

    internal static PortfolioShare? ShareOf(TableEntity? memory) =>
        memory?.GetString("share") is { Length: > 0 } json ? PortfolioShare.Read(json) : null;

    internal static TableTransactionAction Remember(AssessmentId id, long version, PortfolioShare? share, TableEntity? memory)
    {
        var next = new TableEntity(Keys.PortfolioPartition, Keys.Memory(id))
        {
            ["id"] = id.Value,
            ["version"] = version,
            ["share"] = share?.ToJson(),
        };
        return memory is null
            ? new(TableTransactionActionType.Add, next)
            : new(TableTransactionActionType.UpdateReplace, next, memory.ETag);
    }

    internal async Task<bool> TryAsync(List<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await clients.CallAsync(token => table.SubmitTransactionAsync(actions, token), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static bool MayRead(Actor reader, ImmutableArray<string> countries) =>
        reader.Has(Roles.HeadOfIml | Roles.Auditor)
        || (reader.Has(Roles.FocalPoint | Roles.BackupFocalPoint) && reader.Coverage.Covers(countries));

    private async Task<IEnumerable<TableTransactionAction>> RecountAsync(
        string key, PortfolioShare? before, PortfolioShare? now, CancellationToken cancellationToken)
    {
        var row = await partitions.FindAsync(Keys.PortfolioPartition, key, cancellationToken);
        var cell = row is null ? Cell.Empty(key, (now ?? before)!) : Cell.Read(row);
        if (before?.Cell == key)
        {
            cell = cell.With(before, -1);
        }

        if (now?.Cell == key)
        {
            cell = cell.With(now, 1);
        }

        return (row, cell.IsEmpty) switch
        {
            (null, true) => [],
            (null, false) => [new(TableTransactionActionType.Add, cell.ToRow())],
            ({ } old, true) => [new(TableTransactionActionType.Delete, old, old.ETag)],
            ({ } old, false) => [new(TableTransactionActionType.UpdateReplace, cell.ToRow(), old.ETag)],
        };
    }
}

/// <summary>What one assessment counts as. Drafts count as nothing: until they are submitted they are the developer's own.</summary>
/// <param name="Month">The month in which it was started, which never changes.</param>
/// <param name="Office">As the developer wrote it.</param>
/// <param name="Countries">In order, so that the focal points of some countries count their own.</param>
/// <param name="Rating">The reviewer's where there is one, otherwise the computed one.</param>
/// <param name="State">The state's stored name.</param>
/// <param name="Hours">From the last submission to the decision; null without a decision.</param>
internal sealed record PortfolioShare(DateOnly Month, string Office, string Countries, string Rating, string State, int? Hours)
{
    private const int MostHours = 99_999;

    /// <summary>The key of the row that it is counted in.</summary>
    [JsonIgnore]
    public string Cell => Keys.Cell(Month, $"{Office}\n{Countries}");

    public static PortfolioShare? Of(AssessmentSummary summary) => summary.State == "Draft" || (summary.FinalRating ?? summary.Rating) is not { } rating
        ? null
        : new PortfolioShare(
            new DateOnly(summary.StartedAt.UtcDateTime.Year, summary.StartedAt.UtcDateTime.Month, 1),
            summary.Office?.Trim() ?? "",
            string.Join(',', summary.Countries.Order(StringComparer.Ordinal)),
            rating.ToString(),
            summary.State,
            summary is { DecidedAt: { } decided, SubmittedAt: { } submitted }
                ? (int)Math.Clamp((decided - submitted).TotalHours, 0, MostHours)
                : null);

    public static PortfolioShare Read(string json) =>
        JsonSerializer.Deserialize(json, SummaryJson.Readable.PortfolioShare) ?? throw new JsonException("An empty share.");

    public string ToJson() => JsonSerializer.Serialize(this, SummaryJson.Readable.PortfolioShare);
}

/// <summary>One row of counts.</summary>
/// <param name="Key">The row key.</param>
/// <param name="Month">The first day of the month.</param>
/// <param name="Office">Of the assessments counted.</param>
/// <param name="Countries">Of the assessments counted.</param>
/// <param name="Counts">How many, by rating and state.</param>
/// <param name="Hours">How many decisions took that many hours.</param>
internal sealed record Cell(
    string Key,
    DateOnly Month,
    string Office,
    ImmutableArray<string> Countries,
    ImmutableSortedDictionary<string, int> Counts,
    ImmutableSortedDictionary<int, int> Hours)
{
    private const char Between = '|';

    public bool IsEmpty => Counts.IsEmpty;

    public static Cell Empty(string key, PortfolioShare of) => new(
        key,
        of.Month,
        of.Office,
        [.. of.Countries.Split(',', StringSplitOptions.RemoveEmptyEntries)],
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal),
        ImmutableSortedDictionary<int, int>.Empty);

    public static Cell Read(TableEntity row)
    {
        var document = JsonSerializer.Deserialize(row.GetString("data"), SummaryJson.Readable.CellDocument)
            ?? throw new JsonException($"{row.RowKey} has no counts.");
        return new Cell(
            row.RowKey,
            document.Month,
            document.Office ?? "",
            [.. document.Countries ?? []],
            document.Counts.ToImmutableSortedDictionary(StringComparer.Ordinal),
            (document.Hours ?? []).ToImmutableSortedDictionary());
    }

    public Cell With(PortfolioShare share, int more) => this with
    {
        Counts = Changed(Counts, $"{share.Rating}{Between}{share.State}", more),
        Hours = share.Hours is { } hours ? Changed(Hours, hours, more) : Hours,
    };

    public IEnumerable<(string Rating, string State, int Count)> Split() =>
        Counts.Select(c => (c.Key[..c.Key.IndexOf(Between)], c.Key[(c.Key.IndexOf(Between) + 1)..], c.Value));

    public string ToJson() => JsonSerializer.Serialize(
        new CellDocument
        {
            Month = Month,
            Office = Office,
            Countries = [.. Countries],
            Counts = new SortedDictionary<string, int>(Counts, StringComparer.Ordinal),
            Hours = Hours.IsEmpty ? null : new SortedDictionary<int, int>(Hours),
        },
        SummaryJson.Readable.CellDocument);

    public TableEntity ToRow() => new(Keys.PortfolioPartition, Key) { ["data"] = ToJson() };

    private static ImmutableSortedDictionary<T, int> Changed<T>(ImmutableSortedDictionary<T, int> counts, T key, int more)
        where T : notnull =>
        counts.GetValueOrDefault(key) + more is > 0 and var count ? counts.SetItem(key, count) : counts.Remove(key);
}
