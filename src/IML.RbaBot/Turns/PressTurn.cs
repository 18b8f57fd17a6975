using System.Collections.Immutable;
using System.Security.Cryptography;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Storage;
using IML.RbaBot.Telemetry;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace IML.RbaBot.Turns;

/// <summary>A pressed button, through <c>Action.Execute</c> or its <c>Action.Submit</c> fallback: both take the same way.</summary>
internal sealed record Press(TurnContext Turn, AdaptiveCardInvokeValue Invoke)
{
    private readonly long startedAt = Stopwatch.GetTimestamp();

    /// <summary>How long it has taken until now, in milliseconds.</summary>
    public double Milliseconds => Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
}

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
    ReviewSteps reviews,
    RequestSteps requests,
    PeopleSteps people,
    UnitLists lists,
    FindTurn finds,
    CurrentQuestionnaire current,
    ProjectLists projectLists,
    OfficeCalendars calendars,
    ILogger<PressTurn> log)
{
    // The bot itself records deliveries meanwhile, each by a commit of its own: a person's press must win.
    private const int Tries = 6;

    public async Task<AdaptiveCard> AnswerAsync(Press press, Visitor visitor, CancellationToken cancellationToken)
    {
        if (CardData.Read(press.Invoke) is not { } card)
        {
            TurnLog.BadCard(log, visitor.Person.Id.Value, press.Invoke.Verb ?? "no verb");
            return MessageCard.Of(visitor.Cards, Message.BadCard);
        }

        if (card.Action == CardActions.Language)
        {
            return Shown(await language.ChooseAsync(press.Turn.Activity, card, visitor, cancellationToken), press, card, visitor);
        }

        var reading = reception.InChosenLanguageAsync(visitor, press.Turn.Activity, cancellationToken);
        if (card.Action == CardActions.View || card.Assessment is null)
        {
            return await AnswerAsync(press, card, await reading, cancellationToken);
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

    /// <summary>
    /// The card that was pressed, with what was typed and a line on top that nothing was lost, from what this process remembers or from
    /// the press itself; null where neither is enough, and then the client keeps the card as it is.
    /// </summary>
    public AdaptiveCard? WhileStorageIsAway(Press press, Visitor visitor, string errorNumber)
    {
        if (CardData.Read(press.Invoke) is not { Assessment: { } id } card)
        {
            return null;
        }

        var typed = Typed.Of(card.Inputs, errorNumber, visitor.Language);
        if (store.Remembered(id) is not { Assessment: var assessment })
        {
            // Which version an assessment began with only the store knows, so with several there is no telling what a page asks.
            return current.IsOnlyVersion || card.Revision == 0
                ? UnsavedCard.Of(visitor.Cards, projectLists, current.Questionnaire, card, typed)
                : null;
        }

        return assessment.IsEditor(visitor.Person)
            && card.Revision == assessment.Revision
            && assessment.State is AssessmentState.Draft or AssessmentState.Returned
            && Place.Parse(card.Page, assessment.Questionnaire) is { } place
                ? screens.Again(visitor, assessment, place, typed)
                : null;
    }

    private async Task<AdaptiveCard> AnswerAsync(
        Press press, CardData card, AssessmentId id, Task<Visitor> reading, CancellationToken cancellationToken)
    {
        var sought = await people.LookUpAsync(card, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await store.LoadAsync(id, allowCached: attempt == 1, cancellationToken);
            var visitor = await reading;
            if (loaded is LoadResult.UnknownVersion)
            {
                return Shown(MessageCard.Of(visitor.Cards, Message.VersionGone), press, card, visitor);
            }

            var found = loaded as LoadResult.Found;
            var step = Decide(card, id, found?.Stored.Assessment, visitor, sought);
            switch (step)
            {
                // What this process remembers may be overtaken: ask the store before saying no.
                case Step.Show when found is { Cached: true } && attempt < Tries:
                    continue;
                case Step.Show show:
                    if (show.Refusal is null)
                    {
                        return Shown(show.Card, press, card, visitor);
                    }

                    TurnLog.Refuse(log, visitor.Person.Id, card.Action, id, show.Refusal, press.Milliseconds);
                    BotTelemetry.TurnRefused(show.Refusal.GetType().Name);
                    return show.Card;
                case Step.Commit { Decision: { After.Id: var begun } next } when begun != id && found is not null:
                    return await BeginAsync(press, card, found.Stored.Assessment, next, visitor, cancellationToken);
                case Step.Commit { Decision: { Events.IsEmpty: true } same } unchanged:
                    return Shown(unchanged.Then(same.After), press, card, visitor);
                case Step.Commit { Decision: var accepted } commit:
                    var committed = await CommitAsync(press, found?.Stored, accepted, visitor, cancellationToken);
                    if (committed is CommitResult.Committed { Stored.Assessment: var after })
                    {
                        var next = commit.Then(after);
                        TurnLog.Committed(
                            log, visitor.Person.Id.Value, card.Action, id.Value, after.Revision, accepted.Events.Length, press.Milliseconds);
                        return next;
                    }

                    TurnLog.Conflict(log, id.Value);
                    BotTelemetry.CommitConflicted();
                    if (attempt < Tries)
                    {
                        continue;
                    }

                    return MessageCard.Of(visitor.Cards, Message.OutOfDate);
            }
        }
    }

    /// <summary>
    /// The next version is an assessment of its own: begun once, and shown to whoever presses again. One that was withdrawn stays as it
    /// is, and the version after it is begun.
    /// </summary>
    private async Task<AdaptiveCard> BeginAsync(
        Press press, CardData card, Assessment earlier, Decision.Accepted accepted, Visitor visitor, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var begun = accepted.After.Id;
            if (await CommitAsync(press, null, accepted, visitor, cancellationToken) is CommitResult.Committed { Stored.Assessment: var after })
            {
                TurnLog.Committed(
                    log, visitor.Person.Id.Value, card.Action, begun.Value, after.Revision, accepted.Events.Length, press.Milliseconds);
                return screens.Current(visitor, after);
            }

            TurnLog.Conflict(log, begun.Value);
            if (await store.LoadAsync(begun, allowCached: false, cancellationToken) is not LoadResult.Found { Stored.Assessment: var taken })
            {
                break;
            }

            if (taken.State is not AssessmentState.Withdrawn)
            {
                return taken.MayKnow(visitor.Actor)
                    ? Shown(screens.Current(visitor, taken), press, card, visitor)
                    : MessageCard.Of(visitor.Cards, Message.NotAllowed);
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

    private async Task<CommitResult> CommitAsync(
        Press press, StoredAssessment? before, Decision.Accepted accepted, Visitor visitor, CancellationToken cancellationToken)
    {
        var outbox = Consequences.Of(before?.Assessment, accepted).Select(f => OutboxMessage.Promised(f, visitor.At)).ToImmutableArray();
        var promise = outbox.IsEmpty ? null : await dispatcher.PromiseAsync(accepted.After.Id, cancellationToken);

        // The card that was pressed to submit is the developer's; a reviewer may press another while the alert is still under way.
        var address = accepted.Events.Any(e => e is AssessmentEvent.Submitted) && accepted.After.Alert is { Pending: true } && press.Turn.Activity.ReplyToId is { Length: > 0 } shown
            ? new ResultCardAddress(press.Turn.Reference with { ActivityId = null }, shown)
            : null;
        var result = await store.CommitAsync(before, accepted, visitor.Actor, visitor.At, outbox, cancellationToken, address);
        if (promise is not null && result is CommitResult.Committed)
        {
            dispatcher.Hint(promise);
        }

        return result;
    }

    /// <summary>What a press leads to, from the card and the assessment alone: pure.</summary>
    private Step Decide(CardData card, AssessmentId id, Assessment? assessment, Visitor visitor, Sought? sought)
    {
        var request = new Request(visitor.Actor, visitor.At, NeedsNoRevision(card) ? null : card.Revision, projectLists)
        {
            Calendars = calendars,
        };
        if (assessment is null)
        {
            return card.Action is CardActions.Next && card.Page == Place.Project.Instance.Value
                ? DecideStart(card, id, visitor, request)
                : Refuse(new Refusal.NotFound(), null, card, visitor);
        }

        if (Decider.RefusalOf(assessment, request) is { } refusal)
        {
            return Refuse(refusal, assessment, card, visitor);
        }

        switch (card.Action)
        {
            case CardActions.Open when card.Page is null && card.GoTo is null:
                return new Step.Show(screens.Current(visitor, assessment), null);
            case CardActions.Withdraw when card.Page != WithdrawCard.Page:
                return Decider.RefusalOf(new Command.Withdraw(""), assessment, visitor.Actor) is { } no
                    ? Refuse(no, assessment, card, visitor)
                    : new Step.Show(screens.Page(visitor, assessment, new CardPage.Withdraw(), Typed.None));
        }

        if (card.Action == CardActions.Rescreen)
        {
            return Decide(new Command.Rescreen(current.Questionnaire), card, assessment, visitor, request);
        }

        // People before the review, which takes every button of a page that is no place; requests before both.
        if ((requests.Of(card, assessment, visitor, request) ?? people.Of(card, assessment, visitor, request, sought)
            ?? reviews.Of(card, assessment, visitor, request)) is { } step)
        {
            return step;
        }

        if (Decider.RefusalOf(CardCommand.KindOf(card), assessment, visitor.Actor) is { } unallowed)
        {
            return Refuse(unallowed, assessment, card, visitor);
        }

        var reading = CardCommand.Read(card, assessment, projectLists, visitor.Language);
        if (reading.Command is not { } command)
        {
            return reading.Messages.IsEmpty
                ? new Step.Show(MessageCard.Of(visitor.Cards, Message.BadCard), null)
                : new Step.Show(screens.Again(visitor, assessment, reading.Place, Typed.Of(card.Inputs, reading.Messages, visitor.Language)), null);
        }

        return Decide(command, card, assessment, visitor, request);
    }

    private Step Decide(Command command, CardData card, Assessment assessment, Visitor visitor, Request request) =>
        Decider.Decide(command, assessment, request) switch
        {
            Decision.Accepted accepted => new Step.Commit(accepted, after => screens.After(card, visitor, after)),
            Decision.Refused refused => Refuse(refused.Refusal, assessment, card, visitor),
            _ => throw new InvalidOperationException("A decision accepts or refuses."),
        };

    // Opening shows what stands; a reply changes nothing that the other person's card shows, so both may have gone on meanwhile.
    private static bool NeedsNoRevision(CardData card) => card is { Action: CardActions.Open, GoTo: null } or { Action: CardActions.Reply };

    private Step DecideStart(CardData card, AssessmentId id, Visitor visitor, Request request)
    {
        if (!ProjectInputs.Knows(card.Inputs))
        {
            return new Step.Show(MessageCard.Of(visitor.Cards, Message.BadCard), null);
        }

        var project = ProjectInputs.Read(card.Inputs, projectLists, visitor.Language);
        var decision = Decider.Decide(new Command.Start(id, project.Project, current.Questionnaire), null, request);
        return decision switch
        {
            // Everything to correct at once: what could not be read, and what the domain finds missing or wrong beside it.
            Decision.Refused { Refusal: Refusal.FaultyProject faulty } =>
                Show([.. project.Messages, .. InputMessages.Of(faulty).Where(m => project.Messages.All(p => p.Input != m.Input))]),
            Decision.Accepted when !project.Messages.IsEmpty => Show(project.Messages),
            Decision.Accepted accepted => new Step.Commit(accepted, after => screens.Current(visitor, after)),
            _ => new Step.Show(MessageCard.Of(visitor.Cards, Message.NotAllowed), (decision as Decision.Refused)?.Refusal),
        };

        Step Show(ImmutableArray<InputMessage> messages) =>
            new Step.Show(ProjectCard.ForNew(visitor.Cards, projectLists, id, Typed.Of(card.Inputs, messages, visitor.Language)), null);
    }

    private Step.Show Refuse(Refusal refusal, Assessment? assessment, CardData card, Visitor visitor) =>
        new Step.Show(screens.Refused(visitor, assessment, card, refusal), refusal);
}

/// <summary>Draws ids for new assessments.</summary>
internal static class Draw
{
    public static AssessmentId NewId()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return AssessmentId.Of(Reference.Of(BitConverter.ToUInt64(bytes)), 1);
    }
}
