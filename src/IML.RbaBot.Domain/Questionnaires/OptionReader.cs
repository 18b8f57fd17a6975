using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>Reads options, lists and scales.</summary>
internal static class OptionReader
{
    private const int LongestId = 40;

    /// <summary>
    /// An id: letters, digits and hyphens. Ids become input ids on cards, parts of comma-joined values and storage keys.
    /// </summary>
    public static string? Id(string? text, JsonPlace place, ProblemList problems)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length <= LongestId && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return text;
        }

        problems.Add(place, ProblemRule.IdNotPlain, text, ObjectReader.Number(LongestId));
        return null;
    }

    /// <summary>The id of a question or of a page, which no other part of a card may have.</summary>
    public static string? OwnId(string? text, JsonPlace place, ProblemList problems)
    {
        if (Id(text, place, problems) is not { } id)
        {
            return null;
        }

        if (ReservedIds.Contains(id))
        {
            problems.Add(place, ProblemRule.IdReserved, id);
        }

        return id;
    }

    /// <summary>A list of ids, each plain and given once.</summary>
    public static ImmutableArray<string> Ids(IEnumerable<(string Text, JsonPlace Place)> texts, ProblemList problems)
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var (text, place) in texts)
        {
            if (Id(text, place, problems) is { } id && Once(ids, id, place, problems))
            {
                ids.Add(id);
            }
        }

        return ids.ToImmutable();
    }

    public static ImmutableDictionary<string, ImmutableArray<OptionId>> Lists(ObjectReader? reader)
    {
        var lists = ImmutableDictionary.CreateBuilder<string, ImmutableArray<OptionId>>(StringComparer.Ordinal);
        foreach (var key in reader?.Keys ?? [])
        {
            Id(key, reader!.Place.Key(key), reader.Problems);
            lists[key] = [.. Ids(reader.Texts(key), reader.Problems).Select(id => new OptionId(id))];
        }

        return lists.ToImmutable();
    }

    public static ImmutableDictionary<string, Scale> Scales(ObjectReader? reader)
    {
        var scales = ImmutableDictionary.CreateBuilder<string, Scale>(StringComparer.Ordinal);
        foreach (var key in reader?.Keys ?? [])
        {
            Id(key, reader!.Place.Key(key), reader.Problems);
            scales[key] = new Scale(key, Options(reader.Objects(key), reader.Problems));
        }

        return scales.ToImmutable();
    }

    /// <summary>The options of a scale or of a question's own, each with what it says about the proposal.</summary>
    public static ImmutableArray<Option> Options(IEnumerable<ObjectReader> readers, ProblemList problems)
    {
        var options = ImmutableArray.CreateBuilder<Option>();
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var reader in readers)
        {
            var text = reader.Text("id");
            reader.Name(text);
            var points = reader.OptionalNumber("points", 0, 2);
            var merit = Merit(reader.OptionalTextOf("as", "best", "partly", "worst", "not-known", "not-applicable"));
            reader.Close();
            if (reader.Has("as") && points != Standing.PointsOf(merit) && merit != Questionnaires.Merit.None)
            {
                problems.Add(reader.Place, ProblemRule.PointsDoNotFit, points is { } p ? ObjectReader.Number(p) : "–");
            }
            else if (!reader.Has("as") && reader.Has("points"))
            {
                problems.Add(reader.Place, ProblemRule.MissingKey, "as");
            }

            if (Id(text, reader.Place.Key("id"), problems) is { } id && Once(ids, id, reader.Place, problems))
            {
                ids.Add(id);
                options.Add(new Option(new OptionId(id), points, merit));
            }
        }

        return options.ToImmutable();
    }

    public static Merit Merit(string? word) => word switch
    {
        "best" => Questionnaires.Merit.Best,
        "partly" => Questionnaires.Merit.Partly,
        "worst" => Questionnaires.Merit.Worst,
        "not-known" => Questionnaires.Merit.NotKnown,
        "not-applicable" => Questionnaires.Merit.NotApplicable,
        _ => Questionnaires.Merit.None,
    };

    /// <summary>Whether an id is not there yet; a problem otherwise.</summary>
    public static bool Once(ICollection<string> ids, string id, JsonPlace place, ProblemList problems)
    {
        if (!ids.Contains(id))
        {
            return true;
        }

        problems.Add(place, ProblemRule.DuplicateId, id);
        return false;
    }
}
