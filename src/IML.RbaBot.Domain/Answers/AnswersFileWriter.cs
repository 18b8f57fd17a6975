using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Answers;

/// <summary>
/// Writes an answers file in its canonical form: the questionnaire's order, and only what counts. An answer left behind on a branch
/// that no longer applies, and the risk rating or measure of an answer that is no longer flagged, are never written.
/// </summary>
public static class AnswersFileWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",

        // The file is read by people and by JSON parsers, never put into a page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The file's text, ending with a line end. The same answers always give the same text.</summary>
    public static string Write(Route route)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            var questionnaire = route.Questionnaire;
            writer.WriteStartObject();
            writer.WriteString("questionnaire", questionnaire.Ref.Id);
            writer.WriteString("version", questionnaire.Ref.Version);
            writer.WriteStartObject("answers");
            foreach (var question in route.Asked)
            {
                if (route.AnswerTo(question) is { Value: { } value } answer)
                {
                    writer.WriteStartObject(question.Id.Value);
                    WriteValue(writer, value);
                    WriteText(writer, "comment", answer.Comment);
                    WriteText(writer, "evidence", answer.Evidence);
                    writer.WriteEndObject();
                }
            }

            writer.WriteEndObject();
            WriteResponses(writer, route);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteValue(Utf8JsonWriter writer, AnswerValue value)
    {
        switch (value)
        {
            case AnswerValue.Choice choice:
                writer.WriteString("value", choice.Option.Value);
                break;
            case AnswerValue.Choices choices:
                WriteTexts(writer, "values", choices.Options.Select(o => o.Value));
                break;
            case AnswerValue.Words words:
                writer.WriteString("text", words.Text);
                WriteExtraRisks(writer, words.ExtraRisks);
                break;
            case AnswerValue.Declaration declaration:
                writer.WriteString("role", declaration.Role);
                WriteTexts(writer, "consulted", declaration.Consulted);
                writer.WriteString("proposalVersion", declaration.ProposalVersion);
                writer.WriteBoolean("confirmed", declaration.Confirmed);
                break;
        }
    }

    private static void WriteExtraRisks(Utf8JsonWriter writer, ImmutableArray<ExtraRisk> risks)
    {
        if (risks.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("extraRisks");
        foreach (var risk in risks)
        {
            writer.WriteStartObject();
            writer.WriteString("description", risk.Description);
            writer.WriteNumber("impact", risk.Impact);
            writer.WriteNumber("likelihood", risk.Likelihood);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteResponses(Utf8JsonWriter writer, Route route)
    {
        var responses = Flag.Of(route)
            .Select(f => (Id: f.Question.Value, Response: route.Sheet.Response(f.Question)))
            .Where(r => r.Response is not null)
            .ToArray();
        writer.WriteStartObject("risks");
        foreach (var (id, response) in responses)
        {
            if (response is { Impact: not null } or { Likelihood: not null } or { ImpactReason: not null })
            {
                writer.WriteStartObject(id);
                WriteNumber(writer, "impact", response.Impact);
                WriteNumber(writer, "likelihood", response.Likelihood);
                WriteText(writer, "reason", response.ImpactReason);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
        writer.WriteStartObject("measures");
        foreach (var (id, response) in responses)
        {
            if (response is { Measure: not null } or { Owner: not null } or { Due: not null } or { Budget: not null })
            {
                writer.WriteStartObject(id);
                WriteText(writer, "description", response.Measure);
                WriteText(writer, "owner", response.Owner);
                WriteText(writer, "due", response.Due?.ToString(AnswersFile.DateFormat, CultureInfo.InvariantCulture));
                WriteText(writer, "budget", response.Budget);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string key, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(key, text);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string key, int? number)
    {
        if (number is { } given)
        {
            writer.WriteNumber(key, given);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string key, IEnumerable<string> texts)
    {
        writer.WriteStartArray(key);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
