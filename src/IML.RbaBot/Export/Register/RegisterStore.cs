using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Export.Register;

/// <summary>
/// The rows of the register, one for each assessment that was ever submitted, in one partition of the table <c>Directory</c>: read from
/// its first row to its last, whatever the assessments hold. A projection, written as the other lists are.
/// </summary>
public sealed class RegisterStore(StorageClients clients)
{
    private const int PageSize = 1000;

    /// <summary>Whether a commit changes what the register says.</summary>
    public static bool IsListedAnew(Assessment? before, Assessment after) => JsonOf(before) != JsonOf(after);

    /// <summary>Writes an assessment's row as it stands now, or takes it out when nothing was submitted.</summary>
    public Task ListAsync(Assessment assessment, CancellationToken cancellationToken) => clients.CallAsync(
        async token =>
        {
            var key = assessment.Id.Value;
            return JsonOf(assessment) is { } json
                ? await clients.Directory.UpsertEntityAsync(
                    new TableEntity(Keys.RegisterPartition, key) { ["data"] = json }, TableUpdateMode.Replace, token)
                : await clients.Directory.DeleteEntityAsync(Keys.RegisterPartition, key, ETag.All, token);
        },
        cancellationToken);

    /// <summary>Takes an assessment's row out, if it is there: it is deleted.</summary>
    public Task UnlistAsync(AssessmentId id, CancellationToken cancellationToken) => clients.CallAsync(
        token => clients.Directory.DeleteEntityAsync(Keys.RegisterPartition, id.Value, ETag.All, token), cancellationToken);

    /// <summary>All rows, page by page, in the order of the references.</summary>
    internal async IAsyncEnumerable<RegisterRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.RegisterPartition}");
        await foreach (var row in clients.Directory.QueryAsync<TableEntity>(filter, PageSize, cancellationToken: cancellationToken))
        {
            yield return JsonSerializer.Deserialize(row.GetString("data"), RegisterJson.Default.RegisterRow)
                ?? throw new JsonException($"{row.RowKey} is no row of the register.");
        }
    }

    /// <summary>
    /// Writes the row of an assessment anew, as <paramref name="load"/> gives it, unless somebody else writes that row meanwhile: the
    /// row is looked at first, so that what is written is never older than what it replaces.
    /// </summary>
    internal async Task RestoreAsync(AssessmentId id, Func<Task<Assessment?>> load, CancellationToken cancellationToken)
    {
        var standing = await clients.CallAsync(
            token => clients.Directory.GetEntityIfExistsAsync<TableEntity>(Keys.RegisterPartition, id.Value, cancellationToken: token), cancellationToken);
        var row = JsonOf(await load()) is { } json ? new TableEntity(Keys.RegisterPartition, id.Value) { ["data"] = json } : null;
        try
        {
            await clients.CallAsync(
                token => (row, standing.HasValue) switch
                {
                    (null, true) => clients.Directory.DeleteEntityAsync(Keys.RegisterPartition, id.Value, standing.Value!.ETag, token),
                    (null, false) => Task.FromResult<Response>(null!),
                    (_, true) => clients.Directory.UpdateEntityAsync(row, standing.Value!.ETag, TableUpdateMode.Replace, token),
                    _ => clients.Directory.AddEntityAsync(row, token),
                },
                cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            // The running bot was faster, and wrote what stands.
        }
    }

    /// <summary>The row as it is to stand; null for what has none.</summary>
    internal static string? JsonOf(Assessment? assessment) => assessment is not null && RegisterRow.Of(assessment) is { } row
        ? JsonSerializer.Serialize(row, RegisterJson.Default.RegisterRow)
        : null;
}

/// <summary>One assessment in the register. What people typed is as they typed it; the writer makes it safe. A stored format.</summary>
internal sealed record RegisterRow
{
    public required string Reference { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    public string? Title { get; init; }

    public string? ProjectCode { get; init; }

    public string? Office { get; init; }

    /// <summary>ISO 3166-1 alpha-2, the main country first.</summary>
    public string[] Countries { get; init; } = [];

    /// <summary>Id of the list of stages.</summary>
    public string? Stage { get; init; }

    public bool IsRestricted { get; init; }

    /// <summary>The stored name of the state.</summary>
    public required string State { get; init; }

    public Rating Rating { get; init; }

    public Rating? FinalRating { get; init; }

    public bool IsProvisional { get; init; }

    /// <summary>In percent, one decimal, in the questionnaire's order.</summary>
    public RegisterIndex[] Indices { get; init; } = [];

    public RiskLevel Risk { get; init; }

    /// <summary>How many red flags.</summary>
    public int RedFlags { get; init; }

    public int Referrals { get; init; }

    /// <summary>How many mandatory measures.</summary>
    public int Measures { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public required string Developer { get; init; }

    /// <summary>The ids of those who answer it.</summary>
    public string[] Editors { get; init; } = [];

    public string? Reviewer { get; init; }

    public string? ReviewerId { get; init; }

    /// <summary>Id and version.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Where the document is filed: an https link, or a path; null while it is not.</summary>
    public string? FiledAt { get; init; }

    /// <summary>Null for what was never submitted: a draft is its developer's own.</summary>
    public static RegisterRow? Of(Assessment assessment) => assessment.State.FrozenResult is not { } result ? null : new RegisterRow
    {
        Reference = assessment.Reference.Value,
        Version = assessment.Id.Version,
        Title = assessment.Project.Title,
        ProjectCode = assessment.Project.ProjectCode,
        Office = assessment.Project.Office,
        Countries = [.. assessment.Project.Countries],
        Stage = assessment.Project.Stage,
        IsRestricted = assessment.Project.IsRestricted,
        State = StateRow.NameOf(assessment.State),
        Rating = result.Rating,
        FinalRating = assessment.Review.Verdict?.FinalRating,
        IsProvisional = result.Provisional,
        Indices = [.. result.Indices.Select(i => new RegisterIndex(i.Index.Value, i.Percent))],
        Risk = result.Risk,
        RedFlags = result.Flags.Count(f => f.Level == FlagLevel.X),
        Referrals = result.Flags.Count(f => f.Level == FlagLevel.R),
        Measures = result.Flags.Count(f => f.Level == FlagLevel.M),
        SubmittedAt = assessment.State.SubmittedAt,
        DecidedAt = assessment.State switch
        {
            AssessmentState.Cleared s => s.DecidedAt,
            AssessmentState.ClearedWithConditions s => s.DecidedAt,
            AssessmentState.NotCleared s => s.DecidedAt,
            AssessmentState.Recorded s => s.RecordedAt,
            _ => null,
        },
        Developer = assessment.Developer.Name,
        Editors = [.. assessment.CoEditors.Prepend(assessment.Developer).Select(p => p.Id.Value)],
        Reviewer = assessment.Reviewer?.Name,
        ReviewerId = assessment.Reviewer?.Id.Value,
        Questionnaire = string.Create(CultureInfo.InvariantCulture, $"{assessment.Questionnaire.Ref}"),
        FiledAt = assessment.Filing?.Filed?.Location,
    };

    /// <summary>The same rule as <see cref="Assessment.MayRead"/>, for who has only the row.</summary>
    public bool MayBeReadBy(Actor actor) =>
        actor.Has(Roles.HeadOfIml | Roles.Auditor)
        || (actor.Person is { } person && (Editors.Contains(person.Id.Value) || ReviewerId == person.Id.Value))
        || (actor.Has(Roles.FocalPoint | Roles.BackupFocalPoint)
            && actor.Coverage.Covers(new ProjectData { Office = Office, Countries = [.. Countries] }));
}

/// <summary>An index as the register has it.</summary>
internal sealed record RegisterIndex(string Index, decimal Percent);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RegisterRow))]
internal sealed partial class RegisterJson : JsonSerializerContext;
