using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Projections;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Dispatch;

/// <summary>
/// A later version is final: the one before it becomes superseded. The two are partitions of their own, so this follows the commit of
/// the later one, and is done once however often it is delivered.
/// </summary>
public sealed class SupersedeDelivery(AssessmentStore store, Projector projector, TimeProvider time) : IDelivery
{
    private const int Tries = 3;

    // No project data are changed.
    private static readonly ProjectLists NoLists = new([], [], [], [], []);

    public OutboxKind Kind => OutboxKind.Supersede;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        if (assessment.Assessment is not { From: { } earlierId, Id: var by })
        {
            return new DeliveryOutcome.Obsolete("the first version");
        }

        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await store.LoadAsync(earlierId, allowCached: false, cancellationToken) is not LoadResult.Found { Stored: var earlier })
            {
                return new DeliveryOutcome.Undeliverable("the earlier version cannot be read");
            }

            var request = new Request(Actor.System, time.GetUtcNow(), null, NoLists);
            if (Decider.Decide(new Command.Supersede(by), earlier.Assessment, request) is not Decision.Accepted accepted)
            {
                if (earlier.Assessment.State is not AssessmentState.Superseded)
                {
                    return new DeliveryOutcome.Obsolete("not final any more");
                }

                // Done by an earlier try that did not come to the list.
                return await ListedAsync(earlier, cancellationToken);
            }

            if (await store.CommitAsync(earlier, accepted, Actor.System, request.At, [], cancellationToken) is CommitResult.Committed { Stored: var now })
            {
                return await ListedAsync(now, cancellationToken);
            }
        }

        return new DeliveryOutcome.Retry("changed at the same time");
    }

    // The lists say so too.
    private async Task<DeliveryOutcome> ListedAsync(StoredAssessment earlier, CancellationToken cancellationToken) =>
        await projector.WriteAsync(earlier, cancellationToken)
            ? new DeliveryOutcome.Delivered()
            : new DeliveryOutcome.Retry("others wrote the same rows");
}
