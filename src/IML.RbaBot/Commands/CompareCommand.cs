using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Questionnaires;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Commands;

/// <summary>
/// <c>rate --compare OLD NEW DIR</c>: rates every answers file of a folder by two versions of a questionnaire, whatever version it
/// names itself, and says which ratings change and why. A version is a number that the bot ships, or the folder of one.
/// </summary>
internal sealed class CompareCommand(CommandTexts texts, TextWriter output, TextWriter error)
{
    // The parts of an answers file whose keys are ids of questions.
    private static readonly ImmutableArray<string> ByQuestion = ["answers", "risks", "measures"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <returns>0 whether or not ratings change; 2 when a version, the folder or a file in it cannot be read.</returns>
    public static int Run(ReadOnlySpan<string> arguments, TextWriter output, TextWriter error)
    {
        var texts = CommandTexts.Load();
        if (arguments is not [var before, var after, var folder])
        {
            error.WriteLine(texts["usage.compare"]);
            return CommandLine.Bad;
        }

        var command = new CompareCommand(texts, output, error);
        if (command.Version(before) is not { } old || command.Version(after) is not { } now)
        {
            return CommandLine.Bad;
        }

        if (!Directory.Exists(folder))
        {
            error.WriteLine(texts.Fill(File.Exists(folder) ? "folder.isFile" : "folder.missing", folder));
            return CommandLine.Bad;
        }

        try
        {
            return command.Compare(old, now, [.. Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(texts.Fill("file.unreadable", folder, e.Message));
            return CommandLine.Bad;
        }
    }

    private int Compare(QuestionnaireCatalog before, QuestionnaireCatalog after, ImmutableArray<string> files)
    {
        var tally = new Tally();
        var code = CommandLine.Good;
        foreach (var file in files)
        {
            if (Text(file) is not { } text)
            {
                code = CommandLine.Bad;
                continue;
            }

            if (Answers(text, before) is not { } answers)
            {
                tally.NoAnswers++;
                continue;
            }

            tally.Files++;
            var (old, whyNotOld) = Route(answers, file, before);
            var (now, whyNotNow) = Route(answers, file, after);
            if (old is null || now is null)
            {
                tally.NotRated++;
                output.WriteLine(texts.Fill("compare.notRated", file, VersionOf(old is null ? before : after)));
                Detail(old is null ? whyNotOld : whyNotNow);
                continue;
            }

            var comparison = RatingComparison.Of(old, now);
            if (comparison.Changes)
            {
                tally.Count(comparison);
                Print(file, comparison);
            }
        }

        Summary(before, after, tally);
        return code;
    }

    private void Print(string file, RatingComparison comparison)
    {
        output.WriteLine(texts.Fill("compare.changed", file, Letter(comparison.Before), Letter(comparison.After)));
        Detail([texts.Fill("compare.rule", Rule(comparison.Before), Rule(comparison.After)), .. comparison.Differences.Select(Words)]);
    }

    private void Summary(QuestionnaireCatalog before, QuestionnaireCatalog after, Tally tally)
    {
        output.WriteLine(texts.Fill(
            "compare.summary", VersionOf(before), VersionOf(after), tally.Files, tally.Files - tally.NotRated - tally.Changed, tally.Changed, tally.NotRated));
        foreach (var (change, count) in tally.Changes)
        {
            output.WriteLine(texts.Fill("compare.tally", change, count));
        }

        if (tally.NoAnswers > 0)
        {
            output.WriteLine(texts.Fill("compare.noAnswers", tally.NoAnswers));
        }
    }

    private void Detail(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(texts.Fill("compare.detail", line));
        }
    }

    private string Words(RatingDifference difference) => difference switch
    {
        RatingDifference.IndexMoved index => texts.Fill("compare.index", index.Index.Value, Percent(index.Before), Percent(index.After)),
        RatingDifference.RiskMoved risk => texts.Fill("compare.risk", risk.Before, risk.After),
        RatingDifference.AskedInOne { InNew: true } asked => texts.Fill("compare.askedInNew", asked.Question.Value),
        RatingDifference.AskedInOne asked => texts.Fill("compare.askedInOld", asked.Question.Value),
        RatingDifference.CountsOtherwise counts => texts.Fill("compare.counts", counts.Question.Value, Share(counts.Before), Share(counts.After)),
        RatingDifference.FlagMoved flag => texts.Fill("compare.flag", flag.Question.Value, Level(flag.Before), Level(flag.After)),
        _ => throw new InvalidOperationException($"Unknown difference {difference}."),
    };

    private string Rule(Result result)
    {
        var causes = string.Join("; ", result.Causes.Select(cause => cause switch
        {
            Cause.Flagged flagged => texts.Fill("compare.causeFlag", flagged.Flag.Question.Value, flagged.Flag.Level),
            Cause.WeakAlignment weak => texts.Fill("compare.causeAlignment", weak.Index.Index.Value, Percent(weak.Index.Percent), weak.BelowPercent),
            Cause.Risk risk => texts.Fill("compare.causeRisk", risk.Rated.Question.Value, risk.Rated.Level),
            Cause.UnknownCritical unknown => texts.Fill("compare.causeUnknown", unknown.Question.Value),
            Cause.TooManyUnknown many => texts.Fill("compare.causeUnknowns", many.Unknown, many.Scored),
            _ => throw new InvalidOperationException($"Unknown cause {cause}."),
        }));
        var rule = result.DecidedBy.ToString().ToLowerInvariant();
        return causes.Length == 0 ? rule : texts.Fill("compare.ruleBecause", rule, causes);
    }

    private string Letter(Result result) => result.Provisional ? texts.Fill("compare.provisional", result.Rating) : result.Rating.ToString();

    private string Level(FlagLevel level) => level == FlagLevel.None ? texts["compare.noFlag"] : level.ToString();

    private string Share(Contribution? share) => share is { } counted
        ? texts.Fill("compare.share", counted.Index.Value, counted.Weight, counted.Points?.ToString(CultureInfo.InvariantCulture) ?? texts["compare.noPoints"])
        : texts["compare.noShare"];

    private static string Percent(decimal percent) => percent.ToString("0.0", CultureInfo.InvariantCulture);

    private static string VersionOf(QuestionnaireCatalog catalog) => catalog.Entries[0].Questionnaire.Ref.Version;

    /// <summary>A catalog of that one version; null when it cannot be had, and then it is said why.</summary>
    private QuestionnaireCatalog? Version(string named)
    {
        var folder = Directory.Exists(named) ? named : ShippedFolderOf(named);
        if (folder is null)
        {
            error.WriteLine(texts.Fill("compare.noVersion", named));
            return null;
        }

        var reading = QuestionnaireFiles.Load(folder);
        foreach (var problem in reading.Problems)
        {
            error.WriteLine(ProblemTexts.English.Line(problem));
        }

        if (reading.Value is { Entries.Length: not 1 })
        {
            error.WriteLine(texts.Fill("compare.notOneVersion", named));
            return null;
        }

        return reading.Value;
    }

    private static string? ShippedFolderOf(string version) =>
        version.All(c => char.IsAsciiDigit(c) || c == '.')
        && Directory.GetDirectories(QuestionnaireFiles.ShippedFolder, "*-" + version) is [var only] ? only : null;

    /// <summary>The file's text, empty when it is not UTF-8; null when it cannot be read, and then it is said why.</summary>
    private string? Text(string file)
    {
        try
        {
            return QuestionnaireFiles.ReadText(file) ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(texts.Fill("file.unreadable", file, e.Message));
            return null;
        }
    }

    /// <summary>The text as JSON; null when it holds no answers to this questionnaire.</summary>
    private static JsonObject? Answers(string text, QuestionnaireCatalog catalog)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) is JsonObject { } json
                && json["answers"] is JsonObject
                && json["questionnaire"] is JsonValue id
                && id.TryGetValue<string>(out var name)
                && name == catalog.Entries[0].Questionnaire.Ref.Id
                    ? json
                    : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, a member that stands there twice, or half of a surrogate pair where the id of the questionnaire should be.
            return null;
        }
    }

    /// <summary>The answers on the route of a version; what it does not ask at all is left out.</summary>
    private static (Route? Route, IEnumerable<string> WhyNot) Route(JsonObject answers, string file, QuestionnaireCatalog catalog)
    {
        var questionnaire = catalog.Entries[0].Questionnaire;
        var own = (JsonObject)answers.DeepClone();
        own["version"] = questionnaire.Ref.Version;
        foreach (var part in ByQuestion.Select(key => own[key]).OfType<JsonObject>())
        {
            foreach (var gone in part.Select(p => p.Key).Where(key => questionnaire.Find(key) is null).ToList())
            {
                part.Remove(gone);
            }
        }

        var reading = AnswersFile.Read(own.ToJsonString(), file, catalog);
        if (reading.Value is not { } sheet)
        {
            return (null, reading.Problems.Select(ProblemTexts.English.What));
        }

        var route = Domain.Ratings.Route.Of(sheet);
        var missing = AnswersFile.MissingForRating(route, file);
        return missing.IsEmpty ? (route, []) : (null, missing.Select(ProblemTexts.English.What));
    }

    private sealed class Tally
    {
        private readonly SortedDictionary<string, int> changes = new(StringComparer.Ordinal);

        public int Files { get; set; }

        public int NotRated { get; set; }

        public int NoAnswers { get; set; }

        public int Changed { get; private set; }

        public IEnumerable<KeyValuePair<string, int>> Changes => changes;

        public void Count(RatingComparison comparison)
        {
            Changed++;
            var change = $"{comparison.Before.Rating} → {comparison.After.Rating}";
            changes[change] = changes.GetValueOrDefault(change) + 1;
        }
    }
}
