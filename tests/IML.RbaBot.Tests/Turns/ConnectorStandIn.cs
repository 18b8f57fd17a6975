using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace IML.RbaBot.Tests.Turns;

/// <summary>
/// The channel as the bot reaches it: keeps every message that the bot wrote as a client would show it, gives ids, and can be told
/// to fail. A call that Teams does not know is kept in <see cref="Unexpected"/>, which fails the test at its end.
/// </summary>
internal sealed class ConnectorStandIn : HttpMessageHandler
{
    /// <summary>Where the bot has to send. Nothing listens there.</summary>
    public const string ServiceUrl = "http://127.0.0.1:56150/_connector";

    private const string Conversations = "/_connector/v3/conversations/";

    private readonly Lock guard = new();
    private readonly List<ConnectorCall> calls = [];
    private readonly List<string> unexpected = [];
    private readonly Dictionary<string, JsonObject> shown = new(StringComparer.Ordinal);

    /// <summary>Says what a call comes to: a status to fail with, or null to let it pass. May wait as long as it likes.</summary>
    public Func<ConnectorCall, CancellationToken, Task<HttpStatusCode?>> Fault { get; set; } = (_, _) => Task.FromResult<HttpStatusCode?>(null);

    /// <summary>What was taken, in order.</summary>
    public IReadOnlyList<ConnectorCall> Calls
    {
        get
        {
            lock (guard)
            {
                return [.. calls];
            }
        }
    }

    public IReadOnlyList<string> Unexpected
    {
        get
        {
            lock (guard)
            {
                return [.. unexpected];
            }
        }
    }

    /// <summary>The messages in a conversation that the bot wrote, oldest first.</summary>
    public IReadOnlyList<ConnectorCall> SentTo(string conversation) =>
        [.. Calls.Where(c => c.Method == HttpMethod.Post && c.Conversation == conversation)];

    /// <summary>What a message shows now, after updates and replaced cards.</summary>
    public JsonObject CardOf(string message)
    {
        lock (guard)
        {
            return (JsonObject)shown[message].DeepClone();
        }
    }

    /// <summary>A client replaces the card of a message by the answer to an invoke.</summary>
    public void Replace(string message, JsonObject card)
    {
        lock (guard)
        {
            shown[message] = (JsonObject)card.DeepClone();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (Read(request, body) is not { } call)
        {
            lock (guard)
            {
                unexpected.Add($"{request.Method} {request.RequestUri}");
            }

            throw new InvalidOperationException($"The channel does not know {request.Method} {request.RequestUri}.");
        }

        return await Fault(call, cancellationToken) is { } fault ? new HttpResponseMessage(fault) : Take(call);
    }

    private static ConnectorCall? Read(HttpRequestMessage request, string body)
    {
        var address = request.RequestUri!;
        if (address.GetLeftPart(UriPartial.Authority) != "http://127.0.0.1:56150"
            || address.Query.Length > 0
            || !address.AbsolutePath.StartsWith(Conversations, StringComparison.Ordinal)
            || request.Headers.Authorization is not null)
        {
            return null;
        }

        var parts = address.AbsolutePath[Conversations.Length..].Split('/').Select(Uri.UnescapeDataString).ToArray();
        if (parts is [_, "pagedmembers"] && request.Method == HttpMethod.Get)
        {
            return new ConnectorCall(request.Method, parts[0], null, "", []);
        }

        var knows = parts is [_, "activities"] && request.Method == HttpMethod.Post
            || parts is [_, "activities", _] && (request.Method == HttpMethod.Post || request.Method == HttpMethod.Put);
        return knows && JsonNode.Parse(body) is JsonObject activity
            ? new ConnectorCall(request.Method, parts[0], parts.Length > 2 ? parts[2] : null, "", activity)
            : null;
    }

    private HttpResponseMessage Take(ConnectorCall call)
    {
        if (call.Method == HttpMethod.Get)
        {
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"members":[]}""", Encoding.UTF8, "application/json") };
        }

        lock (guard)
        {
            var message = call.Method == HttpMethod.Put ? call.Activity! : $"m-{calls.Count + 1}";
            if (call.Method == HttpMethod.Put && !shown.ContainsKey(message))
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            }

            calls.Add(call with { Message = message });
            shown[message] = call.Card ?? [];
            return new HttpResponseMessage(call.Method == HttpMethod.Put ? HttpStatusCode.OK : HttpStatusCode.Created)
            {
                Content = new StringContent($$"""{"id":"{{message}}"}""", Encoding.UTF8, "application/json"),
            };
        }
    }
}

/// <summary>One call of the bot.</summary>
/// <param name="Method">POST for a new message, PUT for an update, GET to ask who is in the conversation.</param>
/// <param name="Conversation">The conversation's id.</param>
/// <param name="Activity">The activity replied to or updated; null for a new message that is no reply.</param>
/// <param name="Message">The id that the message has.</param>
/// <param name="Body">The activity sent.</param>
internal sealed record ConnectorCall(HttpMethod Method, string Conversation, string? Activity, string Message, JsonObject Body)
{
    /// <summary>The card of the message; null for a message of text.</summary>
    public JsonObject? Card => Body["attachments"]?[0]?["content"]?.DeepClone() as JsonObject;
}
