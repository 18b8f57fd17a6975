using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.BotFramework.Hosting;

/// <summary>Keeps one person, or a client gone wild, from taking the bot away from the others. Counted per Entra object id.</summary>
internal sealed class PersonRateLimiter(IOptions<BotFrameworkOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(
        person => RateLimitPartition.GetTokenBucketLimiter(person, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.TurnBurst,
            TokensPerPeriod = options.Value.TurnsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>True when this person may take one more turn now.</summary>
    public bool Admit(string person)
    {
        using var lease = limiter.AttemptAcquire(person);
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();
}
