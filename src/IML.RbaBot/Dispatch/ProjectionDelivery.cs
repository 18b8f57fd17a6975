using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Dispatch;

/// <summary>
/// Writes an assessment's row into the lists of the people who may answer it; a withdrawn one is taken out. It always writes what
/// stands now, so that repeating it or delivering two at once changes nothing.
/// </summary>
public sealed class ProjectionDelivery(DirectoryStore directory) : IDelivery
{
    public OutboxKind Kind => OutboxKind.Projection;

    public async Task<DeliveryOutcome> DeliverAsync(
        OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        var now = assessment.Assessment;
        var listed = ListedAssessment.Of(now);
        foreach (var person in now.CoEditors.Prepend(now.Developer))
        {
            if (now.State is AssessmentState.Withdrawn)
            {
                await directory.UnlistAsync(person.Id, listed, cancellationToken);
            }
            else
            {
                await directory.EnlistAsync(person.Id, listed, cancellationToken);
            }
        }

        return new DeliveryOutcome.Delivered();
    }
}
