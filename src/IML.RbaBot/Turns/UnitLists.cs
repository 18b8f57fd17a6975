using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Projections;

namespace IML.RbaBot.Turns;

/// <summary>The lists that a person can look at, each for those whose roles open it.</summary>
internal sealed class UnitLists(Screens screens, ReviewQueue queue, Portfolio portfolio, UndeliveredTurn undelivered, ILogger<UnitLists> log)
{
    private const Roles Readers = Roles.FocalPoint | Roles.BackupFocalPoint | Roles.HeadOfIml | Roles.Auditor;

    /// <param name="list">Untrusted: what cannot be a page begins the list.</param>
    /// <param name="card">The button that was pressed; null for a command in words.</param>
    /// <param name="visitor">Who looks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AdaptiveCard> ShowAsync(ListAddress list, CardData? card, Visitor visitor, CancellationToken cancellationToken)
    {
        if (MayOpen(list) is { } roles && !visitor.Actor.Has(roles))
        {
            TurnLog.ListDenied(log, visitor.Person.Id.Value, list.GetType().Name);
            return MessageCard.Of(
                visitor.Cards, list is ListAddress.Undelivered ? Message.OnlyForAdministrators : Message.OnlyForTheUnit);
        }

        switch (list)
        {
            case ListAddress.Queue(var page):
                var waiting = await queue.PageAsync(visitor.Actor, page, cancellationToken);
                return QueueCard.Of(visitor.Cards, visitor.Actor, waiting, page, visitor.At);
            case ListAddress.Portfolio:
                var today = DateOnly.FromDateTime(visitor.At.UtcDateTime);
                return PortfolioCard.Of(visitor.Cards, await portfolio.ReadAsync(visitor.Actor, today, cancellationToken));
            case ListAddress.Undelivered(var page):
                return await undelivered.AnswerAsync(card, page, visitor, cancellationToken);
            case ListAddress.Mine(var page):
                return await screens.MineAsync(visitor, page, cancellationToken);
            default:
                throw new InvalidOperationException($"No list {list}.");
        }
    }

    /// <summary>One of these roles is needed; null for what everybody has.</summary>
    private static Roles? MayOpen(ListAddress list) => list switch
    {
        ListAddress.Queue => Readers | Roles.Administrator,
        ListAddress.Portfolio => Readers,
        ListAddress.Undelivered => Roles.Administrator,
        _ => null,
    };
}
