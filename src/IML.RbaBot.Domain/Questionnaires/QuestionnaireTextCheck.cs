using System.Text.Json;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>
/// What is wrong with a text file whatever the structure says: its JSON, keys that come twice, and texts that are blank, are none, or
/// contain a brace. For when the structure file is itself wrong, so that there is nothing to compare with.
/// </summary>
internal static class QuestionnaireTextCheck
{
    /// <param name="json">The file's text.</param>
    /// <param name="file">Its name, shown in front of every place.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(string json, string file, ProblemList problems)
    {
        using var document = StrictJson.Parse(json, JsonPlace.Of(file), problems);
        if (document is not null && ObjectReader.Of(document.RootElement, JsonPlace.Of(file), problems) is { } root)
        {
            CheckMembers(root, document.RootElement);
        }
    }

    private static void CheckMembers(ObjectReader reader, JsonElement element)
    {
        foreach (var key in reader.Keys)
        {
            Check(element.GetProperty(key), reader.Place.Key(key), reader.Problems);
        }
    }

    private static void Check(JsonElement element, JsonPlace place, ProblemList problems)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                CheckMembers(ObjectReader.Of(element, place, problems)!, element);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Check(item, place.Item(index++), problems);
                }

                break;
            default:
                if (StrictJson.Text(element, place, problems) is not { } text)
                {
                    break;
                }

                if (string.IsNullOrWhiteSpace(text))
                {
                    problems.Add(place, ProblemRule.Blank);
                }

                QuestionnaireTextReader.CheckPlain(text, place, problems);
                break;
        }
    }
}
