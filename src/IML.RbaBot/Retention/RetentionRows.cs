using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Retention;

/// <summary>
/// When to look at an assessment again, in the table <c>Directory</c>: the partition <c>retention</c> has a row for each look, ordered
/// by its day, so that a day's work is one query of what is due. A row is a pointer and nothing more: two for the same assessment, or
/// one too early, do no harm. What the developer was told stands in a row of its own.
/// </summary>
internal sealed class RetentionRows(StorageClients clients)
{
    private readonly TableClient table = clients.Directory;

    /// <summary>Looks at it again on that day.</summary>
    public Task ScheduleAsync(AssessmentId id, DateTimeOffset at, CancellationToken cancellationToken) =>
        UpsertAsync(new TableEntity(Keys.RetentionPartition, Keys.RetentionRow(at, id)) { ["id"] = id.Value }, cancellationToken);

    /// <summary>The looks that are due, the oldest first, at most so many.</summary>
    public async Task<IReadOnlyList<DueLook>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Keys.RetentionPartition} and RowKey lt {Keys.RetentionDay(now.AddDays(1))}");
        return await FirstAsync(filter, most, row => new DueLook(row.RowKey, AssessmentId.Parse(row.GetString("id"))), cancellationToken);
    }

    public Task DoneAsync(DueLook look, CancellationToken cancellationToken) => DeleteAsync(Keys.RetentionPartition, look.RowKey, cancellationToken);

    public async Task<DeletionAnnounced?> AnnouncedAsync(AssessmentId id, CancellationToken cancellationToken)
    {
        var found = await clients.CallAsync(
            token => table.GetEntityIfExistsAsync<TableEntity>(Keys.AnnouncedPartition, id.Value, cancellationToken: token), cancellationToken);
        return found is { HasValue: true, Value: { } row }
            ? new DeletionAnnounced(StoredTime.Read(row.GetString("for")), StoredTime.Read(row.GetString("at")))
            : null;
    }

    public Task AnnounceAsync(AssessmentId id, DeletionAnnounced announced, CancellationToken cancellationToken) => UpsertAsync(
        new TableEntity(Keys.AnnouncedPartition, id.Value) { ["for"] = StoredTime.Write(announced.For), ["at"] = StoredTime.Write(announced.At) },
        cancellationToken);

    public Task ForgetAnnouncementAsync(AssessmentId id, CancellationToken cancellationToken) =>
        DeleteAsync(Keys.AnnouncedPartition, id.Value, cancellationToken);

    /// <summary>Makes it visible to administrators and the health check that its documents cannot be removed.</summary>
    public Task HinderAsync(HinderedRemoval removal, CancellationToken cancellationToken) => UpsertAsync(
        new TableEntity(Keys.HinderedPartition, removal.Id.Value) { ["obstacle"] = removal.Obstacle?.ToString(), ["detail"] = removal.Detail },
        cancellationToken);

    public Task ForgetHinderedAsync(AssessmentId id, CancellationToken cancellationToken) =>
        DeleteAsync(Keys.HinderedPartition, id.Value, cancellationToken);

    /// <summary>What cannot be removed at present, in the order of references, at most so many.</summary>
    public async Task<IReadOnlyList<HinderedRemoval>> HinderedAsync(int most, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.HinderedPartition}");
        return await FirstAsync(filter, most, HinderedRemoval.Read, cancellationToken);
    }

    private Task<IReadOnlyList<T>> FirstAsync<T>(
        string filter, int most, Func<TableEntity, T> read, CancellationToken cancellationToken) => clients.CallAsync(
        async token =>
        {
            await foreach (var page in table.QueryAsync<TableEntity>(filter, most, cancellationToken: token).AsPages())
            {
                return [.. page.Values.Select(read)];
            }

            return (IReadOnlyList<T>)[];
        },
        cancellationToken);

    private Task<Response> UpsertAsync(TableEntity row, CancellationToken cancellationToken) =>
        clients.CallAsync(token => table.UpsertEntityAsync(row, TableUpdateMode.Replace, token), cancellationToken);

    private Task<Response> DeleteAsync(string partition, string row, CancellationToken cancellationToken) =>
        clients.CallAsync(token => table.DeleteEntityAsync(partition, row, ETag.All, token), cancellationToken);
}

/// <summary>A look that is due.</summary>
/// <param name="RowKey">Of its row.</param>
/// <param name="Id">Null for a row that names no assessment.</param>
internal sealed record DueLook(string RowKey, AssessmentId? Id);
