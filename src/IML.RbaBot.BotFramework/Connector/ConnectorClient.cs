using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IML.RbaBot.BotFramework.Authentication;
using IML.RbaBot.BotFramework.Hosting;
using IML.RbaBot.BotFramework.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.BotFramework.Connector;

/// <summary>The Bot Connector REST API, version 3.</summary>
internal sealed class ConnectorClient(
    IHttpClientFactory clients,
    ConnectorCredential credential,
    ServiceHosts hosts,
    SendLimits limits,
    IOptions<BotFrameworkOptions> options,
    TimeProvider time,
    ILogger<ConnectorClient> log) : IConnectorClient
{
    /// <summary>The name of the client that calls the channel.</summary>
    public const string ClientName = "BotFramework.Connector";

    private static readonly BotFrameworkJson Types = BotFrameworkJson.Relaxed;

    public Task<ResourceResponse> SendToConversationAsync(
        ConversationReference conversation, Activity activity, CancellationToken cancellationToken) =>
        SendActivityAsync(HttpMethod.Post, Activities(conversation), activity.AddressedTo(conversation, replyToId: null), cancellationToken);

    public Task<ResourceResponse> ReplyToActivityAsync(
        ConversationReference conversation, Activity activity, CancellationToken cancellationToken)
    {
        var replyTo = conversation.ActivityId
            ?? throw new ArgumentException("A reply needs the id of the activity that it answers.", nameof(conversation));
        return SendActivityAsync(
            HttpMethod.Post, Activities(conversation, replyTo), activity.AddressedTo(conversation, replyTo), cancellationToken);
    }

    public Task<ResourceResponse> UpdateActivityAsync(
        ConversationReference conversation, string activityId, Activity activity, CancellationToken cancellationToken)
    {
        var addressed = activity.AddressedTo(conversation, replyToId: null);
        addressed.Id = activityId;
        return SendActivityAsync(HttpMethod.Put, Activities(conversation, activityId), addressed, cancellationToken);
    }

    public Task DeleteActivityAsync(ConversationReference conversation, string activityId, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, Activities(conversation, activityId), body: null, cancellationToken);

    public async Task<ConversationResourceResponse> CreateConversationAsync(
        string serviceUrl, ConversationParameters parameters, CancellationToken cancellationToken)
    {
        var body = Serialize(parameters, Types.ConversationParameters);
        var answer = Read(await SendAsync(HttpMethod.Post, At(serviceUrl), body, cancellationToken), Types.ConversationResourceResponse);
        return answer is { Id.Length: > 0 }
            ? answer
            : throw new ConnectorException(ConnectorFailure.Unknown, "The channel opened a conversation without saying which.");
    }

    public async Task<PagedMembersResult> GetConversationPagedMembersAsync(
        ConversationReference conversation, int? pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var query = (pageSize, continuationToken) switch
        {
            (null, null) => "",
            ({ } size, null) => string.Create(CultureInfo.InvariantCulture, $"?pageSize={size}"),
            (null, { } token) => "?continuationToken=" + Uri.EscapeDataString(token),
            ({ } size, { } token) => string.Create(
                CultureInfo.InvariantCulture, $"?pageSize={size}&continuationToken={Uri.EscapeDataString(token)}"),
        };
        var address = At(conversation.ServiceUrl, Segment(conversation.ConversationId) + "/pagedmembers" + query);
        var answer = await SendAsync(HttpMethod.Get, address, body: null, cancellationToken);
        return Read(answer, Types.PagedMembersResult)
            ?? throw new ConnectorException(ConnectorFailure.Unknown, "The channel answered with no list of members.");
    }

    public Task SendTypingAsync(ConversationReference conversation, CancellationToken cancellationToken) =>
        SendToConversationAsync(conversation, new Activity { Type = ActivityTypes.Typing }, cancellationToken);

    // A 2xx says delivered; an answer that names no id does not take that back.
    private async Task<ResourceResponse> SendActivityAsync(
        HttpMethod method, Uri address, Activity activity, CancellationToken cancellationToken) =>
        Read(await SendAsync(method, address, Serialize(activity, Types.Activity), cancellationToken), Types.ResourceResponse)
            ?? new ResourceResponse();

    /// <summary>Makes the call, again where the rules allow, within the time allowed.</summary>
    private async Task<byte[]> SendAsync(
        HttpMethod method, Uri address, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        var lane = LaneOf(address);
        var rules = new RetryRules(method, options.Value.RetryAfterCap);
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Value.OutboundTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        while (true)
        {
            ConnectorException failure;
            var neverSent = false;
            try
            {
                await limits.EnterAsync(lane, either.Token);
                return await TryOnceAsync(method, address, body, either.Token);
            }
            catch (ConnectorException problem)
            {
                failure = problem;
            }
            catch (HttpRequestException problem)
            {
                neverSent = problem.HttpRequestError
                    is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;
                failure = new ConnectorException(ConnectorFailure.Transient, "The channel could not be reached.", problem);
            }
            catch (OperationCanceledException problem) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ConnectorException(ConnectorFailure.Transient, "The channel did not answer in time.", problem);
            }

            if (rules.Next(failure, neverSent) is not { } pause || time.GetElapsedTime(started) + pause >= options.Value.OutboundTimeout)
            {
                throw failure;
            }

            if (failure is { Kind: ConnectorFailure.Throttled, RetryAfter: { } silence })
            {
                limits.Close(lane, silence < options.Value.RetryAfterCap ? silence : options.Value.RetryAfterCap);
            }

            log.OutboundRetry(method.Method, (int)(failure.Status ?? 0), failure.ErrorCode, rules.Attempts, pause.TotalMilliseconds);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>What the channel's limits are counted by: the conversation, without the thread in it.</summary>
    private static string LaneOf(Uri address)
    {
        const string conversations = "/v3/conversations/";
        var path = address.AbsolutePath;
        var at = path.IndexOf(conversations, StringComparison.Ordinal);
        if (at < 0)
        {
            return "";
        }

        var conversation = Uri.UnescapeDataString(path[(at + conversations.Length)..].Split('/')[0]);
        return conversation.Split(";messageid=")[0];
    }

    private async Task<byte[]> TryOnceAsync(
        HttpMethod method, Uri address, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is { } json)
        {
            request.Content = new ReadOnlyMemoryContent(json)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
            };
        }

        if (await credential.GetTokenAsync(cancellationToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode ? answer : throw Failure(response, answer);
    }

    private ConnectorException Failure(HttpResponseMessage response, byte[] answer)
    {
        var code = ErrorCode(answer);
        var status = (int)response.StatusCode;
        return new ConnectorException(
            RetryRules.Classify(response.StatusCode),
            string.Create(CultureInfo.InvariantCulture, $"The channel answered {status} {code}."))
        {
            Status = response.StatusCode,
            ErrorCode = code,
            RetryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } delta } => delta,
                { Date: { } date } => date - time.GetUtcNow(),
                _ => null,
            },
        };
    }

    private static string? ErrorCode(byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.Member("error").Member("code").Text();
        }
        catch (JsonException)
        {
            // Gateways answer with HTML.
            return null;
        }
    }

    private static T? Read<T>(byte[] answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return answer.Length == 0 ? null : JsonSerializer.Deserialize(answer, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Serialize<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, BotFrameworkJson.WriterOptions))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        return buffer.WrittenMemory;
    }

    private Uri Activities(ConversationReference conversation, string? activityId = null) => At(
        conversation.ServiceUrl,
        Segment(conversation.ConversationId) + "/activities" + (activityId is null ? "" : "/" + Segment(activityId)));

    /// <exception cref="ConnectorException">The service URL is not on the allow-list; nothing was sent.</exception>
    private Uri At(string serviceUrl, string path = "") => hosts.Allow(serviceUrl, out var address)
        ? new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/v3/conversations" + (path.Length == 0 ? "" : "/" + path))
        : throw new ConnectorException(ConnectorFailure.PermanentlyGone, "The service URL is not on the allow-list; nothing was sent.")
        {
            ErrorCode = "service-url",
        };

    // Ids hold ':', '@' and ';'. "." and ".." survive escaping and would change the path.
    private static string Segment(string id) => id is "" or "." or ".."
        ? throw new ArgumentException("An id must not be empty or made of dots.", nameof(id))
        : Uri.EscapeDataString(id);
}
