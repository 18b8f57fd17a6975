using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.BotFramework.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.BotFramework.Tests.Hosting;

/// <summary>The real endpoint in memory, with a bot that records, an issuer made in the test, and no network.</summary>
public sealed class BotHost : IAsyncDisposable
{
    public const string Tenant = "22222222-2222-2222-2222-222222222222";

    public static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly WebApplication app;

    private BotHost(WebApplication app, TestIssuer issuer, ScriptedChannel channel, RecordingBot bot, ObservedClock time)
    {
        this.app = app;
        (Issuer, Channel, Bot, Time) = (issuer, channel, bot, time);
        Client = app.Services.GetService<IServer>() is TestServer ? app.GetTestClient() : new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public TestIssuer Issuer { get; }

    public ScriptedChannel Channel { get; }

    public RecordingBot Bot { get; }

    public ObservedClock Time { get; }

    public HttpClient Client { get; }

    public IServiceProvider Provider => app.Services;

    public static async Task<BotHost> StartAsync(
        Dictionary<string, string?>? settings = null, string environment = "Production", bool withTenants = true, bool kestrel = false)
    {
        var all = new Dictionary<string, string?>
        {
            ["BotFramework:AppId"] = TestIssuer.AppId,
            ["BotFramework:TenantId"] = Tenant,
            ["BotFramework:AppType"] = "SingleTenant",
            ["BotFramework:ClientSecret"] = "not a secret",
            [withTenants ? "BotFramework:AllowedTenants:0" : "Unused"] = Tenant,
            ["BotFramework:MetadataAddress"] = TestIssuer.MetadataAddress,
        };
        foreach (var (name, value) in settings ?? [])
        {
            all[name] = value;
        }

        var issuer = new TestIssuer();
        var bot = new RecordingBot();
        var time = new ObservedClock();
        var channel = new ScriptedChannel();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(all);
        if (kestrel)
        {
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        }
        else
        {
            builder.WebHost.UseTestServer();
        }

        builder.Services.AddRouting();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(new ConnectorCredential(new FixedCredential()));
        builder.Services.AddBotFramework(builder.Configuration.GetSection("BotFramework"));
        builder.Services.AddHttpClient(BotFrameworkHosting.SigningKeysClientName).ConfigurePrimaryHttpMessageHandler(() => issuer);
        builder.Services.AddHttpClient(BotFrameworkHosting.ConnectorClientName).ConfigurePrimaryHttpMessageHandler(() => channel);
        builder.Services.AddSingleton(bot);

        var app = builder.Build();
        app.UseRouting();
        app.MapBotFramework<RecordingBot>("/api/messages");
        await app.StartAsync();
        return new BotHost(app, issuer, channel, bot, time);
    }

    /// <summary>A message as Teams sends it.</summary>
    public static JsonObject Message(string type = "message") => new()
    {
        ["type"] = type,
        ["id"] = "activity-1",
        ["channelId"] = "msteams",
        ["serviceUrl"] = TestIssuer.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = "29:person", ["aadObjectId"] = "33333333-3333-3333-3333-333333333333" },
        ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "RBA" },
        ["conversation"] = new JsonObject { ["id"] = "a:1", ["conversationType"] = "personal", ["tenantId"] = Tenant },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
        ["text"] = "help",
    };

    /// <summary>A pressed button as Teams sends it.</summary>
    public static JsonObject Invoke(string verb = "next")
    {
        var activity = Message("invoke");
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = verb,
                ["data"] = new JsonObject { ["assessment"] = "a-1", ["revision"] = 3 },
            },
            ["trigger"] = "manual",
        };
        return activity;
    }

    public Task<HttpResponseMessage> PostAsync(JsonObject activity, string? token = null) =>
        PostAsync(activity.ToJsonString(), token ?? Issuer.Token());

    public async Task<HttpResponseMessage> PostAsync(string body, string? token, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType)),
        };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        Issuer.Dispose();
        Channel.Dispose();
    }
}

/// <summary>Keeps what reached it and answers buttons with a small card.</summary>
public sealed class RecordingBot : ActivityHandler
{
    public List<TurnContext> Turns { get; } = [];

    public List<AdaptiveCardInvokeValue> Invokes { get; } = [];

    /// <summary>Run at the start of each turn.</summary>
    public Func<TurnContext, CancellationToken, Task> OnTurn { get; set; } = (_, _) => Task.CompletedTask;

    public override async Task<InvokeResponse?> OnTurnAsync(TurnContext turn, CancellationToken cancellationToken)
    {
        Turns.Add(turn);
        await OnTurn(turn, cancellationToken);
        return await base.OnTurnAsync(turn, cancellationToken);
    }

    protected override Task<InvokeResponse?> OnAdaptiveCardInvokeAsync(
        TurnContext turn, AdaptiveCardInvokeValue invoke, CancellationToken cancellationToken)
    {
        Invokes.Add(invoke);
        return Task.FromResult<InvokeResponse?>(invoke.Verb switch
        {
            "say" => InvokeResponse.Message("Saved"),
            "break" => InvokeResponse.Error(500, "E-1", "It broke."),
            "unknown" => null,
            _ => InvokeResponse.Card(new AdaptiveCard { Body = [new TextBlock("Évaluation — تقييم")] }),
        });
    }
}
