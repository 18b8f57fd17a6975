using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>Reads a text file: every text of the questionnaire must be there, none blank, none left over.</summary>
public static class QuestionnaireTextReader
{
    // What the cards have room for, in UTF-16 code units: each is well above what the shipped texts need. A page of questions is weighed
    // besides, as its texts come together.
    private const int LongestName = 60;
    private const int LongestTitle = 80;
    private const int LongestLabel = 200;
    private const int LongestSentence = 300;
    private const int LongestParagraph = 1200;
    private const int LongestQuestion = 600;
    private const int LongestCitation = 600;
    private const int LongestShort = 40;
    private const int LongestImprove = 200;
    private static readonly string[] Numbers = ["1", "2", "3", "4", "5"];

    /// <param name="json">The file's text.</param>
    /// <param name="file">Its name, shown in front of every place.</param>
    /// <param name="questionnaire">The questionnaire that the texts belong to.</param>
    public static Reading<QuestionnaireText> Read(string json, string file, Questionnaire questionnaire)
    {
        var problems = new ProblemList();
        using var document = StrictJson.Parse(json, JsonPlace.Of(file), problems);
        var text = document is not null && ObjectReader.Of(document.RootElement, JsonPlace.Of(file), problems) is { } root
            ? Read(root, questionnaire)
            : null;
        return problems.Reading(() => text!);
    }

    private static QuestionnaireText Read(ObjectReader root, Questionnaire questionnaire)
    {
        var language = Text(root, "language", LongestName);
        var isCode = language.Length == 2 && language.All(char.IsAsciiLetterLower);
        if (language.Length > 0 && !isCode)
        {
            root.Problems.Add(root.Place.Key("language"), ProblemRule.LanguageShape, language);
        }

        var title = Text(root, "title", LongestLabel);
        var status = questionnaire.Status.Length > 0 ? Text(root, "status", LongestLabel) : "";
        var parts = Texts(root, "parts", questionnaire.Parts.Select(p => p.Value), LongestName);
        var pages = Texts(root, "pages", questionnaire.Pages.Select(p => p.Id.Value), LongestTitle);
        var indices = Texts(root, "indices", questionnaire.Indices.Select(i => i.Value), LongestName);
        var lists = Shared(root, "lists", questionnaire.Lists);
        var scales = Shared(root, "scales", questionnaire.Scales);
        var hints = Shared(root, "scaleHints", questionnaire.Scales);
        var text = new QuestionnaireText
        {
            Questionnaire = questionnaire,
            Language = language,
            Title = title,
            Status = status,
            Parts = parts,
            Pages = pages,
            Indices = indices,
            Ratings = Each(
                root,
                "ratings",
                Enum.GetNames<Rating>(),
                r => new RatingText(Text(r, "name", LongestName), Text(r, "meaning", LongestSentence), Text(r, "next", LongestSentence))),
            RiskLevels = Texts(root, "riskLevels", Enum.GetNames<RiskLevel>(), LongestName),
            FlagLevels = Each(root, "flagLevels", ["M", "R", "X"], r => new FlagText(Text(r, "name", LongestName), Text(r, "meaning", LongestSentence))),
            Impacts = Texts(root, "impact", Numbers, LongestTitle),
            Likelihoods = Texts(root, "likelihood", Numbers, LongestTitle),
            Tags = Texts(root, "tags", ["treaty", "soft-law", "policy"], LongestTitle),
            Disclaimer = Text(root, "disclaimer", LongestParagraph),
            BeneficiaryDataWarning = Text(root, "beneficiaryDataWarning", LongestSentence),
            Sources = Sources(root, questionnaire, isTranslation: isCode && language != CatalogEntry.DefaultLanguage),
            Questions = Questions(root, questionnaire, lists, scales, hints),
        };
        root.Close();
        return text;
    }

    /// <summary>The sources' names. The structure file has the English ones, so an English file may leave them out.</summary>
    private static ImmutableArray<SourceText> Sources(ObjectReader root, Questionnaire questionnaire, bool isTranslation)
    {
        if (!isTranslation && !root.Has("sources"))
        {
            return [.. questionnaire.Sources.Select(s => new SourceText(s.Abbreviation, s.Title, s.Url))];
        }

        return Each(
            root,
            "sources",
            [.. questionnaire.Sources.Select(s => s.Id.Value)],
            s => new SourceText(Text(s, "abbreviation", LongestLabel), Text(s, "title", LongestCitation), SourceReader.Url(s) ?? ""));
    }

    private static ImmutableArray<QuestionText> Questions(
        ObjectReader root,
        Questionnaire questionnaire,
        ImmutableDictionary<string, ImmutableDictionary<OptionId, string>> lists,
        ImmutableDictionary<string, ImmutableDictionary<OptionId, string>> scales,
        ImmutableDictionary<string, ImmutableDictionary<OptionId, string>> hints)
    {
        if (root.Object("questions") is not { } all)
        {
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<QuestionText>(questionnaire.Questions.Length);
        foreach (var question in questionnaire.Questions)
        {
            if (all.Object(question.Id.Value) is { } reader)
            {
                texts.Add(new QuestionText
                {
                    Text = Text(reader, "text", LongestQuestion),
                    Short = Text(reader, "short", LongestShort),
                    Guidance = Text(reader, "guidance", LongestParagraph),
                    LegalBasis = LegalBasis(reader, question),
                    Options = Options(reader, question, lists, scales, hints),
                    Improve = question.IsScored || !question.Improvements.IsEmpty ? Text(reader, "improve", LongestImprove) : null,
                    CommentLabel = question.CommentRequired ? Text(reader, "commentLabel", LongestTitle) : null,
                    Declaration = question.Kind is QuestionKind.Declaration ? Declaration(reader) : null,
                });
                reader.Close();
            }
        }

        all.Close();
        return texts.ToImmutable();
    }

    private static ImmutableArray<OptionText> Options(
        ObjectReader reader,
        Question question,
        ImmutableDictionary<string, ImmutableDictionary<OptionId, string>> lists,
        ImmutableDictionary<string, ImmutableDictionary<OptionId, string>> scales,
        ImmutableDictionary<string, ImmutableDictionary<OptionId, string>> hints)
    {
        switch (question.Kind)
        {
            case QuestionKind.Single { Scale: { } scale } single:
                return [.. single.Options.Select(o => new OptionText(o.Id, Of(scales, scale, o.Id) ?? "", Of(hints, scale, o.Id)))];
            case QuestionKind.Multi { List: { } list } multi:
                return [.. multi.Options.Select(o => new OptionText(o, Of(lists, list, o) ?? "", null))];
            case QuestionKind.Single single:
                return Own(single.Options.Select(o => o.Id));
            case QuestionKind.Multi multi:
                return Own(multi.Options);
            default:
                return [];
        }

        ImmutableArray<OptionText> Own(IEnumerable<OptionId> ids)
        {
            var options = ids.ToArray();
            var labels = Texts(reader, "options", options.Select(o => o.Value), LongestLabel);
            return [.. options.Zip(labels, (id, label) => new OptionText(id, label, null))];
        }
    }

    private static string? Of(
        ImmutableDictionary<string, ImmutableDictionary<OptionId, string>> shared, string id, OptionId option) =>
        shared.GetValueOrDefault(id)?.GetValueOrDefault(option);

    private static ImmutableArray<string> LegalBasis(ObjectReader reader, Question question)
    {
        var references = reader.Texts("legalBasis");
        foreach (var (text, place) in references)
        {
            Check(text, LongestSentence, place, reader.Problems);
        }

        if (reader.Has("legalBasis") && references.Length != question.LegalBasis.Length)
        {
            reader.Problems.Add(
                reader.Place.Key("legalBasis"),
                ProblemRule.LegalBasisCount,
                ObjectReader.Number(references.Length),
                ObjectReader.Number(question.LegalBasis.Length));
        }

        return [.. references.Select(r => r.Text)];
    }

    private static DeclarationText? Declaration(ObjectReader reader)
    {
        if (reader.Object("fields") is not { } fields)
        {
            return null;
        }

        var text = new DeclarationText(
            Text(fields, "role", LongestTitle),
            Text(fields, "consulted", LongestTitle),
            Text(fields, "proposalVersion", LongestTitle),
            Text(fields, "confirmed", LongestSentence));
        fields.Close();
        return text;
    }

    /// <summary>Labels of shared options, by list or scale and option.</summary>
    private static ImmutableDictionary<string, ImmutableDictionary<OptionId, string>> Shared(
        ObjectReader root, string key, ImmutableArray<SharedOptions> shared)
    {
        var labels = ImmutableDictionary.CreateBuilder<string, ImmutableDictionary<OptionId, string>>(StringComparer.Ordinal);
        if (root.Object(key) is { } reader)
        {
            foreach (var each in shared)
            {
                var texts = Texts(reader, each.Id, each.Options.Select(o => o.Value), LongestLabel);
                labels[each.Id] = each.Options.Zip(texts).ToImmutableDictionary(pair => pair.First, pair => pair.Second);
            }

            reader.Close();
        }

        return labels.ToImmutable();
    }

    /// <summary>An object with exactly these keys and a text for each; in the order of the keys.</summary>
    private static ImmutableArray<string> Texts(ObjectReader root, string key, IEnumerable<string> keys, int longest)
    {
        if (root.Object(key) is not { } reader)
        {
            return [];
        }

        var texts = keys.Select(k => Text(reader, k, longest)).ToImmutableArray();
        reader.Close();
        return texts;
    }

    private static ImmutableArray<T> Each<T>(ObjectReader root, string key, string[] keys, Func<ObjectReader, T> read)
    {
        if (root.Object(key) is not { } reader)
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>(keys.Length);
        foreach (var name in keys)
        {
            if (reader.Object(name) is { } inner)
            {
                items.Add(read(inner));
                inner.Close();
            }
        }

        reader.Close();
        return items.ToImmutable();
    }

    /// <summary>A text that must be there; empty after a problem.</summary>
    private static string Text(ObjectReader reader, string key, int longest)
    {
        var text = reader.Text(key) ?? "";
        Check(text, longest, reader.Place.Key(key), reader.Problems);
        return text;
    }

    private static void Check(string text, int longest, JsonPlace place, ProblemList problems)
    {
        CheckPlain(text, place, problems);
        if (text.Length > longest)
        {
            problems.Add(place, ProblemRule.TooLong, ObjectReader.Number(text.Length), ObjectReader.Number(longest));
        }
    }

    /// <summary>
    /// Nothing is filled into these texts: a brace is a placeholder that a translator took from elsewhere. And nothing in them is
    /// invisible by mistake: a control character, or what stands where a character was lost in another encoding.
    /// </summary>
    internal static void CheckPlain(string text, JsonPlace place, ProblemList problems)
    {
        foreach (var c in text)
        {
            if ((char.IsControl(c) && c is not ('\n' or '\t')) || c is '\uFFFD' or '\uFFFE' or '\uFFFF' or '\uFEFF')
            {
                problems.Add(place, ProblemRule.StrayCharacter, string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}"));
                break;
            }
        }

        if (text.AsSpan().ContainsAny('{', '}'))
        {
            problems.Add(place, ProblemRule.Placeholder);
        }
    }
}
