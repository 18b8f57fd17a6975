using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>One question on its page: the answer, and behind lines that open without a round trip, guidance, legal basis and comment.</summary>
internal static class QuestionParts
{
    /// <summary>A bound of what a text question with its extra risks can hold on a card, in UTF-16 code units.</summary>
    public const int LongestWords = 2_400;

    public static Container Of(
        CardContext context, QuestionnaireFrame frames, Question question, Answer? answer, Typed typed, bool isLeftOut)
    {
        var frame = frames[question];
        var items = ImmutableArray.CreateBuilder<CardElement>(8);
        if (question.BeneficiaryDataWarning)
        {
            items.Add(new TextBlock(frames.Text.BeneficiaryDataWarning) { Weight = TextWeight.Bolder, Size = TextSize.Small });
        }

        Parts.AddFault(items, context, typed, question.Id.Value);
        AddAnswer(items, context, frames, frame, answer, typed);
        if (isLeftOut)
        {
            items.Add(Parts.Small(context.Say(
                CardText.CommentLeftOut,
                ("question", question.Id.Value),
                ("length", context.Language.Number(answer?.Comment?.Length ?? 0)))));
        }

        if (question.EvidenceForBest && !isLeftOut)
        {
            Parts.AddFault(items, context, typed, frame.EvidenceId);
            items.Add(new InputText(frame.EvidenceId)
            {
                Label = context.Language[CardText.EvidenceLabel],
                ErrorMessage = context.Language[CardText.EvidenceError],
                MaxLength = Limits(frames).Evidence,
                Value = Parts.Shown(typed.Value(frame.EvidenceId, answer?.Evidence, question.Id.Value), Limits(frames).Evidence),
            });
        }

        items.Add(frame.GuidanceToggle);
        items.Add(frame.Guidance);
        if (!isLeftOut)
        {
            AddComment(items, context, frames, frame, answer, typed);
        }

        return new Container(items.ToImmutable()) { Separator = true, Spacing = Spacing.Medium };
    }

    private static void AddAnswer(
        ImmutableArray<CardElement>.Builder items,
        CardContext context,
        QuestionnaireFrame frames,
        QuestionFrame frame,
        Answer? answer,
        Typed typed)
    {
        var id = frame.Question.Id.Value;
        switch (frame.Question.Kind)
        {
            case QuestionKind.Single:
                items.Add(new InputChoiceSet(id, frame.Choices)
                {
                    Style = ChoiceInputStyle.Expanded,
                    Label = frame.Label,
                    ErrorMessage = frame.ErrorMessage,
                    Value = typed.Choice(id, (answer?.Value as AnswerValue.Choice)?.Option.Value),
                });
                break;
            case QuestionKind.Multi:
                items.Add(new InputChoiceSet(id, frame.Choices)
                {
                    IsMultiSelect = true,
                    Style = ChoiceInputStyle.Expanded,
                    Label = $"{frame.Label} {context.Language[CardText.ChooseAny]}",
                    ErrorMessage = frame.ErrorMessage,
                    Value = typed.Value(id, TicksOf(answer)),
                });
                break;
            case QuestionKind.Text text:
                items.Add(new InputText(id)
                {
                    IsMultiline = true,
                    Label = frame.Label,
                    ErrorMessage = frame.ErrorMessage,
                    Placeholder = context.Language[CardText.CommentPlaceholder],
                    MaxLength = text.MaxLength,
                    Value = Parts.Shown(typed.Value(id, (answer?.Value as AnswerValue.Words)?.Text), text.MaxLength),
                });
                if (text.ExtraRisks)
                {
                    ExtraRiskParts.AddTo(items, context, frames, frame.Question, answer, typed);
                }

                break;
            default:
                throw new InvalidOperationException($"{id} is not answered on a page.");
        }
    }

    private static string? TicksOf(Answer? answer) => answer?.Value switch
    {
        AnswerValue.Choices { Options: [] } => InputIds.NoneTicked,
        AnswerValue.Choices choices => string.Join(',', choices.Options.Select(o => o.Value)),
        _ => null,
    };

    private static void AddComment(
        ImmutableArray<CardElement>.Builder items,
        CardContext context,
        QuestionnaireFrame frames,
        QuestionFrame frame,
        Answer? answer,
        Typed typed)
    {
        var question = frame.Question;
        var longest = Limits(frames).Comment;
        var value = typed.Value(frame.CommentId, answer?.Comment, question.Id.Value);
        var input = new InputText(frame.CommentId)
        {
            IsMultiline = true,
            Label = frame.CommentLabel,
            Placeholder = context.Language[CardText.CommentPlaceholder],
            ErrorMessage = context.Say(CardText.CommentError, ("max", context.Language.Number(longest))),
            MaxLength = longest,
            Value = Parts.Shown(value, longest),
        };
        if (question.CommentRequired)
        {
            Parts.AddFault(items, context, typed, frame.CommentId);
            items.Add(input);
            return;
        }

        var box = ImmutableArray.CreateBuilder<CardElement>(2);
        Parts.AddFault(box, context, typed, frame.CommentId);
        box.Add(input);
        items.Add(frame.CommentToggle);
        items.Add(new Container(box.ToImmutable())
        {
            Id = frame.CommentBoxId,
            IsVisible = value is not null || box.Count > 1,
            Spacing = Spacing.Small,
        });
    }

    private static TextLimits Limits(QuestionnaireFrame frames) => frames.Text.Questionnaire.Rules.Limits;
}
