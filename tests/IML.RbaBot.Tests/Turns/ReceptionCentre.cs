using System.Text.Json.Nodes;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.Turns;

/// <summary>A person who fills in the worked example "Reception centre", whatever card is in front of them.</summary>
internal static class ReceptionCentre
{
    public const string Title = "Reception centre at the northern border";

    private static readonly JsonNode File = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(
        Repository.Root, "tests", "IML.RbaBot.Domain.Tests", "WorkedExamples", "reception-centre.json")))!;

    private static readonly Dictionary<string, string> Project = new(StringComparer.Ordinal)
    {
        ["project.title"] = Title,
        ["project.stage"] = "proposal",
        ["project.country"] = "TD",
        ["project.office"] = "N'Djamena",
        ["project.thematicAreas"] = "protection,migration-health",
        ["project.confidentiality"] = "internal",
    };

    /// <summary>What this person types into the inputs of a card; those that the example does not name stay as they are.</summary>
    public static IEnumerable<(string Input, string Value)> Types(ShownCard card) =>
        from input in card.Inputs
        let value = ValueOf(input)
        where value is not null
        select (input, value);

    /// <summary>From "start" to the first page of questions.</summary>
    public static async Task<ShownCard> BeginsAsync(ChattingPerson person, string confidentiality = "internal", string? title = null)
    {
        var details = await person.Says("start");
        return await details.Press("next", Types(details).Select(t => t.Input switch
        {
            "project.confidentiality" => (t.Input, confidentiality),
            "project.title" => (t.Input, title ?? Title),
            _ => t,
        }));
    }

    /// <summary>From any card of the questionnaire to the summary.</summary>
    public static async Task<ShownCard> AnswersAsync(ShownCard card)
    {
        for (var presses = 0; !card.Has("submit"); presses++)
        {
            Assert.True(presses < 40, "The summary does not come:\n" + card.Text);
            card = await card.Press("next", Types(card));
        }

        return card;
    }

    /// <summary>From "start" to the result.</summary>
    public static async Task<ShownCard> ScreensAsync(ChattingPerson person, string confidentiality = "internal")
    {
        var summary = await AnswersAsync(await BeginsAsync(person, confidentiality));
        return await summary.Press("submit", Types(summary));
    }

    private static string? ValueOf(string input)
    {
        if (Project.TryGetValue(input, out var detail))
        {
            return detail;
        }

        var (question, part) = input.Split('.', 2) is [var first, var rest] ? (first, rest) : (input, "");
        var answer = File["answers"]![question];
        return part switch
        {
            "" => answer switch
            {
                null => null,
                { } a when a["values"] is JsonArray values => string.Join(',', values.Select(v => (string)v!)),
                { } a => (string?)(a["value"] ?? a["text"]),
            },
            "comment" or "evidence" or "role" or "proposalVersion" => (string?)answer?[part],
            "consulted" => answer?["consulted"] is JsonArray names ? string.Join(", ", names.Select(n => (string)n!)) : null,
            "confirmed" => "true",
            "impact" or "likelihood" => File["risks"]![question]?[part]?.ToString(),
            "measure" => (string?)File["measures"]![question]?["description"],
            "owner" or "due" or "budget" => (string?)File["measures"]![question]?[part],
            _ => null,
        };
    }
}
