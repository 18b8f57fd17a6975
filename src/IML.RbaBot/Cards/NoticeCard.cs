using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>A few lines that tell of a change, with the way to the assessment.</summary>
internal static class NoticeCard
{
    /// <summary>How much of people's words a notice shows, in UTF-16 code units; the button opens the whole.</summary>
    private const int MostWords = 1000;

    /// <param name="context">Who reads.</param>
    /// <param name="assessment">Which assessment.</param>
    /// <param name="heading">What happened.</param>
    /// <param name="what">What it means for the reader: our own markdown; people's words in it are escaped. Null where it may not be said.</param>
    /// <param name="isChannel">In a channel there is no button: opening happens in the personal chat.</param>
    /// <param name="showsTitle">False where only the reference may be shown.</param>
    /// <param name="words">People's words, shown as they are; null for none.</param>
    /// <param name="page">The card that the button opens; null for where the assessment stands.</param>
    public static AdaptiveCard Of(
        CardContext context,
        Assessment assessment,
        TextKey heading,
        string? what,
        bool isChannel,
        bool showsTitle,
        string? words = null,
        CardPage? page = null)
    {
        var data = ActionData.Of((Inputs.CardMember.Assessment, assessment.Id.Value));
        var reference = assessment.Reference.Value;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(context.Language[heading]));
        body.Add(showsTitle ? Parts.ReferenceLine(context, assessment) : Parts.Literal(reference, isSmall: true));
        if (what is not null)
        {
            body.Add(Parts.Text(what));
        }

        if (words is not null)
        {
            body.Add(Parts.Literal(Parts.Cut(words, MostWords)));
        }

        if (isChannel)
        {
            body.Add(Parts.Small(context.Say(CardText.AlertHowToOpen, ("reference", reference))));
        }

        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = context.Say(NoticeText.Fallback, ("heading", context.Language[heading]), ("reference", reference)),
            Body = body.ToImmutable(),
            Actions = isChannel
                ? []
                :
                [
                    Buttons.Of(
                        context,
                        CardActions.Open,
                        CardText.ButtonOpen,
                        page is null ? data : data.With(InputIds.GoTo, page.Value),
                        ActionStyle.Positive),
                ],
        };
    }
}
