using System.Text.Json;
using Azure;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>
/// The row <c>head</c>: everything that a list, an alert or a result needs without the answers. What people may look for in the
/// storage explorer has a property of its own; the rest is one JSON property.
/// </summary>
internal sealed record HeadRow(
    ETag ETag,
    QuestionnaireRef Questionnaire,
    int Revision,
    int NextEvent,
    string State,
    string Place,
    DateTimeOffset StartedAt,
    DateTimeOffset ChangedAt,
    HeadDocument Document)
{
    /// <summary>Who may read it, told without the questionnaire.</summary>
    public Readership Readership => new(
        Document.Developer.ToPerson().Id,
        [.. (Document.CoEditors ?? []).Select(p => p.ToPerson().Id)],
        StateRow.Read(State, Document.State ?? new StateDocument()).ReviewedBy?.Id,
        Document.Project.Countries.IsDefault ? [] : Document.Project.Countries);

    public static void Write(TableTransaction row, Assessment assessment, int nextEvent)
    {
        var result = assessment.State.FrozenResult;
        row.Property("state", StateRow.NameOf(assessment.State));
        row.Property("rating", result?.Rating.ToString());
        row.Property("title", assessment.Project.Title);
        row.Property("office", assessment.Project.Office);
        row.Property("developer", assessment.Developer.Name);
        row.Property("questionnaire", assessment.Questionnaire.Ref.Id);
        row.Property("version", assessment.Questionnaire.Ref.Version);
        row.Property("revision", assessment.Revision);
        row.Property("nextEvent", nextEvent);
        row.Property("place", assessment.Place.Value);
        row.Property("startedAt", assessment.StartedAt);
        row.Property("changedAt", assessment.ChangedAt);
        row.Property("submittedAt", assessment.State.SubmittedAt);
        var document = new HeadDocument(
            PersonDocument.Of(assessment.Developer),
            assessment.CoEditors.IsEmpty ? null : [.. assessment.CoEditors.Select(PersonDocument.Of)],
            assessment.Project,
            StateRow.Of(assessment.State),
            assessment.Alert is { } alert
                ? new AlertDocument(
                    alert.Pending,
                    [.. alert.Delivered.Select(d => new AlertDeliveryDocument(d.To, d.IsChannel, d.At))],
                    alert.Attempts)
                : null)
        {
            Review = ReviewDocument.Of(assessment.Review),
            From = assessment.From?.Value,
            Filing = FilingDocument.Of(assessment.Filing),
        };
        row.Property("data", document, StorageJson.Default.HeadDocument);
    }

    public static HeadRow Read(StoredRow row) => new(
        new ETag(row.NeededText("odata.etag"u8)),
        new QuestionnaireRef(row.NeededText("questionnaire"u8), row.NeededText("version"u8)),
        row.NeededNumber("revision"u8),
        row.NeededNumber("nextEvent"u8),
        row.NeededText("state"u8),
        row.NeededText("place"u8),
        row.NeededTime("startedAt"u8),
        row.NeededTime("changedAt"u8),
        row.NeededJson("data"u8, StorageJson.Readable.HeadDocument));

    /// <param name="id">The partition that the row stands in.</param>
    /// <param name="sheet">From the answer rows.</param>
    /// <param name="rows">The rows of the review and the requests.</param>
    public Assessment ToAssessment(AssessmentId id, AnswerSheet sheet, ReviewRows rows) => new()
    {
        Id = id,
        Revision = Revision,
        Developer = Document.Developer.ToPerson(),
        CoEditors = [.. (Document.CoEditors ?? []).Select(p => p.ToPerson())],
        Project = Document.Project with
        {
            Countries = Document.Project.Countries.IsDefault ? [] : Document.Project.Countries,
            ThematicAreas = Document.Project.ThematicAreas.IsDefault ? [] : Document.Project.ThematicAreas,
        },
        Sheet = sheet,
        State = StateRow.Read(State, Document.State ?? new StateDocument()),
        Place = Domain.Assessments.Place.Parse(Place, sheet.Questionnaire) ?? throw new JsonException($"{Place} is no place."),
        StartedAt = StartedAt,
        ChangedAt = ChangedAt,
        Alert = Document.Alert is { } alert
            ? new AlertStatus(alert.Pending, [.. alert.Delivered.Select(d => new AlertDelivery(d.To, d.IsChannel, d.At))], alert.Attempts)
            : null,
        Filing = Document.Filing?.ToStatus(),
        Review = rows.ToReview(Document.Review, sheet.Questionnaire),
        Requests = rows.ToRequests(),
        From = Document.From is { } from
            ? AssessmentId.Parse(from) ?? throw new JsonException($"{from} is no assessment's id.")
            : null,
    };
}
