using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.Json;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Projections;

namespace IML.RbaBot.Storage;

/// <summary>
/// The table <c>Directory</c>: lookups by key. Every one is a point read or the first page of one partition; nothing scans.
/// Lists are projections, written after the commit by <see cref="ProjectionDelivery"/>.
/// </summary>
public sealed partial class DirectoryStore(StorageClients clients)
{
    /// <summary>Assessments on one page of a list.</summary>
    public const int PageSize = 5;

    private readonly TableClient table = clients.Directory;

    /// <summary>
    /// Whether a commit has to promise a projection: a row looks otherwise after it. That is so at the start, for what lists, queue,
    /// search and portfolio know, for who sees it, and for the first change of a day, so that a page turn does not cost a write.
    /// </summary>
    public static bool IsListedAnew(Assessment? before, Assessment after) =>
        before is null || AssessmentSummary.Of(before) != AssessmentSummary.Of(after);

    /// <summary>A page of a person's assessments, newest first, without the withdrawn ones.</summary>
    /// <param name="person">Developer or co-editor.</param>
    /// <param name="after">What an earlier page gave as the next; anything else begins at the newest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ListPage> ListAsync(PersonId person, string? after, CancellationToken cancellationToken)
    {
        var partition = Keys.UserPartition(person);
        var filter = after is { Length: <= 64 } && after.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        var rows = await clients.CallAsync(token => FirstAsync(filter, PageSize + 1, token), cancellationToken);
        var items = rows.Take(PageSize).Select(ReadListed).ToImmutableArray();
        return new ListPage(items, rows.Count > PageSize ? rows[PageSize - 1].RowKey : null);
    }

    /// <summary>Writes an assessment's row into a person's list, whatever stood there.</summary>
    public Task EnlistAsync(PersonId person, ListedAssessment listed, CancellationToken cancellationToken) =>
        UpsertAsync(RowOf(person, listed), cancellationToken);

    internal static TableEntity RowOf(PersonId person, ListedAssessment listed) =>
        new(Keys.UserPartition(person), Keys.ListRow(listed.StartedAt, listed.Id))
        {
            ["id"] = listed.Id.Value,
            ["title"] = listed.Title,
            ["office"] = listed.Office,
            ["state"] = listed.State,
            ["rating"] = listed.Rating?.ToString(),
            ["restricted"] = listed.IsRestricted,
            ["startedAt"] = StoredTime.Write(listed.StartedAt),
            ["changedOn"] = listed.ChangedOn.ToString("O", CultureInfo.InvariantCulture),
        };

    /// <summary>Takes an assessment out of a person's list, if it is there.</summary>
    public Task UnlistAsync(PersonId person, ListedAssessment listed, CancellationToken cancellationToken) =>
        UnlistAsync(person, listed.StartedAt, listed.Id, cancellationToken);

    internal Task UnlistAsync(PersonId person, DateTimeOffset startedAt, AssessmentId id, CancellationToken cancellationToken) =>
        DeleteAsync(Keys.UserPartition(person), Keys.ListRow(startedAt, id), cancellationToken);

    /// <summary>Makes a channel the place for alerts, in place of any other.</summary>
    public Task SetAlertsChannelAsync(AlertsChannel channel, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Keys.ChannelPartition, Keys.AlertsChannel)
        {
            ["conversation"] = JsonSerializer.Serialize(channel.Conversation.WithoutThread(), BotFrameworkJson.Relaxed.ConversationReference),
            ["name"] = StorableText.Clean(channel.Name),
            ["setBy"] = channel.SetBy.Value,
            ["setAt"] = StoredTime.Write(channel.SetAt),
            ["language"] = channel.Language,
        };
        return UpsertAsync(row, cancellationToken);
    }

    /// <summary>The channel for alerts; null when nobody has chosen one.</summary>
    public async Task<AlertsChannel?> FindAlertsChannelAsync(CancellationToken cancellationToken)
    {
        var row = await FindAsync(Keys.ChannelPartition, Keys.AlertsChannel, cancellationToken);
        return row is not null && ReadConversation(row) is { } conversation && PersonId.Parse(row.GetString("setBy")) is { } setBy
            ? new AlertsChannel(conversation, row.GetString("name") ?? string.Empty, setBy, StoredTime.Read(row.GetString("setAt")))
            {
                DeadSince = DeadSinceOf(row),
                Language = row.GetString("language"),
            }
            : null;
    }

    /// <summary>The bot was removed from the channel for alerts.</summary>
    public Task ForgetAlertsChannelAsync(CancellationToken cancellationToken) =>
        DeleteAsync(Keys.ChannelPartition, Keys.AlertsChannel, cancellationToken);

    private static DateTimeOffset? DeadSinceOf(TableEntity row) =>
        row.GetString(DeadAddresses.Since) is { } since ? StoredTime.Read(since) : null;

    private static ConversationReference? ReadConversation(TableEntity row) => row.GetString("conversation") is { Length: > 0 } json
        ? JsonSerializer.Deserialize(json, BotFrameworkJson.Relaxed.ConversationReference)
        : null;

    private static ListedAssessment ReadListed(TableEntity row) => new(
        AssessmentId.Parse(row.GetString("id")) ?? throw new JsonException($"{row.RowKey} names no assessment."),
        row.GetString("title"),
        row.GetString("office"),
        row.GetString("state"),
        Enum.TryParse<Rating>(row.GetString("rating"), out var rating) ? rating : null,
        row.GetBoolean("restricted") ?? false,
        StoredTime.Read(row.GetString("startedAt")),
        DateOnly.ParseExact(row.GetString("changedOn"), "O", CultureInfo.InvariantCulture));

    private async Task<List<TableEntity>> FirstAsync(string filter, int count, CancellationToken cancellationToken)
    {
        await foreach (var page in table.QueryAsync<TableEntity>(filter, count, cancellationToken: cancellationToken).AsPages())
        {
            return [.. page.Values];
        }

        return [];
    }

    private async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken)
    {
        var found = await clients.CallAsync(
            token => table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: token), cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private Task<Response> UpsertAsync(TableEntity row, CancellationToken cancellationToken) =>
        clients.CallAsync(token => table.UpsertEntityAsync(row, TableUpdateMode.Replace, token), cancellationToken);

    private Task<Response> DeleteAsync(string partition, string row, CancellationToken cancellationToken) =>
        clients.CallAsync(token => table.DeleteEntityAsync(partition, row, ETag.All, token), cancellationToken);
}
