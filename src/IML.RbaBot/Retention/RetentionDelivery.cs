using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Retention;

/// <summary>After a draft has begun, and after a withdrawal: notes the day on which retention looks at it.</summary>
internal sealed class RetentionDelivery(RetentionRows rows, IOptions<RetentionOptions> options, TimeProvider time) : IDelivery
{
    public OutboxKind Kind => OutboxKind.Retention;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        switch (Domain.Assessments.Retention.Next(assessment.Assessment, options.Value.Periods, null, time.GetUtcNow()))
        {
            case RetentionStep.Keep:
                return new DeliveryOutcome.Obsolete("kept");
            case RetentionStep.LookAgain again:
                await rows.ScheduleAsync(assessment.Id, again.At, cancellationToken);
                break;
            default:
                await rows.ScheduleAsync(assessment.Id, time.GetUtcNow(), cancellationToken);
                break;
        }

        return new DeliveryOutcome.Delivered();
    }
}
