using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>
/// Reads a questionnaire's structure file strictly. All problems come at once, each with place, rule and what to do;
/// docs/questionnaire.md explains every key.
/// </summary>
public static class QuestionnaireReader
{
    /// <param name="json">The file's text.</param>
    /// <param name="file">Its name, shown in front of every place.</param>
    public static Reading<Questionnaire> Read(string json, string file)
    {
        var problems = new ProblemList();
        using var document = StrictJson.Parse(json, JsonPlace.Of(file), problems);
        var questionnaire = document is not null && ObjectReader.Of(document.RootElement, JsonPlace.Of(file), problems) is { } root
            ? Read(root, problems)
            : null;
        return problems.Reading(() => questionnaire!);
    }

    private static Questionnaire? Read(ObjectReader root, ProblemList problems)
    {
        var reference = Reference(root);
        var status = root.OptionalText("status");
        var indices = OptionReader.Ids(root.Texts("indices"), problems);
        var parts = OptionReader.Ids(root.Texts("parts"), problems);
        var lists = OptionReader.Lists(root.Object("lists"));
        var scales = OptionReader.Scales(root.Object("scales"));
        var rules = root.Object("rules") is { } constants ? new RulesReader(constants, scales).Read() : null;
        var sources = SourceReader.Read(root);
        var shared = new SharedParts(
            lists,
            scales,
            [.. sources.Select(s => s.Source.Id.Value)],
            indices.ToImmutableHashSet(StringComparer.Ordinal),
            parts.ToImmutableHashSet(StringComparer.Ordinal));

        // Without rules no question could be read rightly; their absence is reported already.
        if (rules is null)
        {
            return null;
        }

        var reader = new QuestionReader(shared, rules, problems);
        var drafts = root.Objects("questions").Select(reader.Draft).ToList();
        var byId = ById(drafts, problems);
        var pages = PageReader.Read(root, drafts, byId, parts);
        var conditions = new ConditionReader(byId);
        var questions = drafts.Select(d => reader.Read(d, conditions)).ToImmutableArray();
        var confirmations = Confirmations(root, byId, conditions);
        root.Close();
        QuestionnaireCheck.Check(root.Place, drafts, questions, indices, sources, problems);
        return problems.Count > 0
            ? null
            : new Questionnaire(
                reference,
                [.. indices.Select(i => new IndexId(i))],
                [.. parts.Select(p => new PartId(p))],
                pages,
                questions,
                confirmations,
                [.. sources.Select(s => s.Source)],
                rules.Rating)
            {
                Status = status ?? "",
                Lists = [.. lists.Select(l => new SharedOptions(l.Key, l.Value))],
                Scales = [.. scales.Select(s => new SharedOptions(s.Key, [.. s.Value.Options.Select(o => o.Id)]))],
            };
    }

    private static QuestionnaireRef Reference(ObjectReader root)
    {
        var id = OptionReader.Id(root.Text("id"), root.Place.Key("id"), root.Problems);
        var version = root.Text("version");
        if (version is not null && QuestionnaireVersion.Parse(version) is null)
        {
            root.Problems.Add(root.Place.Key("version"), ProblemRule.VersionShape, version);
        }

        return new QuestionnaireRef(id ?? "", version ?? "");
    }

    private static Dictionary<string, QuestionDraft> ById(List<QuestionDraft> drafts, ProblemList problems)
    {
        var byId = new Dictionary<string, QuestionDraft>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            if (draft.Id is { } id && !byId.TryAdd(id, draft))
            {
                problems.Add(draft.Place.Key("id"), ProblemRule.DuplicateId, id);
            }
        }

        return byId;
    }

    private static ImmutableArray<Confirmation> Confirmations(
        ObjectReader root, Dictionary<string, QuestionDraft> byId, ConditionReader conditions)
    {
        var confirmations = ImmutableArray.CreateBuilder<Confirmation>();
        foreach (var reader in root.OptionalObjects("confirmations"))
        {
            var when = reader.Object("when") is { } condition ? conditions.Read(condition) : null;
            if (when is not (null or Condition.Any))
            {
                root.Problems.Add(reader.Place.Key("when"), ProblemRule.ConfirmationShape);
            }

            var without = reader.Object("without") is { } answers ? conditions.ReadAnswers(answers, any: true) : null;
            var confirm = reader.Text("confirm");
            reader.Close();
            if (confirm is not null && !byId.ContainsKey(confirm))
            {
                root.Problems.Add(reader.Place.Key("confirm"), ProblemRule.UnknownQuestion, confirm);
            }

            if (when is not null && without is not null && confirm is not null)
            {
                confirmations.Add(new Confirmation(when, without, new QuestionId(confirm)));
            }
        }

        return confirmations.ToImmutable();
    }
}

/// <summary>A version as it is ordered: two whole numbers, for example 1.0.</summary>
internal readonly record struct QuestionnaireVersion(int Major, int Minor) : IComparable<QuestionnaireVersion>
{
    private const int LongestNumber = 4;

    public static QuestionnaireVersion? Parse(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 2 && Number(parts[0]) is { } major && Number(parts[1]) is { } minor ? new(major, minor) : null;
    }

    public int CompareTo(QuestionnaireVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>Digits only and no zero in front: a version has one spelling.</summary>
    private static int? Number(string text) =>
        text.Length is > 0 and <= LongestNumber && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0')
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
