using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Questionnaires;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Commands;

/// <summary><c>rate FILE…</c>: rates answers files and prints one line of JSON for each, in the order of the arguments.</summary>
internal static class RateCommand
{
    /// <returns>0, or 2 when a file is malformed or incomplete; the others are rated all the same.</returns>
    public static int Run(ReadOnlySpan<string> files, TextWriter output, TextWriter error)
    {
        var texts = CommandTexts.Load();
        if (files.IsEmpty)
        {
            error.WriteLine(texts["usage.rate"]);
            return CommandLine.Bad;
        }

        var shipped = QuestionnaireFiles.LoadShipped();
        if (shipped.Value is not { } catalog)
        {
            error.WriteLine(texts["rate.shippedBroken"]);
            Print(shipped.Problems, error);
            return CommandLine.Bad;
        }

        var code = CommandLine.Good;
        foreach (var file in files)
        {
            if (Rate(file, catalog, texts, error) is { } line)
            {
                output.WriteLine(line);
            }
            else
            {
                code = CommandLine.Bad;
            }
        }

        return code;
    }

    private static string? Rate(string file, QuestionnaireCatalog catalog, CommandTexts texts, TextWriter error)
    {
        if (Read(file, texts, error) is not { } json)
        {
            return null;
        }

        var reading = AnswersFile.Read(json, file, catalog);
        if (reading.Value is not { } sheet)
        {
            Print(reading.Problems, error);
            return null;
        }

        var route = Route.Of(sheet);
        var missing = AnswersFile.MissingForRating(route, file);
        if (!missing.IsEmpty)
        {
            Print(missing, error);
            return null;
        }

        var before = Completeness.Of(route);
        if (!before.IsEmpty)
        {
            var parts = before.Select(m => $"{m.Question} {texts[$"missing.{m.Part}"]}");
            error.WriteLine(texts.Fill("rate.stillNeeded", file, string.Join(", ", parts)));
        }

        return ResultLine.Of(Rater.Rate(route));
    }

    private static string? Read(string file, CommandTexts texts, TextWriter error)
    {
        string? text;
        try
        {
            if (!File.Exists(file))
            {
                error.WriteLine(texts.Fill(Directory.Exists(file) ? "file.isFolder" : "file.missing", file));
                return null;
            }

            text = QuestionnaireFiles.ReadText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(texts.Fill("file.unreadable", file, e.Message));
            return null;
        }

        if (text is null)
        {
            Print([new Problem(file, ProblemRule.NotUtf8, [])], error);
        }

        return text;
    }

    private static void Print(ImmutableArray<Problem> problems, TextWriter error)
    {
        foreach (var problem in problems)
        {
            error.WriteLine(ProblemTexts.English.Line(problem));
        }
    }
}
