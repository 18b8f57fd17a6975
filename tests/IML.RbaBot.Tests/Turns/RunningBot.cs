using IML.RbaBot.BotFramework.Hosting;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.Tests.Turns;

/// <summary>
/// One process of the bot: the real program in memory, with the channel replaced, its clock in the test's hands, and every other
/// call out forbidden. Any type of the bot names its assembly; <c>Program</c> itself is ambiguous beside that of the local run.
/// </summary>
internal sealed class RunningBot : WebApplicationFactory<StorageClients>
{
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly ConnectorStandIn connector;
    private readonly TimeProvider time;
    private readonly bool delivers;
    private readonly Action<IServiceCollection>? replace;

    /// <param name="settings">The configuration.</param>
    /// <param name="connector">The channel.</param>
    /// <param name="time">The clock.</param>
    /// <param name="delivers">False leaves what was promised to another process: no storage calls but those of turns.</param>
    /// <param name="replace">Further registrations.</param>
    public RunningBot(
        IReadOnlyDictionary<string, string> settings,
        ConnectorStandIn connector,
        TimeProvider time,
        bool delivers = true,
        Action<IServiceCollection>? replace = null)
    {
        (this.settings, this.connector, this.time, this.delivers, this.replace) = (settings, connector, time, delivers, replace);
        Client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
    }

    public HttpClient Client { get; }

    public LogRecords Log { get; } = new();

    public StorageRoundTrips RoundTrips => Services.GetRequiredService<StorageRoundTrips>();

    public StorageClients Storage => Services.GetRequiredService<StorageClients>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Development);

        // The clock of the tests jumps, and this process is that of all tests.
        builder.UseSetting("Memory:FilePages", "0");
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }


        // What goes to a collector still goes there; lines on the console would only be noise.
        builder.ConfigureLogging(logging =>
        {
            foreach (var printing in logging.Services.Where(s => s.ServiceType == typeof(ILoggerProvider) && !GoesToACollector(s)).ToList())
            {
                logging.Services.Remove(printing);
            }

            logging.AddProvider(Log);
        });
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(time);
            services.AddHttpClient(BotFrameworkHosting.ConnectorClientName).ConfigurePrimaryHttpMessageHandler(() => connector);
            services.AddHttpClient(BotFrameworkHosting.SigningKeysClientName).ConfigurePrimaryHttpMessageHandler(() => connector);
            if (!delivers)
            {
                var dispatcher = services.Single(s => s.ServiceType == typeof(IHostedService)
                    && s.ImplementationFactory?.GetType().GenericTypeArguments[^1] == typeof(Dispatcher));
                services.Remove(dispatcher);
            }

            replace?.Invoke(services);
        });
    }

    private static bool GoesToACollector(ServiceDescriptor provider) =>
        provider.ImplementationFactory?.GetType().GenericTypeArguments[^1] == typeof(OpenTelemetry.Logs.OpenTelemetryLoggerProvider);
}
