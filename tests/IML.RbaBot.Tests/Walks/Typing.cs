using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Turns;

namespace IML.RbaBot.Tests.Walks;

/// <summary>What a text was typed for.</summary>
internal enum TypedAs
{
    Answer,
    Title,

    /// <summary>The reviewer's comment for a return, their own until it is made.</summary>
    Comment,

    /// <summary>The reviewer's notes for the restricted annex.</summary>
    Notes,
}

/// <summary>One text that was typed: every one holds a word of its own, so that it is known again wherever it shows.</summary>
/// <param name="Reference">Of the assessment that the card was about, with its version.</param>
/// <param name="By">Who typed it.</param>
/// <param name="As">What for.</param>
internal sealed record TypedWord(string Reference, ChattingPerson By, TypedAs As);

/// <summary>Fills in cards: as somebody does who wants to get on, or as nobody should.</summary>
internal sealed partial class Typing(TimeProvider time)
{
    private static readonly string[] Hostile =
    [
        "**b** _i_ [l](https://evil.example)", "<at>everyone</at> <script>alert(1)</script>", "=HYPERLINK(\"http://evil.example\")",
        "😀 مرحبا \u200f עברית", "'); DROP TABLE x; --", "a\tb\r\nc\u0007", "{{placeholder}} ${x} {0}", "# Heading\n- list\n1. one",
    ];

    private readonly Dictionary<string, int> moods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypedWord> words = new(StringComparer.Ordinal);

    [GeneratedRegex("tq[0-9]+z")]
    private static partial Regex AnyWord { get; }

    /// <summary>The words of its own that a text holds.</summary>
    public IEnumerable<(string Word, TypedWord Typed)> WordsIn(string text) =>
        AnyWord.Matches(text).Select(m => m.Value).Distinct().Where(words.ContainsKey).Select(w => (w, words[w]));

    /// <summary>Fills every input as somebody does who wants to get on.</summary>
    public void Fill(JsonObject data, CardOnScreen card, ChattingPerson by, Chance chance)
    {
        var about = (string?)data["assessment"] ?? "";
        var isRiskNamed = new[] { chance.Percent(12), chance.Percent(4), chance.Percent(2) };
        foreach (var input in card.Inputs)
        {
            var id = (string)input["id"]!;
            if (IsOptional(id) && chance.Percent(85))
            {
                continue;
            }

            if (id.IndexOf(".risk", StringComparison.Ordinal) is > 0 and var at && !isRiskNamed[id[at + 5] - '1'])
            {
                data[id] = id.EndsWith(".description", StringComparison.Ordinal) ? "" : "not-rated";
                continue;
            }

            var value = (string?)input["type"] switch
            {
                "Input.ChoiceSet" => ChoiceOf(id, input, about, chance),
                "Input.Toggle" => "true",
                "Input.Date" when id is "project.start" => "",
                "Input.Date" => time.GetUtcNow().AddDays(20 + chance.Below(300)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                "Input.Number" => (1 + chance.Below(4)).ToString(CultureInfo.InvariantCulture),
                _ => TextOf(id, input, about, by, chance),
            };
            if (value is not null)
            {
                data[id] = value;
            }
        }
    }

    /// <summary>Changes what is sent as no client does.</summary>
    public void Spoil(JsonObject data, CardOnScreen card, ChattingPerson by, Chance chance)
    {
        var about = (string?)data["assessment"] ?? "";
        for (var times = 1 + chance.Below(3); times > 0; times--)
        {
            var inputs = card.Inputs.Select(i => (string)i["id"]!).Concat(data.Select(m => m.Key)).Distinct().ToArray();
            var id = inputs.Length == 0 ? "x" : chance.Pick(inputs);
            switch (chance.Below(10))
            {
                case 0:
                    data.Remove(id);
                    break;
                case 1:
                    data[id] = "";
                    break;
                case 2:
                    data[id] = Word(about, by, AsOf(id)) + new string('x', chance.Pick([300, 1600, 9000, 20_000]));
                    break;
                case 3:
                    data[id] = Word(about, by, AsOf(id)) + " " + chance.Pick(Hostile);
                    break;
                case 4:
                    data[id] = chance.Pick(Hostile);
                    break;
                case 5:
                    data[id] = chance.Pick(["yes,no", "no-such-option", "-1", "99999999999", "2026-02-31", "none", "not-rated", ",", "true"]);
                    break;
                case 6:
                    data[id] = chance.Pick<JsonNode>([new JsonArray(1, 2), new JsonObject { ["x"] = 1 }, JsonValue.Create(3), JsonValue.Create(false)]);
                    break;
                case 7:
                    data[chance.Pick(["unknown", "B1", "E3.confirmed", "project.title", "go-to", "kept", "list", "from", "opened", "page"])] =
                        chance.Pick(["B1", "summary", "review", "project", "requests-1", "request-1", "people", "owner", "review-part-B", "0", "A-1"]);
                    break;
                case 8:
                    data["revision"] = chance.Below(30);
                    break;
                default:
                    data["page"] = chance.Pick(
                        ["summary", "project", "overview", "flags-1", "withdraw", "ask", "people", "review-decide-3", "review-return", "review-lift", "B-1", "../x"]);
                    break;
            }
        }
    }

    /// <summary>A text that is known again, with more of it where that is needed.</summary>
    public string Word(string about, ChattingPerson by, TypedAs kind)
    {
        var word = $"tq{words.Count + 1}z";
        words[word] = new TypedWord(about, by, kind);
        return word;
    }

    private static TypedAs AsOf(string id) => id switch
    {
        "project.title" => TypedAs.Title,
        "verdict.notes" => TypedAs.Notes,
        _ when id.EndsWith(".review", StringComparison.Ordinal) => TypedAs.Comment,
        _ => TypedAs.Answer,
    };

    private string? ChoiceOf(string id, JsonObject input, string about, Chance chance)
    {
        var offered = input["choices"]!.AsArray().Select(c => (string)c!["value"]!).ToArray();
        if (offered.Length == 0)
        {
            return null;
        }

        var question = Stored.Shipped.Find(id);
        var isGood = chance.Percent(MoodOf(about));
        switch (question?.Kind)
        {
            case QuestionKind.Single single when isGood && single.Options.FirstOrDefault(o => o.Merit is Merit.Best) is { } best && offered.Contains(best.Id.Value):
                return best.Id.Value;
            case QuestionKind.Multi multi:
                var plain = multi.Options.Except(multi.Exclusive).Select(o => o.Value).Where(offered.Contains).ToArray();
                var few = Math.Max(multi.MinSelected, isGood && multi.Ticks is { } ticks ? ticks.Best : 1 + chance.Below(2));
                var from = chance.Below(plain.Length);
                return string.Join(',', Enumerable.Range(0, Math.Min(few, plain.Length)).Select(i => plain[(from + i) % plain.Length]));
        }

        if (id.EndsWith(".likelihood", StringComparison.Ordinal) && isGood)
        {
            return "1";
        }

        if (id.Contains(".risk", StringComparison.Ordinal))
        {
            return chance.Pick(offered.Where(o => o.Length == 1).ToArray());
        }

        return (bool?)input["isMultiSelect"] == true
            ? string.Join(',', offered.Skip(chance.Below(offered.Length)).Take(1 + chance.Below(3)))
            : chance.Pick(offered);
    }

    private static bool IsOptional(string id) =>
        id.StartsWith("project.", StringComparison.Ordinal) && id.Split('.')[1] is not ("title" or "stage" or "country" or "office" or "thematicAreas" or "confidentiality");

    // How often the best answer is given: by the assessment, in the order in which they are met, so that ratings of all kinds come about.
    private int MoodOf(string about)
    {
        var reference = about.Length > 13 ? about[..13] : about;
        if (!moods.TryGetValue(reference, out var mood))
        {
            moods[reference] = mood = ((int[])[92, 45, 99, 75])[moods.Count % 4];
        }

        return mood;
    }

    private string? TextOf(string id, JsonObject input, string about, ChattingPerson by, Chance chance)
    {
        switch (id)
        {
            case "person.name":
                return chance.Pick(WalkWorld.Names);
            case "project.budget" or "project.months":
                return chance.Pick(["12", "24"]);
            case "project.currency":
                return "USD";
            case "project.otherCountries":
                return chance.Pick(["Chad", "TD, LY"]);
            case "project.start" or "project.documentLink":
                return "";
            case "project.office" or "E3.role" or "E3.proposalVersion":
                return chance.Pick(["Cairo", "v3", "Second draft"]);
        }

        var text = Word(about, by, AsOf(id)) + (chance.Percent(15) ? " " + chance.Pick(Hostile) : " as the second section of the proposal says");
        return (int?)input["maxLength"] is { } most && text.Length > most ? text[..most] : text;
    }
}
