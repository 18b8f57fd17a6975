using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Tests.Files;

namespace IML.RbaBot.Domain.Tests.Answers;

/// <summary>A complete answers file of the tiny questionnaire, and that file with one mistake each.</summary>
public static class BrokenAnswers
{
    public const string Good = """
        {
          "questionnaire": "tiny", "version": "1.0",
          "answers": {
            "A1": { "values": ["children", "adults"] },
            "A2": { "value": "serious", "comment": "Two reports" },
            "B1": { "value": "no" },
            "B3": { "values": [] },
            "B4": { "value": "not-applicable", "comment": "it cannot happen in this project" },
            "B5": { "text": "Harm", "extraRisks": [{ "description": "Tension", "impact": 2, "likelihood": 3 }] },
            "B6": { "text": "Words" },
            "B7": { "role": "Developer", "consulted": ["Protection"], "proposalVersion": "v3", "confirmed": true }
          },
          "risks": { "A2": { "impact": 5, "likelihood": 1 }, "B1": { "impact": 3, "likelihood": 2, "reason": "Few people" }, "B3": { "impact": 3, "likelihood": 1 } },
          "measures": {
            "A2": { "description": "Ask", "owner": "Manager", "due": "2027-03-31", "budget": "no cost" },
            "B1": { "description": "Refer", "owner": "Manager", "due": "2027-03-31", "budget": "no cost" },
            "B3": { "description": "Show", "owner": "Manager", "due": "2027-03-31", "budget": "line 4" }
          }
        }
        """;

    /// <summary>Malformed: a problem of reading.</summary>
    public static IReadOnlyList<Broken> Malformed { get; } =
    [
        new(ProblemRule.MalformedJson, "", json => json[..^2]),
        new(ProblemRule.WrongType, "", _ => "\"answers\""),
        new(ProblemRule.WrongType, "", _ => "null"),
        Broken.By(ProblemRule.MissingKey, "", f => f.AsObject().Remove("answers")),
        Broken.By(ProblemRule.MissingKey, "answers.B1", f => f["answers"]!["B1"] = new JsonObject { ["comment"] = "later" }),
        Broken.By(ProblemRule.MissingKey, "answers.B7", f => f["answers"]!["B7"] = new JsonObject()),
        Broken.By(ProblemRule.UnknownKey, "result", f => f["result"] = "A"),
        Broken.By(ProblemRule.UnknownKey, "answers.B1.note", f => f["answers"]!["B1"]!["note"] = "x"),
        Broken.By(ProblemRule.UnknownKey, "risks.A2.level", f => f["risks"]!["A2"]!["level"] = "R"),
        Broken.By(ProblemRule.UnknownKey, "measures.A2.when", f => f["measures"]!["A2"]!["when"] = "soon"),
        Broken.By(ProblemRule.WrongType, "answers", f => f["answers"] = new JsonArray()),
        Broken.By(ProblemRule.WrongType, "answers.B1", f => f["answers"]!["B1"] = "yes"),
        Broken.By(ProblemRule.WrongType, "answers.B4", f => f["answers"]!["B4"] = null),
        Broken.By(ProblemRule.WrongType, "answers.B1.value", f => f["answers"]!["B1"]!["value"] = true),
        Broken.By(ProblemRule.WrongType, "answers.A1.values", f => f["answers"]!["A1"]!["values"] = "adults"),
        Broken.By(ProblemRule.WrongType, "answers.A1.values[0]", f => f["answers"]!["A1"]!["values"]![0] = 1),
        Broken.By(ProblemRule.WrongType, "answers.B1.comment", f => f["answers"]!["B1"]!["comment"] = 1),
        Broken.By(ProblemRule.WrongType, "answers.B7.confirmed", f => f["answers"]!["B7"]!["confirmed"] = "true"),
        Broken.By(ProblemRule.WrongType, "risks.A2.impact", f => f["risks"]!["A2"]!["impact"] = "5"),
        Broken.Text(ProblemRule.DuplicateKey, "answers.B1", "\"B1\": { \"value\": \"no\" },", "\"B1\": { \"value\": \"no\" }, \"B1\": { \"value\": \"yes\" },"),
        Broken.Text(ProblemRule.BrokenText, "answers.B6.text", "\"Words\"", "\"\\udc00\""),
        Broken.By(ProblemRule.UnknownQuestion, "answers.Z9", f => f["answers"]!["Z9"] = new JsonObject { ["value"] = "yes" }),
        Broken.By(ProblemRule.UnknownQuestion, "risks.b1", f => f["risks"]!["b1"] = new JsonObject()),
        Broken.By(ProblemRule.UnknownQuestion, "measures.Z9", f => f["measures"]!["Z9"] = new JsonObject()),
        Broken.By(ProblemRule.UnknownOption, "answers.B1.value", f => f["answers"]!["B1"]!["value"] = "Yes"),
        Broken.By(ProblemRule.UnknownOption, "answers.A1.values[1]", f => f["answers"]!["A1"]!["values"]![1] = "elderly"),
        Broken.By(ProblemRule.NotApplicableNotOffered, "answers.B1.value", f => f["answers"]!["B1"]!["value"] = "not-applicable"),
        Broken.By(ProblemRule.ExclusiveCombined, "answers.A1.values[1]", f => f["answers"]!["A1"]!["values"]![1] = "nobody"),
        Broken.By(ProblemRule.RepeatedOption, "answers.A1.values[1]", f => f["answers"]!["A1"]!["values"]![1] = "children"),
        Broken.By(ProblemRule.WrongAnswerKind, "answers.B1.values", f => f["answers"]!["B1"] = new JsonObject { ["values"] = new JsonArray("no") }),
        Broken.By(ProblemRule.WrongAnswerKind, "answers.A1.value", f => f["answers"]!["A1"] = new JsonObject { ["value"] = "adults" }),
        Broken.By(ProblemRule.WrongAnswerKind, "answers.B6.confirmed", f => f["answers"]!["B6"]!["confirmed"] = true),
        Broken.By(ProblemRule.TooLong, "answers.B1.comment", f => f["answers"]!["B1"]!["comment"] = new string('x', 1501)),
        Broken.By(ProblemRule.TooLong, "answers.B1.evidence", f => f["answers"]!["B1"]!["evidence"] = new string('x', 501)),
        Broken.By(ProblemRule.TooLong, "answers.B6.text", f => f["answers"]!["B6"]!["text"] = new string('x', 51)),
        Broken.By(ProblemRule.TooLong, "answers.B7.consulted", f => f["answers"]!["B7"]!["consulted"] = new JsonArray(new string('x', 1501))),
        Broken.By(ProblemRule.TooLong, "answers.B5.extraRisks[0].description", f => f["answers"]!["B5"]!["extraRisks"]![0]!["description"] = new string('x', 301)),
        Broken.By(ProblemRule.TooLong, "measures.A2.description", f => f["measures"]!["A2"]!["description"] = new string('x', 1001)),
        Broken.By(ProblemRule.TooLong, "risks.A2.reason", f => f["risks"]!["A2"]!["reason"] = new string('x', 501)),
        Broken.By(ProblemRule.Blank, "answers.B5.extraRisks[0].description", f => f["answers"]!["B5"]!["extraRisks"]![0]!["description"] = " "),
        Broken.By(ProblemRule.MissingKey, "answers.B5.extraRisks[0]", f => f["answers"]!["B5"]!["extraRisks"]![0]!.AsObject().Remove("impact")),
        Broken.By(ProblemRule.NumberOutOfRange, "risks.A2.impact", f => f["risks"]!["A2"]!["impact"] = 6),
        Broken.By(ProblemRule.NumberOutOfRange, "risks.A2.likelihood", f => f["risks"]!["A2"]!["likelihood"] = 0),
        Broken.By(ProblemRule.NumberOutOfRange, "risks.A2.likelihood", f => f["risks"]!["A2"]!["likelihood"] = 2.5),
        Broken.By(ProblemRule.NumberOutOfRange, "answers.B5.extraRisks[0].impact", f => f["answers"]!["B5"]!["extraRisks"]![0]!["impact"] = -1),
        Broken.By(ProblemRule.ExtraRisksNotOffered, "answers.B6.extraRisks", f => f["answers"]!["B6"]!["extraRisks"] = new JsonArray()),
        Broken.By(ProblemRule.TooManyExtraRisks, "answers.B5.extraRisks", f =>
        {
            var risks = f["answers"]!["B5"]!["extraRisks"]!.AsArray();
            while (risks.Count < 21)
            {
                risks.Add(risks[0]!.DeepClone());
            }
        }),
        Broken.By(ProblemRule.BadDate, "measures.A2.due", f => f["measures"]!["A2"]!["due"] = "2027-02-30"),
        Broken.By(ProblemRule.BadDate, "measures.B1.due", f => f["measures"]!["B1"]!["due"] = "31/03/2027"),
        Broken.By(ProblemRule.UnknownQuestionnaire, "questionnaire", f => f["questionnaire"] = "other"),
        Broken.By(ProblemRule.UnknownVersion, "version", f => f["version"] = "9.9"),

        // B2 is not asked, because the counterparts are serious: its answer must be well-formed all the same.
        Broken.By(ProblemRule.UnknownOption, "answers.B2.value", f => f["answers"]!["B2"] = new JsonObject { ["value"] = "perhaps" }),
    ];

    /// <summary>Well-formed, but not to be rated.</summary>
    public static IReadOnlyList<Broken> Incomplete { get; } =
    [
        Broken.By(ProblemRule.AnswerMissing, "answers.B4", f => f["answers"]!.AsObject().Remove("B4")),
        Broken.By(ProblemRule.AnswerMissing, "answers.B3", f => f["answers"]!.AsObject().Remove("B3")),
        Broken.By(ProblemRule.AnswerMissing, "answers.B5", f => f["answers"]!.AsObject().Remove("B5")),
        Broken.By(ProblemRule.AnswerMissing, "answers.B7", f => f["answers"]!.AsObject().Remove("B7")),
        Broken.By(ProblemRule.OptionsMissing, "answers.A1.values", f => f["answers"]!["A1"]!["values"] = new JsonArray()),
        Broken.By(ProblemRule.RiskNotRated, "risks.A2", f => f["risks"]!["A2"]!.AsObject().Remove("likelihood")),
        Broken.By(ProblemRule.RiskNotRated, "risks.B3", f => f["risks"]!["B3"]!.AsObject().Remove("impact")),
    ];
}
