using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>What was recorded without a review. A restricted one shows only its reference.</summary>
internal static class DigestCard
{
    /// <summary>A card of more would be longer than anybody reads, and than a card may be.</summary>
    public const int MostLines = 25;

    private const int LongestTitle = 120;

    public static AdaptiveCard Of(CardContext context, DateOnly day, ImmutableArray<DigestLine> lines)
    {
        var count = context.Language.Number(lines.Length);
        var heading = context.Say(NoticeText.DigestHeading, ("day", context.Language.Date(day)));
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(heading));
        body.Add(Parts.Text(context.Say(NoticeText.DigestWhat, ("count", count))));

        // Those to be looked at first, so that none of them is among what does not fit.
        var ordered = lines.OrderByDescending(l => l.IsSpotCheck).ToImmutableArray();
        if (ordered is [{ IsSpotCheck: true }, ..])
        {
            body.Add(Parts.Subheading(context.Language[NoticeText.DigestSpotCheck]));
        }

        foreach (var (line, i) in ordered.Take(MostLines).Select((l, i) => (l, i)))
        {
            if (i > 0 && !line.IsSpotCheck && ordered[i - 1].IsSpotCheck)
            {
                body.Add(Parts.Subheading(context.Language[NoticeText.DigestOthers]));
            }

            body.Add(Parts.Literal(TextOf(context, line)));
        }

        if (ordered.Length > MostLines)
        {
            body.Add(Parts.Small(context.Say(NoticeText.DigestMore, ("count", context.Language.Number(ordered.Length - MostLines)))));
        }

        body.Add(Parts.Small(context.Language[NoticeText.DigestNext]));
        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = context.Say(NoticeText.DigestFallback, ("count", count)),
            Body = body.ToImmutable(),
            Actions = [],
        };
    }

    private static string TextOf(CardContext context, DigestLine line) => line.Title is { } title
        ? context.Say(
            NoticeText.DigestLine,
            ("reference", line.Id.Reference.Value),
            ("title", Parts.Cut(title, LongestTitle)),
            ("office", Parts.Cut(line.Office ?? "–", LongestTitle)),
            ("rating", line.Rating.ToString()))
        : context.Say(NoticeText.DigestLineRestricted, ("reference", line.Id.Reference.Value));
}
