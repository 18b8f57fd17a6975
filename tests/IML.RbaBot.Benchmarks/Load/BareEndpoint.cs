using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>
/// The floor: an ASP.NET Core endpoint that takes the same activity and answers a body as large as a page, made before. No
/// deciding, no storing, no log.
/// </summary>
internal static class BareEndpoint
{
    public const string Command = "bare-endpoint";

    public static async Task RunAsync(string url, int cardBytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        var body = JsonSerializer.SerializeToUtf8Bytes(new string('x', cardBytes - 2));
        app.MapGet("/healthz", () => Results.Text("healthy"));
        app.MapPost("/api/messages", (RequestDelegate)(async context =>
        {
            // Read as the bot reads it, but for what an activity means.
            using var activity = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }));
        await app.RunAsync(url);
    }
}
