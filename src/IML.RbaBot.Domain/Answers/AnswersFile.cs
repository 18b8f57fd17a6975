using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Answers;

/// <summary>
/// Reads answers files (design, "Commands of the bot's executable"). Strict and all problems at once. Answers to questions that are
/// not asked are allowed, must be well-formed, and count for nothing.
/// </summary>
public static class AnswersFile
{
    /// <summary>The form of a date in the file.</summary>
    internal const string DateFormat = "yyyy-MM-dd";

    /// <param name="json">The file's text.</param>
    /// <param name="file">Its name, shown in front of every place.</param>
    /// <param name="catalog">Where its questionnaire is looked up.</param>
    public static Reading<AnswerSheet> Read(string json, string file, QuestionnaireCatalog catalog)
    {
        var problems = new ProblemList();
        using var document = StrictJson.Parse(json, JsonPlace.Of(file), problems);
        var sheet = document is not null && ObjectReader.Of(document.RootElement, JsonPlace.Of(file), problems) is { } root
            ? Read(root, catalog)
            : null;
        return problems.Reading(() => sheet!);
    }

    /// <summary>What keeps the answers of a file from being rated; empty when they can be.</summary>
    public static ImmutableArray<Problem> MissingForRating(Route route, string file)
    {
        var problems = new ProblemList();
        foreach (var (id, part) in Completeness.Of(route))
        {
            if (Completeness.PreventsRating(part))
            {
                Add(problems, JsonPlace.Of(file), route, route.Questionnaire[id], part);
            }
        }

        return problems.ToImmutable();
    }

    private static void Add(ProblemList problems, JsonPlace root, Route route, Question question, MissingPart part)
    {
        var id = question.Id.Value;
        var answer = root.Key("answers").Key(id);
        switch (part)
        {
            case MissingPart.Options:
                var least = question.Kind is QuestionKind.Multi multi ? multi.MinSelected : 1;
                problems.Add(answer.Key("values"), ProblemRule.OptionsMissing, id, ObjectReader.Number(least));
                break;
            case MissingPart.Impact or MissingPart.Likelihood:
                var key = part == MissingPart.Impact ? "impact" : "likelihood";
                var level = Flag.LevelOf(question, route).ToString();
                problems.Add(root.Key("risks").Key(id), ProblemRule.RiskNotRated, id, level, key);
                break;
            default:
                problems.Add(answer, ProblemRule.AnswerMissing, id);
                break;
        }
    }

    private static AnswerSheet? Read(ObjectReader root, QuestionnaireCatalog catalog)
    {
        var questionnaire = Questionnaire(root, catalog);
        var answers = root.Object("answers");
        var risks = root.OptionalObject("risks");
        var measures = root.OptionalObject("measures");
        root.Close();
        if (questionnaire is null)
        {
            return null;
        }

        var reader = new AnswerReader(questionnaire, root.Problems);
        var given = Each(answers, questionnaire, reader.Read);
        var responses = new Dictionary<QuestionId, FlagResponse>();
        foreach (var (id, response) in Each(risks, questionnaire, reader.Risk))
        {
            responses[id] = response;
        }

        foreach (var (id, measure) in Each(measures, questionnaire, reader.Measure))
        {
            var risk = responses.GetValueOrDefault(id) ?? new FlagResponse();
            responses[id] = measure with { Impact = risk.Impact, Likelihood = risk.Likelihood, ImpactReason = risk.ImpactReason };
        }

        return AnswerSheet.Of(questionnaire, given, responses);
    }

    private static Questionnaire? Questionnaire(ObjectReader root, QuestionnaireCatalog catalog)
    {
        var id = root.Text("questionnaire");
        var version = root.Text("version");
        if (id is null || version is null)
        {
            return null;
        }

        if (catalog.Find(new QuestionnaireRef(id, version)) is { } found)
        {
            return found.Questionnaire;
        }

        var versions = catalog.Entries.Select(e => e.Questionnaire.Ref).Where(r => r.Id == id).Select(r => r.Version).ToArray();
        if (versions.Length > 0)
        {
            root.Problems.Add(root.Place.Key("version"), ProblemRule.UnknownVersion, id, version, string.Join(", ", versions));
        }
        else
        {
            var ids = catalog.Entries.Select(e => e.Questionnaire.Ref.Id).Distinct();
            root.Problems.Add(root.Place.Key("questionnaire"), ProblemRule.UnknownQuestionnaire, id, string.Join(", ", ids));
        }

        return null;
    }

    /// <summary>The values of an object whose keys are question ids.</summary>
    private static List<KeyValuePair<QuestionId, T>> Each<T>(
        ObjectReader? reader, Questionnaire questionnaire, Func<ObjectReader, Question, T> read)
    {
        var values = new List<KeyValuePair<QuestionId, T>>();
        foreach (var key in reader?.Keys ?? [])
        {
            if (questionnaire.Find(key) is not { } question)
            {
                reader!.Problems.Add(reader.Place.Key(key), ProblemRule.UnknownQuestion, key);
            }
            else if (reader!.Object(key) is { } inner)
            {
                values.Add(new(question.Id, read(inner, question)));
            }
        }

        return values;
    }

    /// <summary>A date in the form of the file; null after a problem.</summary>
    internal static DateOnly? Date(string text, JsonPlace place, ProblemList problems)
    {
        if (DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        problems.Add(place, ProblemRule.BadDate, text);
        return null;
    }
}
