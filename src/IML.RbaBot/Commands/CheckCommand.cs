using System.Globalization;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Questionnaires;

namespace IML.RbaBot.Commands;

/// <summary><c>check [DIR]</c>: checks the questionnaires of a folder, or all that the bot ships, and prints every problem: place, rule, what to do.</summary>
internal static class CheckCommand
{
    /// <returns>0, or 2 when there is a problem.</returns>
    public static int Run(ReadOnlySpan<string> folders, TextWriter output, TextWriter error)
    {
        var texts = CommandTexts.Load();
        if (folders.Length > 1)
        {
            error.WriteLine(texts["usage.check"]);
            return CommandLine.Bad;
        }

        var folder = folders.IsEmpty ? QuestionnaireFiles.ShippedFolder : folders[0];
        if (!Directory.Exists(folder))
        {
            error.WriteLine(texts.Fill(File.Exists(folder) ? "folder.isFile" : "folder.missing", folder));
            return CommandLine.Bad;
        }

        try
        {
            // Of what is shipped the same is found as when the bot starts.
            var reading = folders.IsEmpty && ShippedFiles.Read(AppContext.BaseDirectory) is var shipped
                ? new Reading<QuestionnaireCatalog>(shipped.Data?.Catalog, shipped.Problems)
                : ShippedFiles.Check(folder, AppContext.BaseDirectory);
            return Print(folder, reading, texts, output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(texts.Fill("file.unreadable", folder, e.Message));
            return CommandLine.Bad;
        }
    }

    private static int Print(string folder, Reading<QuestionnaireCatalog> reading, CommandTexts texts, TextWriter output)
    {
        if (reading.Value is { } catalog)
        {
            var versions = string.Join("; ", catalog.Entries.Select(e => VersionOf(e, texts)));
            output.WriteLine(texts.Fill("check.good", folder, catalog.Entries.Length, versions));
            return CommandLine.Good;
        }

        var words = ProblemTexts.English;
        foreach (var problem in reading.Problems)
        {
            output.WriteLine(texts.Fill("check.problem", problem.Place, problem.Rule, words.What(problem), words.WhatToDo(problem)));
        }

        output.WriteLine(texts.Fill("check.problems", folder, reading.Problems.Length));
        return CommandLine.Bad;
    }

    private static string VersionOf(CatalogEntry entry, CommandTexts texts) => texts.Fill(
        "check.version",
        entry.Questionnaire.Ref.ToString(),
        entry.Questionnaire.Questions.Length.ToString(CultureInfo.InvariantCulture),
        string.Join(", ", entry.Texts.Keys.Order(StringComparer.Ordinal)),
        texts[entry.IsPublished ? "check.published" : "check.draft"]);
}
