using Azure.Core;
using Azure.Identity;

namespace IML.RbaBot.Storage;

/// <summary>Where tables and queue are, and how the bot shows who it is: with a key or with its identity.</summary>
/// <param name="Name">The account's name.</param>
/// <param name="Tables">The address of the tables, without a slash at the end.</param>
/// <param name="Queues">The address of the queues, without a slash at the end.</param>
/// <param name="Key">The account's key, or null.</param>
/// <param name="Credential">The bot's identity, or null.</param>
public sealed record StorageAccount(string Name, Uri Tables, Uri Queues, byte[]? Key, TokenCredential? Credential)
{
    private const string DevelopmentName = "devstoreaccount1";

    // The published key of every emulator: no secret (https://learn.microsoft.com/azure/storage/common/storage-use-azurite).
    private const string DevelopmentKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Whether this is an emulator, or an account reached without TLS.</summary>
    public bool IsDevelopment =>
        Name == DevelopmentName || Tables.IsLoopback || Tables.Scheme != Uri.UriSchemeHttps || Queues.Scheme != Uri.UriSchemeHttps;

    /// <summary>The account of checked options.</summary>
    public static StorageAccount Of(StorageOptions options)
    {
        if (options.ConnectionString is { } connection)
        {
            return Parse(connection) ?? throw new ArgumentException("Not a connection string.", nameof(options));
        }

        var name = options.AccountName ?? throw new ArgumentException("No account.", nameof(options));
        TokenCredential credential = options.ManagedIdentityClientId is { } id
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id))
            : new DefaultAzureCredential();
        return new StorageAccount(
            name, new Uri($"https://{name}.table.core.windows.net"), new Uri($"https://{name}.queue.core.windows.net"), null, credential);
    }

    /// <summary>Reads a connection string with a key; null when it is none.</summary>
    public static StorageAccount? Parse(string connection)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connection.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                return null;
            }
        }

        if (bool.TryParse(parts.GetValueOrDefault("UseDevelopmentStorage"), out var development) && development)
        {
            return new StorageAccount(
                DevelopmentName,
                new Uri($"http://127.0.0.1:10002/{DevelopmentName}"),
                new Uri($"http://127.0.0.1:10001/{DevelopmentName}"),
                Convert.FromBase64String(DevelopmentKey),
                null);
        }

        var scheme = parts.GetValueOrDefault("DefaultEndpointsProtocol", Uri.UriSchemeHttps);
        var suffix = parts.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return parts.GetValueOrDefault("AccountName") is { Length: > 0 } name
            && KeyOf(parts.GetValueOrDefault("AccountKey")) is { } key
            && Uri.TryCreate(parts.GetValueOrDefault("TableEndpoint", $"{scheme}://{name}.table.{suffix}").TrimEnd('/'), UriKind.Absolute, out var tables)
            && Uri.TryCreate(parts.GetValueOrDefault("QueueEndpoint", $"{scheme}://{name}.queue.{suffix}").TrimEnd('/'), UriKind.Absolute, out var queues)
            ? new StorageAccount(name, tables, queues, key, null)
            : null;
    }

    private static byte[]? KeyOf(string? text)
    {
        var key = new byte[(text?.Length ?? 0) + 3];
        return !string.IsNullOrEmpty(text) && Convert.TryFromBase64String(text, key, out var length) ? key[..length] : null;
    }
}
