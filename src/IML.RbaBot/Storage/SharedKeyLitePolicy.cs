using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace IML.RbaBot.Storage;

/// <summary>
/// Signs a call to the tables with the account's key: Shared Key Lite, which covers the date and the resource
/// (https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key). Azure.Data.Tables keeps its own policy internal.
/// The date has whole seconds, so the calls to one address in the same second have the same signature.
/// </summary>
internal sealed class SharedKeyLitePolicy(string account, byte[] key) : HttpPipelineSynchronousPolicy
{
    private Signed last = new(0, "", "", "");

    public override void OnSendingRequest(HttpMessage message)
    {
        var now = DateTimeOffset.UtcNow;
        var path = message.Request.Uri.ToUri().AbsolutePath;
        var signed = last;
        if (signed.Second != now.ToUnixTimeSeconds() || signed.Path != path)
        {
            last = signed = Sign(now, path);
        }

        message.Request.Headers.SetValue("x-ms-date", signed.Date);
        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, signed.Authorization);
    }

    private Signed Sign(DateTimeOffset now, string path)
    {
        var date = now.ToString("R", CultureInfo.InvariantCulture);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{date}\n/{account}{path}"), signature);
        return new Signed(now.ToUnixTimeSeconds(), path, date, $"SharedKeyLite {account}:{Convert.ToBase64String(signature)}");
    }

    private sealed record Signed(long Second, string Path, string Date, string Authorization);
}
