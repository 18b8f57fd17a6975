using System.Collections.Immutable;
using System.Text.Json;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>
/// What lists, the queue, the search and the portfolio know of an assessment: a pure function of it, without answers. Everything
/// that is projected follows from this alone, so that it can be rebuilt and compared.
/// </summary>
public sealed record AssessmentSummary
{
    public required AssessmentId Id { get; init; }

    public required QuestionnaireRef Questionnaire { get; init; }

    /// <summary>Null for a draft without one.</summary>
    public string? Title { get; init; }

    public string? Office { get; init; }

    public string? ProjectCode { get; init; }

    public bool IsRestricted { get; init; }

    /// <summary>The state's stored name, for example <c>Draft</c>.</summary>
    public required string State { get; init; }

    /// <summary>The computed rating; null before the submission.</summary>
    public Rating? Rating { get; init; }

    /// <summary>The reviewer's; null before a decision.</summary>
    public Rating? FinalRating { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The day of the last change, in UTC: not the moment, because a page turn must not cost a write to every list.</summary>
    public required DateOnly ChangedOn { get; init; }

    /// <summary>The last submission, in the states that know it.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When the Unit's reply is due; null when none is awaited.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public required Person Developer { get; init; }

    public ImmutableArray<Person> CoEditors { get; init; } = [];

    public Person? Reviewer { get; init; }

    /// <summary>The project's countries.</summary>
    public ImmutableArray<string> Countries { get; init; } = [];

    /// <summary>Requests to the Unit that wait for a reply, oldest first.</summary>
    public ImmutableArray<OpenRequest> Requests { get; init; } = [];

    public Readership Readership => new(Developer.Id, [.. CoEditors.Select(e => e.Id)], Reviewer?.Id, Countries);

    public static AssessmentSummary Of(Assessment assessment) => new()
    {
        Id = assessment.Id,
        Questionnaire = assessment.Questionnaire.Ref,
        Title = assessment.Project.Title,
        Office = assessment.Project.Office,
        ProjectCode = assessment.Project.ProjectCode,
        IsRestricted = assessment.Project.IsRestricted,
        State = StateRow.NameOf(assessment.State),
        Rating = assessment.State.FrozenResult?.Rating,
        FinalRating = assessment.Review.Verdict?.FinalRating,
        StartedAt = assessment.StartedAt,
        ChangedOn = DateOnly.FromDateTime(assessment.ChangedAt.UtcDateTime),
        SubmittedAt = assessment.State.SubmittedAt,
        DueAt = assessment.Review.Deadline?.DueAt,
        DecidedAt = assessment.State switch
        {
            AssessmentState.Cleared s => s.DecidedAt,
            AssessmentState.ClearedWithConditions s => s.DecidedAt,
            AssessmentState.NotCleared s => s.DecidedAt,
            _ => null,
        },
        Developer = assessment.Developer,
        CoEditors = assessment.CoEditors,
        Reviewer = assessment.Reviewer,
        Countries = assessment.Project.Countries,
        Requests = [.. assessment.Requests.Where(r => r.IsOpen).Select(r => new OpenRequest(r.Number, r.Kind, r.Question, r.By, r.At))],
    };

    /// <exception cref="JsonException">It is no summary.</exception>
    internal static AssessmentSummary Read(string json) =>
        (JsonSerializer.Deserialize(json, SummaryJson.Readable.SummaryDocument) ?? throw new JsonException("An empty summary.")).ToSummary();

    /// <summary>As rows hold it: equal summaries give equal texts.</summary>
    internal string ToJson() => JsonSerializer.Serialize(SummaryDocument.Of(this), SummaryJson.Readable.SummaryDocument);

    public bool Equals(AssessmentSummary? other) =>
        other is not null
        && (Id, Questionnaire, Title, Office, ProjectCode, IsRestricted, State)
            == (other.Id, other.Questionnaire, other.Title, other.Office, other.ProjectCode, other.IsRestricted, other.State)
        && (Rating, FinalRating, StartedAt, ChangedOn, SubmittedAt, DueAt, DecidedAt)
            == (other.Rating, other.FinalRating, other.StartedAt, other.ChangedOn, other.SubmittedAt, other.DueAt, other.DecidedAt)
        && (Developer, Reviewer) == (other.Developer, other.Reviewer)
        && CoEditors.AsSpan().SequenceEqual(other.CoEditors.AsSpan())
        && Countries.AsSpan().SequenceEqual(other.Countries.AsSpan())
        && Requests.AsSpan().SequenceEqual(other.Requests.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Id, State, Rating, ChangedOn, Requests.Length);
}

/// <summary>A request to the Unit that waits for a reply; its words are in the assessment.</summary>
public sealed record OpenRequest(int Number, RequestKind Kind, QuestionId? Question, Person By, DateTimeOffset At);
