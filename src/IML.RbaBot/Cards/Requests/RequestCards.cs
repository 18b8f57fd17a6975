using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Reviewing;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Cards.Requests;

/// <summary>Questions to the Unit: asking, reading them all, and replying to one.</summary>
internal static class RequestCards
{
    /// <summary>Requests on one card of the list, newest first.</summary>
    public const int PerCard = 4;

    private const int MostShown = 500;

    /// <summary>What a person wants to ask: about a question of the page they come from, or for support with the project.</summary>
    /// <param name="context">Who reads.</param>
    /// <param name="assessment">One of the reader's own.</param>
    /// <param name="page">The page of questions that the person comes from; null when they come from elsewhere.</param>
    /// <param name="typed">What was typed before.</param>
    public static AdaptiveCard Ask(CardContext context, Assessment assessment, PageId? page, Typed typed) => FittedCard.OfForm((_, longest) =>
    {
        var language = context.Language;
        var body = AssessmentCard.Begin(context, assessment, RequestText.AskHeading, typed);
        body.Add(Parts.Text(language[RequestText.AskWhat]));
        Parts.AddFault(body, context, typed, InputIds.AskAbout);
        var choices = AboutChoices(context, assessment, page);
        body.Add(new InputChoiceSet(InputIds.AskAbout, choices)
        {
            Style = ChoiceInputStyle.Expanded,
            Label = language[RequestText.AskAbout],
            ErrorMessage = language[RequestText.AskAboutError],
            Value = typed.Choice(InputIds.AskAbout, null),
        });
        Parts.AddFault(body, context, typed, InputIds.AskText);
        body.Add(new InputText(InputIds.AskText)
        {
            IsMultiline = true,
            Label = language[RequestText.AskText],
            Placeholder = language[CardText.CommentPlaceholder],
            ErrorMessage = context.Say(RequestText.AskTextError, ("max", language.Number(ReviewLimits.Request))),
            MaxLength = ReviewLimits.Request,
            Value = Parts.Shown(typed.Value(InputIds.AskText, null), Math.Min(longest, ReviewLimits.Request)),
        });
        var data = Buttons.Data(assessment, new CardPage.Ask(page).Value);
        return AssessmentCard.Of(
            context,
            assessment,
            RequestText.AskHeading,
            body,
            [
                Buttons.Of(context, CardActions.Ask, RequestText.ButtonSend, data, ActionStyle.Positive),
                .. assessment.Requests.IsEmpty ? ImmutableArray<CardAction>.Empty : [ListButton(context, assessment)],
                Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, RequestText.ButtonToScreening, data)),
            ]);
    });

    /// <summary>It was sent.</summary>
    public static AdaptiveCard Sent(CardContext context, Assessment assessment)
    {
        var body = AssessmentCard.Begin(context, assessment, RequestText.SentHeading, Typed.None);
        if (assessment.Requests is [.., var sent])
        {
            body.Add(AnswerParts.Line(AboutOf(context, assessment, sent), Parts.Cut(sent.Text, MostShown)));
        }

        body.Add(Parts.Text(context.Language[RequestText.SentWhat]));
        return AssessmentCard.Of(
            context,
            assessment,
            RequestText.SentHeading,
            body,
            Buttons.Continue(context, assessment, RequestText.ButtonToScreening, ActionStyle.Positive));
    }

    /// <summary>All requests of an assessment, newest first, a few on each card.</summary>
    public static AdaptiveCard List(CardContext context, Assessment assessment, int number) => FittedCard.Of(
        longest =>
        {
            var body = AssessmentCard.Begin(context, assessment, RequestText.ListHeading, Typed.None);
            var shown = assessment.Requests.Reverse().Skip((number - 1) * PerCard).Take(PerCard).ToImmutableArray();
            foreach (var request in shown)
            {
                AddTo(body, context, assessment, request, longest);
            }

            var data = Buttons.Data(assessment, new CardPage.Requests(number).Value);
            if (!shown.IsEmpty)
            {
                body.Add(new InputChoiceSet(InputIds.GoTo, [.. shown.Select(r => new InputChoice(TitleOf(context, assessment, r), new CardPage.Request(r.Number).Value))])
                {
                    Label = context.Language[ReviewText.GoTo],
                    ErrorMessage = context.Language[CardText.OverviewGoToError],
                    Value = new CardPage.Request(shown[0].Number).Value,
                });
            }
            else
            {
                body.Add(Parts.Text(context.Language[RequestText.ListNone]));
            }

            return AssessmentCard.Of(
                context,
                assessment,
                RequestText.ListHeading,
                body,
                [
                    .. shown.IsEmpty
                        ? ImmutableArray<CardAction>.Empty
                        : [Buttons.Of(context, CardActions.Open, ReviewText.ButtonShow, data, ActionStyle.Positive)],
                    .. number * PerCard < assessment.Requests.Length
                        ? [Buttons.WithoutInputs(Buttons.Of(
                            context, CardActions.Next, CardText.ButtonOlder, data.With(InputIds.GoTo, new CardPage.Requests(number + 1).Value)))]
                        : ImmutableArray<CardAction>.Empty,
                    Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, RequestText.ButtonToScreening, data)),
                ]);
        },
        MostShown);

    /// <summary>One request with the question's text and the answer; for who may reply, the place for it.</summary>
    /// <param name="context">Who reads.</param>
    /// <param name="assessment">The assessment.</param>
    /// <param name="request">The request.</param>
    /// <param name="mayReply">Whether the reader may reply.</param>
    /// <param name="typed">What was typed before.</param>
    public static AdaptiveCard One(CardContext context, Assessment assessment, UnitRequest request, bool mayReply, Typed typed) =>
        FittedCard.OfForm((longest, written) =>
        {
            var body = AssessmentCard.Begin(context, assessment, RequestText.RequestHeading, typed);
            body.Add(Parts.Small(MarkdownText.Escape(AboutOf(context, assessment, request))));
            if (request.Question is { } id)
            {
                AddQuestion(body, context, assessment, assessment.Questionnaire[id], request, longest);
            }

            AddTo(body, context, assessment, request, longest);
            if (mayReply && request.IsOpen)
            {
                Parts.AddFault(body, context, typed, InputIds.RequestReply);
                body.Add(new InputText(InputIds.RequestReply)
                {
                    IsMultiline = true,
                    Label = context.Say(RequestText.ReplyText, ("name", request.By.Name)),
                    Placeholder = context.Language[CardText.CommentPlaceholder],
                    ErrorMessage = context.Say(RequestText.ReplyTextError, ("max", context.Language.Number(ReviewLimits.Request))),
                    MaxLength = ReviewLimits.Request,
                    Value = Parts.Shown(typed.Value(InputIds.RequestReply, null), Math.Min(written, ReviewLimits.Request)),
                });
            }
            else if (typed.Value(InputIds.RequestReply, null) is { } unsent)
            {
                // Somebody was faster: what was typed is not lost.
                Parts.AddFault(body, context, typed, InputIds.RequestReply);
                body.Add(AnswerParts.Line(context.Language[RequestText.Unsent], Parts.Cut(unsent, Math.Min(longest, ReviewLimits.Request))));
            }

            var data = Buttons.Data(assessment, new CardPage.Request(request.Number).Value);
            return AssessmentCard.Of(
                context,
                assessment,
                RequestText.RequestHeading,
                body,
                [
                    .. mayReply && request.IsOpen
                        ? [Buttons.Of(context, CardActions.Reply, RequestText.ButtonReply, data, ActionStyle.Positive)]
                        : ImmutableArray<CardAction>.Empty,
                    ListButton(context, assessment),
                    Buttons.WithoutInputs(Buttons.Of(context, CardActions.Back, RequestText.ButtonToScreening, data)),
                ]);
        });

    /// <summary>What a request is about, in a few words.</summary>
    public static string AboutOf(CardContext context, Assessment assessment, UnitRequest request) => request.Question is { } id
        ? context.Say(ReviewText.QuestionTitle, ("question", id.Value), ("short", context.Frame(assessment.Questionnaire).Short(id)))
        : context.Language[KindOf(request.Kind)];

    public static RequestText KindOf(RequestKind kind) => kind switch
    {
        RequestKind.DraftReview => RequestText.KindDraftReview,
        RequestKind.Training => RequestText.KindTraining,
        RequestKind.Call => RequestText.KindCall,
        RequestKind.Other => RequestText.KindOther,
        _ => RequestText.KindQuestion,
    };

    /// <summary>Its number and what it is about, and whether it waits for a reply.</summary>
    public static string TitleOf(CardContext context, Assessment assessment, UnitRequest request) => context.Say(
        request.IsOpen ? RequestText.TitleOpen : RequestText.Title,
        ("number", context.Language.Number(request.Number)),
        ("about", AboutOf(context, assessment, request)));

    private static ActionExecute ListButton(CardContext context, Assessment assessment) => Buttons.WithoutInputs(Buttons.Of(
        context,
        CardActions.Overview,
        RequestText.ButtonAll,
        Buttons.Data(assessment, new CardPage.Requests(1).Value)));

    private static ImmutableArray<InputChoice> AboutChoices(CardContext context, Assessment assessment, PageId? page)
    {
        var frames = context.Frame(assessment.Questionnaire);
        var route = Route.Of(assessment.Sheet);
        var asked = page is { } id && assessment.Questionnaire.FindPage(id.Value) is { } shown
            ? route.AskedOn(shown).Where(q => q.Kind is not QuestionKind.Declaration)
            : [];
        return
        [
            .. asked.Select(q => new InputChoice(
                context.Say(ReviewText.QuestionTitle, ("question", q.Id.Value), ("short", frames.Short(q.Id))), q.Id.Value)),
            .. Enum.GetValues<RequestKind>()
                .Where(k => k is not RequestKind.Question)
                .Select(k => new InputChoice(context.Language[KindOf(k)], k.ToString())),
        ];
    }

    private static void AddQuestion(
        ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment, Question question, UnitRequest request, int longest)
    {
        var parts = new AnswerParts(context, assessment, assessment.Sheet, Math.Min(longest, MostShown));
        parts.Question(question);
        var then = parts.AnswerWords(question, request.AnswerThen);
        var now = parts.AnswerWords(question, assessment.Sheet[question.Position]);
        parts.Labelled(question.Id, RequestText.AnswerThen, then);
        parts.Labelled(question.Id, RequestText.CommentThen, request.AnswerThen?.Comment);
        if (now != then)
        {
            parts.Labelled(question.Id, RequestText.AnswerNow, now);
        }

        body.AddRange(parts.Take());
    }

    private static void AddTo(
        ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment, UnitRequest request, int longest)
    {
        var parts = new AnswerParts(context, assessment, assessment.Sheet, longest);
        body.Add(Parts.Subheading(MarkdownText.Escape(TitleOf(context, assessment, request))));
        parts.Request(request);
        body.AddRange(parts.Take());
    }
}
