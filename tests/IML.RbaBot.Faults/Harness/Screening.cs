using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IML.RbaBot.AppHost;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Faults.Harness;

/// <summary>A developer who fills in the worked example "Reception centre", which is rated B, and remembers what was acknowledged.</summary>
internal sealed class Screening(Somebody person)
{
    private static readonly JsonNode Example = JsonNode.Parse(File.ReadAllText(Path.Combine(
        Repository.Root, "tests", "IML.RbaBot.Domain.Tests", "WorkedExamples", "reception-centre.json")))!;

    private static readonly Dictionary<string, string> Project = new(StringComparer.Ordinal)
    {
        ["project.title"] = "Reception centre at the northern border",
        ["project.stage"] = "proposal",
        ["project.country"] = "TD",
        ["project.office"] = "N'Djamena",
        ["project.thematicAreas"] = "protection,migration-health",
        ["project.confidentiality"] = "internal",
    };

    private readonly Dictionary<string, string> acknowledged = new(StringComparer.Ordinal);
    private Card card = new([]);

    /// <summary>The assessment's id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Where its developer is written to.</summary>
    public string Chat => person.Chat;

    /// <summary>As people and cards name it.</summary>
    public string Reference => Id[..Id.LastIndexOf('-')];

    /// <summary>Somebody new, with the first card in front of them.</summary>
    public static async Task<Screening> BegunAsync(World world)
    {
        var screening = new Screening(new Somebody(world, Guid.NewGuid().ToString(), "Dana Developer"));
        await screening.OpensAsync();
        return screening;
    }

    /// <summary>The project details, typed but not sent.</summary>
    public async Task OpensAsync()
    {
        card = await person.AsksAsync("start");
        Id = card.Assessment!;
    }

    /// <summary>From wherever it stands to the summary.</summary>
    public async Task AnswersAsync()
    {
        for (var presses = 0; !card.Has("submit"); presses++)
        {
            Assert.True(presses < 40, "The summary does not come:\n" + card.Json.ToJsonString());
            await GoesOnAsync();
        }
    }

    /// <summary>One card: types into it and presses "next".</summary>
    public Task GoesOnAsync() => PressesAsync("next");

    public Task SubmitsAsync() => PressesAsync("submit");

    /// <summary>The card as it stands, for its developer.</summary>
    public async Task<string> LooksAsync() => (await person.OpensAsync(Id)).Json.ToJsonString();

    /// <summary>Everything that was acknowledged and is not in the storage, in words; and what is there twice.</summary>
    public async Task<IReadOnlyList<string>> LossesAsync()
    {
        var rows = (await person.World.RowsAsync(Id)).ToDictionary(r => r.RowKey, StringComparer.Ordinal);
        var losses = acknowledged.Where(a => InOneOrder(a.Key, Stored(rows, a.Key)) != InOneOrder(a.Key, a.Value))
            .Select(a => $"{Id} {a.Key}: acknowledged '{a.Value}', stored '{Stored(rows, a.Key)}'").ToList();
        var submitted = rows.Values.Count(r => r.RowKey.StartsWith(Keys.EventPrefix, StringComparison.Ordinal)
            && r.GetString("changes").Contains("\"submitted\"", StringComparison.Ordinal));
        if (submitted != 1)
        {
            losses.Add($"{Id} was submitted {submitted} times.");
        }

        return losses;
    }

    // The bot keeps the options of a question in the questionnaire's order.
    private static string? InOneOrder(string input, string? value) =>
        value is null || input.Contains('.', StringComparison.Ordinal) ? value : string.Join(',', value.Split(',').Order(StringComparer.Ordinal));

    private async Task PressesAsync(string button)
    {
        var typed = card.Inputs.Select(i => (Input: i, Value: ValueOf(i))).Where(t => t.Value is not null).Select(t => (t.Input, t.Value!)).ToArray();
        card = await person.PressesAsync(card, button, typed);
        foreach (var (input, value) in typed)
        {
            acknowledged[input] = value;
        }
    }

    private static string? Stored(Dictionary<string, TableEntity> rows, string input)
    {
        if (input.StartsWith("project.", StringComparison.Ordinal))
        {
            // One JSON property; lists are arrays there.
            var data = rows.GetValueOrDefault(Keys.Head) is { } head ? JsonNode.Parse(head.GetString("data"))!["project"]! : null;
            return input switch
            {
                "project.country" => (string?)data?["countries"]?[0],
                "project.thematicAreas" => data?["thematicAreas"] is JsonArray areas ? string.Join(',', areas.Select(a => (string)a!)) : null,
                "project.confidentiality" => ((string?)data?["confidentiality"])?.ToLowerInvariant(),
                _ => (string?)data?[input["project.".Length..]],
            };
        }

        var (question, part) = input.Split('.', 2) is [var first, var rest] ? (first, rest) : (input, "");
        if (rows.GetValueOrDefault("answer-" + question) is not { } row)
        {
            return null;
        }

        var declaration = row.GetString("declaration") is { } json ? JsonNode.Parse(json) : null;
        return part switch
        {
            "" => row.GetString("choice") ?? row.GetString("choices") ?? row.GetString("words"),
            "impact" or "likelihood" => row.GetInt32(part)?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "role" or "proposalVersion" => (string?)declaration?[part],
            "consulted" => declaration?["consulted"] is JsonArray names ? string.Join(", ", names.Select(n => (string)n!)) : null,
            "confirmed" => ((bool?)declaration?["confirmed"])?.ToString().ToLowerInvariant(),
            _ => row.GetString(part),
        };
    }

    private static string? ValueOf(string input)
    {
        if (Project.TryGetValue(input, out var detail))
        {
            return detail;
        }

        var (question, part) = input.Split('.', 2) is [var first, var rest] ? (first, rest) : (input, "");
        var answer = Example["answers"]![question];
        return part switch
        {
            "" when answer?["values"] is JsonArray values => string.Join(',', values.Select(v => (string)v!)),
            "" => (string?)(answer?["value"] ?? answer?["text"]),
            "comment" or "evidence" or "role" or "proposalVersion" => (string?)answer?[part],
            "consulted" => answer?["consulted"] is JsonArray names ? string.Join(", ", names.Select(n => (string)n!)) : null,
            "confirmed" => "true",
            "impact" or "likelihood" => Example["risks"]![question]?[part]?.ToString(),
            "measure" => (string?)Example["measures"]![question]?["description"],
            "owner" or "due" or "budget" => (string?)Example["measures"]![question]?[part],
            _ => null,
        };
    }
}
