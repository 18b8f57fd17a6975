using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using IML.RbaBot.Commands;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Export.Records;

/// <summary>The record of an assessment: canonical JSON, so that the same assessment always gives the same bytes and the same hash.</summary>
/// <param name="Bytes">UTF-8 with a line end at the end.</param>
/// <param name="Hash">SHA-256 of the bytes, in 64 small hexadecimal digits.</param>
internal sealed record Record(ReadOnlyMemory<byte> Bytes, string Hash)
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// The answers file of the contract, then the assessment, project, people, dates, result, review and events. What dispatch did is
    /// no part of it: a filing would change what it files.
    /// </summary>
    /// <param name="assessment">Submitted at least once.</param>
    /// <param name="audit">Oldest first.</param>
    public static Record Of(Assessment assessment, ImmutableArray<AuditEntry> audit)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteAnswers(json, assessment);
            WriteAssessment(json, assessment);
            WriteResult(json, assessment);
            WriteReview(json, assessment.Review);
            WriteRequests(json, assessment.Requests);
            WriteEvents(json, audit);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        var bytes = buffer.WrittenMemory;
        return new Record(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
    }

    private static void WriteAnswers(Utf8JsonWriter json, Assessment assessment)
    {
        using var answers = JsonDocument.Parse(AnswersFileWriter.Write(Route.Of(assessment.Sheet)));
        foreach (var member in answers.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }
    }

    private static void WriteAssessment(Utf8JsonWriter json, Assessment assessment)
    {
        json.WriteStartObject("assessment");
        json.WriteString("reference", assessment.Reference.Value);
        json.WriteNumber("version", assessment.Id.Version);
        WriteText(json, "from", assessment.From?.Value);
        json.WriteString("state", StateRow.NameOf(assessment.State));
        json.WriteEndObject();
        json.WritePropertyName("project");
        JsonSerializer.Serialize(json, assessment.Project, StorageJson.Readable.ProjectData);
        json.WriteStartObject("people");
        WritePerson(json, "developer", assessment.Developer);
        json.WriteStartArray("coEditors");
        foreach (var editor in assessment.CoEditors)
        {
            WritePerson(json, null, editor);
        }

        json.WriteEndArray();
        WritePerson(json, "reviewer", assessment.Reviewer);
        json.WriteEndObject();
        json.WriteStartObject("dates");
        WriteTime(json, "started", assessment.StartedAt);
        WriteTime(json, "submitted", assessment.State.SubmittedAt);
        WriteTime(json, "decided", DecidedAt(assessment.State));
        WriteTime(json, "recorded", (assessment.State as AssessmentState.Recorded)?.RecordedAt);
        WriteTime(json, "withdrawn", (assessment.State as AssessmentState.Withdrawn)?.At);
        json.WriteEndObject();
        if (assessment.State is AssessmentState.Withdrawn withdrawn)
        {
            json.WriteString("withdrawnBecause", withdrawn.Reason);
        }

        WriteText(json, "supersededBy", (assessment.State as AssessmentState.Superseded)?.By.Value);
    }

    private static DateTimeOffset? DecidedAt(AssessmentState state) => state switch
    {
        AssessmentState.Cleared s => s.DecidedAt,
        AssessmentState.ClearedWithConditions s => s.DecidedAt,
        AssessmentState.NotCleared s => s.DecidedAt,
        _ => null,
    };

    private static void WriteResult(Utf8JsonWriter json, Assessment assessment)
    {
        var frozen = assessment.State.FrozenResult ?? throw new ArgumentException("Nothing was submitted.", nameof(assessment));
        json.WriteStartObject("result");
        json.WriteString("rating", frozen.Rating.ToString());
        json.WriteString("decidedBy", frozen.DecidedBy.ToString().ToLowerInvariant());
        json.WriteBoolean("provisional", frozen.Provisional);
        foreach (var index in frozen.Indices)
        {
            json.WritePropertyName(ResultLine.CamelCase(index.Index));
            json.WriteRawValue(index.Percent.ToString("0.0", CultureInfo.InvariantCulture));
        }

        json.WritePropertyName("alignment");
        json.WriteRawValue(frozen.Indices.Min(i => i.Percent).ToString("0.0", CultureInfo.InvariantCulture));
        json.WriteString("risk", frozen.Risk.ToString());
        json.WriteStartArray("flags");
        foreach (var flag in frozen.Flags)
        {
            WriteFlag(json, flag.Question, flag.Level);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("scored", frozen.Scored);
        json.WriteNumber("unknown", frozen.Unknown);
        json.WriteEndObject();
    }

    private static void WriteReview(Utf8JsonWriter json, Review review)
    {
        json.WriteStartObject("review");
        if (review.Verdict is { } verdict)
        {
            json.WriteString("finalRating", verdict.FinalRating.ToString());
            WriteText(json, "reasons", verdict.Reasons);
            WriteText(json, "notes", verdict.Notes);
            json.WriteStartArray("conditions");
            foreach (var condition in verdict.Conditions)
            {
                json.WriteStartObject();
                json.WriteString("description", condition.Description);
                json.WriteString("owner", condition.Owner);
                json.WriteString("due", condition.Due.ToString("O", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("lifted");
        foreach (var lifted in review.Lifted.OrderBy(l => l.Question.Value, StringComparer.Ordinal))
        {
            WriteFlag(json, lifted.Question, lifted.Level);
            WriteWords(json, lifted.Reasons, lifted.By, lifted.At);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("comments");
        foreach (var comment in review.Comments)
        {
            json.WriteStartObject();
            json.WriteNumber("round", comment.Round);
            json.WriteString("question", comment.Question.Value);
            WriteWords(json, comment.Text, comment.By, comment.At);
            WriteReply(json, comment.Reply is { } reply ? (reply.Text, reply.By, reply.At) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRequests(Utf8JsonWriter json, ImmutableArray<UnitRequest> requests)
    {
        json.WriteStartArray("requests");
        foreach (var request in requests)
        {
            json.WriteStartObject();
            json.WriteNumber("number", request.Number);
            json.WriteString("kind", request.Kind.ToString());
            WriteText(json, "question", request.Question?.Value);
            WriteWords(json, request.Text, request.By, request.At);
            WriteReply(json, request.Reply is { } reply ? (reply.Text, reply.By, reply.At) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEvents(Utf8JsonWriter json, ImmutableArray<AuditEntry> audit)
    {
        json.WriteStartArray("events");
        foreach (var entry in audit)
        {
            using var changes = JsonDocument.Parse(entry.Changes);

            // A row with a message is dispatch's.
            if (changes.RootElement.EnumerateArray().Any(change => change.TryGetProperty("message", out _)))
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("event", entry.Row);
            WriteTime(json, "at", entry.At);
            json.WriteString("by", entry.By);
            WriteText(json, "byName", entry.ByName);
            json.WriteNumber("revision", entry.Revision);
            json.WritePropertyName("changes");
            changes.RootElement.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Left open: what belongs to the flag follows.
    private static void WriteFlag(Utf8JsonWriter json, QuestionId question, FlagLevel level)
    {
        json.WriteStartObject();
        json.WriteString("question", question.Value);
        json.WriteString("level", level.ToString());
    }

    private static void WriteWords(Utf8JsonWriter json, string text, Person by, DateTimeOffset at)
    {
        json.WriteString("text", text);
        WritePerson(json, "by", by);
        WriteTime(json, "at", at);
    }

    private static void WriteReply(Utf8JsonWriter json, (string Text, Person By, DateTimeOffset At)? reply)
    {
        if (reply is var (text, by, at))
        {
            json.WriteStartObject("reply");
            WriteWords(json, text, by, at);
            json.WriteEndObject();
        }
    }

    private static void WritePerson(Utf8JsonWriter json, string? name, Person? person)
    {
        if (person is null)
        {
            return;
        }

        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        json.WriteString("id", person.Id.Value);
        json.WriteString("name", person.Name);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
