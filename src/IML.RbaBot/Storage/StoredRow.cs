using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IML.RbaBot.Storage;

/// <summary>
/// A row of a table's answer, read where it stands in the answer's bytes: what nobody asks for is never made a text. Every row of a
/// load passes through the same one, so it is valid only until the next.
/// </summary>
internal sealed class StoredRow
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlyMemory<byte> answer;
    private Property[] properties = new Property[32];
    private int count;

    // A bit for each length that a name of this row has: most names asked for are not there.
    private ulong lengths;

    private StoredRow()
    {
    }

    /// <summary>Hands on the rows of a table's answer to a query, one by one.</summary>
    /// <param name="answer">JSON with the rows in <c>value</c>.</param>
    /// <param name="read">Takes a row; it may not keep it.</param>
    /// <exception cref="JsonException">It is no such answer.</exception>
    public static void ReadAll(ReadOnlyMemory<byte> answer, Action<StoredRow> read)
    {
        var row = new StoredRow { answer = answer };
        var json = new Utf8JsonReader(answer.Span);
        Expect(ref json, JsonTokenType.StartObject);
        var found = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!json.ValueTextEquals("value"u8))
            {
                json.Skip();
                continue;
            }

            found = true;
            Expect(ref json, JsonTokenType.StartArray);
            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
            {
                row.Fill(ref json);
                read(row);
            }

            if (json.TokenType != JsonTokenType.EndArray)
            {
                throw new JsonException("A table's answer holds something that is no row.");
            }
        }

        if (!found || json.Read())
        {
            throw new JsonException("A table answered something else than rows.");
        }
    }

    /// <summary>Null where the row has no such property.</summary>
    /// <exception cref="JsonException">It is no text.</exception>
    public string? Text(ReadOnlySpan<byte> name) => Find(name) is { } at ? TextAt(at) : null;

    /// <summary>Null where the row has no such property.</summary>
    /// <exception cref="JsonException">It is no whole number.</exception>
    public int? Number(ReadOnlySpan<byte> name)
    {
        if (Find(name) is not { } at)
        {
            return null;
        }

        var value = properties[at];
        return value.Kind == JsonTokenType.Number && Utf8Parser.TryParse(Value(value), out int number, out var read) && read == value.Length
            ? number
            : throw Wrong(name, "whole number");
    }

    /// <summary>False where the row has no such property.</summary>
    /// <exception cref="JsonException">It is neither true nor false.</exception>
    public bool Flag(ReadOnlySpan<byte> name) => Find(name) is { } at && properties[at].Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Wrong(name, "truth value"),
    };

    /// <exception cref="JsonException">There is none.</exception>
    public string NeededText(ReadOnlySpan<byte> name) => Text(name) ?? throw Missing(name);

    /// <exception cref="JsonException">There is none.</exception>
    public int NeededNumber(ReadOnlySpan<byte> name) => Number(name) ?? throw Missing(name);

    /// <exception cref="JsonException">There is none, or it is no time.</exception>
    public DateTimeOffset NeededTime(ReadOnlySpan<byte> name)
    {
        var at = Find(name) ?? throw Missing(name);
        var value = properties[at];
        return value is { Kind: JsonTokenType.String, IsEscaped: false } && StoredTime.TryRead(Value(value), out var time)
            ? time
            : StoredTime.Read(TextAt(at) ?? throw Missing(name));
    }

    /// <summary>What a text that holds JSON says.</summary>
    /// <exception cref="JsonException">There is none, or it is no such JSON.</exception>
    public T NeededJson<T>(ReadOnlySpan<byte> name, JsonTypeInfo<T> type)
        where T : class
    {
        var at = Find(name) ?? throw Missing(name);
        var value = properties[at];
        if (value.Kind != JsonTokenType.String)
        {
            throw Wrong(name, "text");
        }

        // Unescaped it is never longer.
        var unescaped = ArrayPool<byte>.Shared.Rent(value.Length);
        try
        {
            return JsonSerializer.Deserialize(Unescape(value, unescaped), type) ?? throw Missing(name);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unescaped);
        }
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType token)
    {
        if (!json.Read() || json.TokenType != token)
        {
            throw new JsonException("A table answered something else than rows.");
        }
    }

    private static JsonException Missing(ReadOnlySpan<byte> name) => new($"A row without {Encoding.UTF8.GetString(name)}.");

    private static JsonException Wrong(ReadOnlySpan<byte> name, string wanted) =>
        new($"A row whose {Encoding.UTF8.GetString(name)} is no {wanted}.");

    private void Fill(ref Utf8JsonReader json)
    {
        count = 0;
        lengths = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (count == properties.Length)
            {
                Array.Resize(ref properties, 2 * count);
            }

            // Behind the opening quotation mark.
            var name = (int)json.TokenStartIndex + 1;
            var nameLength = json.ValueSpan.Length;
            var isNameEscaped = json.ValueIsEscaped;
            json.Read();
            var isText = json.TokenType == JsonTokenType.String;
            properties[count++] = new Property(
                name,
                nameLength,
                (int)json.TokenStartIndex + (isText ? 1 : 0),
                json.ValueSpan.Length,
                json.TokenType,
                isNameEscaped,
                isText && json.ValueIsEscaped);
            lengths |= isNameEscaped ? ulong.MaxValue : 1UL << (nameLength & 63);
            json.Skip();
        }
    }

    private int? Find(ReadOnlySpan<byte> name)
    {
        if ((lengths & (1UL << (name.Length & 63))) == 0)
        {
            return null;
        }

        var bytes = answer.Span;
        for (var at = 0; at < count; at++)
        {
            ref readonly var property = ref properties[at];
            if (property.IsNameEscaped
                ? Quoted(property.Name, property.NameLength).ValueTextEquals(name)
                : property.NameLength == name.Length && bytes.Slice(property.Name, name.Length).SequenceEqual(name))
            {
                return property.Kind == JsonTokenType.Null ? null : at;
            }
        }

        return null;
    }

    private string? TextAt(int at)
    {
        var value = properties[at];
        if (value.Kind != JsonTokenType.String)
        {
            throw Wrong(answer.Span.Slice(value.Name, value.NameLength), "text");
        }

        if (!value.IsEscaped)
        {
            return Strict.GetString(Value(value));
        }

        return Quoted(value.Start, value.Length).GetString();
    }

    private ReadOnlySpan<byte> Unescape(in Property value, byte[] room) =>
        value.IsEscaped ? room.AsSpan(0, Quoted(value.Start, value.Length).CopyString(room)) : Value(value);

    /// <summary>At a text by itself: with its quotation marks it is JSON.</summary>
    private Utf8JsonReader Quoted(int start, int length)
    {
        var json = new Utf8JsonReader(answer.Span.Slice(start - 1, length + 2));
        json.Read();
        return json;
    }

    private ReadOnlySpan<byte> Value(in Property value) => answer.Span.Slice(value.Start, value.Length);

    /// <param name="Name">Where the name begins in the answer.</param>
    /// <param name="NameLength">In bytes.</param>
    /// <param name="Start">Where the value begins, a text's behind its quotation mark.</param>
    /// <param name="Length">In bytes, a text's without quotation marks.</param>
    /// <param name="Kind">The value's first token.</param>
    /// <param name="IsNameEscaped">Whether the name has to be unescaped, which none of ours has.</param>
    /// <param name="IsEscaped">Whether the text has to be unescaped.</param>
    private readonly record struct Property(
        int Name, int NameLength, int Start, int Length, JsonTokenType Kind, bool IsNameEscaped, bool IsEscaped);
}
