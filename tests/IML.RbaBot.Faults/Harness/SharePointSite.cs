using System.Globalization;
using System.Text.Json.Nodes;
using IML.RbaBot.Tests.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IML.RbaBot.Faults.Harness;

/// <summary>
/// A SharePoint site as the built bot reaches it: Graph behind a crossing of its own, and the endpoint from which a managed identity
/// gets its tokens in Azure App Service. The bot runs as in production, without a setting for tests.
/// </summary>
internal sealed class SharePointSite : IAsyncDisposable
{
    private readonly WebApplication identity = Loopback.Application();
    private Tap? tap;

    private SharePointSite(GraphStandIn graph) => Graph = graph;

    public GraphStandIn Graph { get; }

    public Crossing Crossing { get; } = new();

    /// <summary>What the bot is told of the site, by the environment.</summary>
    public (string Name, string Value)[] Settings { get; private set; } = [];

    public static async Task<SharePointSite> StartAsync()
    {
        var site = new SharePointSite(await GraphStandIn.StartAsync());
        site.tap = await Tap.StartAsync("graph", site.Graph.Address.GetLeftPart(UriPartial.Authority), site.Crossing);
        site.Graph.Front = new Uri(site.tap.Address);
        site.identity.MapGet("/msi/token", (Delegate)TokenAsync);
        var tokens = await Loopback.StartAsync(site.identity);
        site.Settings =
        [
            ("SharePoint__SiteUrl", $"{site.tap.Address}/sites/screenings"),
            ("SharePoint__GraphUrl", $"{site.tap.Address}/v1.0"),
            ("IDENTITY_ENDPOINT", $"{tokens}/msi/token"),
            ("IDENTITY_HEADER", "of-this-run"),
        ];
        return site;
    }

    /// <summary>What is filed of a screening.</summary>
    public IReadOnlyList<GraphStandIn.Item> FiledOf(string reference) =>
        [.. Graph.Items.Values.Where(i => i.Path.Contains(reference, StringComparison.Ordinal)).OrderBy(i => i.Path, StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await identity.DisposeAsync();
        if (tap is not null)
        {
            await tap.DisposeAsync();
        }

        await Graph.DisposeAsync();
    }

    private static IResult TokenAsync(HttpContext context) => context.Request.Headers["X-IDENTITY-HEADER"] == "of-this-run"
        ? Results.Json(new JsonObject
        {
            ["access_token"] = GraphStandIn.Token,
            ["expires_on"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["resource"] = context.Request.Query["resource"].ToString(),
            ["token_type"] = "Bearer",
        })
        : Results.Unauthorized();
}
