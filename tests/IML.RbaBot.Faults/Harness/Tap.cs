using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.Faults.Harness;

/// <summary>Stands between the bot and a service, and lets every call pass a <see cref="Crossing"/> there and back, byte for byte.</summary>
internal sealed class Tap : IAsyncDisposable
{
    // Kestrel and HttpClient make these themselves for each side.
    private static readonly HashSet<string> PerConnection = new(["Transfer-Encoding", "Connection", "Keep-Alive", "Host"], StringComparer.OrdinalIgnoreCase);

    private readonly WebApplication app;
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private readonly string to;
    private readonly string target;
    private readonly Crossing crossing;

    private Tap(WebApplication app, string to, string target, Crossing crossing) =>
        (this.app, this.to, this.target, this.crossing) = (app, to, target, crossing);

    /// <summary>Where the bot finds the service.</summary>
    public string Address { get; private set; } = "";

    /// <param name="to">The service's name in passages.</param>
    /// <param name="target">The service's own address, without a path.</param>
    /// <param name="crossing">What every call passes.</param>
    public static async Task<Tap> StartAsync(string to, string target, Crossing crossing)
    {
        var app = Loopback.Application();
        var tap = new Tap(app, to, target, crossing);
        app.Run(tap.PassAsync);
        tap.Address = await Loopback.StartAsync(app);
        return tap;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        client.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        var raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var passage = new Passage(to, context.Request.Method, Uri.UnescapeDataString(raw), Encoding.UTF8.GetString(body));
        if (crossing.Breaks(passage, after: false))
        {
            context.Abort();
            return;
        }

        // The signature covers the path as it was written.
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(target + raw, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = body.Length > 0 || context.Request.ContentType is not null ? new ByteArrayContent(body) : null;
        foreach (var (name, value) in context.Request.Headers.Where(h => !PerConnection.Contains(h.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
            }
        }

        // Carried out to its end even when the caller dies meanwhile, as a service does.
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        crossing.CarriedOut(passage, response.IsSuccessStatusCode && !IsRefusedBatch(answer));
        if (crossing.Breaks(passage, after: true))
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(h => !PerConnection.Contains(h.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (answer.Length > 0)
        {
            await context.Response.Body.WriteAsync(answer);
        }
    }

    // A transaction that is refused is answered 202, with the refusal inside.
    private static bool IsRefusedBatch(byte[] answer) =>
        answer.AsSpan().StartsWith("--batch"u8) && answer.AsSpan().IndexOf("HTTP/1.1 4"u8) >= 0;
}

/// <summary>Servers of this machine alone, on any free port.</summary>
internal static class Loopback
{
    public static WebApplication Application()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    public static async Task<string> StartAsync(WebApplication app)
    {
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        return app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }
}
