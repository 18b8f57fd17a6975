using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>What a <see cref="MessageCard"/> explains.</summary>
internal enum Message
{
    NotUnderstood,
    NotFound,
    NotAllowed,
    WrongState,
    VersionGone,
    StorageAway,
    Unexpected,
    BadCard,
    TooFast,
    ChannelRefused,
    AlertsHereNeedsChannel,
    OutOfDate,
    StillDraft,
    OnlyForTheUnit,
    OnlyForAdministrators,
}

/// <summary>Says what happened, what it means for a person's work, and what to do next.</summary>
internal static class MessageCard
{
    /// <param name="context">Who reads.</param>
    /// <param name="message">What happened.</param>
    /// <param name="errorNumber">The number under which the log has it; null when nothing failed.</param>
    public static AdaptiveCard Of(CardContext context, Message message, string? errorNumber = null) =>
        Of(context, message, errorNumber, context.Language[TextsOf(message).What], null);

    /// <summary>The same in one text, for an error answer, which shows no card.</summary>
    public static string InWords(CardContext context, Message message, string errorNumber)
    {
        var (title, what, next) = TextsOf(message);
        var todo = context.Say(next, ("address", context.ContactAddress));
        var number = context.Say(CardText.MessageErrorReference, ("reference", errorNumber));
        return $"{context.Language[title]}. {context.Language[what]} {todo} {number}";
    }

    /// <summary>There is no such assessment, or the person may not know of it.</summary>
    public static AdaptiveCard NotFound(CardContext context, string lookedFor) =>
        Of(
            context,
            Message.NotFound,
            null,
            context.Language[CardText.MessageNotFoundWhat],
            lookedFor.Length == 0 ? null : context.Say(CardText.MessageNotFoundReference, ("reference", Parts.Cut(lookedFor, 60))));

    /// <summary>There was one, which was deleted. Nothing of whose it was is left, so it is said to whoever asks.</summary>
    public static AdaptiveCard Erased(CardContext context, Reference reference) => Of(
        context,
        Message.NotFound,
        null,
        context.Language[CardText.MessageErasedWhat],
        context.Say(CardText.MessageNotFoundReference, ("reference", reference.Value)));

    /// <summary>Somebody else's draft.</summary>
    public static AdaptiveCard StillDraft(CardContext context, Reference reference) =>
        Of(context, Message.StillDraft, null, context.Say(CardText.MessageStillDraftWhat, ("reference", reference.Value)), null);

    private static AdaptiveCard Of(CardContext context, Message message, string? errorNumber, string what, string? literal)
    {
        var (title, _, next) = TextsOf(message);
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(context.Language[title]));
        body.Add(Parts.Text(what));
        if (literal is not null)
        {
            body.Add(Parts.Literal(literal));
        }

        var todo = context.Say(next, ("address", context.ContactAddress));
        body.Add(Parts.Subheading(context.Language[CardText.MessageNext]));
        body.Add(Parts.Text(todo));
        var number = errorNumber is null ? "" : context.Say(CardText.MessageErrorReference, ("reference", errorNumber));
        if (number.Length > 0)
        {
            body.Add(Parts.Small(number));
        }

        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = context.Language[title],
            Body = body.ToImmutable(),
            Actions = message is Message.ChannelRefused or Message.StorageAway or Message.TooFast ? [] : [Buttons.Mine(context)],
        };
    }

    private static (TextKey Title, TextKey What, TextKey Next) TextsOf(Message message) => message switch
    {
        Message.NotUnderstood => (CardText.MessageNotUnderstoodTitle, CardText.MessageNotUnderstoodWhat, CardText.MessageNotUnderstoodNext),
        Message.NotFound => (CardText.MessageNotFoundTitle, CardText.MessageNotFoundWhat, CardText.MessageNotFoundNext),
        Message.NotAllowed => (CardText.MessageNotAllowedTitle, CardText.MessageNotAllowedWhat, CardText.MessageNotAllowedNext),
        Message.WrongState => (CardText.MessageWrongStateTitle, CardText.MessageWrongStateWhat, CardText.MessageWrongStateNext),
        Message.VersionGone => (CardText.MessageVersionGoneTitle, CardText.MessageVersionGoneWhat, CardText.MessageVersionGoneNext),
        Message.StorageAway => (CardText.MessageStorageAwayTitle, CardText.MessageStorageAwayWhat, CardText.MessageStorageAwayNext),
        Message.Unexpected => (CardText.MessageUnexpectedTitle, CardText.MessageUnexpectedWhat, CardText.MessageUnexpectedNext),
        Message.BadCard => (CardText.MessageBadCardTitle, CardText.MessageBadCardWhat, CardText.MessageBadCardNext),
        Message.TooFast => (CardText.MessageTooFastTitle, CardText.MessageTooFastWhat, CardText.MessageTooFastNext),
        Message.ChannelRefused =>
            (CardText.MessageChannelRefusedTitle, CardText.MessageChannelRefusedWhat, CardText.MessageChannelRefusedNext),
        Message.AlertsHereNeedsChannel =>
            (CardText.MessageAlertsHereNeedsChannelTitle, CardText.MessageAlertsHereNeedsChannelWhat, CardText.MessageAlertsHereNeedsChannelNext),
        Message.OutOfDate => (CardText.MessageOutOfDateTitle, CardText.MessageOutOfDateWhat, CardText.MessageOutOfDateNext),
        Message.StillDraft => (CardText.MessageStillDraftTitle, CardText.MessageStillDraftWhat, CardText.MessageStillDraftNext),
        Message.OnlyForAdministrators => (QueueText.AdministratorsTitle, QueueText.AdministratorsWhat, QueueText.RefusedNext),
        Message.OnlyForTheUnit => (QueueText.RefusedTitle, QueueText.RefusedWhat, QueueText.RefusedNext),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "A message without words."),
    };
}
