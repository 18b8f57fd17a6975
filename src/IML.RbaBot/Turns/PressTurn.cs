using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Telemetry;

namespace IML.RbaBot.Turns;

/// <summary>
/// A pressed button, from top to bottom: read the card, load, decide, commit, show. A conflict or a refusal decided from what
/// this process remembers is decided again on what the store holds.
/// </summary>
internal sealed class PressTurn(
    Reception reception,
    LanguageTurn language,
    AssessmentStore store,
    Dispatcher dispatcher,
    Screens screens,
    PressSteps steps,
    PeopleSteps people,
    UnitLists lists,
    FindTurn finds,
    CurrentQuestionnaire current,
    ProjectLists projectLists,
    Placer placer,
    Random random,
    ILogger<PressTurn> log)
{
    // Deliveries are recorded meanwhile, each by a commit of its own, and a person's press must win: it is decided again on what stands
    // for as long as Teams waits for a card.
    private const double PatienceMilliseconds = 6000;

    public async Task<AdaptiveCard> AnswerAsync(Press press, Visitor visitor, CancellationToken cancellationToken)
    {
        var reading = reception.InChosenLanguageAsync(visitor, press.Turn.Activity, cancellationToken);
        if (CardData.Read(press.Invoke) is not { } card)
        {
            TurnLog.BadCard(log, visitor.Person.Id.Value, press.Invoke.Verb ?? "no verb");
            return MessageCard.Of((await reading).Cards, Message.BadCard);
        }

        press = press with { CardOpenedAt = card.OpenedAt };
        if (card.Action == CardActions.Language)
        {
            return Shown(await language.ChooseAsync(press.Turn.Activity, card, await reading, cancellationToken), press, card, visitor);
        }

        if (card.Action == CardActions.View || card.Assessment is null)
        {
            // Side by side: the row of the card that is left has nothing to do with what is shown instead.
            var leaving = card.From is { } left ? LeaveAsync(press, left, visitor, cancellationToken) : Task.CompletedTask;
            var answering = AnswerAsync(press, card, await reading, cancellationToken);
            await Task.WhenAll(leaving, answering);
            return await answering;
        }

        // The assessment is loaded meanwhile.
        return await AnswerAsync(press, card, card.Assessment.Value, reading, cancellationToken);
    }

    /// <summary>A card about no assessment, or a shared one, which is shown from its summary.</summary>
    private async Task<AdaptiveCard> AnswerAsync(Press press, CardData card, Visitor visitor, CancellationToken cancellationToken)
    {
        if (card.Action == CardActions.Start)
        {
            return Shown(screens.NewProject(visitor), press, card, visitor);
        }

        if (card.Action == CardActions.View)
        {
            var view = await finds.ViewAsync(press.Invoke, visitor, cancellationToken) ?? MessageCard.Of(visitor.Cards, Message.BadCard);
            return Shown(view, press, card, visitor);
        }

        // The list's own buttons: older, newest, and the list itself.
        if (card.ListPage is { } listPage)
        {
            return Shown(await lists.ShowAsync(ListAddress.Parse(listPage), card, visitor, cancellationToken), press, card, visitor);
        }

        TurnLog.BadCard(log, visitor.Person.Id.Value, card.Action);
        return MessageCard.Of(visitor.Cards, Message.BadCard);
    }

    private async Task<AdaptiveCard> AnswerAsync(
        Press press, CardData card, AssessmentId id, Task<Visitor> reading, CancellationToken cancellationToken)
    {
        var sought = await people.LookUpAsync(card, cancellationToken);
        Promise? promise = null;
        for (var met = 0; ;)
        {
            var loaded = await store.LoadAsync(id, allowCached: met == 0, cancellationToken);
            var visitor = await reading;
            if (loaded is LoadResult.UnknownVersion { Readership: var readership })
            {
                return Shown(
                    readership.MayKnow(visitor.Actor)
                        ? MessageCard.Of(visitor.Cards, Message.VersionGone)
                        : MessageCard.NotFound(visitor.Cards, id.Reference.Value),
                    press,
                    card,
                    visitor);
            }

            if (loaded is LoadResult.NotFound { IsErased: true })
            {
                return Shown(new Step.Show(MessageCard.Erased(visitor.Cards, id.Reference), new Refusal.NotFound()), press, card, visitor);
            }

            var found = loaded as LoadResult.Found;
            var step = steps.Decide(card, id, found?.Stored.Assessment, visitor, sought);
            if (found is { Cached: true, Stored.Assessment.State: var state }
                && (step is Step.Show or Step.Commit { Decision.Events.IsEmpty: true } || state is not (AssessmentState.Draft or AssessmentState.Returned)))
            {
                // What this process remembers may be overtaken: ask the store before saying no. Where the cards of a submitted one stand
                // is not guarded by its head, so a commit would not find out.
                loaded = await store.LoadAsync(id, allowCached: false, cancellationToken);
                found = loaded as LoadResult.Found;
                step = steps.Decide(card, id, found?.Stored.Assessment, visitor, sought);
            }

            if (step is Step.Commit { Decision: { Events.IsEmpty: true } same } unchanged)
            {
                step = new Step.Show(unchanged.Then(same.After));
            }

            switch (step)
            {
                case Step.Show show when found is null || await MayShowAsync(show, press, found.Stored, visitor, cancellationToken):
                    return Shown(show, press, card, visitor);
                case Step.Commit { Decision: { After.Id: var begun } next } when begun != id && found is not null:
                    return await BeginAsync(press, card, found.Stored.Assessment, next, visitor, cancellationToken);
                case Step.Commit commit:
                    (var committed, promise) = await CommitAsync(press, found?.Stored, commit, visitor, promise, cancellationToken);
                    if (committed is CommitResult.Committed { Stored.Assessment: var after })
                    {
                        return Committed(commit.Then(after), press, card, after, commit.Decision, visitor);
                    }

                    break;
            }

            TurnLog.Conflict(log, id.Value);
            BotTelemetry.CommitConflicted();
            if (press.Milliseconds > PatienceMilliseconds)
            {
                return step is Step.Show last ? Shown(last, press, card, visitor) : MessageCard.Of(visitor.Cards, Message.OutOfDate);
            }

            await CommitPause.AfterAsync(++met, random, cancellationToken);
        }
    }

    private Task<bool> MayShowAsync(Step.Show show, Press press, StoredAssessment stored, Visitor visitor, CancellationToken cancellationToken)
    {
        var spot = Spot.Of(press) is { } pressed ? pressed with { IsRefused = show.Refusal is not null } : null;
        return placer.TryAsync(stored, visitor, spot, () => show.Card, cancellationToken);
    }

    /// <summary>The card that was pressed shows something else than this assessment from now on.</summary>
    private async Task LeaveAsync(Press press, AssessmentId id, Visitor visitor, CancellationToken cancellationToken)
    {
        for (var met = 1; press.Milliseconds <= PatienceMilliseconds; met++)
        {
            if (await store.LoadAsync(id, allowCached: false, cancellationToken) is not LoadResult.Found { Stored: var stored }
                || await placer.TryAsync(stored, visitor, Spot.Of(press), null, cancellationToken))
            {
                return;
            }

            await CommitPause.AfterAsync(met, random, cancellationToken);
        }
    }

    /// <summary>
    /// The next version is an assessment of its own: begun once, and shown to whoever presses again. One that was withdrawn stays as it
    /// is, one that was deleted leaves its number, and the version after it is begun. Whatever is shown, the card is no longer that of
    /// the version it was pressed on.
    /// </summary>
    private async Task<AdaptiveCard> BeginAsync(
        Press press, CardData card, Assessment earlier, Decision.Accepted accepted, Visitor visitor, CancellationToken cancellationToken)
    {
        var shown = await BegunAsync(press, card, earlier, accepted, visitor, cancellationToken);
        await LeaveAsync(press, earlier.Id, visitor, cancellationToken);
        return shown;
    }

    private async Task<AdaptiveCard> BegunAsync(
        Press press, CardData card, Assessment earlier, Decision.Accepted accepted, Visitor visitor, CancellationToken cancellationToken)
    {
        while (press.Milliseconds <= PatienceMilliseconds)
        {
            var begun = accepted.After.Id;
            var begin = new Step.Commit(accepted, after => screens.Current(visitor, after));
            var (committed, _) = await CommitAsync(press with { CardOpenedAt = null }, null, begin, visitor, null, cancellationToken);
            if (committed is CommitResult.Committed { Stored.Assessment: var after })
            {
                return Committed(begin.Then(after), press, card, after, accepted, visitor);
            }

            TurnLog.Conflict(log, begun.Value);
            switch (await store.LoadAsync(begun, allowCached: false, cancellationToken))
            {
                case LoadResult.Found { Stored.Assessment: { State: not AssessmentState.Withdrawn } taken }:
                    return taken.MayKnow(visitor.Actor)
                        ? Shown(screens.Current(visitor, taken), press, card, visitor)
                        : MessageCard.Of(visitor.Cards, Message.NotAllowed);
                case LoadResult.Found or LoadResult.NotFound { IsErased: true }:
                    break;
                default:
                    return MessageCard.Of(visitor.Cards, Message.OutOfDate);
            }

            var next = new Command.Rescreen(current.Questionnaire, begun.Version + 1);
            if (Decider.Decide(next, earlier, new Request(visitor.Actor, visitor.At, null, projectLists)) is not Decision.Accepted again)
            {
                break;
            }

            accepted = again;
        }

        return MessageCard.Of(visitor.Cards, Message.OutOfDate);
    }

    private AdaptiveCard Shown(AdaptiveCard shown, Press press, CardData card, Visitor visitor)
    {
        TurnLog.Shown(log, visitor.Person.Id.Value, card.Action, card.Assessment?.Value, press.Milliseconds);
        return shown;
    }

    private AdaptiveCard Shown(Step.Show show, Press press, CardData card, Visitor visitor)
    {
        if (show.Refusal is null)
        {
            return Shown(show.Card, press, card, visitor);
        }

        TurnLog.Refuse(log, visitor.Person.Id, card.Action, card.Assessment!.Value, show.Refusal, press.Milliseconds);
        BotTelemetry.TurnRefused(show.Refusal.GetType().Name);
        return show.Card;
    }

    private AdaptiveCard Committed(
        AdaptiveCard shown, Press press, CardData card, Assessment after, Decision.Accepted accepted, Visitor visitor)
    {
        TurnLog.Committed(
            log, press.Milliseconds, visitor.Person.Id.Value, card.Action, after.Id.Value, after.Revision, accepted.Events.Length);
        return shown;
    }

    /// <summary>Commits what was decided, and has delivered what has to follow.</summary>
    /// <param name="press">The press.</param>
    /// <param name="before">What it was decided on; null for a new assessment.</param>
    /// <param name="commit">The decision, and the card that follows.</param>
    /// <param name="visitor">Who pressed.</param>
    /// <param name="promise">What an earlier try of the same press promised; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of it, and the promise for a further try.</returns>
    private async Task<(CommitResult Result, Promise? Promise)> CommitAsync(
        Press press, StoredAssessment? before, Step.Commit commit, Visitor visitor, Promise? promise, CancellationToken cancellationToken)
    {
        var accepted = commit.Decision;
        if (!placer.TryOf(before, accepted.After, visitor, Spot.Of(press), () => commit.Then(accepted.After), out var cards))
        {
            return (new CommitResult.Conflict(), promise);
        }

        var outbox = Consequences.Of(before?.Assessment, accepted).Select(f => OutboxMessage.Promised(f, visitor.At)).ToImmutableArray();
        if (!outbox.IsEmpty)
        {
            promise ??= await dispatcher.PromiseAsync(accepted.After.Id, cancellationToken);
        }

        var result = await store.CommitAsync(before, accepted, visitor.Actor, visitor.At, outbox, cancellationToken, cards);
        if (promise is not null && result is CommitResult.Committed)
        {
            dispatcher.Hint(promise);
        }

        return (result, promise);
    }
}
