using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>Writes everything that is projected of an assessment, as it stands. Repeating it, or doing it twice at once, changes nothing.</summary>
public sealed class Projector(
    DirectoryStore directory, SummaryStore summaries, ProjectedPartitions partitions, RegisterStore register)
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
                var applied = await Task.WhenAll(written.Partitions.Select(partition => partitions.ApplyAsync(
                    partition, summary.Id, stored.Version, wanted.GetValueOrDefault(partition, []), cancellationToken)));
                return applied.All(done => done);
            default:
                return false;
        }
    }

    /// <summary>Takes out everything that is projected of an assessment that is about to be deleted. May be repeated.</summary>
    /// <returns>False when others wrote the same rows again and again: to be tried later.</returns>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<bool> RemoveAsync(StoredAssessment stored, CancellationToken cancellationToken)
    {
        var listed = ListedAssessment.Of(stored.Assessment);
        foreach (var person in PeopleOf(stored.Assessment))
        {
            await directory.UnlistAsync(person, listed, cancellationToken);
        }

        foreach (var partition in await summaries.PartitionsAsync(stored.Id, cancellationToken))
        {
            // As of a version that is never reached, so that a projection still under way does not write the rows anew.
            if (!await partitions.ApplyAsync(partition, stored.Id, stored.Version + 1, [], cancellationToken))
            {
                return false;
            }
        }

        await summaries.RemoveAsync(stored.Id, cancellationToken);
        return true;
    }

    /// <summary>Every row that an assessment has, by partition; a partition without rows is left out. Pure.</summary>
    public ImmutableDictionary<string, ImmutableArray<ProjectedRow>> RowsOf(AssessmentSummary summary)
    {
        var rows = ImmutableDictionary.CreateBuilder<string, ImmutableArray<ProjectedRow>>(StringComparer.Ordinal);
        if (QueueRows.Of(summary) is { IsEmpty: false } queue)
        {
            rows.Add(Keys.QueuePartition, queue);
        }

        return rows.ToImmutable();
    }

    /// <summary>The lists of the people who may answer it; those who may no more, and everybody's after a withdrawal, lose the row.</summary>
    private async Task ListAsync(Assessment now, AssessmentSummary? before, CancellationToken cancellationToken)
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
