using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.Storage;

/// <summary>The changes of one commit, each a JSON object, one after the other in as few event rows as hold them.</summary>
internal sealed class AuditChanges : IDisposable
{
    private readonly ImmutableArray<ReadOnlyMemory<byte>>.Builder rows = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(1);
    private readonly ArrayBufferWriter<byte> changes = new(2 * 1024);
    private readonly Utf8JsonWriter json;
    private int rowBegins;
    private int rowLength;

    public AuditChanges() => json = new Utf8JsonWriter(changes, BotFrameworkJson.WriterOptions);

    /// <param name="write">Writes the members of the change's object.</param>
    public void Add(Action<Utf8JsonWriter> write)
    {
        var begins = changes.WrittenCount;
        changes.Write(","u8);
        json.Reset(changes);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();

        // As the limit counts: in UTF-16 code units, with the comma before it and the bracket at the row's end.
        var length = Encoding.UTF8.GetCharCount(changes.WrittenSpan[begins..]);
        if (rowLength > 0 && rowLength + length + 1 > TableLimits.StringLength)
        {
            EndRow(begins);
        }

        rowLength += length;
    }

    /// <summary>The rows, in order: each a JSON array in UTF-8.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> ToRows()
    {
        EndRow(changes.WrittenCount);
        return rows.ToImmutable();
    }

    public void Dispose() => json.Dispose();

    /// <summary>What commas part becomes an array by a bracket in the place of the first comma, and another at the end.</summary>
    private void EndRow(int at)
    {
        if (at == rowBegins)
        {
            return;
        }

        byte[] row = [.. changes.WrittenSpan[rowBegins..at], (byte)']'];
        row[0] = (byte)'[';
        rows.Add(row);
        rowBegins = at;
        rowLength = 0;
    }
}
