using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace IML.RbaBot.Storage;

/// <summary>
/// Signs a call to the tables with the account's key: Shared Key Lite, which covers the date and the resource
/// (https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key). Azure.Data.Tables keeps its own policy internal.
/// The date has whole seconds, so the calls to one address in the same second have the same signature; there are two addresses, that
/// of the query and that of the transaction.
/// </summary>
internal sealed class SharedKeyLitePolicy(string account, byte[] key) : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentDictionary<string, Signed> lastByPath = new(StringComparer.Ordinal);

    public override void OnSendingRequest(HttpMessage message)
    {
        var now = DateTimeOffset.UtcNow;
        var path = message.Request.Uri.Path;
        if (!lastByPath.TryGetValue(path, out var signed) || signed.Second != now.ToUnixTimeSeconds())
        {
            lastByPath[path] = signed = Sign(now, path);
        }

        message.Request.Headers.SetValue("x-ms-date", signed.Date);
        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, signed.Authorization);
    }

    private Signed Sign(DateTimeOffset now, string path)
    {
        var date = now.ToString("R", CultureInfo.InvariantCulture);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{date}\n/{account}{path}"), signature);
        return new Signed(now.ToUnixTimeSeconds(), date, $"SharedKeyLite {account}:{Convert.ToBase64String(signature)}");
    }

    private sealed record Signed(long Second, string Date, string Authorization);
}
