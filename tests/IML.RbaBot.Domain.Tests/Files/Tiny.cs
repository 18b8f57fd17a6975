using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Tests.Files;

/// <summary>A tiny questionnaire that has every feature once, for tests that break one of them.</summary>
public static class Tiny
{
    private const string Folder = "tiny-1.0";

    /// <summary>With the rule constants of the shipped questionnaire.</summary>
    public static string Structure { get; } = WithShippedRules("""
        {
          "id": "tiny", "version": "1.0", "status": "draft",
          "indices": ["one"], "parts": ["A", "B"],
          "pages": [
            { "id": "A-1", "part": "A", "questions": ["A1", "A2"] },
            { "id": "B-1", "part": "B", "questions": ["B1", "B2", "B3", "B4", "B5"] },
            { "id": "B-2", "part": "B", "questions": ["B6", "B7"] }
          ],
          "lists": { "groups": ["adults", "children", "nobody"] },
          "scales": {
            "standard": [
              { "id": "yes", "points": 2, "as": "best" }, { "id": "partly", "points": 1, "as": "partly" },
              { "id": "no", "points": 0, "as": "worst" }, { "id": "not-known", "points": 0, "as": "not-known" },
              { "id": "not-applicable", "as": "not-applicable" }
            ],
            "reversed": [{ "id": "no", "points": 2, "as": "best" }, { "id": "yes", "points": 0, "as": "worst" }]
          },
          "rules": {},
          "confirmations": [
            { "when": { "any": { "question": "A1", "of": ["children"] } }, "without": { "question": "A2", "of": ["calm"] }, "confirm": "A2" }
          ],
          "sources": [
            { "id": "treaty-1", "abbreviation": "T1", "title": "Treaty", "adopted": 1966, "tag": "treaty", "url": "https://example.org/t" },
            { "id": "policy-1", "abbreviation": "P1", "title": "Policy", "tag": "policy", "url": "https://example.org/p" }
          ],
          "questions": [
            { "id": "A1", "part": "A", "kind": "multi", "list": "groups", "exclusive": ["nobody"], "minSelected": 1, "legalBasis": [["treaty-1"], ["policy-1"]] },
            { "id": "A2", "part": "A", "kind": "single", "options": [{ "id": "calm" }, { "id": "serious" }], "comment": "required",
              "flagRules": [
                { "answer": ["serious"], "level": "R" },
                { "answer": ["serious"], "when": { "any": { "question": "B1", "of": ["no"] } }, "level": "X" }
              ],
              "improvements": [{ "from": "serious", "to": "calm" }], "beneficiaryDataWarning": true, "legalBasis": [["treaty-1"]] },
            { "id": "B1", "part": "B", "kind": "scale", "scale": "standard", "index": "one", "weight": 3, "critical": true, "flag": "X", "legalBasis": [["treaty-1"]] },
            { "id": "B2", "part": "B", "kind": "scale", "scale": "reversed", "index": "one", "weight": 2,
              "askedWhen": { "all": [{ "any": { "question": "A1", "of": ["children"] } }, { "or": [{ "none": { "question": "A2", "of": ["serious"] } }] }] },
              "legalBasis": [["treaty-1"]] },
            { "id": "B3", "part": "B", "kind": "multi", "options": [{ "id": "first" }, { "id": "second" }], "minSelected": 0,
              "ticks": { "best": 2, "partly": 1 }, "index": "one", "weight": 1, "flag": "M", "legalBasis": [["treaty-1"]] },
            { "id": "B4", "part": "B", "kind": "scale", "scale": "standard", "notApplicable": true, "index": "one", "weight": 2, "legalBasis": [["treaty-1"]] },
            { "id": "B5", "part": "B", "kind": "text", "maxLength": 50, "extraRisks": true, "legalBasis": [["treaty-1"]] },
            { "id": "B6", "part": "B", "kind": "text", "maxLength": 50, "legalBasis": [["treaty-1"]] },
            { "id": "B7", "part": "B", "kind": "declaration", "fields": ["role", "consulted", "proposalVersion", "confirmed"], "legalBasis": [["policy-1"]] }
          ]
        }
        """);

    public static string Text { get; } = """
        {
          "language": "en", "title": "Tiny", "status": "draft",
          "parts": { "A": "First", "B": "Second" }, "pages": { "A-1": "One", "B-1": "Two", "B-2": "Three" }, "indices": { "one": "One" },
          "lists": { "groups": { "adults": "Adults", "children": "Children", "nobody": "Nobody" } },
          "scales": {
            "standard": { "yes": "Yes", "partly": "Partly", "no": "No", "not-known": "Not known yet", "not-applicable": "Not applicable" },
            "reversed": { "no": "No", "yes": "Yes" }
          },
          "scaleHints": {
            "standard": { "yes": "written", "partly": "planned", "no": "absent", "not-known": "not checked", "not-applicable": "cannot occur" },
            "reversed": { "no": "ruled out", "yes": "foreseen" }
          },
          "ratings": {
            "A": { "name": "A", "meaning": "a", "next": "a" }, "B": { "name": "B", "meaning": "b", "next": "b" },
            "C": { "name": "C", "meaning": "c", "next": "c" }, "D": { "name": "D", "meaning": "d", "next": "d" }
          },
          "riskLevels": { "Low": "Low", "Moderate": "Moderate", "Substantial": "Substantial", "High": "High" },
          "flagLevels": { "M": { "name": "M", "meaning": "m" }, "R": { "name": "R", "meaning": "r" }, "X": { "name": "X", "meaning": "x" } },
          "impact": { "1": "a", "2": "b", "3": "c", "4": "d", "5": "e" }, "likelihood": { "1": "a", "2": "b", "3": "c", "4": "d", "5": "e" },
          "tags": { "treaty": "Treaty", "soft-law": "Soft law", "policy": "Policy" },
          "disclaimer": "Advice.", "beneficiaryDataWarning": "No names.",
          "questions": {
            "A1": { "text": "Who?", "guidance": "g", "short": "Who", "legalBasis": ["T1 art. 1", "P1"] },
            "A2": { "text": "How?", "guidance": "g", "short": "How", "legalBasis": ["T1"], "options": { "calm": "Calm", "serious": "Serious" }, "commentLabel": "Sources", "improve": "Check." },
            "B1": { "text": "b1", "guidance": "g", "short": "b1", "legalBasis": ["T1"], "improve": "Do." },
            "B2": { "text": "b2", "guidance": "g", "short": "b2", "legalBasis": ["T1"], "improve": "Do." },
            "B3": { "text": "b3", "guidance": "g", "short": "b3", "legalBasis": ["T1"], "options": { "first": "First", "second": "Second" }, "improve": "Do." },
            "B4": { "text": "b4", "guidance": "g", "short": "b4", "legalBasis": ["T1"], "improve": "Do." },
            "B5": { "text": "b5", "guidance": "g", "short": "b5", "legalBasis": ["T1"] },
            "B6": { "text": "b6", "guidance": "g", "short": "b6", "legalBasis": ["T1"] },
            "B7": { "text": "b7", "guidance": "g", "short": "b7", "legalBasis": ["P1"], "fields": { "role": "Role", "consulted": "Consulted", "proposalVersion": "Version", "confirmed": "I confirm" } }
          }
        }
        """;

    /// <summary>The same words under another language, with what only a translation has: the title and the names of the sources.</summary>
    public static string French { get; } = Translated();

    public static Questionnaire Questionnaire { get; } = Shipped.Good(QuestionnaireReader.Read(Structure, "structure.json"));

    /// <summary>The files of a folder that holds the tiny questionnaire, published.</summary>
    public static IReadOnlyList<QuestionnaireFile> Files { get; } =
    [
        new("published.json", $$"""{ "tiny 1.0": "{{PublishedVersions.HashOf(Structure)}}" }"""),
        new($"{Folder}/structure.json", Structure),
        new($"{Folder}/text.en.json", Text),
    ];

    public static QuestionnaireCatalog Catalog { get; } = Shipped.Good(QuestionnaireCatalog.Read(Files));

    private static string Translated()
    {
        var node = JsonNode.Parse(Text)!;
        node["language"] = "fr";
        node["title"] = "Petit";
        node["sources"] = JsonNode.Parse("""
            {
              "treaty-1": { "abbreviation": "Tr1", "title": "Traité", "url": "https://example.org/fr/t" },
              "policy-1": { "abbreviation": "P1", "title": "Politique", "url": "https://example.org/fr/p" }
            }
            """);
        return node.ToJsonString();
    }

    private static string WithShippedRules(string structure)
    {
        var node = JsonNode.Parse(structure)!;
        node["rules"] = JsonNode.Parse(Shipped.File("rba-migof-p1-1.0/structure.json"))!["rules"]!.DeepClone();
        return node.ToJsonString();
    }
}
