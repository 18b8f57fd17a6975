using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.Json;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>The part about people: what is remembered of them, their names, their language, and whether they were greeted.</summary>
public sealed partial class DirectoryStore
{
    private const int RememberedPeople = 10_000;

    // Another instance may have marked the chat as dead: so soon after, a message from the person takes the mark away.
    private static readonly TimeSpan SeenExactTo = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<PersonId, PersonProfile> people = new();

    /// <summary>True for exactly one caller ever, however many ask at the same time: that one greets the person.</summary>
    public Task<bool> TryWelcomeAsync(PersonId person, DateTimeOffset at, CancellationToken cancellationToken) =>
        TryWelcomeAsync(Keys.PersonPartition(person), at, cancellationToken);

    /// <summary>The same for a team's channel or a group chat.</summary>
    public Task<bool> TryWelcomeConversationAsync(string conversationId, DateTimeOffset at, CancellationToken cancellationToken) =>
        TryWelcomeAsync(Keys.ConversationPartition(conversationId), at, cancellationToken);

    /// <summary>The welcome did not arrive: whoever asks next greets the person.</summary>
    public Task UndoWelcomeAsync(PersonId person, CancellationToken cancellationToken) =>
        DeleteAsync(Keys.PersonPartition(person), Keys.Welcome, cancellationToken);

    /// <summary>The same for a team's channel or a group chat.</summary>
    public Task UndoWelcomeConversationAsync(string conversationId, CancellationToken cancellationToken) =>
        DeleteAsync(Keys.ConversationPartition(conversationId), Keys.Welcome, cancellationToken);

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
}
