using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Inputs;

namespace IML.RbaBot.Cards;

/// <summary>
/// Cards that show what many people wrote: long texts are shown as far as the card can hold them, each with the way to the whole.
/// </summary>
internal static class FittedCard
{
    /// <summary>Longest that a text is shown, in UTF-16 code units, from the longest that anybody can write.</summary>
    private static readonly int[] Lengths = [3000, 1000, 500, 250, 120, 60, 30, 15];

    /// <param name="build">Builds the card with texts of at most so many UTF-16 code units.</param>
    /// <param name="mostAtFirst">The longest to begin with: shorter for a card that is read on the way to others.</param>
    public static AdaptiveCard Of(Func<int, AdaptiveCard> build, int mostAtFirst = int.MaxValue) =>
        TryOf(build, Lengths.Where(l => l <= mostAtFirst)).Card;

    /// <summary>
    /// The same for a card with inputs. What stands in them is shown whole, because it is sent back as it is shown; only where even that
    /// does not help, when several long texts of nothing but emoji come back to be corrected, is it cut too.
    /// </summary>
    /// <param name="build">Builds the card with texts to read, and with texts in inputs, of at most so many UTF-16 code units.</param>
    public static AdaptiveCard OfForm(Func<int, int, AdaptiveCard> build)
    {
        var (card, fits) = TryOf(longest => build(longest, Lengths[0]), Lengths);
        return fits ? card : TryOf(typed => build(Lengths[^1], typed), Lengths).Card;
    }

    /// <summary>
    /// The same for a card with one text in an input, which comes back whole to be shortened, however long it is: only what no card
    /// can carry is cut.
    /// </summary>
    /// <param name="build">Builds the card with that text of at most so many UTF-16 code units.</param>
    public static AdaptiveCard OfCorrection(Func<int, AdaptiveCard> build) =>
        TryOf(build, [CardData.LongestValue, CardData.LongestValue / 2, .. Lengths]).Card;

    private static (AdaptiveCard Card, bool Fits) TryOf(Func<int, AdaptiveCard> build, IEnumerable<int> lengths)
    {
        AdaptiveCard? card = null;
        foreach (var length in lengths)
        {
            card = build(length);
            if (card.ToUtf8Json().Length <= QuestionsCard.MostBytes - OpenedCard.MostBytes)
            {
                return (card, true);
            }
        }

        return (card!, false);
    }
}
