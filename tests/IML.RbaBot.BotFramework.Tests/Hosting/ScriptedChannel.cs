using System.Net;
using System.Text;
using Azure.Core;

namespace IML.RbaBot.BotFramework.Tests.Hosting;

/// <summary>A channel that answers by a script and keeps what it was sent. A call beyond the script fails the test.</summary>
public sealed class ScriptedChannel : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage?>> answers = new();

    public List<ChannelCall> Calls { get; } = [];

    public ScriptedChannel Answers(HttpStatusCode status, string body = "{}", Action<HttpResponseMessage>? change = null)
    {
        answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            change?.Invoke(response);
            return response;
        });
        return this;
    }

    /// <summary>Never answers.</summary>
    public ScriptedChannel Hangs()
    {
        answers.Enqueue(() => null);
        return this;
    }

    public ScriptedChannel Fails(Exception problem)
    {
        answers.Enqueue(() => throw problem);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Calls.Add(new ChannelCall(
            request.Method.Method,
            request.RequestUri?.AbsoluteUri ?? "",
            body,
            request.Headers.Authorization?.ToString(),
            request.Headers.TryGetValues("User-Agent", out var agents) ? string.Join(' ', agents) : ""));
        if (!answers.TryDequeue(out var answer))
        {
            throw new InvalidOperationException("The script has no answer for this call.");
        }

        if (answer() is { } response)
        {
            return response;
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("A channel that hangs does not answer.");
    }
}

/// <summary>One call that the channel got.</summary>
public sealed record ChannelCall(string Method, string Address, string Body, string? Authorization, string UserAgent);

/// <summary>Always the same token.</summary>
public sealed class FixedCredential : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(string.Join(' ', requestContext.Scopes), DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
