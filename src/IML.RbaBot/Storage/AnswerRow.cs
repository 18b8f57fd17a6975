using System.Globalization;
using System.Text.Json;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>
/// The row <c>answer-B1</c>: what stands at one question, and who wrote it last. The property that is there tells the kind of the
/// value: <c>choice</c>, <c>choices</c> (joined by commas), <c>words</c> with <c>extraRisks</c>, or <c>declaration</c>.
/// </summary>
internal static class AnswerRow
{
    /// <summary>An empty answer is written as well: that it was emptied, by whom and when, is kept.</summary>
    public static void Write(TableTransaction row, Answer? answer, FlagResponse? response, Actor author, DateTimeOffset at)
    {
        row.Property("by", author.Person?.Id.Value ?? "system");
        row.Property("byName", author.Person?.Name);
        row.Property("at", at);
        WriteContent(row, answer, response);
    }

    /// <summary>The answer and the response alone, for a row that says in its own way whose they are.</summary>
    public static void WriteContent(TableTransaction row, Answer? answer, FlagResponse? response)
    {
        switch (answer?.Value)
        {
            case AnswerValue.Choice choice:
                row.Property("choice", choice.Option.Value);
                break;
            case AnswerValue.Choices choices:
                row.Property("choices", string.Join(',', choices.Options));
                break;
            case AnswerValue.Words words:
                row.Property("words", words.Text);
                if (words.ExtraRisks.Length > 0)
                {
                    row.Property("extraRisks", JsonSerializer.Serialize([.. words.ExtraRisks], StorageJson.Readable.ExtraRiskArray));
                }

                break;
            case AnswerValue.Declaration declaration:
                row.Property(
                    "declaration",
                    JsonSerializer.Serialize(DeclarationDocument.Of(declaration), StorageJson.Readable.DeclarationDocument));
                break;
        }

        row.Property("comment", answer?.Comment);
        row.Property("evidence", answer?.Evidence);
        if (answer is { ToConfirm: true })
        {
            row.Property("toConfirm", true);
        }

        row.Property("impact", response?.Impact);
        row.Property("likelihood", response?.Likelihood);
        row.Property("impactReason", response?.ImpactReason);
        row.Property("measure", response?.Measure);
        row.Property("owner", response?.Owner);
        row.Property("due", response?.Due?.ToString("O", CultureInfo.InvariantCulture));
        row.Property("budget", response?.Budget);
    }

    public static Answer? ReadAnswer(JsonElement row)
    {
        var answer = new Answer(ReadValue(row), row.Text("comment"), row.Text("evidence"))
        {
            ToConfirm = row.TryGetProperty("toConfirm", out var marked) && marked.GetBoolean(),
        };
        return answer.IsEmpty ? null : answer;
    }

    public static FlagResponse? ReadResponse(JsonElement row)
    {
        var response = new FlagResponse(
            row.Number("impact"),
            row.Number("likelihood"),
            row.Text("impactReason"),
            row.Text("measure"),
            row.Text("owner"),
            row.Text("due") is { } due ? DateOnly.ParseExact(due, "O", CultureInfo.InvariantCulture) : null,
            row.Text("budget"));
        return response.IsEmpty ? null : response;
    }

    private static AnswerValue? ReadValue(JsonElement row)
    {
        if (row.Text("choice") is { } choice)
        {
            return new AnswerValue.Choice(new OptionId(choice));
        }

        if (row.Text("choices") is { } choices)
        {
            return new AnswerValue.Choices(
                [.. choices.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(o => new OptionId(o))]);
        }

        if (row.Text("words") is { } words)
        {
            var risks = row.Text("extraRisks") is { } json
                ? JsonSerializer.Deserialize(json, StorageJson.Readable.ExtraRiskArray) ?? []
                : [];
            return new AnswerValue.Words(words, [.. risks]);
        }

        return row.Text("declaration") is { } text
            && JsonSerializer.Deserialize(text, StorageJson.Readable.DeclarationDocument) is { } declaration
            ? new AnswerValue.Declaration(
                declaration.Role, [.. declaration.Consulted], declaration.ProposalVersion, declaration.Confirmed)
            : null;
    }
}

/// <summary>Reading the properties of a row.</summary>
internal static class RowReading
{
    public static string? Text(this JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static int? Number(this JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    public static string NeededText(this JsonElement row, string name) =>
        row.Text(name) ?? throw new JsonException($"A row without {name}.");

    public static int NeededNumber(this JsonElement row, string name) =>
        row.Number(name) ?? throw new JsonException($"A row without {name}.");

    public static DateTimeOffset NeededTime(this JsonElement row, string name) => StoredTime.Read(row.NeededText(name));
}
