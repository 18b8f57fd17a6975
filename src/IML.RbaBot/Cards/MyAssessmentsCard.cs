using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>A page of a person's assessments, newest first.</summary>
internal static class MyAssessmentsCard
{
    /// <param name="context">Who reads: developer or co-editor of each, so titles are shown.</param>
    /// <param name="page">Up to five.</param>
    /// <param name="after">Where the page begins; null or empty for the newest.</param>
    public static AdaptiveCard Of(CardContext context, ListPage page, string? after)
    {
        var language = context.Language;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(language[CardText.MineHeading]));
        if (page.Items.IsEmpty)
        {
            body.Add(Parts.Text(language[CardText.MineNone]));
        }
        else
        {
            body.Add(Parts.Small(language[CardText.MineOrder]));
            foreach (var item in page.Items)
            {
                body.Add(Line(context, item));
            }

            body.Add(new InputChoiceSet(InputIds.GoTo, [.. page.Items.Select(i => new InputChoice(i.Id.Reference.Value, i.Id.Value))])
            {
                Style = ChoiceInputStyle.Expanded,
                Label = language[CardText.MineWhich],
                ErrorMessage = language[CardText.OverviewGoToError],
                Value = page.Items[0].Id.Value,
            });
        }

        return new AdaptiveCard
        {
            Lang = language.Id,
            FallbackText = language[CardText.MineHeading],
            Body = body.ToImmutable(),
            Actions = Actions(context, page, after),
        };
    }

    private static ImmutableArray<CardAction> Actions(CardContext context, ListPage page, string? after)
    {
        var actions = ImmutableArray.CreateBuilder<CardAction>();
        if (!page.Items.IsEmpty)
        {
            actions.Add(Buttons.Of(context, CardActions.Open, CardText.ButtonOpen, ActionData.Empty, ActionStyle.Positive));
        }

        // The choice above must not be read as the answer to these.
        if (page.Next is { } next)
        {
            actions.Add(Buttons.List(context, CardActions.Next, CardText.ButtonOlder, next).WithoutInputs());
        }

        if (!string.IsNullOrEmpty(after))
        {
            actions.Add(Buttons.List(context, CardActions.Back, CardText.ButtonNewest, "").WithoutInputs());
        }

        actions.Add(Buttons.Start(context).WithoutInputs());
        return actions.ToImmutable();
    }

    private static Container Line(CardContext context, ListedAssessment item)
    {
        var language = context.Language;
        var state = ("state", Wording.State(language, item.State));
        var at = ("at", language.Date(item.ChangedOn));
        return new Container(
        [
            new RichTextBlock(
            [
                new TextRun(item.Id.Reference.Value) { Weight = TextWeight.Bolder },
                new TextRun(" " + (item.Title ?? "")),
            ]),
            Parts.Small(item.Rating is { } rating
                ? language.Say(CardText.MineLineRated, state, ("rating", rating.ToString()), at)
                : language.Say(CardText.MineLine, state, at)),
        ])
        {
            Separator = true,
        };
    }
}
