using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>What a digest says of one assessment.</summary>
/// <param name="Id">The assessment.</param>
/// <param name="Title">Null when only the reference may be shown.</param>
/// <param name="Office">Null when only the reference may be shown.</param>
/// <param name="Rating">As computed.</param>
/// <param name="IsSpotCheck">Whether it was drawn for a spot check.</param>
public sealed record DigestLine(AssessmentId Id, string? Title, string? Office, Rating Rating, bool IsSpotCheck);

/// <summary>
/// The digests in the table <c>Directory</c>: a partition for each focal point and day. The first assessment of a partition carries its
/// delivery; a partition that was read for sending is sealed, and whoever comes later takes another day.
/// </summary>
public sealed class Digests(StorageClients clients)
{
    private readonly TableClient table = clients.Directory;

    /// <summary>Writes a line; false when the day is sealed, and then the line may be missing from what is sent.</summary>
    public async Task<bool> AddAsync(PersonId person, DateOnly day, DigestLine line, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Keys.DigestPartition(person, day), Keys.DigestEntry(line.Id))
        {
            ["id"] = line.Id.Value,
            ["title"] = line.Title,
            ["office"] = line.Office,
            ["rating"] = line.Rating.ToString(),
            ["spotCheck"] = line.IsSpotCheck,
        };
        await clients.CallAsync(token => table.UpsertEntityAsync(row, TableUpdateMode.Replace, token), cancellationToken);

        // Asked after the line is written: a seal set later is set before the lines are read.
        return await FindAsync(row.PartitionKey, Keys.DigestSeal, cancellationToken) is null;
    }

    /// <summary>The assessment that carries the delivery of a day: the one given, when it is the first.</summary>
    public async Task<AssessmentId> CarrierAsync(PersonId person, DateOnly day, AssessmentId candidate, CancellationToken cancellationToken)
    {
        var partition = Keys.DigestPartition(person, day);
        if (await TryAddAsync(new TableEntity(partition, Keys.DigestCarrier) { ["id"] = candidate.Value }, cancellationToken))
        {
            return candidate;
        }

        var row = await FindAsync(partition, Keys.DigestCarrier, cancellationToken);
        return AssessmentId.Parse(row?.GetString("id")) ?? throw new JsonException($"{partition} names no carrier.");
    }

    /// <summary>Seals a day and reads its lines, in the order of their references.</summary>
    public async Task<ImmutableArray<DigestLine>> SealAsync(PersonId person, DateOnly day, CancellationToken cancellationToken)
    {
        var partition = Keys.DigestPartition(person, day);
        await TryAddAsync(new TableEntity(partition, Keys.DigestSeal), cancellationToken);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {Keys.DigestEntryPrefix} and RowKey lt {"entry."}");
        return await clients.CallAsync(
            async token =>
            {
                var lines = ImmutableArray.CreateBuilder<DigestLine>();
                await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: token))
                {
                    lines.Add(Read(row));
                }

                return lines.ToImmutable();
            },
            cancellationToken);
    }

    private static DigestLine Read(TableEntity row) => new(
        AssessmentId.Parse(row.GetString("id")) ?? throw new JsonException($"{row.RowKey} names no assessment."),
        row.GetString("title"),
        row.GetString("office"),
        Enum.Parse<Rating>(row.GetString("rating")),
        row.GetBoolean("spotCheck") ?? false);

    private Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellationToken) => clients.CallAsync(
        async token =>
        {
            try
            {
                await table.AddEntityAsync(row, token);
                return true;
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                return false;
            }
        },
        cancellationToken);

    private async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken)
    {
        var found = await clients.CallAsync(
            token => table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: token), cancellationToken);
        return found.HasValue ? found.Value : null;
    }
}
