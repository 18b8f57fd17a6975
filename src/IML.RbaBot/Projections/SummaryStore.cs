using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>
/// The row <c>summary</c> of each assessment: what was projected last, from which version of it, and every partition that may hold
/// rows of it. A partition is named here before anything is written into it, so that whoever writes next finds all of them.
/// </summary>
public sealed class SummaryStore(StorageClients clients)
{
    private const int Tries = 12;

    private readonly TableClient table = clients.Directory;

    /// <summary>The summary of an assessment; null when nothing was projected of it.</summary>
    public async Task<AssessmentSummary?> FindAsync(AssessmentId id, CancellationToken cancellationToken) =>
        await FindRowAsync(id, cancellationToken) is { } row && row.GetString("data") is { } data ? AssessmentSummary.Read(data) : null;

    /// <summary>Writes the summary, unless a newer one stands.</summary>
    /// <param name="summary">What is projected.</param>
    /// <param name="version">See <see cref="StoredAssessment.Version"/>.</param>
    /// <param name="partitions">The partitions that will hold rows of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Announced> AnnounceAsync(
        AssessmentSummary summary, long version, IEnumerable<string> partitions, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var before = await FindRowAsync(summary.Id, cancellationToken);
            if (before is not null && ProjectedPartitions.VersionOf(before) > version)
            {
                return new Announced.Newer();
            }

            ImmutableArray<string> all = [.. PartitionsOf(before).Union(partitions, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (await TryWriteAsync(before, RowOf(summary, version, all), cancellationToken))
            {
                return new Announced.Written(before is null ? null : AssessmentSummary.Read(before.GetString("data")), all);
            }
        }

        return new Announced.Contended();
    }

    /// <summary>Every partition that may hold rows of an assessment; none when nothing was projected of it.</summary>
    internal async Task<ImmutableArray<string>> PartitionsOfAsync(AssessmentId id, CancellationToken cancellationToken) =>
        [.. PartitionsOf(await FindRowAsync(id, cancellationToken))];

    /// <summary>Leaves of a deleted assessment nothing but that it was deleted, so that a late delivery does not write it anew.</summary>
    internal Task DeleteAsync(AssessmentId id, CancellationToken cancellationToken) => clients.CallAsync(
        token => table.UpsertEntityAsync(
            new TableEntity(Keys.SummaryPartition(id), Keys.Summary) { ["version"] = ProjectedPartitions.Deleted }, TableUpdateMode.Replace, token),
        cancellationToken);

    internal static TableEntity RowOf(AssessmentSummary summary, long version, ImmutableArray<string> partitions) =>
        new(Keys.SummaryPartition(summary.Id), Keys.Summary)
        {
            ["version"] = version,
            ["partitions"] = string.Join('\n', partitions),
            ["data"] = summary.ToJson(),
        };

    internal static IEnumerable<string> PartitionsOf(TableEntity? row) =>
        (row?.GetString("partitions") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<TableEntity?> FindRowAsync(AssessmentId id, CancellationToken cancellationToken)
    {
        var found = await clients.CallAsync(
            token => table.GetEntityIfExistsAsync<TableEntity>(Keys.SummaryPartition(id), Keys.Summary, cancellationToken: token),
            cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private async Task<bool> TryWriteAsync(TableEntity? before, TableEntity after, CancellationToken cancellationToken)
    {
        try
        {
            await clients.CallAsync(
                token => before is null
                    ? table.AddEntityAsync(after, token)
                    : table.UpdateEntityAsync(after, before.ETag, TableUpdateMode.Replace, token),
                cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}

/// <summary>What an announcement comes to.</summary>
public abstract record Announced
{
    private Announced()
    {
    }

    /// <param name="Before">What was projected before; null for the first time.</param>
    /// <param name="Partitions">Every partition that may hold rows of the assessment.</param>
    public sealed record Written(AssessmentSummary? Before, ImmutableArray<string> Partitions) : Announced;

    /// <summary>A later state of the assessment was projected already.</summary>
    public sealed record Newer : Announced;

    /// <summary>Others wrote at the same time again and again.</summary>
    public sealed record Contended : Announced;
}
