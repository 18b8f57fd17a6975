using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Questionnaires;

/// <summary>Reads <c>project-lists.json</c>: the values that project data can take.</summary>
internal static class ProjectListsFile
{
    public const string FileName = "project-lists.json";

    /// <summary>The lists, or everything that is wrong with the file.</summary>
    public static Reading<ProjectLists> Read(string directory)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        using var file = TextFile.Open(directory, FileName, problems);
        if (file is null)
        {
            return new Reading<ProjectLists>(null, problems.ToImmutable());
        }

        var lists = new ProjectLists(
            file.Ids("stages"), file.Ids("thematicAreas"), file.Ids("settings"), file.Ids("countries"), file.Ids("currencies"));
        file.Close("stages", "thematicAreas", "settings", "countries", "currencies");
        return problems.Count == 0
            ? new Reading<ProjectLists>(lists, [])
            : new Reading<ProjectLists>(null, problems.ToImmutable());
    }
}
