using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>
/// The rows <c>event-000007</c>: the append-only audit. Who, when, and an array of changes with before and after. The changes of one
/// commit share a row while they fit into one property; a single change that is longer goes on in <c>changes2</c>, <c>changes3</c>.
/// </summary>
internal static class AuditRow
{
    /// <summary>
    /// The rows of a commit, in order: each an array of changes as JSON in UTF-8, as it is sent. What moves only the draft's place, or
    /// drafts a comment, is left out.
    /// </summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Rows(ImmutableArray<AssessmentEvent> events, ImmutableArray<Delivery> deliveries)
    {
        using var rows = new AuditChanges();
        foreach (var happened in events)
        {
            if (happened is not (AssessmentEvent.Moved or AssessmentEvent.CommentsDrafted))
            {
                rows.Add(json => Write(json, happened));
            }
        }

        foreach (var delivery in deliveries)
        {
            rows.Add(json => Write(json, delivery));
        }

        return rows.ToRows();
    }

    public static void Write(TableTransaction row, ReadOnlyMemory<byte> changes, Actor actor, DateTimeOffset at, int revision)
    {
        row.Property("by", actor.Person?.Id.Value ?? "system");
        row.Property("byName", actor.Person?.Name);
        row.Property("at", at);
        row.Property("revision", revision);
        if (Encoding.UTF8.GetCharCount(changes.Span) <= TableLimits.StringLength)
        {
            row.Property("changes", changes.Span);
        }
        else
        {
            WriteInParts(row, Encoding.UTF8.GetString(changes.Span));
        }
    }

    private static void WriteInParts(TableTransaction row, string changes)
    {
        var part = 1;
        for (var from = 0; from < changes.Length; part++)
        {
            // A pair of surrogates stays whole: half of one is no text.
            var length = Math.Min(TableLimits.StringLength, changes.Length - from);
            length -= from + length < changes.Length && char.IsHighSurrogate(changes[from + length - 1]) ? 1 : 0;
            row.Property(part == 1 ? "changes" : $"changes{part}", changes.Substring(from, length));
            from += length;
        }
    }

    public static AuditEntry Read(StoredRow row)
    {
        var changes = new StringBuilder(row.NeededText("changes"u8));
        for (var part = 2; row.Text(Encoding.ASCII.GetBytes($"changes{part}")) is { } more; part++)
        {
            changes.Append(more);
        }

        return new AuditEntry(
            row.NeededText("RowKey"u8),
            row.NeededText("by"u8),
            row.Text("byName"u8),
            row.NeededTime("at"u8),
            row.NeededNumber("revision"u8),
            changes.ToString());
    }

    private static void Write(Utf8JsonWriter json, AssessmentEvent happened)
    {
        switch (happened)
        {
            case AssessmentEvent.Started e:
                json.WriteString("what", "started");
                json.WriteString("developer", e.Developer.Id.Value);
                Project(json, "after", e.Project);
                break;
            case AssessmentEvent.ProjectChanged e:
                json.WriteString("what", "project-changed");
                Project(json, "before", e.Before);
                Project(json, "after", e.After);
                break;
            case AssessmentEvent.AnswerChanged e:
                json.WriteString("what", "answer-changed");
                json.WriteString("question", e.Question.Value);
                Answer(json, "before", e.Before);
                Answer(json, "after", e.After);
                break;
            case AssessmentEvent.ResponseChanged e:
                json.WriteString("what", "response-changed");
                json.WriteString("question", e.Question.Value);
                Response(json, "before", e.Before);
                Response(json, "after", e.After);
                break;
            case AssessmentEvent.Submitted e:
                json.WriteString("what", "submitted");
                json.WritePropertyName("result");
                JsonSerializer.Serialize(json, ResultDocument.Of(e.Result), StorageJson.Readable.ResultDocument);
                if (e.Deadline is { } deadline)
                {
                    json.WriteString("remindAt", StoredTime.Write(deadline.RemindAt));
                    json.WriteString("dueAt", StoredTime.Write(deadline.DueAt));
                }

                break;
            case AssessmentEvent.Recorded:
                json.WriteString("what", "recorded");
                break;
            case AssessmentEvent.Withdrawn e:
                json.WriteString("what", "withdrawn");
                json.WriteString("reason", e.Reason);
                break;
            case AssessmentEvent.AlertDelivered e:
                json.WriteString("what", "alert-delivered");
                json.WriteString("to", e.Delivery.To);
                json.WriteBoolean("isChannel", e.Delivery.IsChannel);
                json.WriteString("deliveredAt", StoredTime.Write(e.Delivery.At));
                json.WriteBoolean("last", e.Last);
                break;
            case AssessmentEvent.AlertFailed e:
                json.WriteString("what", "alert-failed");
                json.WriteNumber("attempts", e.Attempts);
                json.WriteString("reason", e.Reason);
                json.WriteBoolean("givenUp", e.GivenUp);
                break;
            case AssessmentEvent.Filed e:
                json.WriteString("what", "filed");
                json.WriteString("location", e.Document.Location);
                json.WriteString("hash", e.Document.Hash);
                json.WriteString("filedAt", StoredTime.Write(e.Document.At));
                json.WriteNumber("ofRevision", e.Revision);
                break;
            case AssessmentEvent.FilingHindered e:
                json.WriteString("what", "filing-hindered");
                json.WriteString("obstacle", e.Obstacle.ToString());
                if (e.Detail is { } detail)
                {
                    json.WriteString("detail", detail);
                }

                json.WriteNumber("attempts", e.Attempts);
                json.WriteBoolean("givenUp", e.GivenUp);
                break;
            default:
                ReviewAudit.Write(json, happened);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, Delivery delivery)
    {
        json.WriteString("what", delivery.What);
        json.WriteString("message", Keys.Outbox(delivery.Message));
        json.WriteNumber("attempts", delivery.Message.Attempts);
        if (delivery.Reason is { } reason)
        {
            json.WriteString("reason", reason);
        }
    }

    public static void Project(Utf8JsonWriter json, string name, ProjectData project)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, project, StorageJson.Readable.ProjectData);
    }

    /// <summary>An answer in the audit: exactly one of the four values, or none while nothing was chosen.</summary>
    public static void Answer(Utf8JsonWriter json, string name, Answer? answer)
    {
        if (answer is null)
        {
            return;
        }

        // Member by member: every page turn writes some ten of them.
        json.WriteStartObject(name);
        Value(json, answer.Value);
        Text(json, "comment", answer.Comment);
        Text(json, "evidence", answer.Evidence);
        if (answer.ToConfirm)
        {
            json.WriteBoolean("toConfirm", true);
        }

        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, AnswerValue? value)
    {
        switch (value)
        {
            case AnswerValue.Choice choice:
                json.WriteString("choice", choice.Option.Value);
                break;
            case AnswerValue.Choices choices:
                json.WriteStartArray("choices");
                foreach (var option in choices.Options)
                {
                    json.WriteStringValue(option.Value);
                }

                json.WriteEndArray();
                break;
            case AnswerValue.Words words:
                json.WritePropertyName("words");
                JsonSerializer.Serialize(json, WordsDocument.Of(words), StorageJson.Readable.WordsDocument);
                break;
            case AnswerValue.Declaration declaration:
                json.WritePropertyName("declaration");
                JsonSerializer.Serialize(json, DeclarationDocument.Of(declaration), StorageJson.Readable.DeclarationDocument);
                break;
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Response(Utf8JsonWriter json, string name, FlagResponse? response)
    {
        if (response is not null)
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, response, StorageJson.Readable.FlagResponse);
        }
    }

    /// <summary>What became of an outbox message: <c>delivered</c>, <c>put-off</c>, <c>undeliverable</c> or <c>obsolete</c>.</summary>
    internal sealed record Delivery(string What, OutboxMessage Message, string? Reason);
}

/// <summary>A row of the audit.</summary>
/// <param name="Row">Its key, for example <c>event-000007</c>.</param>
/// <param name="By">The person's id, or <c>system</c>.</param>
/// <param name="ByName">The person's name then; null for the system.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Revision">The revision that it made.</param>
/// <param name="Changes">An array of JSON objects, each with <c>what</c>.</param>
public sealed record AuditEntry(string Row, string By, string? ByName, DateTimeOffset At, int Revision, string Changes);
