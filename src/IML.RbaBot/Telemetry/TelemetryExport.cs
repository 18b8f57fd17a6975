using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using IML.RbaBot.Commands;
using IML.RbaBot.Storage;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IML.RbaBot.Telemetry;

/// <summary>
/// Where traces, metrics and logs go: to an OpenTelemetry collector (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and the other standard
/// variables) or to Application Insights (<c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>), or nowhere. Nowhere costs nothing: no
/// assembly of OpenTelemetry is loaded.
/// </summary>
internal static class TelemetryExport
{
    private const string CollectorKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string InsightsKey = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>The destinations that cannot be one, as people read it; empty when the host may start.</summary>
    public static ImmutableArray<string> Check(IConfiguration configuration)
    {
        var (collector, insights) = (configuration[CollectorKey], configuration[InsightsKey]);
        var problems = ImmutableArray.CreateBuilder<string>();
        if (!string.IsNullOrWhiteSpace(collector)
            && !(Uri.TryCreate(collector, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            problems.Add(CommandTexts.Load().Fill("start.collector", CollectorKey));
        }

        if (!string.IsNullOrWhiteSpace(insights) && !insights.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(CommandTexts.Load().Fill("start.insights", InsightsKey));
        }

        return problems.ToImmutable();
    }

    /// <param name="builder">Whose settings have been checked.</param>
    /// <param name="storage">Its calls are recorded too.</param>
    public static void AddTo(WebApplicationBuilder builder, StorageOptions storage)
    {
        var collector = builder.Configuration[CollectorKey];
        var insights = builder.Configuration[InsightsKey];
        if (string.IsNullOrWhiteSpace(collector) && string.IsNullOrWhiteSpace(insights))
        {
            return;
        }

        Export(builder, !string.IsNullOrWhiteSpace(collector), string.IsNullOrWhiteSpace(insights) ? null : insights, storage);
    }

    // Not inlined: the types of OpenTelemetry are loaded when this runs, and not before.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Export(WebApplicationBuilder builder, bool toCollector, string? insights, StorageOptions storage)
    {
        var name = builder.Configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } given ? given : "rbabot";
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(name, serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(traces =>
            {
                // The web server's own span, the parent of a turn, is not recorded; that must not keep the turn from being so.
                traces.SetSampler(new AlwaysOnSampler()).AddSource(BotTelemetry.Name);
                _ = toCollector ? traces.AddOtlpExporter() : traces;
                _ = insights is null ? traces : traces.AddAzureMonitorTraceExporter(Insights);
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(BotTelemetry.Name, "System.Runtime");
                _ = toCollector ? metrics.AddOtlpExporter() : metrics;
                _ = insights is null ? metrics : metrics.AddAzureMonitorMetricExporter(Insights);
            })
            .WithLogging(
                logs =>
                {
                    _ = toCollector ? logs.AddOtlpExporter() : logs;
                    _ = insights is null ? logs : logs.AddAzureMonitorLogExporter(Insights);
                },
                options => options.IncludeFormattedMessage = true);

        void Insights(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = insights;
            options.EnableLiveMetrics = false;

            // What cannot be sent is not kept on the disk.
            options.DisableOfflineStorage = true;
            if (storage.ManagedIdentityClientId is { } identity)
            {
                options.Credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identity));
            }
        }
    }
}
