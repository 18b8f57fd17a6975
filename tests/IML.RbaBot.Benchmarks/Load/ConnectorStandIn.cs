using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>What the bot sends goes here: the first card of each conversation is kept, and everything is answered "created".</summary>
internal sealed class ConnectorStandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> cards = new();
    private int sent;

    private ConnectorStandIn(WebApplication app) => this.app = app;

    /// <summary>The service URL of every activity.</summary>
    public string ServiceUrl { get; private set; } = "";

    public static async Task<ConnectorStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var standIn = new ConnectorStandIn(builder.Build());
        standIn.app.MapPost("/v3/conversations/{conversation}/activities", (RequestDelegate)standIn.CreatedAsync);
        standIn.app.MapPost("/v3/conversations/{conversation}/activities/{activity}", (RequestDelegate)standIn.CreatedAsync);
        standIn.app.Urls.Add("http://127.0.0.1:0");
        await standIn.app.StartAsync();
        standIn.ServiceUrl = standIn.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return standIn;
    }

    /// <summary>The first card sent to a conversation.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public Task<JsonElement> FirstCardAsync(string conversation) => Card(conversation).Task.WaitAsync(TimeSpan.FromSeconds(20));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task CreatedAsync(HttpContext context)
    {
        using var activity = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (activity.RootElement.TryGetProperty("attachments", out var attachments) && attachments.GetArrayLength() > 0)
        {
            var conversation = (string)context.Request.RouteValues["conversation"]!;
            Card(conversation).TrySetResult(attachments[0].GetProperty("content").Clone());
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"id":"{{Interlocked.Increment(ref sent)}}"}""", context.RequestAborted);
    }

    private TaskCompletionSource<JsonElement> Card(string conversation) =>
        cards.GetOrAdd(conversation, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
