using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Alerts;

/// <summary>
/// Somebody whom alerts are for can be reached now: alerts that have reached nobody, also those given up, are tried at once and not
/// when their growing delay is over.
/// </summary>
internal sealed class AlertWaking(WaitingAlerts waiting, AssessmentStore store, Dispatcher dispatcher, TimeProvider time)
{
    /// <param name="actor">Who wrote, or chose the channel.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task WakeAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.Has(Roles.FocalPoint | Roles.BackupFocalPoint | Roles.Administrator))
        {
            return;
        }

        foreach (var alert in await waiting.ListAsync(cancellationToken))
        {
            await WakeAsync(alert, cancellationToken);
        }
    }

    private async Task WakeAsync(WaitingAlert listed, CancellationToken cancellationToken)
    {
        var id = listed.Id;
        if (await store.LoadAsync(id, allowCached: false, cancellationToken) is LoadResult.Found { Stored: var stored })
        {
            var promise = await dispatcher.PromiseAsync(id, cancellationToken);
            foreach (var alert in stored.Outbox.Where(m => m is { Kind: OutboxKind.Alert, IsHeld: false, Done: [] }))
            {
                if (alert.Undeliverable)
                {
                    await dispatcher.RetryUndeliverableAsync(id, Keys.Outbox(alert), Actor.System, cancellationToken);
                }
                else
                {
                    await store.PutAsync(id, alert with { NotBefore = time.GetUtcNow() }, cancellationToken);
                }
            }

            dispatcher.Hint(promise);

            // One that is just being tried may end without anybody: the next who writes looks again.
            if (stored.Outbox.Any(m => m is { Kind: OutboxKind.Alert, IsHeld: true }))
            {
                return;
            }
        }

        await waiting.RemoveAsync(listed, cancellationToken);
    }
}
