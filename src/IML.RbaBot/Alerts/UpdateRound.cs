using System.Collections.Immutable;
using IML.RbaBot.Dispatch;

namespace IML.RbaBot.Alerts;

/// <summary>One try, card by card: what is done is left out of the next.</summary>
internal sealed class UpdateRound(OutboxMessage message)
{
    private readonly ImmutableArray<string>.Builder done = message.Done.ToBuilder();
    private string? failure;
    private TimeSpan? after;
    private bool busy;

    public async Task TryAsync(string key, Func<Task<Updated>> send)
    {
        if (done.Contains(key))
        {
            return;
        }

        switch (await send())
        {
            case Updated.Busy:
                busy = true;
                break;
            case Updated.Failed failed:
                failure = $"{key}: {failed.Reason}";
                after = failed.After ?? after;
                break;
            default:
                done.Add(key);
                break;
        }
    }

    public DeliveryOutcome ToOutcome(DateTimeOffset soon) => (failure, busy) switch
    {
        ({ } reason, _) => new DeliveryOutcome.Retry(reason) { After = after, Done = done.ToImmutable() },
        (null, true) => new DeliveryOutcome.Wait(soon) { Done = done.ToImmutable() },
        _ => new DeliveryOutcome.Delivered(),
    };
}
