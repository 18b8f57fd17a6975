using System.Buffers;

namespace IML.RbaBot.Storage;

/// <summary>
/// What Azure Tables refuses, checked before anything is sent, because Azurite accepts some of it
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model,
/// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions).
/// </summary>
public static class TableLimits
{
    /// <summary>Rows in one transaction.</summary>
    public const int Operations = 100;

    /// <summary>Bytes of one transaction.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    /// <summary>UTF-16 code units of one string property: 64 KiB.</summary>
    public const int StringLength = 32 * 1024;

    /// <summary>Bytes of one row with its names, as Azure counts them.</summary>
    public const int RowBytes = 1024 * 1024;

    /// <summary>Properties of one row beside partition key, row key and timestamp.</summary>
    public const int Properties = 252;

    /// <summary>Bytes of a partition key or row key: 1 KiB.</summary>
    public const int KeyBytes = 1024;

    private static readonly SearchValues<char> ForbiddenInKeys = SearchValues.Create(
    [
        '/', '\\', '#', '?',
        .. Enumerable.Range(0, 0x20).Select(c => (char)c),
        .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c),
    ]);

    /// <summary>Throws when Azure would refuse the key. The quote is refused as well: keys stand in addresses and filters.</summary>
    public static void CheckKey(string key)
    {
        if (key.Length == 0 || key.Length * sizeof(char) > KeyBytes)
        {
            throw new TableLimitException($"A key of {key.Length} characters.");
        }

        if (key.AsSpan().ContainsAny(ForbiddenInKeys) || key.Contains('\'', StringComparison.Ordinal))
        {
            throw new TableLimitException($"The key {key} has a character that keys cannot have.");
        }
    }
}

/// <summary>Something that is about to be written exceeds what Azure Tables takes. A bug: nothing was sent.</summary>
public sealed class TableLimitException : InvalidOperationException
{
    public TableLimitException()
    {
    }

    public TableLimitException(string message)
        : base(message)
    {
    }

    public TableLimitException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
