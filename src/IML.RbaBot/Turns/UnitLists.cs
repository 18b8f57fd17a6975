using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Projections;

namespace IML.RbaBot.Turns;

/// <summary>The lists that a person can page through, each for those whose roles open it.</summary>
internal sealed class UnitLists(Screens screens, ReviewQueue queue, ILogger<UnitLists> log)
{
    private const Roles OfTheUnit =
        Roles.FocalPoint | Roles.BackupFocalPoint | Roles.HeadOfIml | Roles.Auditor | Roles.Administrator;

    /// <param name="list">Untrusted: what cannot be a page begins the list.</param>
    /// <param name="visitor">Who looks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AdaptiveCard> ShowAsync(ListAddress list, Visitor visitor, CancellationToken cancellationToken)
    {
        switch (list)
        {
            case ListAddress.Queue when !visitor.Actor.Has(OfTheUnit):
                return Refuse(visitor, "queue");
            case ListAddress.Queue(var page):
                var waiting = await queue.PageAsync(visitor.Actor, page, cancellationToken);
                return QueueCard.Of(visitor.Cards, visitor.Actor, waiting, page, visitor.At);
            case ListAddress.Mine(var page):
                return await screens.MineAsync(visitor, page, cancellationToken);
            default:
                throw new InvalidOperationException($"No list {list}.");
        }
    }

    private AdaptiveCard Refuse(Visitor visitor, string list)
    {
        TurnLog.ListDenied(log, visitor.Person.Id.Value, list);
        return MessageCard.Of(visitor.Cards, Message.OnlyForTheUnit);
    }
}
