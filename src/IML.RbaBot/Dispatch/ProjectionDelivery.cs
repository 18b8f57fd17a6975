using IML.RbaBot.Projections;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Dispatch;

/// <summary>
/// Writes an assessment's rows into the lists, the queue, the search and the portfolio. It always writes what stands now, so that
/// repeating it or delivering two at once changes nothing.
/// </summary>
public sealed class ProjectionDelivery(Projector projector) : IDelivery
{
    public OutboxKind Kind => OutboxKind.Projection;

    public async Task<DeliveryOutcome> DeliverAsync(
        OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken) =>
        await projector.WriteAsync(assessment, cancellationToken)
            ? new DeliveryOutcome.Delivered()
            : new DeliveryOutcome.Retry("Others wrote the same rows.");
}
