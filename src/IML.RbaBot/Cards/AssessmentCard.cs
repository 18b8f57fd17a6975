using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>A card about an assessment that is no place in the screening: its first lines and its frame.</summary>
internal static class AssessmentCard
{
    /// <summary>A body with reference, heading and what the whole card has to say first.</summary>
    public static ImmutableArray<CardElement>.Builder Begin(CardContext context, Assessment assessment, TextKey heading, Typed typed)
    {
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.ReferenceLine(context, assessment));
        body.Add(Parts.Heading(context.Language[heading]));
        Parts.AddHeadline(body, typed);
        return body;
    }

    public static AdaptiveCard Of(
        CardContext context,
        Assessment assessment,
        TextKey heading,
        ImmutableArray<CardElement>.Builder body,
        params ImmutableArray<CardAction> actions) => Of(context, assessment, context.Language[heading], body, actions);

    public static AdaptiveCard Of(
        CardContext context,
        Assessment assessment,
        string heading,
        ImmutableArray<CardElement>.Builder body,
        params ImmutableArray<CardAction> actions) => new()
        {
            Lang = context.Language.Id,
            FallbackText = $"{assessment.Reference}: {heading}",
            Body = body.ToImmutable(),
            Actions = actions,
        };

    /// <summary>The button that leaves a form for the card where the assessment stands.</summary>
    public static ActionExecute BackButton(CardContext context, Assessment assessment, CardPage page, TextKey title) =>
        Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, title, Buttons.Data(assessment, page.Value)));
}
