using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.Tests.Export;

/// <summary>
/// A SharePoint library that keeps what it is sent: items with eTags and versions, a table of columns, upload sessions. It demands a
/// token where Graph does, and refuses one where none belongs. Faults come in the order of the script.
/// </summary>
public sealed partial class GraphStandIn : IAsyncDisposable
{
    public const string Token = "a-good-token";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Item> items = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (string Path, MemoryStream Content)> sessions = new();
    private readonly ConcurrentQueue<(GraphCall Call, Func<HttpContext, Task> Answer)> faults = new();
    private readonly GraphSchema? schema = GraphSchema.Find();
    private int lastId;
    private int callsUntilCut;
    private bool cutAfter;
    private bool isCut;

    private GraphStandIn(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>Where callers reach it, when they do not do so directly: the base of addresses that it hands out.</summary>
    public Uri? Front { get; set; }

    public Uri Graph => new(Address, "v1.0");

    public Uri Site => new(Address, "sites/screenings");

    /// <summary>By path.</summary>
    public IReadOnlyDictionary<string, Item> Items => items;

    /// <summary>The columns by name: <c>text</c>, <c>dateTime</c>, <c>number</c>, and whether each has an index.</summary>
    public ConcurrentDictionary<string, (string Type, bool Indexed)> Columns { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentQueue<string> Views { get; } = [];

    public ConcurrentQueue<(GraphCall Call, string Request, string Body)> Calls { get; } = [];

    /// <summary>What was wrong with requests: a missing token, one too many, an empty set of fields, a shape that Graph does not know.</summary>
    public ConcurrentQueue<string> Wrongs { get; } = [];

    /// <summary>How many requests were held against Graph's own description.</summary>
    public int Checked { get; private set; }

    /// <summary>How often the fields of a freshly uploaded item answer 409.</summary>
    public int ConflictsAfterUpload { get; set; }

    public static async Task<GraphStandIn> StartAsync(bool withColumns = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var graph = new GraphStandIn(app);
        if (withColumns)
        {
            foreach (var column in IML.RbaBot.Export.SharePoint.LibraryColumns.All)
            {
                graph.Columns[column.Name] = (column.IsDay ? "dateTime" : "text", column.IsIndexed);
            }
        }
        else
        {
            graph.Columns["Title"] = ("text", false);
        }

        app.Run(graph.AnswerAsync);
        await app.StartAsync();
        return graph;
    }

    /// <summary>The next calls of that kind are answered like this instead.</summary>
    public GraphStandIn Fails(GraphCall call, int status, string code = "generalException", int times = 1, string? retryAfter = null)
    {
        for (var i = 0; i < times; i++)
        {
            faults.Enqueue((call, context =>
            {
                if (retryAfter is not null)
                {
                    context.Response.Headers.RetryAfter = retryAfter;
                }

                return ErrorAsync(context, status, code);
            }
            ));
        }

        return this;
    }

    /// <summary>The next call of that kind gets the page of a gateway, with that status.</summary>
    public GraphStandIn AnswersWithAPage(GraphCall call, int status, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            faults.Enqueue((call, async context =>
            {
                context.Response.StatusCode = status;
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html><body>The service is unavailable.</body></html>");
            }
            ));
        }

        return this;
    }

    /// <summary>The next call of that kind loses its connection, after it was carried out or before.</summary>
    public GraphStandIn Drops(GraphCall call, bool carriedOut, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            faults.Enqueue((call, async context =>
            {
                if (carriedOut)
                {
                    await CarryOutAsync(context, call);
                }

                context.Abort();
            }
            ));
        }

        return this;
    }

    /// <summary>Somebody else changes an item between two calls of the bot.</summary>
    public void Touch(string path)
    {
        var item = items[path];
        item.Version++;
    }

    /// <summary>
    /// The line is cut at the n-th call from now on, before or after it was carried out, and stays cut until <see cref="Mend"/>: as a
    /// process sees it that dies there, but for what it has in memory.
    /// </summary>
    public void CutAt(int call, bool carriedOut) => (callsUntilCut, cutAfter, isCut) = (call, carriedOut, false);

    public void Mend() => (callsUntilCut, isCut) = (0, false);

    public bool WasCut => isCut;

    public void Remove(string path) => items.TryRemove(path, out _);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Assert.Empty(Wrongs);
    }

    /// <summary>An item of the library.</summary>
    public sealed class Item(string path, int id)
    {
        public string Path { get; } = path;

        public int Id { get; } = id;

        public byte[] Content { get; set; } = [];

        public int Version { get; set; } = 1;

        public int Uploads { get; set; }

        public int Patches { get; set; }

        public int Conflicts { get; set; }

        public ConcurrentDictionary<string, string?> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

        public string ETag => string.Create(CultureInfo.InvariantCulture, $"\"{{ITEM-{Id}}},{Version}\"");
    }

    /// <summary>Gives the good token, and counts.</summary>
    public sealed class Credential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(Token, DateTimeOffset.UtcNow.AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        var call = GraphCalls.KindOf(context);
        if (call is not { } known)
        {
            Wrongs.Enqueue($"An unexpected call: {context.Request.Method} {context.Request.Path}");
            await ErrorAsync(context, 404, "notExpected");
            return;
        }

        var body = context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true
            ? await new StreamReader(context.Request.Body, leaveOpen: true).ReadToEndAsync()
            : "";
        context.Request.Body.Position = 0;
        Calls.Enqueue((known, $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", body));
        if (!TokenIsRight(context, known))
        {
            await ErrorAsync(context, 401, "InvalidAuthenticationToken");
            return;
        }

        if (schema is not null && known is not (GraphCall.Slice or GraphCall.Views or GraphCall.Download))
        {
            Checked++;
            foreach (var wrong in schema.WrongsOf(context.Request.Method, context.Request.Path, context.Request.Query.Keys, body))
            {
                Wrongs.Enqueue(wrong);
            }
        }

        if (isCut || (callsUntilCut > 0 && --callsUntilCut == 0))
        {
            if (!isCut && cutAfter)
            {
                await CarryOutAsync(context, known);
            }

            isCut = true;
            context.Abort();
            return;
        }

        if (faults.TryPeek(out var fault) && fault.Call == known && faults.TryDequeue(out fault))
        {
            await fault.Answer(context);
            return;
        }

        await CarryOutAsync(context, known);
    }

    private bool TokenIsRight(HttpContext context, GraphCall call)
    {
        var given = context.Request.Headers.Authorization.ToString();
        if (call is GraphCall.Slice)
        {
            if (given.Length > 0)
            {
                Wrongs.Enqueue("The upload address was sent a token.");
            }

            return true;
        }

        if (call is not GraphCall.Views && !context.Request.Headers.UserAgent.ToString().StartsWith("NONISV|IOM|RbaBot/", StringComparison.Ordinal))
        {
            Wrongs.Enqueue($"A caller without its name: {context.Request.Headers.UserAgent}");
        }

        return given == $"Bearer {Token}";
    }

    private static Task OkAsync(HttpContext context, JsonObject body) => context.Response.WriteAsJsonAsync(body);

    private static Task ErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = code, ["message"] = "As the script says." },
        });
    }
}
