using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Projections;

/// <summary>Writes everything that is projected of an assessment, as it stands. Repeating it, or doing it twice at once, changes nothing.</summary>
public sealed class Projector(
    DirectoryStore directory,
    SummaryStore summaries,
    ProjectedPartitions partitions,
    Portfolio portfolio,
    RegisterStore register,
    Languages languages)
{
    /// <returns>False when others wrote the same rows again and again: to be tried later.</returns>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<bool> WriteAsync(StoredAssessment stored, CancellationToken cancellationToken)
    {
        var summary = AssessmentSummary.Of(stored.Assessment);
        var wanted = RowsOf(summary);
        switch (await summaries.AnnounceAsync(summary, stored.Version, wanted.Keys, cancellationToken))
        {
            case Announced.Newer:
                return true;
            case Announced.Written written:
                await ListAsync(stored.Assessment, written.Before, cancellationToken);
                await register.ListAsync(stored.Assessment, cancellationToken);
                var applied = await Task.WhenAll(written.Partitions.Select(partition => partition == Keys.PortfolioPartition
                    ? portfolio.ApplyAsync(summary, stored.Version, cancellationToken)
                    : partitions.ApplyAsync(
                        partition, summary.Id, stored.Version, wanted.GetValueOrDefault(partition, []), cancellationToken)));
                return applied.All(done => done);
            default:
                return false;
        }
    }

    /// <summary>
    /// Takes everything out that was projected of an assessment, because it was deleted. What stays are its id and that nothing is
    /// written of it any more. The summary goes last, so that breaking off and repeating leaves nothing behind.
    /// </summary>
    /// <returns>False when others wrote the same rows again and again: to be tried later.</returns>
    public async Task<bool> RemoveAsync(AssessmentId id, CancellationToken cancellationToken)
    {
        if (await summaries.FindAsync(id, cancellationToken) is not { } summary)
        {
            return true;
        }

        foreach (var person in PeopleOf(summary))
        {
            await directory.UnlistAsync(person, summary.StartedAt, id, cancellationToken);
        }

        var unlisted = register.UnlistAsync(id, cancellationToken);
        var named = await summaries.PartitionsOfAsync(id, cancellationToken);
        var removed = await Task.WhenAll(named.Select(partition => partition == Keys.PortfolioPartition
            ? portfolio.RemoveAsync(id, cancellationToken)
            : partitions.ApplyAsync(partition, id, ProjectedPartitions.Deleted, [], cancellationToken)));
        await unlisted;
        if (!removed.All(done => done))
        {
            return false;
        }

        await summaries.DeleteAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Every row that an assessment has, by partition. Pure.</summary>
    public ImmutableDictionary<string, ImmutableArray<ProjectedRow>> RowsOf(AssessmentSummary summary)
    {
        var rows = ImmutableDictionary.CreateBuilder<string, ImmutableArray<ProjectedRow>>(StringComparer.Ordinal);
        if (QueueRows.Of(summary) is { IsEmpty: false } queue)
        {
            rows.Add(Keys.QueuePartition, queue);
        }

        // Counts are no rows of an assessment: the partition is named, so that it is counted there, and counted out again.
        if (PortfolioShare.Of(summary) is not null)
        {
            rows.Add(Keys.PortfolioPartition, []);
        }

        rows.AddRange(SearchRows.Of(summary, languages));
        return rows.ToImmutable();
    }

    /// <summary>The lists of the people who may answer it; those who may no more, and everybody's after a withdrawal, lose the row.</summary>
    internal async Task ListAsync(Assessment now, AssessmentSummary? before, CancellationToken cancellationToken)
    {
        var listed = ListedAssessment.Of(now);
        var people = PeopleOf(now).ToHashSet();
        foreach (var former in PeopleOf(before).Where(p => !people.Contains(p)))
        {
            await directory.UnlistAsync(former, listed, cancellationToken);
        }

        foreach (var person in people)
        {
            if (now.State is AssessmentState.Withdrawn)
            {
                await directory.UnlistAsync(person, listed, cancellationToken);
            }
            else
            {
                await directory.EnlistAsync(person, listed, cancellationToken);
            }
        }
    }

    private static IEnumerable<PersonId> PeopleOf(Assessment assessment) =>
        assessment.CoEditors.Prepend(assessment.Developer).Select(p => p.Id);

    private static IEnumerable<PersonId> PeopleOf(AssessmentSummary? summary) =>
        summary is null ? [] : summary.CoEditors.Prepend(summary.Developer).Select(p => p.Id);
}
