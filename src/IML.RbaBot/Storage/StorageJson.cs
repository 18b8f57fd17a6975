using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Storage;

/// <summary>
/// The JSON inside rows. Names and shapes are a stored format: a change here must read what older versions wrote, and the approved
/// rows in the tests show it.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(HeadDocument))]
[JsonSerializable(typeof(WordsDocument))]
[JsonSerializable(typeof(FlagResponse))]
[JsonSerializable(typeof(ProjectData))]
[JsonSerializable(typeof(ResultDocument))]
[JsonSerializable(typeof(ExtraRisk[]))]
[JsonSerializable(typeof(BegunRisk[]))]
[JsonSerializable(typeof(DeclarationDocument))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ReviewCondition[]))]
[JsonSerializable(typeof(VerdictDocument))]
internal sealed partial class StorageJson : JsonSerializerContext
{
    /// <summary>
    /// The instance to use: people's text stays readable in the storage explorer. To a writer that keeps it readable by itself,
    /// <c>Default</c> writes the same faster.
    /// </summary>
    public static StorageJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>Everything of a head row that has no property of its own.</summary>
internal sealed record HeadDocument(
    PersonDocument Developer,
    PersonDocument[]? CoEditors,
    ProjectData Project,
    StateDocument? State,
    AlertDocument? Alert)
{
    public ReviewDocument? Review { get; init; }

    public string? From { get; init; }

    public FilingDocument? Filing { get; init; }
}

/// <summary>What became of the documents. The obstacle is written by name.</summary>
internal sealed record FilingDocument
{
    public int? Due { get; init; }

    public string? Location { get; init; }

    public bool? IsLink { get; init; }

    public string? Folder { get; init; }

    public string? Hash { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Obstacle { get; init; }

    public string? Detail { get; init; }

    public int? Attempts { get; init; }

    public bool? GivenUp { get; init; }

    public static FilingDocument? Of(FilingStatus? filing) => filing is null ? null : new FilingDocument
    {
        Due = filing.Due,
        Location = filing.Filed?.Location,
        IsLink = filing.Filed?.IsLink,
        Folder = filing.Filed?.Folder,
        Hash = filing.Filed?.Hash,
        At = filing.Filed?.At,
        Obstacle = filing.Obstacle?.ToString(),
        Detail = filing.Detail,
        Attempts = filing.Attempts == 0 ? null : filing.Attempts,
        GivenUp = filing.GivenUp ? true : null,
    };

    public FilingStatus ToStatus() => new(
        Due,
        this is { Location: { } location, Folder: { } folder, Hash: { } hash, At: { } at }
            ? new FiledDocument(location, IsLink ?? false, folder, hash, at)
            : null)
    {
        Obstacle = Enum.TryParse<FilingObstacle>(Obstacle, out var obstacle) ? obstacle : null,
        Detail = Detail,
        Attempts = Attempts ?? 0,
        GivenUp = GivenUp ?? false,
    };
}

/// <summary>What the head holds of a review: what alerts and lists need. Comments and reasons have rows of their own.</summary>
internal sealed record ReviewDocument
{
    public int Round { get; init; }

    public DateTimeOffset? RemindAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? EarlierAt { get; init; }

    public ResultDocument? EarlierResult { get; init; }

    public PersonDocument[]? HandOverAskedBy { get; init; }

    /// <summary>Null where there is nothing to hold.</summary>
    public static ReviewDocument? Of(Review review) => review is { Round: 0, Deadline: null, HandOverAskedBy.IsEmpty: true }
        ? null
        : new()
        {
            Round = review.Round,
            RemindAt = review.Deadline?.RemindAt,
            DueAt = review.Deadline?.DueAt,
            EarlierAt = review.Earlier?.At,
            EarlierResult = review.Earlier is { } earlier ? ResultDocument.Of(earlier.Result) : null,
            HandOverAskedBy = review.HandOverAskedBy.IsEmpty ? null : [.. review.HandOverAskedBy.Select(PersonDocument.Of)],
        };
}

/// <summary>A decision in the audit.</summary>
internal sealed record VerdictDocument(Rating FinalRating, string? Reasons, string? Notes, ReviewCondition[]? Conditions)
{
    public static VerdictDocument Of(Verdict verdict) => new(
        verdict.FinalRating, verdict.Reasons, verdict.Notes, verdict.Conditions.IsEmpty ? null : [.. verdict.Conditions]);
}

internal sealed record PersonDocument(string Id, string Name)
{
    public static PersonDocument Of(Person person) => new(person.Id.Value, person.Name);

    public Person ToPerson() =>
        new(PersonId.Parse(Id) ?? throw new JsonException($"{Id} is not a person's id."), Name);
}

/// <summary>What a state carries; which parts are there depends on the state.</summary>
internal sealed record StateDocument
{
    public DateTimeOffset? At { get; init; }

    public ResultDocument? Result { get; init; }

    public PersonDocument? Reviewer { get; init; }

    public DateTimeOffset? Since { get; init; }

    public string[]? Reopened { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset? RecordedAt { get; init; }

    public string? Reason { get; init; }

    public string? By { get; init; }
}

internal sealed record IndexDocument(string Index, int Sum, int Most);

internal sealed record FlagDocument(string Question, FlagLevel Level);

internal sealed record ResultDocument(
    Rating Rating,
    RatingRule DecidedBy,
    bool Provisional,
    IndexDocument[] Indices,
    RiskLevel Risk,
    FlagDocument[] Flags,
    int Scored,
    int Unknown)
{
    public static ResultDocument Of(FrozenResult result) => new(
        result.Rating,
        result.DecidedBy,
        result.Provisional,
        [.. result.Indices.Select(i => new IndexDocument(i.Index.Value, i.Sum, i.Most))],
        result.Risk,
        [.. result.Flags.Select(f => new FlagDocument(f.Question.Value, f.Level))],
        result.Scored,
        result.Unknown);

    public FrozenResult ToResult() => new(
        Rating,
        DecidedBy,
        Provisional,
        [.. Indices.Select(i => new IndexScore(new IndexId(i.Index), i.Sum, i.Most))],
        Risk,
        [.. Flags.Select(f => new Flag(new QuestionId(f.Question), f.Level))],
        Scored,
        Unknown);
}

internal sealed record AlertDocument(bool Pending, AlertDeliveryDocument[] Delivered, int Attempts);

internal sealed record AlertDeliveryDocument(string To, bool IsChannel, DateTimeOffset At);

/// <summary>Without <paramref name="Begun"/> where no risk is half entered.</summary>
internal sealed record WordsDocument(string Text, ExtraRisk[] ExtraRisks, BegunRisk[]? Begun)
{
    public static WordsDocument Of(AnswerValue.Words words) =>
        new(words.Text, [.. words.ExtraRisks], words.Begun.IsEmpty ? null : [.. words.Begun]);
}

internal sealed record DeclarationDocument(string Role, string[] Consulted, string ProposalVersion, bool Confirmed)
{
    public static DeclarationDocument Of(AnswerValue.Declaration declaration) =>
        new(declaration.Role, [.. declaration.Consulted], declaration.ProposalVersion, declaration.Confirmed);
}
