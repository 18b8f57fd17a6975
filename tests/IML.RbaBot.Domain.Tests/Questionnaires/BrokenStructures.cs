using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Tests.Files;

namespace IML.RbaBot.Domain.Tests.Questionnaires;

/// <summary>The tiny structure file with one mistake each.</summary>
public static class BrokenStructures
{
    public static IReadOnlyList<Broken> All { get; } =
    [
        new(ProblemRule.MalformedJson, "", json => json[..^1] + ",}"),
        new(ProblemRule.MalformedJson, "", json => "// a comment\n" + json),
        new(ProblemRule.MalformedJson, "", _ => ""),
        new(ProblemRule.WrongType, "", _ => "[]"),
        Broken.Text(ProblemRule.DuplicateKey, "version", "\"version\":\"1.0\"", "\"version\":\"1.0\",\"version\":\"1.1\""),
        Broken.Text(ProblemRule.BrokenText, "sources[0] (treaty-1).title", "\"Treaty\"", "\"\\ud800\""),
        Broken.By(ProblemRule.UnknownKey, "extra", s => s["extra"] = 1),
        Question(ProblemRule.UnknownKey, "B1", "wieght", "wieght", 2),
        Broken.By(ProblemRule.UnknownKey, "rules.thresholds.e", s => s["rules"]!["thresholds"]!["e"] = 90),
        Broken.By(ProblemRule.MissingKey, "", s => s.AsObject().Remove("rules")),
        Broken.By(ProblemRule.MissingKey, "questions[2] (B1)", s => Of(s, "B1").Remove("legalBasis")),
        Broken.By(ProblemRule.MissingKey, "questions[2] (B1)", s => Of(s, "B1").Remove("weight")),
        Question(ProblemRule.WrongType, "B1", "critical", "critical", "yes"),
        Question(ProblemRule.WrongType, "B1", "weight", "weight", "3"),
        Broken.By(ProblemRule.StrayCharacter, "sources[0] (treaty-1).title", s => s["sources"]![0]!["title"] = "Convention\u0085"),
        Broken.By(ProblemRule.Blank, "sources[0] (treaty-1).title", s => s["sources"]![0]!["title"] = " "),
        Broken.By(ProblemRule.EmptyList, "pages[2] (B-2).questions", s =>
        {
            s["pages"]![2]!["questions"] = new JsonArray();
            s["pages"]![1]!["questions"] = new JsonArray("B1", "B2", "B3", "B4", "B5");
        }),
        Question(ProblemRule.EmptyList, "B1", "legalBasis[0]", "legalBasis", new JsonArray(new JsonArray())),
        Question(ProblemRule.UnknownValue, "B1", "flag", "flag", "Z"),
        Question(ProblemRule.UnknownValue, "B7", "fields", "fields", new JsonArray("role", "confirmed")),
        Broken.By(ProblemRule.UnknownValue, "rules.riskLevels", s => s["rules"]!["riskLevels"] = new JsonArray("Low", "High")),
        Broken.By(ProblemRule.NumberOutOfRange, "rules.commentMaxLength", s => s["rules"]!["commentMaxLength"] = 0),
        Broken.By(ProblemRule.NumberOutOfRange, "rules.unknownSharePercent", s => s["rules"]!["unknownSharePercent"] = 20.5),
        Broken.By(ProblemRule.UnknownQuestion, "pages[2] (B-2).questions[2]", s => s["pages"]![2]!["questions"]!.AsArray().Add("Z9")),
        Broken.By(ProblemRule.UnknownQuestion, "confirmations[0].confirm", s => s["confirmations"]![0]!["confirm"] = "Z9"),
        Question(ProblemRule.UnknownQuestion, "B4", "askedWhen.any.question", "askedWhen", Any("Z9", "yes")),
        Question(ProblemRule.UnknownOption, "B4", "askedWhen.any.of[0]", "askedWhen", Any("A1", "elderly")),
        Question(ProblemRule.UnknownOption, "A2", "improvements[0].to", "improvements", new JsonArray(new JsonObject { ["from"] = "serious", ["to"] = "best" })),
        Broken.By(ProblemRule.UnknownOption, "questions[1] (A2).flagRules[0].answer[0]", s => Of(s, "A2")["flagRules"]![0]!["answer"] = new JsonArray("bad")),
        Broken.By(ProblemRule.IdNotPlain, "id", s => s["id"] = "a/b"),
        Broken.By(ProblemRule.IdNotPlain, "lists.groups[0]", s => s["lists"]!["groups"]![0] = "grown,ups"),
        Broken.By(ProblemRule.DuplicateId, "lists.groups[3]", s => s["lists"]!["groups"]!.AsArray().Add("adults")),
        Broken.By(ProblemRule.DuplicateId, "questions[9] (B6).id", s => s["questions"]!.AsArray().Add(Of(s, "B6").DeepClone())),
        Renamed(ProblemRule.IdReserved, "questions[8] (page).id", "B7", "page"),
        Renamed(ProblemRule.IdReserved, "questions[8] (B1-comment).id", "B7", "B1-comment"),
        Broken.By(ProblemRule.IdReserved, "pages[2] (summary).id", s => s["pages"]![2]!["id"] = "summary"),
        Broken.By(ProblemRule.IdReserved, "pages[2] (review-lift).id", s => s["pages"]![2]!["id"] = "review-lift"),
        Broken.By(ProblemRule.IdOfPageAndQuestion, "pages[2] (B1).id", s => s["pages"]![2]!["id"] = "B1"),
        Broken.By(ProblemRule.NoneReserved, "questions[4] (B3).options", s => Of(s, "B3")["options"]![0]!["id"] = "none"),
        Broken.By(ProblemRule.NumberOutOfRange, "questions[0] (A1).minSelected", s => Of(s, "A1")["minSelected"] = 3),
        Broken.By(ProblemRule.NumberOutOfRange, "questions[4] (B3).ticks.best", s => Of(s, "B3")["exclusive"] = new JsonArray("second")),
        Broken.By(ProblemRule.TooManyQuestions, "questions", s =>
        {
            for (var n = 1; n <= 82; n++)
            {
                var more = Of(s, "B6").DeepClone();
                more["id"] = $"M{n}";
                s["questions"]!.AsArray().Add(more);
            }
        }),
        Broken.By(ProblemRule.DeclarationOnce, "questions", s =>
        {
            s["questions"]!.AsArray().RemoveAt(8);
            s["pages"]![2]!["questions"] = new JsonArray("B6");
        }),
        Broken.By(ProblemRule.DeclarationOnce, "questions[9] (B8)", s =>
        {
            var second = Of(s, "B7").DeepClone();
            second["id"] = "B8";
            s["questions"]!.AsArray().Add(second);
            s["pages"]![2]!["questions"] = new JsonArray("B6", "B7", "B8");
        }),
        Question(ProblemRule.DeclarationOnce, "B7", null, "askedWhen", Any("A1", "adults")) with { Place = "questions[8] (B7)" },
        Question(ProblemRule.KeyNotForKind, "B7", "comment", "comment", "required"),
        Broken.By(ProblemRule.NumberOutOfRange, "rules.commentMaxLength", s => s["rules"]!["commentMaxLength"] = 5000),
        Broken.By(ProblemRule.FieldsTooLong, "rules", s => s["rules"]!["measureMaxLength"] = 2000),
        Broken.By(ProblemRule.FieldsTooLong, "rules", s => s["rules"]!["commentMaxLength"] = 1900),
        Broken.By(ProblemRule.PartTooLong, "parts", s =>
        {
            for (var page = 1; page <= 4; page++)
            {
                var more = Enumerable.Range(1, 5).Select(n => $"M{page}{n}").ToArray();
                s["pages"]!.AsArray().Add(new JsonObject { ["id"] = $"M-{page}", ["part"] = "B", ["questions"] = new JsonArray([.. more.Select(m => (JsonNode)m)]) });
                foreach (var id in more)
                {
                    var question = Of(s, "B6").DeepClone();
                    question["id"] = id;
                    s["questions"]!.AsArray().Add(question);
                }
            }
        }),
        Broken.By(ProblemRule.ReasonLongerThanComment, "rules.notApplicableReason.minLength", s => s["rules"]!["commentMaxLength"] = 10),
        Broken.By(ProblemRule.ConfirmationShape, "confirmations[0].when", s => s["confirmations"]![0]!["when"] = new JsonObject
        {
            ["none"] = Any("A1", "children")["any"]!.DeepClone(),
        }),
        Broken.By(ProblemRule.VersionShape, "version", s => s["version"] = "1"),
        Broken.By(ProblemRule.VersionShape, "version", s => s["version"] = "01.0"),
        Broken.By(ProblemRule.UnknownPart, "pages[2] (B-2).part", s => s["pages"]![2]!["part"] = "Z"),
        Question(ProblemRule.UnknownPart, "B6", "part", "part", "Z"),
        Question(ProblemRule.UnknownIndex, "B3", "index", "index", "two"),
        Question(ProblemRule.UnknownList, "A1", "list", "list", "people"),
        Question(ProblemRule.UnknownScale, "B4", "scale", "scale", "odd"),
        Broken.By(ProblemRule.UnknownScale, "rules.evidence.scale", s => s["rules"]!["evidence"]!["scale"] = "odd"),
        Broken.By(ProblemRule.ListOrOptions, "questions[0] (A1)", s => Of(s, "A1").Remove("list")),
        Question(ProblemRule.KeyNotForKind, "B4", "minSelected", "minSelected", 1),
        Question(ProblemRule.KeyNotForKind, "B6", "ticks", "ticks", new JsonObject()),
        Broken.By(ProblemRule.KeyNotForKind, "questions[4] (B3).options[1].as", s =>
        {
            var second = Of(s, "B3")["options"]![1]!;
            second["points"] = 0;
            second["as"] = "worst";
        }),
        Question(ProblemRule.RepeatedOption, "B4", "askedWhen.any.of[1]", "askedWhen", Any("A1", "adults", "adults")),
        Broken.By(
            ProblemRule.RepeatedOption, "questions[1] (A2).flagRules[0].answer[1]", s => Of(s, "A2")["flagRules"]![0]!["answer"] = new JsonArray("serious", "serious")),
        Broken.By(ProblemRule.PointsDoNotFit, "scales.reversed[1] (yes)", s => s["scales"]!["reversed"]![1]!["points"] = 1),
        Question(ProblemRule.ExclusiveUnknown, "A1", "exclusive[0]", "exclusive", new JsonArray("elderly")),
        Question(ProblemRule.TicksOrder, "B3", "ticks", "ticks", new JsonObject { ["best"] = 1, ["partly"] = 1 }),
        Question(ProblemRule.ReversedWithNotApplicable, "B2", "notApplicable", "notApplicable", true),
        Question(ProblemRule.WeightOutOfRange, "B3", "weight", "weight", 4),
        Question(ProblemRule.WeightWithoutIndex, "B6", "weight", "weight", 1),
        Question(ProblemRule.CriticalWithoutWeight3, "B3", "critical", "critical", true),
        Question(ProblemRule.Weight3NotCritical, "B3", "weight", "weight", 3),
        Broken.By(ProblemRule.ScoredWithoutMerit, "questions[4] (B3).index", s =>
        {
            Of(s, "B3").Remove("ticks");
            Of(s, "B3").Remove("flag");
        }),
        Question(ProblemRule.FlagWithoutMerit, "A2", "flag", "flag", "M"),
        Broken.By(ProblemRule.FlagRuleUnknownQuestion, "questions[1] (A2).flagRules[1].when.any.question", s => Of(s, "A2")["flagRules"]![1]!["when"] = Any("Z9", "no")),
        Broken.By(ProblemRule.FlagRulesTooEntangled, "questions[1] (A2)", s =>
        {
            // No longer a gate, A2 can be improved and is tied to B1 by its flag rule.
            Of(s, "B2").Remove("askedWhen");
            Of(s, "B1")["flagRules"] = new JsonArray(new JsonObject
            {
                ["answer"] = new JsonArray("partly"),
                ["when"] = new JsonObject { ["all"] = new JsonArray(Any("B2", "yes"), Any("B3", "first"), Any("B4", "no")) },
                ["level"] = "X",
            });
        }),
        Question(ProblemRule.ImprovementOfScored, "B4", "improvements", "improvements", new JsonArray(new JsonObject { ["from"] = "no", ["to"] = "yes" })),
        Question(ProblemRule.ConditionShape, "B4", "askedWhen", "askedWhen", new JsonObject()),
        Question(ProblemRule.ConditionLooksForward, "B4", "askedWhen.any.question", "askedWhen", Any("B4", "yes")),
        Question(ProblemRule.ConditionLooksForward, "A2", "askedWhen.none.question", "askedWhen", new JsonObject { ["none"] = Any("B1", "yes")["any"]!.DeepClone() }),
        Question(ProblemRule.ConditionOnSamePage, "B4", "askedWhen.any.question", "askedWhen", Any("B1", "yes")),
        Broken.By(ProblemRule.PageTooLong, "pages[1] (B-1).questions", s =>
        {
            s["pages"]![1]!["questions"]!.AsArray().Add("B6");
            s["pages"]![2]!["questions"] = new JsonArray("B7");
        }),
        Broken.By(ProblemRule.QuestionNotOnAPage, "questions[8] (B7)", s => s["pages"]![2]!["questions"] = new JsonArray("B6")),
        Broken.By(ProblemRule.QuestionOnTwoPages, "pages[2] (B-2).questions[2]", s => s["pages"]![2]!["questions"] = new JsonArray("B6", "B7", "B1")),
        Question(ProblemRule.PageOfTwoParts, "B6", null, "part", "A") with { Place = "pages[2] (B-2).questions[0]" },
        Broken.By(ProblemRule.PageOrder, "pages", s => s["pages"]![2]!["questions"] = new JsonArray("B7", "B6")),
        Broken.By(ProblemRule.PartOrder, "pages", s => s["parts"] = new JsonArray("B", "A")),
        Broken.By(ProblemRule.PartWithoutPage, "parts", s => s["parts"]!.AsArray().Add("C")),
        Broken.By(ProblemRule.IndexNeverScored, "indices", s => s["indices"]!.AsArray().Add("two")),
        Question(ProblemRule.SourceUnknown, "B6", "legalBasis[0][1]", "legalBasis", new JsonArray(new JsonArray("treaty-1", "treaty-9"))),
        Broken.By(ProblemRule.SourceUnused, "sources[2] (soft)", s => s["sources"]!.AsArray().Add(new JsonObject
        {
            ["id"] = "soft", ["abbreviation"] = "S", ["title"] = "Soft", ["tag"] = "soft-law", ["url"] = "https://example.org/s",
        })),
        Broken.By(ProblemRule.SourceUrlNotHttps, "sources[0] (treaty-1).url", s => s["sources"]![0]!["url"] = "http://example.org"),
        Broken.By(ProblemRule.ThresholdsOrder, "rules.thresholds", s => s["rules"]!["thresholds"]!["c"] = 90),
        Broken.By(ProblemRule.FlagTableNotMonotone, "rules.flagLevels", s => s["rules"]!["flagLevels"]!["worst"]!["X"] = "M"),
        Broken.By(ProblemRule.RiskMatrixSize, "rules.riskMatrix.5", s => s["rules"]!["riskMatrix"]!["5"]!.AsArray().RemoveAt(4)),
        Broken.By(ProblemRule.RiskMatrixNotMonotone, "rules.riskMatrix.5[4]", s => s["rules"]!["riskMatrix"]!["5"]![4] = "Substantial"),
        Broken.By(ProblemRule.RiskRatingsOrder, "rules.riskRatings", s => s["rules"]!["riskRatings"]!["b"] = "Low"),
        Broken.By(ProblemRule.EvidenceNotBest, "rules.evidence.answer", s => s["rules"]!["evidence"]!["answer"] = "partly"),
        Broken.By(ProblemRule.ReviewTerms, "rules.review.D", s => s["rules"]!["review"]!["D"]!["recordedAtOnce"] = true),
    ];

    private static JsonObject Of(JsonNode structure, string id) =>
        structure["questions"]!.AsArray().First(q => q!["id"]!.GetValue<string>() == id)!.AsObject();

    private static Broken Question(string rule, string id, string? place, string key, JsonNode value)
    {
        var index = JsonNode.Parse(Tiny.Structure)!["questions"]!.AsArray().Select(q => q!["id"]!.GetValue<string>()).ToList().IndexOf(id);
        return Broken.By(rule, $"questions[{index}] ({id}).{place}", s => Of(s, id)[key] = value.DeepClone());
    }

    private static Broken Renamed(string rule, string place, string from, string to) =>
        new(rule, place, json => json.Replace($"\"{from}\"", $"\"{to}\"", StringComparison.Ordinal));

    private static JsonObject Any(string question, params string[] options) =>
        new() { ["any"] = new JsonObject { ["question"] = question, ["of"] = new JsonArray([.. options.Select(o => (JsonNode)o)]) } };
}
