using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Alerts;

/// <summary>
/// Sends plain mail through Microsoft Graph (https://learn.microsoft.com/graph/api/user-sendmail). One call, so it is made without the
/// Graph SDK; it has no idempotency key, so it is never repeated here: the dispatch tries again.
/// </summary>
internal sealed class Mailbox(IHttpClientFactory clients, IOptions<MailOptions> options, MailCredential credential, TimeProvider time)
{
    public const string ClientName = "Mail";

    private static readonly TokenRequestContext Scope = new(["https://graph.microsoft.com/.default"]);

    /// <summary>Off unless a mailbox is configured.</summary>
    public bool IsConfigured => options.Value.Mailbox.Length > 0;

    /// <summary>Sends one message; the names of a reference and no answers.</summary>
    public async Task<Sending> SendAsync(string to, string subject, string text, CancellationToken cancellationToken)
    {
        try
        {
            var token = await credential.Credential.GetTokenAsync(Scope, cancellationToken);
            using var request = new HttpRequestMessage(
                HttpMethod.Post, $"https://graph.microsoft.com/v1.0/users/{Uri.EscapeDataString(options.Value.Mailbox)}/sendMail")
            {
                Content = new ReadOnlyMemoryContent(Body(to, subject, text)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Token) },
            };
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, cancellationToken);
            var status = (int)response.StatusCode;
            return status switch
            {
                >= 200 and < 300 => new Sending.Taken(null),
                429 or >= 500 => new Sending.Later($"mail {status}", RetryAfter(response)),
                _ => new Sending.Refused($"mail {status}", IsDead: false),
            };
        }
        catch (HttpRequestException)
        {
            return new Sending.Later("mail away", null);
        }
        catch (AuthenticationFailedException)
        {
            return new Sending.Later("no token for mail", null);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static ReadOnlyMemory<byte> Body(string to, string subject, string text)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("message");
            json.WriteString("subject", subject);
            json.WriteStartObject("body");
            json.WriteString("contentType", "Text");
            json.WriteString("content", text);
            json.WriteEndObject();
            json.WriteStartArray("toRecipients");
            json.WriteStartObject();
            json.WriteStartObject("emailAddress");
            json.WriteString("address", to);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteBoolean("saveToSentItems", false);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}

/// <summary>Who the bot is to the mailbox.</summary>
internal sealed record MailCredential(TokenCredential Credential)
{
    public static MailCredential Of(MailOptions options) => new(
        options.ManagedIdentityClientId is { Length: > 0 } id
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id))
            : new DefaultAzureCredential());
}
