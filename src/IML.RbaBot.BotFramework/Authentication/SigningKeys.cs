using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using IML.RbaBot.BotFramework.Hosting;
using IML.RbaBot.BotFramework.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace IML.RbaBot.BotFramework.Authentication;

/// <summary>A key that the Bot Connector signs with, and the channels it may speak for.</summary>
internal sealed record SigningKey(JsonWebKey Key, ImmutableArray<string> Endorsements);

/// <summary>What a look-up of a key came to: the key; no key by this id; or the keys could not be read.</summary>
internal readonly record struct KeyLookup(SigningKey? Key, bool Unavailable);

/// <summary>
/// The keys of inbound tokens, read from the OpenID metadata and kept. Microsoft.IdentityModel's ConfigurationManager is not used: it
/// refreshes behind the caller's back, so that the first token after a key rollover would be refused, and it drops nothing of the two
/// documents that is needed here (the endorsements are an extension of the Bot Connector's key set).
/// </summary>
internal sealed class SigningKeys(
    IHttpClientFactory clients, IOptions<BotFrameworkOptions> options, TimeProvider time, ILogger<SigningKeys> log) : IDisposable
{
    /// <summary>The name of the client that reads metadata and keys.</summary>
    public const string ClientName = "BotFramework.SigningKeys";

    // Microsoft asks for a refresh at least once a day.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // An unknown key id may be a rollover or a forgery: it refreshes the keys, but forgeries must not make the bot a load on the issuer.
    private static readonly TimeSpan UnknownKeyPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim refreshing = new(1);
    private volatile Snapshot current = new(FrozenDictionary<string, SigningKey>.Empty, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>Finds a key by its id; reads the keys first when they are old or do not hold it.</summary>
    public async ValueTask<KeyLookup> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var known = current;
        var fresh = time.GetUtcNow() - known.ReadAt < Lifetime;
        if (fresh && known.Keys.TryGetValue(keyId, out var key))
        {
            return new KeyLookup(key, Unavailable: false);
        }

        known = await RefreshAsync(known, cancellationToken);
        return known.Keys.TryGetValue(keyId, out key)
            ? new KeyLookup(key, Unavailable: false)
            : new KeyLookup(null, Unavailable: known.ReadAt == DateTimeOffset.MinValue);
    }

    /// <inheritdoc/>
    public void Dispose() => refreshing.Dispose();

    private async Task<Snapshot> RefreshAsync(Snapshot seen, CancellationToken cancellationToken)
    {
        await refreshing.WaitAsync(cancellationToken);
        try
        {
            var known = current;
            var now = time.GetUtcNow();
            var pause = known.ReadAt < known.TriedAt ? FailurePause : UnknownKeyPause;
            if (!ReferenceEquals(known, seen) || now - known.TriedAt < pause)
            {
                return known;
            }

            return current = await ReadAsync(known, now, cancellationToken);
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>The keys now; those known before when the issuer cannot be read.</summary>
    private async Task<Snapshot> ReadAsync(Snapshot known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var metadata = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri(options.Value.MetadataAddress), cancellationToken));
            var address = metadata.RootElement.Member("jwks_uri").Text() ?? throw new JsonException("The metadata name no jwks_uri.");
            var keys = Parse(await client.GetStringAsync(new Uri(address), cancellationToken));
            log.KeysRead(keys.Count);
            return new Snapshot(keys, now, now);
        }
        catch (Exception problem) when (IsOutage(problem, cancellationToken))
        {
            log.KeysUnavailable(problem);
            return known with { TriedAt = now };
        }
    }

    private static bool IsOutage(Exception problem, CancellationToken cancellationToken) =>
        problem is HttpRequestException or JsonException or UriFormatException or ArgumentException
        || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static FrozenDictionary<string, SigningKey> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        if (document.RootElement.Member("keys") is not { ValueKind: JsonValueKind.Array } list)
        {
            throw new JsonException("The key set has no list of keys.");
        }

        foreach (var element in list.EnumerateArray())
        {
            if (element.Member("kid").Text() is { Length: > 0 } id && element.Member("kty").Text() == "RSA")
            {
                keys[id] = new SigningKey(JsonWebKey.Create(element.GetRawText()), Endorsements(element));
            }
        }

        return keys.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ImmutableArray<string> Endorsements(JsonElement key) =>
        key.Member("endorsements") is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(item => item.Text()).OfType<string>()]
            : [];

    /// <param name="Keys">By key id.</param>
    /// <param name="ReadAt">When they were read.</param>
    /// <param name="TriedAt">When reading was last tried.</param>
    private sealed record Snapshot(FrozenDictionary<string, SigningKey> Keys, DateTimeOffset ReadAt, DateTimeOffset TriedAt);
}
