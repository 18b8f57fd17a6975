using System.Globalization;
using System.Text.Json;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>
/// The row <c>answer-B1</c>: what stands at one question, and who wrote it last. The property that is there tells the kind of the
/// value: <c>choice</c>, <c>choices</c> (joined by commas), <c>words</c> with <c>extraRisks</c> and <c>begunRisks</c>, or <c>declaration</c>.
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

                if (words.Begun.Length > 0)
                {
                    row.Property("begunRisks", JsonSerializer.Serialize([.. words.Begun], StorageJson.Readable.BegunRiskArray));
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

    public static Answer? ReadAnswer(StoredRow row)
    {
        var answer = new Answer(ReadValue(row), row.Text("comment"u8), row.Text("evidence"u8))
        {
            ToConfirm = row.Flag("toConfirm"u8),
        };
        return answer.IsEmpty ? null : answer;
    }

    public static FlagResponse? ReadResponse(StoredRow row)
    {
        var response = new FlagResponse(
            row.Number("impact"u8),
            row.Number("likelihood"u8),
            row.Text("impactReason"u8),
            row.Text("measure"u8),
            row.Text("owner"u8),
            row.Text("due"u8) is { } due ? DateOnly.ParseExact(due, "O", CultureInfo.InvariantCulture) : null,
            row.Text("budget"u8));
        return response.IsEmpty ? null : response;
    }

    private static AnswerValue? ReadValue(StoredRow row)
    {
        if (row.Text("choice"u8) is { } choice)
        {
            return new AnswerValue.Choice(new OptionId(choice));
        }

        if (row.Text("choices"u8) is { } choices)
        {
            return new AnswerValue.Choices(
                [.. choices.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(o => new OptionId(o))]);
        }

        if (row.Text("words"u8) is { } words)
        {
            var risks = row.Text("extraRisks"u8) is { } json
                ? JsonSerializer.Deserialize(json, StorageJson.Readable.ExtraRiskArray) ?? []
                : [];
            var begun = row.Text("begunRisks"u8) is { } half
                ? JsonSerializer.Deserialize(half, StorageJson.Readable.BegunRiskArray) ?? []
                : [];
            return new AnswerValue.Words(words, [.. risks]) { Begun = [.. begun] };
        }

        return row.Text("declaration"u8) is { } text
            && JsonSerializer.Deserialize(text, StorageJson.Readable.DeclarationDocument) is { } declaration
            ? new AnswerValue.Declaration(
                declaration.Role, [.. declaration.Consulted], declaration.ProposalVersion, declaration.Confirmed)
            : null;
    }
}
