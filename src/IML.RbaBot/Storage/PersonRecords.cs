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
    /// <summary>Every row that names the person, by table, partition and key.</summary>
    public async Task<JsonArray> ExportAsync(PersonId person, CancellationToken cancellationToken)
    {
        var found = new JsonArray();
        await foreach (var (table, row) in RowsAsync(cancellationToken))
        {
            if (PersonTraces.Mentions(row, person))
            {
                found.Add(ToJson(table, row));
            }
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
    /// <returns>How many rows were changed, and how many deleted.</returns>
    public async Task<(int Changed, int Deleted)> ForgetAsync(PersonId person, string role, CancellationToken cancellationToken)
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

        var (changed, deleted) = (0, 0);
        var traces = new PersonTraces(person, role, Guid.NewGuid().ToString("D"), names);
        await foreach (var (table, row) in RowsAsync(cancellationToken))
        {
            if (row.PartitionKey == Keys.PersonPartition(person) || row.PartitionKey == Keys.UserPartition(person)
                || row.PartitionKey == Keys.FindByPartition(person)
                || (row.PartitionKey == Keys.NamesPartition && row.RowKey.EndsWith(person.Value, StringComparison.Ordinal))
                || IsCardOf(row, person))
            {
                await clients.CallAsync(token => table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, token), cancellationToken);
                deleted++;
            }
            else if (partitions.Contains(row.PartitionKey) && await ReplaceAsync(table, row, traces, cancellationToken))
            {
                changed++;
            }
        }

        return (changed, deleted);
    }

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
