using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Alerts;

/// <summary>
/// Updates the developer's result card in place: to whom the alert went, where the document was filed, who reviews it, the decision. A
/// card that is gone, or shows something else by now, is no loss: the result is shown as it stands whenever it is opened.
/// </summary>
internal sealed class ResultCardDelivery(
    Roster roster, DirectoryStore people, CardUpdate updates, CardContexts contexts, TimeProvider time) : IDelivery
{
    private static readonly TimeSpan Pressed = TimeSpan.FromSeconds(1);

    public OutboxKind Kind => OutboxKind.ResultCard;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        var developer = assessment.Assessment.Developer;

        // The card of a former owner stays as it is.
        if (assessment.CardOf(PlacedCard.Result) is not { } placed || placed.Person != developer.Id || assessment.Assessment.State is AssessmentState.Draft)
        {
            return new DeliveryOutcome.Obsolete("no card to update");
        }

        var profile = await people.FindPersonAsync(developer.Id, cancellationToken);
        var visitor = new Visitor(roster.ActorOf(developer), contexts.Of(profile), time.GetUtcNow());
        return await updates.SendAsync(assessment, placed, Screens.Standing(visitor, assessment.Assessment), cancellationToken) switch
        {
            Updated.Busy => new DeliveryOutcome.Wait(time.GetUtcNow() + Pressed),
            Updated.Failed failed => new DeliveryOutcome.Retry(failed.Reason) { After = failed.After },
            _ => new DeliveryOutcome.Delivered(),
        };
    }
}
