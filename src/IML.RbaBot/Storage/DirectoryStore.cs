using System.Collections.Concurrent;
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
public sealed class DirectoryStore(StorageClients clients)
{
    /// <summary>Assessments on one page of a list.</summary>
    public const int PageSize = 5;

    private const int RememberedPeople = 10_000;

    // Another instance may have marked the chat as dead: so soon after, a message from the person takes the mark away.
    private static readonly TimeSpan SeenExactTo = TimeSpan.FromMinutes(10);

    private readonly TableClient table = clients.Directory;
    private readonly ConcurrentDictionary<PersonId, PersonProfile> people = new();

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

    /// <summary>True for exactly one caller ever, however many ask at the same time: that one greets the person.</summary>
    public Task<bool> TryWelcomeAsync(PersonId person, DateTimeOffset at, CancellationToken cancellationToken) =>
        TryWelcomeAsync(Keys.PersonPartition(person), at, cancellationToken);

    /// <summary>The same for a team's channel or a group chat.</summary>
    public Task<bool> TryWelcomeConversationAsync(string conversationId, DateTimeOffset at, CancellationToken cancellationToken) =>
        TryWelcomeAsync(Keys.ConversationPartition(conversationId), at, cancellationToken);

    private Task<bool> TryWelcomeAsync(string partition, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var row = new TableEntity(partition, Keys.Welcome) { ["at"] = StoredTime.Write(at) };
        return clients.CallAsync(
            async token =>
            {
                try
                {
                    await table.AddEntityAsync(row, token);
                    return true;
                }
                catch (RequestFailedException e) when (e.Status == 409)
                {
                    return false;
                }
            },
            cancellationToken);
    }

    /// <summary>Keeps what the last activity said of a person; costs no round trip while that stays the same.</summary>
    /// <returns>Whether there was something new to write down, or nothing had been for a while.</returns>
    public async Task<bool> RememberAsync(PersonProfile profile, CancellationToken cancellationToken)
    {
        profile = profile with { Conversation = profile.Conversation is { } c ? c with { ActivityId = null } : null };
        if (people.TryGetValue(profile.Id, out var known) && SaysTheSame(known, profile))
        {
            return false;
        }

        var row = new TableEntity(Keys.PersonPartition(profile.Id), Keys.Profile)
        {
            ["name"] = StorableText.Clean(profile.Name),
            ["conversation"] = profile.Conversation is { } conversation
                ? JsonSerializer.Serialize(conversation, BotFrameworkJson.Relaxed.ConversationReference)
                : null,
            ["locale"] = profile.Locale,
            ["timeZone"] = profile.TimeZone,
            ["lastSeen"] = StoredTime.Write(profile.LastSeen),
        };

        // At the same time, so that a first word waits for one answer of the store.
        await Task.WhenAll(
            UpsertAsync(row, cancellationToken),
            known?.Name == profile.Name ? Task.CompletedTask : IndexAsync(new Person(profile.Id, profile.Name), cancellationToken));

        if (people.Count >= RememberedPeople)
        {
            people.Clear();
        }

        people[profile.Id] = profile;
        return true;
    }

    /// <summary>People who have written to the bot and of whose name a word begins as typed: at most so many, in the order of the alphabet.</summary>
    public async Task<ImmutableArray<Person>> FindPeopleAsync(string typed, int most, CancellationToken cancellationToken)
    {
        if (PeopleIndex.Range(typed) is not var (from, to))
        {
            return [];
        }

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.NamesPartition} and RowKey ge {from} and RowKey lt {to}");

        // A name with the word twice has two rows.
        var rows = await clients.CallAsync(token => FirstAsync(filter, most * 2, token), cancellationToken);
        return
        [
            .. rows
                .Select(row => PersonId.Parse(row.GetString("id")) is { } id ? new Person(id, row.GetString("name") ?? id.Value) : null)
                .OfType<Person>()
                .DistinctBy(p => p.Id)
                .Take(most),
        ];
    }

    // A row under a name that somebody no longer has leads to them all the same.
    private Task IndexAsync(Person person, CancellationToken cancellationToken)
    {
        var name = StorableText.Clean(person.Name);
        var rows = PeopleIndex.KeysOf(person with { Name = name })
            .Select(key => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity(Keys.NamesPartition, key) { ["id"] = person.Id.Value, ["name"] = name }))
            .ToArray();
        return rows.Length == 0 ? Task.CompletedTask : clients.CallAsync(token => table.SubmitTransactionAsync(rows, token), cancellationToken);
    }

    /// <summary>What is known of a person; null for one who never wrote to the bot.</summary>
    public async Task<PersonProfile?> FindPersonAsync(PersonId person, CancellationToken cancellationToken)
    {
        // Two point reads at once: a filter over both keys would look through the partition.
        var chosen = FindLanguageAsync(person, cancellationToken);
        var row = await FindAsync(Keys.PersonPartition(person), Keys.Profile, cancellationToken);
        var language = await chosen;
        return row is null
            ? null
            : new PersonProfile(
                person,
                row.GetString("name") ?? string.Empty,
                ReadConversation(row),
                row.GetString("locale"),
                row.GetString("timeZone"),
                StoredTime.Read(row.GetString("lastSeen")))
            {
                DeadSince = DeadSinceOf(row),
                ChosenLanguage = language,
            };
    }

    /// <summary>What this process remembers of a person may be wrong: their next message is written down in any case.</summary>
    internal void Doubt(PersonId person) => people.TryRemove(person, out _);

    /// <summary>The id of the language that a person chose; null for none.</summary>
    public async Task<string?> FindLanguageAsync(PersonId person, CancellationToken cancellationToken) =>
        (await FindAsync(Keys.PersonPartition(person), Keys.ChosenLanguage, cancellationToken))?.GetString("language");

    /// <summary>Keeps the language that a person chose; null to follow the client again.</summary>
    public Task ChooseLanguageAsync(PersonId person, string? language, CancellationToken cancellationToken) => language is null
        ? DeleteAsync(Keys.PersonPartition(person), Keys.ChosenLanguage, cancellationToken)
        : UpsertAsync(new TableEntity(Keys.PersonPartition(person), Keys.ChosenLanguage) { ["language"] = language }, cancellationToken);

    /// <summary>The person removed the bot: their chat takes nothing more.</summary>
    public async Task ForgetConversationAsync(PersonId person, CancellationToken cancellationToken)
    {
        people.TryRemove(person, out _);
        if (await FindPersonAsync(person, cancellationToken) is { Conversation: not null } known)
        {
            await RememberAsync(known with { Conversation = null }, cancellationToken);
        }

        people.TryRemove(person, out _);
    }

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

    /// <summary>Makes a message that was given up visible to administrators and the health check.</summary>
    internal Task ReportUndeliverableAsync(AssessmentId id, OutboxMessage message, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Keys.UndeliverablePartition, Keys.Undeliverable(id, Keys.Outbox(message)))
        {
            ["id"] = id.Value,
            ["kind"] = Keys.NameOf(message.Kind),
            ["about"] = message.About,
            ["attempts"] = message.Attempts,
            ["reason"] = message.LastReason,
            ["at"] = StoredTime.Write(message.NotBefore),
        };
        return UpsertAsync(row, cancellationToken);
    }

    /// <summary>A message that was reported as given up is tried again, or is no longer wanted.</summary>
    internal Task ClearUndeliverableAsync(AssessmentId id, string message, CancellationToken cancellationToken) =>
        DeleteAsync(Keys.UndeliverablePartition, Keys.Undeliverable(id, message), cancellationToken);

    /// <summary>A page of the messages that were given up by the bot, for an administrator.</summary>
    /// <param name="after">What an earlier page gave as the next; anything else begins at the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<UndeliverablePage> ListUndeliverableAsync(string? after, CancellationToken cancellationToken)
    {
        var filter = after is { Length: > 0 and <= 128 } && after.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? TableClient.CreateQueryFilter($"PartitionKey eq {Keys.UndeliverablePartition} and RowKey gt {after}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {Keys.UndeliverablePartition}");
        var rows = await clients.CallAsync(token => FirstAsync(filter, PageSize + 1, token), cancellationToken);
        return new UndeliverablePage(
            [.. rows.Take(PageSize).Select(UndeliverableMessage.Read)], rows.Count > PageSize ? rows[PageSize - 1].RowKey : null);
    }

    /// <summary>How many messages were given up; more than a hundred count as a hundred.</summary>
    public async Task<int> CountUndeliverableAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.UndeliverablePartition}");
        var rows = await clients.CallAsync(token => FirstAsync(filter, 100, token), cancellationToken);
        return rows.Count;
    }

    private static bool SaysTheSame(PersonProfile known, PersonProfile now) =>
        known.Name == now.Name && known.Locale == now.Locale && known.TimeZone == now.TimeZone
        && now.LastSeen - known.LastSeen < SeenExactTo
        && SaysTheSame(known.Conversation, now.Conversation);

    // Field by field: the accounts of two activities are never the same object.
    private static bool SaysTheSame(ConversationReference? known, ConversationReference? now) =>
        ReferenceEquals(known, now)
        || (known is not null && now is not null
            && (known.ServiceUrl, known.ChannelId, known.TenantId, known.ConversationId, known.ConversationType)
                == (now.ServiceUrl, now.ChannelId, now.TenantId, now.ConversationId, now.ConversationType)
            && (known.Bot?.Id, known.Bot?.Name, known.User?.Id, known.User?.Name)
                == (now.Bot?.Id, now.Bot?.Name, now.User?.Id, now.User?.Name));

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
