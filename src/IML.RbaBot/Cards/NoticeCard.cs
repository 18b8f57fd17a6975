using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>A few lines that tell of a change, with the way to the assessment.</summary>
internal static class NoticeCard
{
    /// <param name="context">Who reads.</param>
    /// <param name="assessment">Which assessment.</param>
    /// <param name="heading">What happened.</param>
    /// <param name="what">What it means for the reader: our own markdown; people's words in it are escaped.</param>
    /// <param name="isChannel">In a channel there is no button: opening happens in the personal chat.</param>
    /// <param name="showsTitle">False where only the reference may be shown.</param>
    public static AdaptiveCard Of(
        CardContext context, Assessment assessment, TextKey heading, string what, bool isChannel, bool showsTitle)
    {
        var reference = assessment.Reference.Value;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(context.Language[heading]));
        body.Add(showsTitle ? Parts.ReferenceLine(context, assessment) : Parts.Literal(reference, isSmall: true));
        body.Add(Parts.Text(what));
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
                        ActionData.Of((Inputs.CardMember.Assessment, assessment.Id.Value)),
                        ActionStyle.Positive),
                ],
        };
    }
}
