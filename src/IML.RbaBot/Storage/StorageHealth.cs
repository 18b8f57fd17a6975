using Azure;
using IML.RbaBot.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IML.RbaBot.Storage;

/// <summary>
/// The part of <c>/readyz</c> about storage: unhealthy while tables or queue are away or not made yet, degraded while messages wait
/// that could not be delivered. What is missing is made at the next look, so that a bot that lost its storage becomes ready again
/// without a restart.
/// </summary>
public sealed class StorageHealth(StorageClients clients, StorageSetup setup, DirectoryStore directory) : IHealthCheck
{
    public const string Undeliverable = "undeliverable";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await setup.EnsureAsync(cancellationToken);
            await clients.CallAsync(token => clients.Queue.GetPropertiesAsync(token), cancellationToken);
            await clients.CheckAssessmentsAsync(cancellationToken);
            var undeliverable = await directory.CountUndeliverableAsync(cancellationToken);
            BotTelemetry.Undeliverable(undeliverable);
            var data = new Dictionary<string, object> { [Undeliverable] = undeliverable };
            return undeliverable == 0
                ? HealthCheckResult.Healthy(data: data)
                : HealthCheckResult.Degraded($"{undeliverable} undeliverable", data: data);
        }
        catch (StorageUnavailableException e)
        {
            setup.Doubt();
            return HealthCheckResult.Unhealthy("storage away", e);
        }
        catch (RequestFailedException e)
        {
            setup.Doubt();
            return HealthCheckResult.Unhealthy($"storage answered {e.Status} {e.ErrorCode}", e);
        }
    }
}
