using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace IML.RbaBot.Tests.Export;

/// <summary>How each call is carried out when no fault is scripted for it.</summary>
public sealed partial class GraphStandIn
{
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
        GraphCall.Remove => RemoveAsync(context),
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
            context.Response.Redirect(new Uri(Front ?? Address, $"download/{item.Id}").ToString());
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

    private async Task RemoveAsync(HttpContext context)
    {
        if (items.TryRemove(PathOf(context), out _))
        {
            context.Response.StatusCode = 204;
        }
        else
        {
            await ErrorAsync(context, 404, "itemNotFound");
        }
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
        var path = PathOf(context);
        var behaviour = (await JsonNode.ParseAsync(context.Request.Body))!["item"]?["@microsoft.graph.conflictBehavior"]?.GetValue<string>();
        if (items.TryGetValue(path, out var there))
        {
            var match = context.Request.Headers.IfMatch.ToString();
            if (match.Length > 0 && match != there.ETag)
            {
                await ErrorAsync(context, 412, "preconditionFailed");
                return;
            }

            if (match.Length == 0 && behaviour == "fail")
            {
                await ErrorAsync(context, 409, "nameAlreadyExists");
                return;
            }
        }

        var id = Guid.NewGuid().ToString("N");
        sessions[id] = (path, new MemoryStream());
        await OkAsync(context, new JsonObject
        {
            ["uploadUrl"] = new Uri(Front ?? Address, $"upload/{id}").ToString(),
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

    [GeneratedRegex("/root:/(.+?):?(/content|/createUploadSession)?$")]
    private static partial Regex RootPath();
}
