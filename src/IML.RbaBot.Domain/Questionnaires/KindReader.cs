using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>Reads how a question is answered. A key that belongs to another kind is a problem of its own.</summary>
internal sealed class KindReader(SharedParts shared, ProblemList problems)
{
    private static readonly ImmutableDictionary<string, string[]> KindKeys = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        new Dictionary<string, string[]>
        {
            ["multi"] = ["list", "options", "exclusive", "minSelected", "ticks"],
            ["single"] = ["options", "improvements"],
            ["scale"] = ["scale", "notApplicable", "improvements"],
            ["text"] = ["maxLength", "extraRisks"],
            ["declaration"] = ["fields"],
        });

    /// <summary>What a card offers beside the options where none has to be ticked.</summary>
    private static readonly OptionId NoneTicked = new("none");
    private static readonly string[] DeclarationFields = ["role", "consulted", "proposalVersion", "confirmed"];

    /// <summary>The kind; null after a problem that leaves no options to choose from.</summary>
    public QuestionKind? Read(ObjectReader reader)
    {
        if (reader.TextOf("kind", "multi", "single", "scale", "text", "declaration") is not { } word)
        {
            return null;
        }

        foreach (var key in KindKeys.Values.SelectMany(k => k).Distinct().Except(KindKeys[word]).Where(reader.Has))
        {
            reader.Optional(key);
            problems.Add(reader.Place.Key(key), ProblemRule.KeyNotForKind, key, word);
        }

        return Kind(reader, word);
    }

    private QuestionKind? Kind(ObjectReader reader, string word) => word switch
    {
        "multi" => Multi(reader),
        "single" => new QuestionKind.Single(OptionReader.Options(reader.Objects("options"), problems), null),
        "scale" => OnScale(reader),
        "text" => new QuestionKind.Text(reader.Number("maxLength", 1, RulesReader.LongestText) ?? RulesReader.LongestText, reader.Flag("extraRisks")),
        _ => Declaration(reader),
    };

    private QuestionKind.Multi? Multi(ObjectReader reader)
    {
        ImmutableArray<OptionId>? options = null;
        var list = reader.OptionalText("list");
        if (reader.Has("list") == reader.Has("options"))
        {
            reader.Optional("options");
            problems.Add(reader.Place, ProblemRule.ListOrOptions);
        }
        else if (reader.Has("options"))
        {
            options = [.. OptionReader.Options(reader.Objects("options").Select(Unscored), problems).Select(o => o.Id)];
        }
        else if (list is not null && shared.Lists.TryGetValue(list, out var found))
        {
            options = found;
        }
        else if (list is not null)
        {
            problems.Add(reader.Place.Key("list"), ProblemRule.UnknownList, list);
        }

        var exclusive = reader.OptionalTexts("exclusive");
        foreach (var (text, place) in exclusive)
        {
            if (options is { } known && !known.Contains(new OptionId(text)))
            {
                problems.Add(place, ProblemRule.ExclusiveUnknown, text);
            }
        }

        // An exclusive option is ticked alone, so that as many can be ticked together as there are others.
        var together = options is { } offered ? Math.Max(1, offered.Count(o => exclusive.All(e => e.Text != o.Value))) : int.MaxValue;
        var minSelected = reader.Number("minSelected", 0, together) ?? 0;
        if (minSelected == 0 && options?.Contains(NoneTicked) == true)
        {
            problems.Add(reader.Place.Key(list is null ? "options" : "list"), ProblemRule.NoneReserved);
        }

        var ticks = Ticks(reader, together);
        return options is { } all
            ? new QuestionKind.Multi(all, list, [.. exclusive.Select(e => new OptionId(e.Text))], minSelected, ticks)
            : null;
    }

    /// <summary>A multiple choice counts its ticks, whichever they are: what one of them is worth would be read by nobody.</summary>
    private ObjectReader Unscored(ObjectReader option)
    {
        if (option.Has("as") || option.Has("points"))
        {
            var key = option.Has("as") ? "as" : "points";
            problems.Add(option.Place.Key(key), ProblemRule.KeyNotForKind, key, "multi");
        }

        return option;
    }

    private TickScore? Ticks(ObjectReader reader, int options)
    {
        if (reader.OptionalObject("ticks") is not { } ticks)
        {
            return null;
        }

        var best = ticks.Number("best", 1, options);
        var partly = ticks.Number("partly", 1, options);
        ticks.Close();
        if (partly >= best)
        {
            problems.Add(ticks.Place, ProblemRule.TicksOrder);
        }

        return new TickScore(best ?? 0, partly ?? 0);
    }

    private QuestionKind.Single? OnScale(ObjectReader reader)
    {
        var id = reader.Text("scale");
        var notApplicable = reader.Flag("notApplicable");
        if (id is null)
        {
            return null;
        }

        if (!shared.Scales.TryGetValue(id, out var scale))
        {
            problems.Add(reader.Place.Key("scale"), ProblemRule.UnknownScale, id);
            return null;
        }

        if (notApplicable && scale.Options.All(o => o.Merit != Merit.NotApplicable))
        {
            problems.Add(reader.Place.Key("notApplicable"), ProblemRule.ReversedWithNotApplicable, id);
        }

        return new QuestionKind.Single([.. scale.Options.Where(o => notApplicable || o.Merit != Merit.NotApplicable)], id);
    }

    private QuestionKind.Declaration Declaration(ObjectReader reader)
    {
        var fields = reader.Texts("fields").Select(f => f.Text).ToArray();
        if (fields.Length > 0 && !fields.SequenceEqual(DeclarationFields))
        {
            problems.Add(
                reader.Place.Key("fields"), ProblemRule.UnknownValue, string.Join(", ", fields), string.Join(", ", DeclarationFields));
        }

        // It is answered on the summary, which has no comment.
        if (reader.Has("comment"))
        {
            reader.Optional("comment");
            problems.Add(reader.Place.Key("comment"), ProblemRule.KeyNotForKind, "comment", "declaration");
        }

        return new QuestionKind.Declaration();
    }
}
