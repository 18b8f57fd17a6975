using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Projections;

/// <summary>
/// The rows by which an assessment is found: each of its words in the partition of everybody who may find it. A draft is found by
/// its editors only, a withdrawn one by nobody.
/// </summary>
internal static class SearchRows
{
    public static ImmutableDictionary<string, ImmutableArray<ProjectedRow>> Of(AssessmentSummary summary, Languages languages)
    {
        if (summary.State == "Withdrawn")
        {
            return ImmutableDictionary<string, ImmutableArray<ProjectedRow>>.Empty;
        }

        ImmutableArray<ProjectedRow> rows =
            [.. SearchWords.Of(summary, languages).Select(w => new ProjectedRow(Keys.WordRow(w, summary.StartedAt, summary.Id), null))];
        return PartitionsOf(summary).Distinct(StringComparer.Ordinal).ToImmutableDictionary(p => p, _ => rows, StringComparer.Ordinal);
    }

    /// <summary>Where somebody looks: in their own, and in what their roles read.</summary>
    public static ImmutableArray<string> PartitionsFor(Actor reader)
    {
        var partitions = ImmutableArray.CreateBuilder<string>();
        if (reader.Person is { } person)
        {
            partitions.Add(Keys.FindByPartition(person.Id));
        }

        if (reader.Has(Roles.HeadOfIml | Roles.Auditor))
        {
            partitions.Add(Keys.FindAllPartition);
        }
        else if (reader.Has(Roles.FocalPoint | Roles.BackupFocalPoint))
        {
            partitions.AddRange(reader.Coverage.Countries is { } countries
                ? countries.Order(StringComparer.Ordinal).Select(Keys.FindInPartition)
                : [Keys.FindAllPartition]);
        }

        return partitions.ToImmutable();
    }

    /// <summary>Whether somebody may find it: who may read it, and of a draft its editors.</summary>
    public static bool MayFind(AssessmentSummary summary, Actor reader) =>
        summary.State != "Withdrawn"
        && summary.Readership.MayRead(reader)
        && (summary.State != "Draft" || summary.CoEditors.Prepend(summary.Developer).Any(e => e.Id == reader.Person?.Id));

    private static IEnumerable<string> PartitionsOf(AssessmentSummary summary)
    {
        var editors = summary.CoEditors.Prepend(summary.Developer).Select(p => Keys.FindByPartition(p.Id));
        return summary.State == "Draft"
            ? editors
            : editors
                .Concat(summary.Reviewer is { } reviewer ? [Keys.FindByPartition(reviewer.Id)] : [])
                .Concat(summary.Countries.Select(Keys.FindInPartition))
                .Append(Keys.FindAllPartition);
    }
}
