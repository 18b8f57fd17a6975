using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using IML.RbaBot.Commands;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Export.SharePoint;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Commands;

public partial class CommandTextsTests
{
    [Fact]
    public void Every_text_that_a_command_uses_is_there_and_none_is_left_over()
    {
        string[] sources =
        [
            .. Directory.GetFiles(CommandsFolder(), "*.cs", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(CommandsFolder(), "../Export"), "*.cs", SearchOption.AllDirectories),
            Path.Combine(CommandsFolder(), "../Composition.cs"),
            Path.Combine(CommandsFolder(), "../Telemetry/TelemetryExport.cs"),
        ];
        var source = string.Concat(sources.Select(File.ReadAllText));
        var used = Key().Matches(source).Select(m => m.Groups[1].Value)
            .Concat(Enum.GetNames<MissingPart>().Select(part => $"missing.{part}"))
            .Concat(Enum.GetNames<StorageOptionsFault>().Select(fault => $"start.storage.{fault}"))
            .Concat(Enum.GetNames<SharePointOptionsFault>().Select(fault => $"start.sharePoint.{fault}"))
            .Concat(Enum.GetNames<IML.RbaBot.Projections.DifferenceKind>().Select(kind => $"reindex.{kind}"))
            .Concat(LibraryObstacles.Select(obstacle => $"prepare.obstacle.{obstacle}"));
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Texts", "commands.en.json")));

        Assert.Equal(file.RootElement.EnumerateObject().Select(t => t.Name).Order(), used.Distinct().Order());
    }

    /// <summary>What a call to SharePoint can meet; the others are met by filing alone.</summary>
    private static IEnumerable<FilingObstacle> LibraryObstacles => Enum.GetValues<FilingObstacle>().Except(
        [FilingObstacle.NoPlace, FilingObstacle.ColumnMissing, FilingObstacle.ColumnOfAnotherType, FilingObstacle.FolderNotWritable]);

    [Fact]
    public void No_text_is_blank()
    {
        var texts = CommandTexts.Load();

        Assert.All(Enum.GetNames<MissingPart>(), part => Assert.NotEqual("", texts[$"missing.{part}"].Trim()));
    }

    [GeneratedRegex("""
        "((?:usage|file|folder|rate|check|start\.export|start|package|prepare\.view|prepare|compare|doctor|person|reindex)\.[a-zA-Z]+)"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Key();

    private static string CommandsFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/IML.RbaBot/Commands"));
}
