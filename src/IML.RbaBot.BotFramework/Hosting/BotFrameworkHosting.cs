using IML.RbaBot.BotFramework.Authentication;
using IML.RbaBot.BotFramework.Connector;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.BotFramework.Hosting;

/// <summary>All the wiring of the protocol.</summary>
public static class BotFrameworkHosting
{
    /// <summary>The named client that calls the channel; tests put a script in place of its primary handler.</summary>
    public const string ConnectorClientName = ConnectorClient.ClientName;

    /// <summary>The named client that reads the keys of inbound tokens; tests put their issuer in place of its primary handler.</summary>
    public const string SigningKeysClientName = SigningKeys.ClientName;

    private const long LargestAnswer = 4 * 1024 * 1024;

    private static readonly string UserAgent =
        "NONISV|IOM|RbaBot/" + (typeof(BotFrameworkHosting).Assembly.GetName().Version?.ToString(3) ?? "0");

    /// <summary>Adds the protocol. Bad settings stop the start with every problem listed.</summary>
    /// <param name="services">The host's registrations; an own <see cref="TimeProvider"/> or <see cref="ConnectorCredential"/> is kept.</param>
    /// <param name="section">The section that binds to <see cref="BotFrameworkOptions"/>.</param>
    public static IServiceCollection AddBotFramework(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<BotFrameworkOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BotFrameworkOptions>, BotFrameworkOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddHttpClient(SigningKeys.ClientName, client => client.Timeout = TimeSpan.FromSeconds(5))
            .ConfigurePrimaryHttpMessageHandler(NoRedirects)
            .AddHttpMessageHandler(() => new BrokenConnections())
            .RemoveAllLoggers();
        services.AddHttpClient(ConnectorClient.ClientName, client =>
            {
                // The connector client has its own time limit, over all attempts.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = LargestAnswer;
                client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
            })
            .ConfigurePrimaryHttpMessageHandler(NoRedirects)
            .AddHttpMessageHandler(() => new BrokenConnections())
            .RemoveAllLoggers();

        services.AddSingleton<ServiceHosts>();
        services.AddSingleton<ActivityAllowList>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<InboundTokenCheck>();
        services.AddSingleton<PersonRateLimiter>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<SendLimits>();
        services.TryAddSingleton(provider => ConnectorCredential.Of(provider.GetRequiredService<IOptions<BotFrameworkOptions>>().Value));
        services.TryAddSingleton<IConnectorClient, ConnectorClient>();
        services.AddSingleton(provider => new ChannelProbe(
            provider.GetRequiredService<ConnectorCredential>(), provider.GetRequiredService<SigningKeys>()));
        return services;
    }

    /// <summary>Maps the endpoint that the channel posts to.</summary>
    /// <typeparam name="TBot">The bot that answers, registered as a singleton.</typeparam>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="pattern">The path, <c>/api/messages</c>.</param>
    public static IEndpointConventionBuilder MapBotFramework<TBot>(this IEndpointRouteBuilder endpoints, string pattern)
        where TBot : class, IBot
    {
        var provider = endpoints.ServiceProvider;
        if (provider.GetRequiredService<IOptions<BotFrameworkOptions>>().Value.AuthenticationOff)
        {
            provider.GetRequiredService<ILogger<MessagesEndpoint>>().AuthenticationOff();
        }

        var endpoint = provider.GetRequiredService<MessagesEndpoint>();

        // Not from the request's own services: they are made for each request, and ended after it, only when somebody asks for them.
        RequestDelegate handle = context => endpoint.HandleAsync(context, provider.GetRequiredService<TBot>());
        return endpoints.MapPost(pattern, handle);
    }

    // A redirect would carry the bot's token, or the trust in the keys, to another place.
    private static SocketsHttpHandler NoRedirects() => new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
