using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Projections;

/// <summary>The JSON inside projected rows. What an older version wrote is rebuilt with <c>reindex</c>, so it need not be read for ever.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SummaryDocument))]
[JsonSerializable(typeof(CellDocument))]
[JsonSerializable(typeof(PortfolioShare))]
internal sealed partial class SummaryJson : JsonSerializerContext
{
    /// <summary>The instance to use: people's text stays readable in the storage explorer.</summary>
    public static SummaryJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>A summary as rows hold it. Everything by its stored name, so that equal summaries are equal texts.</summary>
internal sealed record SummaryDocument
{
    public required string Id { get; init; }

    public required string Questionnaire { get; init; }

    public required string Version { get; init; }

    public string? Title { get; init; }

    public string? Office { get; init; }

    public string? ProjectCode { get; init; }

    public bool? Restricted { get; init; }

    public required string State { get; init; }

    public string? Rating { get; init; }

    public string? FinalRating { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateOnly ChangedOn { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public required PersonDocument Developer { get; init; }

    public PersonDocument[]? CoEditors { get; init; }

    public PersonDocument? Reviewer { get; init; }

    public string[]? Countries { get; init; }

    public RequestDocument[]? Requests { get; init; }

    public static SummaryDocument Of(AssessmentSummary summary) => new()
    {
        Id = summary.Id.Value,
        Questionnaire = summary.Questionnaire.Id,
        Version = summary.Questionnaire.Version,
        Title = summary.Title,
        Office = summary.Office,
        ProjectCode = summary.ProjectCode,
        Restricted = summary.IsRestricted ? true : null,
        State = summary.State,
        Rating = summary.Rating?.ToString(),
        FinalRating = summary.FinalRating?.ToString(),
        StartedAt = summary.StartedAt.ToUniversalTime(),
        ChangedOn = summary.ChangedOn,
        SubmittedAt = summary.SubmittedAt?.ToUniversalTime(),
        DueAt = summary.DueAt?.ToUniversalTime(),
        DecidedAt = summary.DecidedAt?.ToUniversalTime(),
        Developer = PersonDocument.Of(summary.Developer),
        CoEditors = summary.CoEditors.IsEmpty ? null : [.. summary.CoEditors.Select(PersonDocument.Of)],
        Reviewer = summary.Reviewer is { } reviewer ? PersonDocument.Of(reviewer) : null,
        Countries = summary.Countries.IsEmpty ? null : [.. summary.Countries],
        Requests = summary.Requests.IsEmpty ? null : [.. summary.Requests.Select(RequestDocument.Of)],
    };

    public AssessmentSummary ToSummary() => new()
    {
        Id = AssessmentId.Parse(Id) ?? throw new JsonException($"{Id} is no assessment's id."),
        Questionnaire = new QuestionnaireRef(Questionnaire, Version),
        Title = Title,
        Office = Office,
        ProjectCode = ProjectCode,
        IsRestricted = Restricted ?? false,
        State = State,
        Rating = RatingOf(Rating),
        FinalRating = RatingOf(FinalRating),
        StartedAt = StartedAt,
        ChangedOn = ChangedOn,
        SubmittedAt = SubmittedAt,
        DueAt = DueAt,
        DecidedAt = DecidedAt,
        Developer = Developer.ToPerson(),
        CoEditors = [.. (CoEditors ?? []).Select(p => p.ToPerson())],
        Reviewer = Reviewer?.ToPerson(),
        Countries = [.. Countries ?? []],
        Requests = [.. (Requests ?? []).Select(r => r.ToRequest())],
    };

    private static Rating? RatingOf(string? name) =>
        name is null ? null : Enum.TryParse<Rating>(name, out var rating) ? rating : throw new JsonException($"{name} is no rating.");
}

internal sealed record RequestDocument(int Number, string Kind, string? Question, PersonDocument By, DateTimeOffset At)
{
    public static RequestDocument Of(OpenRequest request) => new(
        request.Number, request.Kind.ToString(), request.Question?.Value, PersonDocument.Of(request.By), request.At.ToUniversalTime());

    public OpenRequest ToRequest() => new(
        Number,
        Enum.TryParse<RequestKind>(Kind, out var kind) ? kind : throw new JsonException($"{Kind} is no kind of request."),
        Question is { } question ? new QuestionId(question) : null,
        By.ToPerson(),
        At);
}
