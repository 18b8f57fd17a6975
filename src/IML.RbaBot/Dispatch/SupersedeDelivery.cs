using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Dispatch;

/// <summary>
/// A later version is final: the one before it becomes superseded. The two are partitions of their own, so this follows the commit of
/// the later one, is done once however often it is delivered, and promises what follows from it as every commit does.
/// </summary>
internal sealed class SupersedeDelivery(AssessmentStore store, StorageClients clients, DispatchOptions options, TimeProvider time) : IDelivery
{
    private const int Tries = 3;

    // No project data are changed.
    private static readonly ProjectLists NoLists = new([], [], [], [], []);

    private readonly DispatchQueue queue = new(clients, time);

    public OutboxKind Kind => OutboxKind.Supersede;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        if (assessment.Assessment is not { From: { } earlierId, Id: var by })
        {
            return new DeliveryOutcome.Obsolete("the first version");
        }

        await queue.PromiseAsync(earlierId, options.PromiseInvisible, cancellationToken);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await store.LoadAsync(earlierId, allowCached: false, cancellationToken) is not LoadResult.Found { Stored: var earlier })
            {
                return new DeliveryOutcome.Undeliverable("the earlier version cannot be read");
            }

            var request = new Request(Actor.System, time.GetUtcNow(), null, NoLists);
            if (Decider.Decide(new Command.Supersede(by), earlier.Assessment, request) is not Decision.Accepted accepted)
            {
                return earlier.Assessment.State is AssessmentState.Superseded
                    ? new DeliveryOutcome.Delivered()
                    : new DeliveryOutcome.Obsolete("not final any more");
            }

            var following = Consequences.Of(earlier.Assessment, accepted).Select(f => OutboxMessage.Promised(f, request.At)).ToImmutableArray();
            if (await store.CommitAsync(earlier, accepted, Actor.System, request.At, following, cancellationToken) is CommitResult.Committed)
            {
                return new DeliveryOutcome.Delivered();
            }
        }

        return new DeliveryOutcome.Retry("changed at the same time");
    }
}
