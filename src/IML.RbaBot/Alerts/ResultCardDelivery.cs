using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Alerts;

/// <summary>
/// Updates the result cards of the developer and of each co-editor in place: to whom the alert went, where the document was filed, who
/// reviews it, the decision. The reviews that the Unit's people have before them say where it was filed too, and are updated after that;
/// after a change of state <see cref="SentAlertsDelivery"/> does it. A card that is gone, or shows something else by now, is no loss: the result is shown as it stands whenever
/// it is opened.
/// </summary>
internal sealed class ResultCardDelivery(
    Roster roster, DirectoryStore people, CardUpdate updates, CardContexts contexts, TimeProvider time) : IDelivery
{
    private static readonly TimeSpan Pressed = TimeSpan.FromSeconds(1);

    public OutboxKind Kind => OutboxKind.ResultCard;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        var cards = message.About == Following.AboutFiling ? assessment.CardsThatSayWhereItIsFiled : assessment.ResultCards;
        if (assessment.Assessment.State is AssessmentState.Draft || !cards.Any())
        {
            return new DeliveryOutcome.Obsolete("no card to update");
        }

        var round = new UpdateRound(message);
        foreach (var placed in cards)
        {
            await round.TryAsync($"update-{placed.Key}", () => UpdateAsync(assessment, placed, cancellationToken));
        }

        return round.ToOutcome(time.GetUtcNow() + Pressed);
    }

    private async Task<Updated> UpdateAsync(StoredAssessment stored, PlacedCard placed, CancellationToken cancellationToken)
    {
        var assessment = stored.Assessment;
        var id = placed.Person!.Value;
        var profile = await people.FindPersonAsync(id, cancellationToken);
        var person = assessment.CoEditors.Add(assessment.Developer).FirstOrDefault(p => p.Id == id) ?? new Person(id, profile?.Name ?? id.Value);
        var visitor = new Visitor(roster.ActorOf(person), contexts.Of(profile), time.GetUtcNow());
        return assessment.MayRead(visitor.Actor)
            ? await updates.SendAsync(stored, placed, Screens.Standing(visitor, assessment), cancellationToken)
            : new Updated.Done();
    }
}
