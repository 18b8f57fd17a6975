// A long file because it is one server: a SharePoint site with one library, as Graph shows it.
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.Tests.Export;

/// <summary>What a call is for; faults are scripted by it.</summary>
public enum GraphCall
{
    FindSite,
    FindList,
    FindDrive,
    ReadColumns,
    MakeColumn,
    ReadItem,
    ReadFields,
    Upload,
    ReadContent,
    Download,
    SetFields,
    BeginSession,
    Slice,
    MakeFolder,
    Views,
}

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
        var call = KindOf(context);
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

    private static GraphCall? KindOf(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return (context.Request.Method, path) switch
        {
            (_, var p) when p.Contains("/_api/web/", StringComparison.Ordinal) => GraphCall.Views,
            ("PUT", var p) when p.StartsWith("/upload/", StringComparison.Ordinal) => GraphCall.Slice,
            ("GET", var p) when p.StartsWith("/download/", StringComparison.Ordinal) => GraphCall.Download,
            ("GET", var p) when p.EndsWith(":/content", StringComparison.Ordinal) => GraphCall.ReadContent,
            ("GET", var p) when p.Contains("getByPath", StringComparison.Ordinal) => GraphCall.FindSite,
            ("GET", var p) when p.EndsWith("/fields", StringComparison.Ordinal) => GraphCall.ReadFields,
            ("PATCH", var p) when p.EndsWith("/fields", StringComparison.Ordinal) => GraphCall.SetFields,
            ("GET", var p) when p.EndsWith("/columns", StringComparison.Ordinal) => GraphCall.ReadColumns,
            (_, var p) when p.Contains("/columns", StringComparison.Ordinal) => GraphCall.MakeColumn,
            ("GET", var p) when p.StartsWith("/v1.0/sites/", StringComparison.Ordinal) && p.EndsWith("/drive", StringComparison.Ordinal) => GraphCall.FindDrive,
            ("GET", var p) when ListPath().IsMatch(p) => GraphCall.FindList,
            ("POST", var p) when p.EndsWith("/createUploadSession", StringComparison.Ordinal) => GraphCall.BeginSession,
            ("POST", var p) when p.EndsWith("/children", StringComparison.Ordinal) => GraphCall.MakeFolder,
            ("PUT", var p) when p.EndsWith(":/content", StringComparison.Ordinal) => GraphCall.Upload,
            ("GET", var p) when p.Contains("/root:/", StringComparison.Ordinal) => GraphCall.ReadItem,
            _ => null,
        };
    }

    private Task CarryOutAsync(HttpContext context, GraphCall call) => call switch
    {
        GraphCall.FindSite => OkAsync(context, new JsonObject { ["id"] = "site-1", ["webUrl"] = Site.ToString() }),
        GraphCall.FindList => FindListAsync(context),
        GraphCall.FindDrive => OkAsync(context, new JsonObject { ["id"] = "drive-1" }),
        GraphCall.ReadColumns => OkAsync(context, new JsonObject { ["value"] = new JsonArray([.. Columns.Select(ColumnJson)]) }),
        GraphCall.MakeColumn => MakeColumnAsync(context),
        GraphCall.ReadItem => ReadItemAsync(context),
        GraphCall.ReadFields => ReadFieldsAsync(context),
        GraphCall.Upload => UploadAsync(context),
        GraphCall.ReadContent => ReadContentAsync(context),
        GraphCall.Download => DownloadAsync(context),
        GraphCall.SetFields => SetFieldsAsync(context),
        GraphCall.BeginSession => BeginSessionAsync(context),
        GraphCall.Slice => SliceAsync(context),
        GraphCall.MakeFolder => MakeFolderAsync(context),
        _ => ViewsAsync(context),
    };

    private static Task FindListAsync(HttpContext context) => context.Request.Path.Value!.Split('/')[^1] is "Screenings" or "list-1"
        ? OkAsync(context, new JsonObject { ["id"] = "list-1", ["displayName"] = "Screenings" })
        : ErrorAsync(context, 404, "itemNotFound");

    private static JsonNode ColumnJson(KeyValuePair<string, (string Type, bool Indexed)> column) => new JsonObject
    {
        ["id"] = $"column-{column.Key}",
        ["name"] = column.Key,
        ["indexed"] = column.Value.Indexed,
        [column.Value.Type] = new JsonObject(),
    };

    private async Task MakeColumnAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var indexed = body["indexed"]?.GetValue<bool>() ?? false;
        if (context.Request.Method == "PATCH")
        {
            var name = context.Request.Path.Value!.Split("column-")[^1];
            Columns[name] = (Columns[name].Type, indexed);
        }
        else
        {
            if (body.ContainsKey("dateTime") == body.ContainsKey("text"))
            {
                Wrongs.Enqueue("A column of no type, or of two.");
            }

            Columns[body["name"]!.GetValue<string>()] = (body.ContainsKey("dateTime") ? "dateTime" : "text", indexed);
        }

        await OkAsync(context, body);
    }

    private async Task ReadItemAsync(HttpContext context)
    {
        if (items.TryGetValue(PathOf(context), out var item))
        {
            await OkAsync(context, ItemJson(item));
        }
        else
        {
            await ErrorAsync(context, 404, "itemNotFound");
        }
    }

    private JsonObject ItemJson(Item item) => new()
    {
        ["id"] = $"item-{item.Id}",
        ["eTag"] = item.ETag,
        ["webUrl"] = $"https://contoso.example/sites/screenings/{Uri.EscapeDataString(item.Path)}",
        ["sharepointIds"] = new JsonObject { ["listItemId"] = item.Id.ToString(CultureInfo.InvariantCulture) },
    };

    private async Task UploadAsync(HttpContext context)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content);
        var path = PathOf(context);
        var match = context.Request.Headers.IfMatch.ToString();
        if (items.TryGetValue(path, out var there))
        {
            if (match.Length > 0 && match != there.ETag)
            {
                await ErrorAsync(context, 412, "preconditionFailed");
                return;
            }

            if (match.Length == 0 && context.Request.Query["@microsoft.graph.conflictBehavior"] == "fail")
            {
                await ErrorAsync(context, 409, "nameAlreadyExists");
                return;
            }
        }

        await OkAsync(context, ItemJson(Put(path, content.ToArray())));
    }

    private Item Put(string path, byte[] content)
    {
        var item = items.GetOrAdd(path, p => new Item(p, Interlocked.Increment(ref lastId)));
        item.Content = content;
        item.Version++;
        item.Uploads++;
        item.Conflicts = ConflictsAfterUpload;
        return item;
    }

    /// <summary>Graph hands out content at another address.</summary>
    private async Task ReadContentAsync(HttpContext context)
    {
        if (items.TryGetValue(PathOf(context), out var item))
        {
            context.Response.Redirect(new Uri(Address, $"download/{item.Id}").ToString());
        }
        else
        {
            await ErrorAsync(context, 404, "itemNotFound");
        }
    }

    private async Task DownloadAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        await context.Response.Body.WriteAsync(items.Values.Single(i => context.Request.Path.Value!.EndsWith($"/{i.Id}", StringComparison.Ordinal)).Content);
    }

    private async Task ReadFieldsAsync(HttpContext context)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in ItemOf(context).Fields)
        {
            fields[name] = value;
        }

        await OkAsync(context, fields);
    }

    private async Task SetFieldsAsync(HttpContext context)
    {
        var item = ItemOf(context);
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        if (body.Count == 0)
        {
            Wrongs.Enqueue("An empty set of fields was sent.");
        }

        if (item.Conflicts > 0)
        {
            item.Conflicts--;
            await ErrorAsync(context, 409, "resourceModified");
            return;
        }

        foreach (var (name, value) in body)
        {
            if (!Columns.TryGetValue(name, out var column)
                || (value is not null && column.Type == "dateTime" && !DateTimeOffset.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out _))
                || (value is not null && column.Type == "number" && value.GetValueKind() != JsonValueKind.Number))
            {
                await ErrorAsync(context, 400, "invalidRequest");
                return;
            }
        }

        foreach (var (name, value) in body)
        {
            item.Fields[name] = value?.GetValue<string>();
        }

        item.Patches++;
        item.Version++;
        await OkAsync(context, body);
    }

    private async Task BeginSessionAsync(HttpContext context)
    {
        var id = Guid.NewGuid().ToString("N");
        sessions[id] = (PathOf(context), new MemoryStream());
        await OkAsync(context, new JsonObject
        {
            ["uploadUrl"] = new Uri(Address, $"upload/{id}").ToString(),
            ["expirationDateTime"] = DateTimeOffset.UtcNow.AddHours(1).ToString("O"),
            ["nextExpectedRanges"] = new JsonArray("0-"),
        });
    }

    private async Task SliceAsync(HttpContext context)
    {
        var (path, content) = sessions[context.Request.Path.Value!.Split('/')[^1]];
        var range = System.Net.Http.Headers.ContentRangeHeaderValue.Parse(context.Request.Headers.ContentRange.ToString());
        await context.Request.Body.CopyToAsync(content);
        if (range.To + 1 < range.Length)
        {
            if ((range.To + 1 - range.From) % (320 * 1024) != 0)
            {
                Wrongs.Enqueue("A slice is no multiple of 320 KiB.");
            }

            context.Response.StatusCode = 202;
            await context.Response.WriteAsJsonAsync(new JsonObject
            {
                ["expirationDateTime"] = DateTimeOffset.UtcNow.AddHours(1).ToString("O"),
                ["nextExpectedRanges"] = new JsonArray($"{range.To + 1}-"),
            });
            return;
        }

        context.Response.StatusCode = 201;
        await context.Response.WriteAsJsonAsync(ItemJson(Put(path, content.ToArray())));
    }

    private async Task MakeFolderAsync(HttpContext context)
    {
        var name = (await JsonNode.ParseAsync(context.Request.Body))!["name"]!.GetValue<string>();
        if (items.ContainsKey($"{name}/"))
        {
            await ErrorAsync(context, 409, "nameAlreadyExists");
            return;
        }

        await OkAsync(context, ItemJson(Put($"{name}/", [])));
    }

    private async Task ViewsAsync(HttpContext context)
    {
        if (context.Request.Method == "POST" && context.Request.Path.Value!.EndsWith("/views", StringComparison.Ordinal))
        {
            var view = (await JsonNode.ParseAsync(context.Request.Body))!;
            Views.Enqueue(view["Title"]!.GetValue<string>());
        }

        await OkAsync(context, new JsonObject { ["value"] = new JsonArray([.. Views.Select(v => (JsonNode)new JsonObject { ["Title"] = v })]) });
    }

    private Item ItemOf(HttpContext context)
    {
        var id = int.Parse(context.Request.Path.Value!.Split('/')[^2], CultureInfo.InvariantCulture);
        return items.Values.Single(i => i.Id == id);
    }

    private static string PathOf(HttpContext context) => RootPath().Match(context.Request.Path.Value!).Groups[1].Value;

    private static Task OkAsync(HttpContext context, JsonObject body) => context.Response.WriteAsJsonAsync(body);

    private static Task ErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = code, ["message"] = "As the script says." },
        });
    }

    [GeneratedRegex("/root:/(.+?):?(/content|/createUploadSession)?$")]
    private static partial Regex RootPath();

    [GeneratedRegex("^/v1.0/sites/[^/]+/lists/[^/]+$")]
    private static partial Regex ListPath();
}
