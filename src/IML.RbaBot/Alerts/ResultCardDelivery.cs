using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Alerts;

/// <summary>
/// Updates the result cards of the developer and of each co-editor in place: to whom the alert went, where the document was filed, who
/// reviews it, the decision. A card that is gone, or shows something else by now, is no loss: the result is shown as it stands whenever
/// it is opened.
/// </summary>
internal sealed class ResultCardDelivery(
    Roster roster, DirectoryStore people, CardUpdate updates, CardContexts contexts, TimeProvider time) : IDelivery
{
    private static readonly TimeSpan Pressed = TimeSpan.FromSeconds(1);

    public OutboxKind Kind => OutboxKind.ResultCard;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        if (assessment.Assessment.State is AssessmentState.Draft || !assessment.ResultCards.Any())
        {
            return new DeliveryOutcome.Obsolete("no card to update");
        }

        var round = new UpdateRound(message);
        foreach (var placed in assessment.ResultCards)
        {
            await round.TryAsync($"update-{placed.Key}", () => UpdateAsync(assessment, placed, cancellationToken));
        }

        return round.ToOutcome(time.GetUtcNow() + Pressed);
    }

    private async Task<Updated> UpdateAsync(StoredAssessment stored, PlacedCard placed, CancellationToken cancellationToken)
    {
        var assessment = stored.Assessment;
        var person = assessment.CoEditors.Add(assessment.Developer).First(p => p.Id == placed.Person);
        var profile = await people.FindPersonAsync(person.Id, cancellationToken);
        var visitor = new Visitor(roster.ActorOf(person), contexts.Of(profile), time.GetUtcNow());
        return await updates.SendAsync(stored, placed, Screens.Standing(visitor, assessment), cancellationToken);
    }
}
