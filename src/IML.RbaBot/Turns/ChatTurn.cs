using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Setup;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Turns;

/// <summary>A message in words: a command, or something that gets a way forward.</summary>
internal sealed class ChatTurn(
    ChatCommands commands,
    Reception reception,
    LanguageTurn language,
    DirectoryStore people,
    AssessmentStore store,
    Screens screens,
    UnitLists lists,
    InstallationCheck installation)
{
    public async Task<AdaptiveCard> AnswerAsync(TurnContext turn, Visitor visitor, CancellationToken cancellationToken)
    {
        var command = commands.Read(turn.TextWithoutMention);
        var reading = reception.InChosenLanguageAsync(visitor, turn.Activity, cancellationToken);
        if (!ScreeningBot.IsPersonal(turn))
        {
            return await InChannelAsync(command, turn, await reading, cancellationToken);
        }

        await people.RememberAsync(visitor.ProfileOf(turn), cancellationToken);
        visitor = await reading;
        return command switch
        {
            ChatCommand.Start => screens.NewProject(visitor),
            ChatCommand.MyAssessments => await lists.ShowAsync(new ListAddress.Mine(""), visitor, cancellationToken),
            ChatCommand.Queue => await lists.ShowAsync(new ListAddress.Queue(""), visitor, cancellationToken),
            ChatCommand.Open open => await OpenAsync(open, visitor, cancellationToken),
            ChatCommand.Language => language.Offer(visitor),
            ChatCommand.Help => HelpCard.Of(visitor.Cards),
            ChatCommand.Greeting => WelcomeCard.Of(visitor.Cards),
            ChatCommand.Setup when visitor.Actor.Has(Roles.Administrator) =>
                SetupCard.Of(visitor.Cards, await installation.RunAsync(cancellationToken)),
            ChatCommand.Setup => SetupCard.Refused(visitor.Cards),
            ChatCommand.AlertsHere => MessageCard.Of(visitor.Cards, Message.AlertsHereNeedsChannel),
            _ => MessageCard.Of(visitor.Cards, Message.NotUnderstood),
        };
    }

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
            turn.Reference.WithoutThread(), turn.Activity.Conversation?.Name ?? "", visitor.Person.Id, visitor.At)
        {
            Language = visitor.Language.Id,
        };
        await people.SetAlertsChannelAsync(channel, cancellationToken);
        return AlertsHereCard.Of(visitor.Cards, channel.Name);
    }

    private async Task<AdaptiveCard> OpenAsync(ChatCommand.Open open, Visitor visitor, CancellationToken cancellationToken)
    {
        if (open.Reference is not { } reference)
        {
            return MessageCard.NotFound(visitor.Cards, open.Typed);
        }

        return await store.LoadAsync(AssessmentId.Of(reference, 1), allowCached: false, cancellationToken) switch
        {
            LoadResult.Found { Stored.Assessment: var assessment } when assessment.MayKnow(visitor.Actor) => screens.Current(visitor, assessment),
            LoadResult.UnknownVersion => MessageCard.Of(visitor.Cards, Message.VersionGone),
            _ => MessageCard.NotFound(visitor.Cards, reference.Value),
        };
    }
}
