using IML.RbaBot.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IML.RbaBot.Retention;

/// <summary>The part of <c>/readyz</c> about retention: degraded while something is kept because its documents cannot be removed.</summary>
internal sealed class RetentionHealth(RetentionRows rows) : IHealthCheck
{
    public const string Hindered = "hindered";

    // More count as so many.
    private const int Most = 100;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var hindered = (await rows.HinderedAsync(Most, cancellationToken)).Count;
            var data = new Dictionary<string, object> { [Hindered] = hindered };
            return hindered == 0
                ? HealthCheckResult.Healthy(data: data)
                : HealthCheckResult.Degraded($"{hindered} whose documents cannot be removed", data: data);
        }
        catch (StorageUnavailableException e)
        {
            return HealthCheckResult.Unhealthy("storage away", e);
        }
    }
}
