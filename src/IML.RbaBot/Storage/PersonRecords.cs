using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>
/// Everything stored of one person, for the two requests that a person can make: to see it, and not to be named any more. Rare and by
/// hand, so it reads both tables whole, which nothing else does.
/// </summary>
internal sealed class PersonRecords(StorageClients clients)
{
    /// <summary>
    /// Every row that names the person, by table, partition and key; and where the documents of those assessments are filed, which are
    /// not read.
    /// </summary>
    public async Task<JsonArray> ExportAsync(PersonId person, CancellationToken cancellationToken)
    {
        var found = new JsonArray();
        var documents = new List<JsonNode>();
        var (names, partitions) = await TracesAsync(person, cancellationToken);
        await foreach (var (table, row) in RowsAsync(cancellationToken))
        {
            if (PersonTraces.Mentions(row, person) || (partitions.Contains(row.PartitionKey) && PersonTraces.MentionsByName(row, names)))
            {
                found.Add((JsonNode)ToJson(table, row));
                if (row.RowKey == Keys.Head && FiledAt(row) is { } location)
                {
                    documents.Add(new JsonObject { ["filedDocument"] = location, ["of"] = row.PartitionKey });
                }
            }
        }

        foreach (var document in documents)
        {
            found.Add(document);
        }

        return found;
    }

    /// <summary>What the person still has under way: assessments that are not final, as developer.</summary>
    public async Task<IReadOnlyList<string>> OpenAsync(PersonId person, CancellationToken cancellationToken)
    {
        var open = new List<string>();
        await foreach (var (_, row) in RowsAsync(cancellationToken))
        {
            if (row.RowKey == Keys.Head && PersonTraces.IsDeveloper(row, person)
                && row.GetString("state") is "Draft" or "Submitted" or "UnderReview" or "Returned")
            {
                open.Add($"{row.PartitionKey} ({row.GetString("state")})");
            }
        }

        return open;
    }

    /// <summary>
    /// Puts a role in place of the person in every row, and an id that means nothing in place of theirs; deletes what is kept for the
    /// person alone. Repeating it after it broke off does the rest.
    /// </summary>
    /// <param name="person">Who is not to be named any more.</param>
    /// <param name="role">What stands in their place.</param>
    /// <param name="askedBy">Who asked for it, as the record of it says; not the person's name.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>How many rows were changed, and how many deleted.</returns>
    /// <exception cref="ArgumentException"><paramref name="askedBy"/> names the person.</exception>
    public async Task<(int Changed, int Deleted)> ForgetAsync(
        PersonId person, string role, string askedBy, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (names, partitions) = await TracesAsync(person, cancellationToken);
        if (names.Any(name => askedBy.Contains(name, StringComparison.OrdinalIgnoreCase) || role.Contains(name, StringComparison.OrdinalIgnoreCase))
            || askedBy.Contains(person.Value, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("The record of a request to be forgotten would name the person.", nameof(askedBy));
        }

        if (partitions.Count == 0)
        {
            return (0, 0);
        }

        var stranger = Guid.NewGuid().ToString("D");
        await RecordAsync(new Forgetting(stranger, role, askedBy, at, partitions, null), cancellationToken);
        var (changed, deleted) = (0, 0);
        var traces = new PersonTraces(person, role, stranger, names);
        await foreach (var (table, row) in RowsAsync(cancellationToken))
        {
            if (PersonTraces.IsKeyedBy(row, person) || IsCardOf(row, person))
            {
                await clients.CallAsync(token => table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, token), cancellationToken);
                deleted++;
            }
            else if (partitions.Contains(row.PartitionKey) && await ReplaceAsync(table, row, traces, cancellationToken))
            {
                changed++;
            }
        }

        await RecordAsync(new Forgetting(stranger, role, askedBy, at, partitions, (changed, deleted)), cancellationToken);
        return (changed, deleted);
    }

    /// <summary>The names under which the person is known, and the partitions in which they are.</summary>
    private async Task<(HashSet<string> Names, HashSet<string> Partitions)> TracesAsync(PersonId person, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var partitions = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (_, row) in RowsAsync(cancellationToken))
        {
            if (PersonTraces.Mentions(row, person))
            {
                names.UnionWith(PersonTraces.NamesOf(row, person));
                partitions.Add(row.PartitionKey);
            }
        }

        return (names, partitions);
    }

    /// <summary>The record of a request: who asked, when, and what was replaced by what. It says nothing of who the person was.</summary>
    private async Task RecordAsync(Forgetting done, CancellationToken cancellationToken)
    {
        var assessments = done.Partitions.Where(p => AssessmentId.Parse(p) is not null).Order(StringComparer.Ordinal).ToArray();
        var row = new TableEntity(Keys.ForgottenPartition, Keys.Forgotten(done.At, done.Stranger))
        {
            ["at"] = StoredTime.Write(done.At),
            ["askedBy"] = done.AskedBy,
            ["role"] = done.Role,
            ["stranger"] = done.Stranger,
            ["assessments"] = assessments.Length,

            // As many as a property takes; their own rows show the stranger.
            ["ids"] = string.Join(' ', assessments.Take(1000)),
            ["changed"] = done.Rows?.Changed,
            ["deleted"] = done.Rows?.Deleted,
        };
        await clients.CallAsync(token => clients.Directory.UpsertEntityAsync(row, TableUpdateMode.Replace, token), cancellationToken);
    }

    /// <param name="Stranger">The id that stands in the person's place.</param>
    /// <param name="Role">What stands in place of the name.</param>
    /// <param name="AskedBy">Who asked.</param>
    /// <param name="At">When.</param>
    /// <param name="Partitions">Where the person was named.</param>
    /// <param name="Rows">Null until it is done: then it broke off, and was repeated.</param>
    private sealed record Forgetting(
        string Stranger, string Role, string AskedBy, DateTimeOffset At, IReadOnlySet<string> Partitions, (int Changed, int Deleted)? Rows);

    /// <summary>A card in the person's chat: nobody updates it any more.</summary>
    private static bool IsCardOf(TableEntity row, PersonId person) =>
        row.RowKey.StartsWith(Keys.CardPrefix, StringComparison.Ordinal) && row.GetString("person") == person.Value;

    /// <summary>Somebody may change the row meanwhile: then it is read again.</summary>
    private async Task<bool> ReplaceAsync(TableClient table, TableEntity row, PersonTraces traces, CancellationToken cancellationToken)
    {
        while (traces.Replace(row))
        {
            try
            {
                await clients.CallAsync(token => table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, token), cancellationToken);
                return true;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                row = (await clients.CallAsync(
                    token => table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: token), cancellationToken)).Value;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return false;
            }
        }

        return false;
    }

    private async IAsyncEnumerable<(TableClient Table, TableEntity Row)> RowsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var table in new[] { clients.AssessmentsTable, clients.Directory })
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
            {
                yield return (table, row);
            }
        }
    }

    private static string? FiledAt(TableEntity head) =>
        head.GetString("data") is { } data && JsonNode.Parse(data)?["filing"]?["location"] is JsonValue location ? location.GetValue<string>() : null;

    private static JsonObject ToJson(TableClient table, TableEntity row)
    {
        var properties = new JsonObject();
        foreach (var (name, value) in row.Where(p => p.Key is not ("odata.etag" or "PartitionKey" or "RowKey" or "Timestamp")))
        {
            properties[name] = value switch
            {
                string text => Parsed(text),
                bool flag => flag,
                int number => number,
                _ => value?.ToString(),
            };
        }

        return new JsonObject { ["table"] = table.Name, ["partition"] = row.PartitionKey, ["row"] = row.RowKey, ["holds"] = properties };
    }

    private static JsonNode? Parsed(string text)
    {
        if (text is not ['{' or '[', ..])
        {
            return text;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A long change goes on in the next property.
            return text;
        }
    }
}
