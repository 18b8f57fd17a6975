using System.Collections.Immutable;
using IML.RbaBot.Cards;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;
using Delivery = IML.RbaBot.Domain.Assessments.AlertDelivery;

namespace IML.RbaBot.Alerts;

/// <summary>
/// The alert of a submission: to the focal points who are nearest to the project, to whoever returned it before, to the backups where
/// the rating asks for it, and to the channel made the place for alerts; when none of them can be reached, to the backups and by mail. A message is delivered when
/// the channel takes it, never before.
/// </summary>
/// <remarks>
/// With at least one of them reached, the others that have no known chat are left out. With nobody reached the promise stays and
/// is tried again: a focal point may write to the bot at any time.
/// </remarks>
internal sealed class AlertDelivery(Roster roster, DirectoryStore people, WaitingAlerts waiting, FallbackChain chain) : IDelivery
{
    public OutboxKind Kind => OutboxKind.Alert;

    public bool WritesToPeople => true;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        var now = assessment.Assessment;
        if (now.State is AssessmentState.Withdrawn || now.State.FrozenResult is not { } result)
        {
            return new DeliveryOutcome.Obsolete("withdrawn");
        }

        var language = (await people.FindPersonAsync(now.Developer.Id, cancellationToken))?.Language;
        var focalPoints = roster.FocalPointsFor(now, language);
        var backups = roster.BackupsFor(now, language);
        var to = new Recipients
        {
            People =
            [
                .. focalPoints,
                .. ReturnedBy(now),
                .. now.Questionnaire.Rules.ReviewOf(result.Rating).AlertBackup ? backups : [],
            ],
            Channel = ChannelUse.BesidePeople,
            Otherwise = backups,
        };
        var view = AlertView.Of(now, result);
        var progress = await chain.WalkAsync(message, to, LetterOf(view), cancellationToken);
        await RememberAsync(now.Id, message, progress, cancellationToken);
        if (progress is { Done: [], Failure: null })
        {
            // Nobody could be written to. Who wrote meanwhile did not find it waiting yet, so they are looked for once more.
            progress = await chain.WalkAsync(message, to, LetterOf(view), cancellationToken);
        }

        ImmutableArray<Following> then = !progress.Now.IsEmpty && assessment.ResultCards.Any() ? [OutboxKind.ResultCard] : [];
        return progress.ToOutcome(Events(progress, message), then) with { Sent = [.. progress.Now.Select(SentOf).OfType<PlacedCard>()] };
    }

    /// <summary>Whoever wrote the comments that this submission answers, as long as they may review it: a backup too, or one who was handed the review.</summary>
    private IEnumerable<Person> ReturnedBy(Assessment assessment) => assessment.Review.Comments
        .Where(c => c.Round == assessment.Review.Round)
        .Select(c => c.By)
        .Where(by => assessment.MayReview(roster.ActorOf(by)))
        .Take(1);

    /// <summary>One that reached nobody is tried at once when somebody writes; see <see cref="AlertWaking"/>.</summary>
    private async Task RememberAsync(AssessmentId id, OutboxMessage message, Progress progress, CancellationToken cancellationToken)
    {
        if (progress.Done.IsEmpty)
        {
            await waiting.AddAsync(id, cancellationToken);
        }
        else if (message.Attempts > 0)
        {
            await waiting.RemoveAsync(id, cancellationToken);
        }
    }

    /// <summary>Where it can be updated in place; null for mail, or when the channel gave it no id.</summary>
    private static PlacedCard? SentOf(Reached reached) => (reached.Address, reached.ActivityId) switch
    {
        (Address.Chat { Profile.Id: var person } chat, { Length: > 0 } activity) =>
            new PlacedCard(PlacedCard.Of(person), chat.Conversation, activity, CardFace.Alert) { Person = person, ShownAt = reached.At },
        (Address.Channel channel, { Length: > 0 } activity) =>
            new PlacedCard(PlacedCard.Channel, channel.Chosen.Conversation, activity, CardFace.Alert) { ShownAt = reached.At },
        _ => null,
    };

    private static Letter LetterOf(AlertView view) => new(
        address => AlertCard.Of(address.Reader, view, address is Address.Channel),
        reader => MailText.Of(reader, reader.Say(CardText.AlertFallback, ("reference", view.Id.Reference.Value)), view.Id));

    /// <summary>To whom it went; and an end as well where the last address that was waited for refused, with others served before.</summary>
    private static ImmutableArray<AssessmentEvent> Events(Progress progress, OutboxMessage message) => progress is { IsFinished: true, Now: [] }
        ? [new AssessmentEvent.AlertFailed(message.Attempts, "not to all", GivenUp: true)]
        : [
        .. progress.Now.Select((reached, i) => (AssessmentEvent)new AssessmentEvent.AlertDelivered(
            new Delivery(reached.Address.Name, reached.Address is Address.Channel, reached.At),
            progress.IsFinished && i == progress.Now.Length - 1)),
    ];
}
