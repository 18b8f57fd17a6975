using IML.RbaBot.BotFramework.AdaptiveCards;

namespace IML.RbaBot.Cards;

/// <summary>
/// Cards that show what many people wrote: long texts are shown as far as the card can hold them, each with the way to the whole.
/// </summary>
internal static class FittedCard
{
    /// <summary>Longest that a text is shown, in UTF-16 code units, from the longest that anybody can write.</summary>
    private static readonly int[] Lengths = [3000, 1000, 500, 250, 120, 60];

    /// <param name="build">Builds the card with texts of at most so many UTF-16 code units.</param>
    /// <param name="mostAtFirst">The longest to begin with: shorter for a card that is read on the way to others.</param>
    public static AdaptiveCard Of(Func<int, AdaptiveCard> build, int mostAtFirst = int.MaxValue)
    {
        AdaptiveCard card;
        var tries = Lengths.Where(l => l <= mostAtFirst).ToArray();
        var at = 0;
        do
        {
            card = build(tries[at++]);
        }
        while (at < tries.Length && card.ToUtf8Json().Length > QuestionsCard.MostBytes);

        return card;
    }
}
