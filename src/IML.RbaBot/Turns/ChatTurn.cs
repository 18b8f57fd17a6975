using IML.RbaBot.Alerts;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Setup;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Turns;

/// <summary>The answer to a message in words.</summary>
internal sealed record Said(AdaptiveCard Card)
{
    /// <summary>The assessment of a card that is updated in place from now on, as it was loaded; null for every other card.</summary>
    public StoredAssessment? Opened { get; init; }

    /// <summary>Who opened it.</summary>
    public Visitor? Reader { get; init; }

    public static implicit operator Said(AdaptiveCard card) => new(card);
}

/// <summary>A message in words: a command, or something that gets a way forward.</summary>
internal sealed class ChatTurn(
    ChatCommands commands,
    Reception reception,
    LanguageTurn language,
    DirectoryStore people,
    AssessmentStore store,
    Screens screens,
    UnitLists lists,
    InstallationCheck installation,
    AlertWaking waking,
    RegisterRequests register,
    Placer placer,
    ILogger<ChatTurn> log)
{
    public async Task<Said> AnswerAsync(TurnContext turn, Visitor visitor, CancellationToken cancellationToken)
    {
        var command = CommandOf(turn);
        var reading = reception.InChosenLanguageAsync(visitor, turn.Activity, cancellationToken);
        if (!ScreeningBot.IsPersonal(turn))
        {
            return await InChannelAsync(command, turn, await reading, cancellationToken);
        }

        if (await people.RememberAsync(visitor.ProfileOf(turn), cancellationToken))
        {
            await waking.WakeAsync(visitor.Actor, cancellationToken);
        }

        visitor = await reading;
        return command switch
        {
            ChatCommand.Start => screens.NewProject(visitor),
            ChatCommand.MyAssessments => await lists.ShowAsync(new ListAddress.Mine(""), null, visitor, cancellationToken),
            ChatCommand.Queue => await lists.ShowAsync(new ListAddress.Queue(""), null, visitor, cancellationToken),
            ChatCommand.Portfolio => await lists.ShowAsync(ListAddress.Portfolio.Instance, null, visitor, cancellationToken),
            ChatCommand.Undelivered => await lists.ShowAsync(new ListAddress.Undelivered(""), null, visitor, cancellationToken),
            ChatCommand.Open open => await OpenAsync(open, visitor, cancellationToken),
            ChatCommand.Register => await register.AnswerAsync(turn, visitor),
            ChatCommand.Language => language.Offer(visitor),
            ChatCommand.Help => HelpCard.Of(visitor.Cards),
            ChatCommand.Greeting => WelcomeCard.Of(visitor.Cards),
            ChatCommand.Setup when visitor.Actor.Has(Roles.Administrator) =>
                SetupCard.Of(visitor.Cards, await installation.RunAsync(InstallationCheck.LongestInChat, cancellationToken)),
            ChatCommand.Setup => SetupCard.Refused(visitor.Cards),
            ChatCommand.AlertsHere => MessageCard.Of(visitor.Cards, Message.AlertsHereNeedsChannel),
            _ => MessageCard.Of(visitor.Cards, Message.NotUnderstood),
        };
    }

    /// <summary>Who shares a screening with the bot itself, in the chat with it, wants it opened.</summary>
    private ChatCommand CommandOf(TurnContext turn) => commands.Read(TypedText.Clean(turn.TextWithoutMention)) switch
    {
        ChatCommand.Unknown when SharedCard.IdIn(turn.Activity) is { } id => new ChatCommand.Open(id.Reference, id.Reference.Value, id.Version),
        var command => command,
    };

    private async Task<AdaptiveCard> InChannelAsync(ChatCommand command, TurnContext turn, Visitor visitor, CancellationToken cancellationToken)
    {
        if (command is not ChatCommand.AlertsHere)
        {
            return GroupChatCard.Of(visitor.Cards);
        }

        if (!visitor.Actor.Has(Roles.FocalPoint | Roles.BackupFocalPoint | Roles.Administrator))
        {
            return MessageCard.Of(visitor.Cards, Message.ChannelRefused);
        }

        var channel = new AlertsChannel(
            turn.Reference.WithoutThread(),
            Parts.Cut(turn.Activity.Conversation?.Name ?? "", ChannelAccount.LongestName),
            visitor.Person.Id,
            visitor.At)
        {
            Language = visitor.Language.Id,
        };
        await people.SetAlertsChannelAsync(channel, cancellationToken);
        await waking.WakeAsync(visitor.Actor, cancellationToken);
        return AlertsHereCard.Of(visitor.Cards, channel.Name);
    }

    /// <summary>The answer was sent: from now on it is the card that is updated in place.</summary>
    /// <param name="said">The answer.</param>
    /// <param name="spot">Where it was sent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PlaceAsync(Said said, Spot spot, CancellationToken cancellationToken)
    {
        try
        {
            var stored = said.Opened;
            for (var tries = 0; tries < 3 && stored is not null; tries++)
            {
                if (await placer.TrySentAsync(stored, said.Reader!, spot, cancellationToken))
                {
                    return;
                }

                stored = (await store.LoadAsync(stored.Id, allowCached: false, cancellationToken) as LoadResult.Found)?.Stored;
            }
        }
        catch (StorageUnavailableException away)
        {
            // The card is there; it only stays as it is.
            TurnLog.NotPlaced(log, away, said.Opened?.Id.Value);
        }
    }

    private async Task<Said> OpenAsync(ChatCommand.Open open, Visitor visitor, CancellationToken cancellationToken)
    {
        if (open.Reference is not { } reference)
        {
            return MessageCard.NotFound(visitor.Cards, open.Typed);
        }

        switch (await FindAsync(reference, open.Version, cancellationToken))
        {
            case LoadResult.Found { Stored: { Assessment: var assessment } stored } when assessment.MayKnow(visitor.Actor):
                var card = screens.Current(visitor, assessment);
                return Placing.IsFollowed(assessment, visitor, card)
                    ? new Said(OpenedCard.Of(card, visitor.At)) { Opened = stored, Reader = visitor }
                    : card;
            case LoadResult.Found { Stored.Assessment: var denied }:
                TurnLog.Denied(log, visitor.Person.Id.Value, CardActions.Open, denied.Id.Value, nameof(Refusal.NotFound), null);
                return MessageCard.NotFound(visitor.Cards, reference.Value);
            case LoadResult.UnknownVersion { Readership: var readership } when readership.MayKnow(visitor.Actor):
                return MessageCard.Of(visitor.Cards, Message.VersionGone);
            case LoadResult.NotFound { IsErased: true }:
                return MessageCard.Erased(visitor.Cards, reference);
            default:
                return MessageCard.NotFound(visitor.Cards, reference.Value);
        }
    }

    /// <summary>
    /// The version that was asked for, or the newest: a next one can have been begun only from one that is final, so each final one is
    /// asked for its successor, and what the store itself says cannot lag behind.
    /// </summary>
    private async Task<LoadResult> FindAsync(Reference reference, int? version, CancellationToken cancellationToken)
    {
        var number = version ?? 1;
        var last = await store.LoadAsync(AssessmentId.Of(reference, number), allowCached: false, cancellationToken);
        var newest = last;
        while (version is null && last is LoadResult.Found { Stored.Assessment.IsFinal: true } or LoadResult.NotFound { IsErased: true })
        {
            last = await store.LoadAsync(AssessmentId.Of(reference, ++number), allowCached: false, cancellationToken);

            // A next version that was withdrawn, or was deleted, leaves the one before it standing.
            newest = last is LoadResult.NotFound or LoadResult.Found { Stored.Assessment.State: AssessmentState.Withdrawn } ? newest : last;
        }

        return newest;
    }
}
