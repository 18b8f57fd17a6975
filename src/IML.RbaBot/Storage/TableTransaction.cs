using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;

namespace IML.RbaBot.Storage;

/// <summary>
/// The body of one entity-group transaction, written as it goes over the wire
/// (https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions). Every limit of Azure Tables is
/// checked while it is written, so what is over a limit is never sent. docs/decisions says why the SDK does not write it.
/// </summary>
internal sealed class TableTransaction : IDisposable
{
    public const string ContentType = "multipart/mixed; boundary=" + Batch;

    private const string Batch = "batch_rbabot";
    private const string Changeset = "changeset_rbabot";

    // Every row is text that JSON escapes, so no row can hold a line that looks like a boundary.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // As large as nearly all of them: a page of five answers has some 5 KB.
    private readonly PooledBytes body = new(8 * 1024);
    private readonly Utf8JsonWriter json;
    private readonly string partition;

    // The address of the table, and that of a row up to its key: every row says one of them.
    private readonly byte[] table;
    private readonly byte[] entity;
    private readonly HashSet<string> rows = new(StringComparer.Ordinal);

    private string row = string.Empty;
    private int properties;
    private long rowBytes;

    /// <param name="table">The table's address.</param>
    /// <param name="partition">The partition key of every row.</param>
    public TableTransaction(Uri table, string partition)
    {
        TableLimits.CheckKey(partition);
        this.partition = partition;
        this.table = Encoding.UTF8.GetBytes(table.AbsoluteUri);
        entity = Encoding.UTF8.GetBytes($"{table.AbsoluteUri}(PartitionKey='{partition}',RowKey='");
        json = new Utf8JsonWriter(body, Relaxed);
        Raw($"--{Batch}\r\nContent-Type: multipart/mixed; boundary={Changeset}\r\n\r\n");
    }

    /// <summary>How many rows it writes or deletes.</summary>
    public int Operations => rows.Count;

    /// <summary>A new row; the transaction fails when there is one with that key.</summary>
    public void Insert(string rowKey, Action<TableTransaction> write) => Write(rowKey, null, isInsert: true, write);

    /// <summary>A row that replaces the one of that key, if there is one.</summary>
    public void Upsert(string rowKey, Action<TableTransaction> write) => Write(rowKey, null, isInsert: false, write);

    /// <summary>A row that replaces the one of that key; the transaction fails when that one is not <paramref name="etag"/> any more.</summary>
    public void Replace(string rowKey, ETag etag, Action<TableTransaction> write) => Write(rowKey, etag, isInsert: false, write);

    /// <summary>Deletes a row; the transaction fails when there is none.</summary>
    public void Delete(string rowKey)
    {
        Begin(rowKey);
        Raw("DELETE "u8);
        Entity(rowKey);
        Raw("Accept: application/json;odata=minimalmetadata\r\nIf-Match: *\r\nDataServiceVersion: 3.0\r\n\r\n\r\n"u8);
    }

    public void Property(string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        CountText(name, value.Length);
        json.WriteString(name, value);
    }

    /// <summary>As JSON in a text, people's words readable in it.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="value">What it holds.</param>
    /// <param name="type">Of a context without an encoder: then generated code writes it, instead of the serializer's general one.</param>
    public void Property<T>(string name, T value, JsonTypeInfo<T> type)
    {
        var text = new PooledBytes(4 * 1024);
        using (var inner = new Utf8JsonWriter(text, Relaxed))
        {
            JsonSerializer.Serialize(inner, value, type);
        }

        Property(name, text.Written.AsSpan());
        text.GiveBack();
    }

    /// <summary>Text in UTF-8.</summary>
    public void Property(string name, ReadOnlySpan<byte> text)
    {
        CountText(name, Encoding.UTF8.GetCharCount(text));
        json.WriteString(name, text);
    }

    public void Property(string name, int? value)
    {
        if (value is { } given)
        {
            Count(name, sizeof(int));
            json.WriteNumber(name, given);
        }
    }

    public void Property(string name, bool value)
    {
        Count(name, 1);
        json.WriteBoolean(name, value);
    }

    /// <summary>In UTC and as text: readable, exact, and without a type annotation.</summary>
    public void Property(string name, DateTimeOffset? value)
    {
        if (value is { } given)
        {
            Span<byte> text = stackalloc byte[StoredTime.Length];
            StoredTime.Write(given, text);
            Property(name, text);
        }
    }

    /// <summary>The whole body; nothing can be added after it.</summary>
    public ReadOnlyMemory<byte> ToBody()
    {
        if (rows.Count == 0)
        {
            throw new TableLimitException("A transaction without a row.");
        }

        Raw($"--{Changeset}--\r\n--{Batch}--\r\n");
        return body.Count > TableLimits.TransactionBytes
            ? throw new TableLimitException($"A transaction of {body.Count} bytes.")
            : body.Written;
    }

    /// <summary>The body was sent and answered: it is not used any more.</summary>
    public void GiveBack() => body.GiveBack();

    public void Dispose() => json.Dispose();

    private void Write(string rowKey, ETag? etag, bool isInsert, Action<TableTransaction> write)
    {
        Begin(rowKey);
        if (isInsert)
        {
            Raw("POST "u8);
            Raw(table);
            Raw(" HTTP/1.1\r\n"u8);
        }
        else
        {
            Raw("PUT "u8);
            Entity(rowKey);
        }

        Raw("Accept: application/json;odata=minimalmetadata\r\nContent-Type: application/json\r\nDataServiceVersion: 3.0\r\n"u8);
        if (isInsert)
        {
            Raw("Prefer: return-no-content\r\n"u8);
        }
        else if (etag is { } match)
        {
            Raw($"If-Match: {match}\r\n");
        }

        Raw("\r\n"u8);

        properties = 0;
        rowBytes = 4 + ((partition.Length + rowKey.Length) * sizeof(char));
        json.Reset(body);
        json.WriteStartObject();
        json.WriteString("PartitionKey", partition);
        json.WriteString("RowKey", rowKey);
        write(this);
        json.WriteEndObject();
        json.Flush();
        Raw("\r\n"u8);
        if (properties > TableLimits.Properties || rowBytes > TableLimits.RowBytes)
        {
            throw new TableLimitException($"{rowKey} has {properties} properties of {rowBytes} bytes.");
        }
    }

    private void Begin(string rowKey)
    {
        TableLimits.CheckKey(rowKey);
        row = rowKey;
        if (!rows.Add(rowKey))
        {
            throw new TableLimitException($"{rowKey} twice in one transaction.");
        }

        if (rows.Count > TableLimits.Operations)
        {
            throw new TableLimitException($"More than {TableLimits.Operations} rows in one transaction.");
        }

        Raw("--"u8);
        Raw(Changeset);
        Raw("\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8);
    }

    private void CountText(string name, int length)
    {
        if (length > TableLimits.StringLength)
        {
            throw new TableLimitException($"{name} of {row} has {length} characters.");
        }

        Count(name, 4 + (length * sizeof(char)));
    }

    private void Count(string name, int bytes)
    {
        properties++;
        rowBytes += 8 + (name.Length * sizeof(char)) + bytes;
    }

    private void Entity(string rowKey)
    {
        Raw(entity);
        Raw(rowKey);
        Raw("') HTTP/1.1\r\n"u8);
    }

    private void Raw(ReadOnlySpan<byte> text) => body.Write(text);

    private void Raw(string text) => body.Advance(Encoding.UTF8.GetBytes(text, body.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
}

/// <summary>Times as rows hold them.</summary>
internal static class StoredTime
{
    /// <summary>In characters, all of them ASCII: <c>2026-11-26T09:00:00.0000000Z</c>.</summary>
    public const int Length = 28;

    public static string Write(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <param name="at">The time.</param>
    /// <param name="utf8">Takes <see cref="Length"/> bytes.</param>
    public static void Write(DateTimeOffset at, Span<byte> utf8)
    {
        if (!at.UtcDateTime.TryFormat(utf8, out var written, "O", CultureInfo.InvariantCulture) || written != Length)
        {
            throw new ArgumentException($"Takes {Length} bytes.", nameof(utf8));
        }
    }

    /// <summary>False for what <see cref="Read"/> has to look at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out DateTimeOffset at)
    {
        // Utf8Parser takes the other forms of "O" too, which say another offset or none.
        at = default;
        return utf8.Length == Length && utf8[^1] == 'Z' && Utf8Parser.TryParse(utf8, out at, out var read, 'O') && read == Length;
    }

    public static DateTimeOffset Read(string text) =>
        DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
