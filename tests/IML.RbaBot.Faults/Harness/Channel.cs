using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IML.RbaBot.Faults.Harness;

/// <summary>A message that the bot sent, or tried to send.</summary>
/// <param name="Conversation">Where to.</param>
/// <param name="Body">The activity.</param>
/// <param name="IsUpdate">Whether it replaces a message.</param>
/// <param name="At">When it came, as <see cref="Stopwatch.GetTimestamp"/> counts.</param>
/// <param name="Taken">Whether the channel took it.</param>
internal sealed record Sent(string Conversation, string Body, bool IsUpdate, long At, bool Taken);

/// <summary>What the channel does to a message instead of taking it.</summary>
/// <param name="Status">The status; 0 cuts the connection, -1 never answers.</param>
/// <param name="RetryAfter">In seconds; null for no such header.</param>
internal sealed record ChannelFault(int Status, int? RetryAfter = null)
{
    public const int Reset = 0;
    public const int Silence = -1;
}

/// <summary>The channel as the bot reaches it: a connector of its own that keeps every message and can be told to fail.</summary>
internal sealed class Channel : IAsyncDisposable
{
    private readonly WebApplication app = Loopback.Application();
    private readonly Crossing crossing;
    private readonly ConcurrentQueue<Sent> sent = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> next = new();
    private int messages;

    private Channel(Crossing crossing) => this.crossing = crossing;

    /// <summary>Says what to do to a message; null to take it.</summary>
    public Func<Sent, ChannelFault?> Fault { get; set; } = _ => null;

    /// <summary>The service URL of every activity.</summary>
    public string ServiceUrl { get; private set; } = "";

    /// <summary>Everything that came, in order.</summary>
    public IReadOnlyCollection<Sent> Everything => sent;

    public static async Task<Channel> StartAsync(Crossing crossing)
    {
        var channel = new Channel(crossing);
        channel.app.MapPost("/v3/conversations/{conversation}/activities", (RequestDelegate)(c => channel.ReceiveAsync(c, isUpdate: false)));
        channel.app.MapPost("/v3/conversations/{conversation}/activities/{activity}", (RequestDelegate)(c => channel.ReceiveAsync(c, isUpdate: false)));
        channel.app.MapPut("/v3/conversations/{conversation}/activities/{activity}", (RequestDelegate)(c => channel.ReceiveAsync(c, isUpdate: true)));
        channel.ServiceUrl = await Loopback.StartAsync(channel.app);
        return channel;
    }

    /// <summary>New messages that were taken into a conversation and mention a name.</summary>
    public int Count(string conversation, string name) => Taken(conversation, name).Count;

    /// <summary>The same, in the order in which they came.</summary>
    public IReadOnlyList<Sent> Taken(string conversation, string name) =>
        [.. sent.Where(s => s is { IsUpdate: false, Taken: true } && s.Conversation == conversation && s.Body.Contains(name, StringComparison.Ordinal))];

    /// <summary>The next card that comes into a conversation.</summary>
    public Task<JsonElement> NextCardAsync(string conversation)
    {
        var waiting = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        next[conversation] = waiting;
        return waiting.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context, bool isUpdate)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = Encoding.UTF8.GetString(buffer.ToArray());
        var conversation = (string)context.Request.RouteValues["conversation"]!;
        var passage = new Passage("channel", context.Request.Method, context.Request.Path, body);
        if (crossing.Breaks(passage, after: false))
        {
            context.Abort();
            return;
        }

        var message = new Sent(conversation, body, isUpdate, Stopwatch.GetTimestamp(), Taken: true);
        if (Fault(message) is { } fault)
        {
            sent.Enqueue(message with { Taken = false });
            await FailAsync(context, fault);
            return;
        }

        sent.Enqueue(message);
        Show(conversation, body);
        if (crossing.Breaks(passage, after: true))
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = isUpdate ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"id":"{{Interlocked.Increment(ref messages)}}"}""");
    }

    private void Show(string conversation, string body)
    {
        using var activity = JsonDocument.Parse(body);
        if (activity.RootElement.TryGetProperty("attachments", out var attachments) && attachments.GetArrayLength() > 0
            && next.TryRemove(conversation, out var waiting))
        {
            waiting.TrySetResult(attachments[0].GetProperty("content").Clone());
        }
    }

    private static async Task FailAsync(HttpContext context, ChannelFault fault)
    {
        if (fault.Status == ChannelFault.Silence)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (fault.Status <= 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync("""{"error":{"code":"Fault","message":"made up"}}""");
    }
}
