using System.Text.Json;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>The audit's words for what happens in the review, to the people of an assessment, and in requests to the Unit.</summary>
internal static class ReviewAudit
{
    public static void Write(Utf8JsonWriter json, AssessmentEvent happened)
    {
        switch (happened)
        {
            case AssessmentEvent.Rescreened e:
                json.WriteString("what", "rescreened");
                json.WriteString("from", e.From.Value);
                json.WriteString("developer", e.Developer.Id.Value);
                AuditRow.Project(json, "after", e.Project);
                break;
            case AssessmentEvent.Superseded e:
                json.WriteString("what", "superseded");
                json.WriteString("by", e.By.Value);
                break;
            case AssessmentEvent.OwnerChanged e:
                json.WriteString("what", "owner-changed");
                json.WriteString("before", e.Before.Id.Value);
                json.WriteString("after", e.After.Id.Value);
                break;
            case AssessmentEvent.CoEditorInvited e:
                json.WriteString("what", "co-editor-invited");
                json.WriteString("person", e.CoEditor.Id.Value);
                break;
            case AssessmentEvent.CoEditorRemoved e:
                json.WriteString("what", "co-editor-removed");
                json.WriteString("person", e.CoEditor.Id.Value);
                break;
            case AssessmentEvent.Claimed e:
                json.WriteString("what", "claimed");
                json.WriteString("reviewer", e.Reviewer.Id.Value);
                break;
            case AssessmentEvent.Released e:
                json.WriteString("what", "released");
                json.WriteString("reviewer", e.Reviewer.Id.Value);
                break;
            case AssessmentEvent.HandedOver e:
                json.WriteString("what", "handed-over");
                json.WriteString("before", e.From.Id.Value);
                json.WriteString("after", e.To.Id.Value);
                break;
            case AssessmentEvent.HandOverAsked e:
                json.WriteString("what", "hand-over-asked");
                json.WriteString("person", e.By.Id.Value);
                break;
            case AssessmentEvent.RequestMade e:
                Request(json, e.Request);
                break;
            case AssessmentEvent.RequestReplied e:
                json.WriteString("what", "request-replied");
                json.WriteNumber("number", e.Number);
                json.WriteString("reply", e.Reply.Text);
                break;
            default:
                Reviewed(json, happened);
                break;
        }
    }

    private static void Reviewed(Utf8JsonWriter json, AssessmentEvent happened)
    {
        switch (happened)
        {
            case AssessmentEvent.Returned e:
                json.WriteString("what", "returned");
                json.WriteStartArray("comments");
                foreach (var comment in e.Comments)
                {
                    json.WriteStartObject();
                    json.WriteString("question", comment.Question.Value);
                    json.WriteString("text", comment.Text);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            case AssessmentEvent.CommentReplied e:
                json.WriteString("what", "comment-replied");
                json.WriteString("question", e.Question.Value);
                json.WriteString("before", e.Before?.Text);
                json.WriteString("after", e.After?.Text);
                break;
            case AssessmentEvent.FlagLifted e:
                json.WriteString("what", "flag-lifted");
                json.WriteString("question", e.Lifted.Question.Value);
                json.WriteString("level", e.Lifted.Level.ToString());
                json.WriteString("reasons", e.Lifted.Reasons);
                break;
            case AssessmentEvent.Cleared e:
                Verdict(json, "cleared", e.Verdict);
                break;
            case AssessmentEvent.ClearedWithConditions e:
                Verdict(json, "cleared-with-conditions", e.Verdict);
                break;
            case AssessmentEvent.NotCleared e:
                Verdict(json, "not-cleared", e.Verdict);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "An event that the audit does not know.");
        }
    }

    private static void Request(Utf8JsonWriter json, UnitRequest request)
    {
        json.WriteString("what", "request-made");
        json.WriteNumber("number", request.Number);
        json.WriteString("kind", request.Kind.ToString());
        if (request.Question is { } question)
        {
            json.WriteString("question", question.Value);
        }

        AuditRow.Answer(json, "answerThen", request.AnswerThen);
        json.WriteString("text", request.Text);
    }

    private static void Verdict(Utf8JsonWriter json, string what, Verdict verdict)
    {
        json.WriteString("what", what);
        json.WritePropertyName("verdict");
        JsonSerializer.Serialize(json, VerdictDocument.Of(verdict), StorageJson.Readable.VerdictDocument);
    }
}
