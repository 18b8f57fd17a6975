using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>Buttons: <c>Action.Execute</c> with an <c>Action.Submit</c> of the same id and data behind it.</summary>
internal static class Buttons
{
    /// <summary>The data of every button of a card about an assessment.</summary>
    public static ActionData Data(AssessmentId assessment, int revision, string? page)
    {
        var data = ActionData.Of((CardMember.Assessment, assessment.Value), (CardMember.Revision, revision));
        return page is null ? data : data.With(CardMember.Page, page);
    }

    public static ActionData Data(Assessment assessment, string? page) => Data(assessment.Id, assessment.Revision, page);

    public static ActionExecute Of(
        CardContext context, string action, TextKey title, ActionData data, ActionStyle style = ActionStyle.Default) =>
        Of(action, context.Language[title], data, style);

    public static ActionExecute Of(string action, string title, ActionData data, ActionStyle style = ActionStyle.Default)
    {
        var full = data.With(CardMember.Action, action);
        return new ActionExecute(action)
        {
            Id = action,
            Title = title,
            Style = style,
            Data = full,
            Fallback = new ActionSubmit { Id = action, Title = title, Style = style, Data = full },
        };
    }

    /// <summary>The button of what this person may do with the assessment as it stands; no button for whoever may not.</summary>
    public static IEnumerable<ActionExecute> Allowed(
        CardContext context,
        Assessment assessment,
        Actor viewer,
        Command command,
        string action,
        TextKey title,
        ActionData data,
        ActionStyle style = ActionStyle.Default) =>
        Decider.RefusalOf(command, assessment, viewer) is null ? [Of(context, action, title, data, style)] : [];

    /// <summary>The buttons of every page of questions, written once; each card gives them its data.</summary>
    public static ImmutableArray<PrerenderedAction> OfPage(Language language)
    {
        return
        [
            Button(CardActions.Next, CardText.ButtonNext, ActionStyle.Positive),
            Button(CardActions.Back, CardText.ButtonBack),
            Button(CardActions.Overview, CardText.ButtonOverview),
            Button(CardActions.SaveExit, CardText.ButtonSaveExit),
            Button(CardActions.Ask, RequestText.ButtonAsk),
        ];

        PrerenderedAction Button(string action, TextKey title, ActionStyle style = ActionStyle.Default) =>
            PrerenderedAction.Of(Of(action, language[title], ActionData.Empty, style));
    }

    /// <summary>Begins a new screening.</summary>
    public static ActionExecute Start(CardContext context, ActionStyle style = ActionStyle.Default) =>
        Of(context, CardActions.Start, CardText.ButtonStart, ActionData.Empty, style);

    /// <summary>The list of the person's assessments, from the newest.</summary>
    public static ActionExecute Mine(CardContext context) => List(context, CardActions.Open, CardText.ButtonMyAssessments, "");

    /// <summary>A page of that list. On the list itself its action differs from "open", as no two buttons of a card share an id.</summary>
    public static ActionExecute List(CardContext context, string action, TextKey title, string page) =>
        Of(context, action, title, ActionData.Of((CardMember.List, page)));

    /// <summary>The same button on the card of an assessment, which it leaves: the card shows that assessment no more.</summary>
    public static ActionExecute On(this ActionExecute action, Assessment assessment)
    {
        var data = (action.Data ?? ActionData.Empty).With(CardMember.From, assessment.Id.Value);
        return action with { Data = data, Fallback = (ActionSubmit)action.Fallback! with { Data = data } };
    }

    /// <summary>The same button, which leaves the card's inputs alone: a choice on the card is not the answer to it.</summary>
    public static ActionExecute WithoutInputs(this ActionExecute action) => action with
    {
        AssociatedInputs = AssociatedInputs.None,
        Fallback = (ActionSubmit)action.Fallback! with { AssociatedInputs = AssociatedInputs.None },
    };

    /// <summary>The same card in a window of its own. There only <c>Action.Submit</c> opens a dialog; clients without dialogs show nothing.</summary>
    public static ActionSubmit InWindow(CardContext context, Assessment assessment) => new()
    {
        Id = "window",
        Title = context.Language[FindText.ButtonWindow],
        Data = Data(assessment, null).With(CardMember.Action, CardActions.Open),
        AssociatedInputs = AssociatedInputs.None,
        OpensDialog = true,
    };

    /// <summary>The card on which an assessment continues, whatever it is by now.</summary>
    public static ActionExecute Continue(CardContext context, Assessment assessment, TextKey title, ActionStyle style = ActionStyle.Default) =>
        Of(context, CardActions.Open, title, Data(assessment, null), style);
}
