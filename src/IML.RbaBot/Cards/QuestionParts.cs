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
        var limits = frames.Text.Questionnaire.Rules.Limits;
        var items = ImmutableArray.CreateBuilder<CardElement>(3);
        if (question.BeneficiaryDataWarning)
        {
            items.Add(frames.BeneficiaryDataWarning);
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
        else if (frame.Evidence is { } evidence)
        {
            Parts.AddFault(items, context, typed, frame.EvidenceId);
            items.Add(evidence.With(
                Parts.Shown(typed.Value(frame.EvidenceId, answer?.Evidence, question.Id.Value), limits.Evidence)));
        }

        items.Add(frame.Guidance);
        if (!isLeftOut)
        {
            AddComment(items, context, frame, limits.Comment, answer, typed);
        }

        return new Container(items.DrainToImmutable()) { Separator = true, Spacing = Spacing.Medium };
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
        if (frame.Answer is not { } input)
        {
            throw new InvalidOperationException($"{id} is not answered on a page.");
        }

        switch (frame.Question.Kind)
        {
            case QuestionKind.Single:
                items.Add(input.With(typed.Choice(id, (answer?.Value as AnswerValue.Choice)?.Option.Value)));
                break;
            case QuestionKind.Multi:
                items.Add(input.With(typed.Value(id, TicksOf(answer))));
                break;
            case QuestionKind.Text text:
                items.Add(input.With(Parts.Shown(typed.Value(id, (answer?.Value as AnswerValue.Words)?.Text), text.MaxLength)));
                if (text.ExtraRisks)
                {
                    ExtraRiskParts.AddTo(items, context, frames, frame.Question, answer, typed);
                }

                break;
        }
    }

    private static string? TicksOf(Answer? answer) => answer?.Value switch
    {
        AnswerValue.Choices { Options: [] } => InputIds.NoneTicked,
        AnswerValue.Choices choices => string.Join(',', choices.Options.Select(o => o.Value)),
        _ => null,
    };

    private static void AddComment(
        ImmutableArray<CardElement>.Builder items, CardContext context, QuestionFrame frame, int longest, Answer? answer, Typed typed)
    {
        var value = typed.Value(frame.CommentId, answer?.Comment, frame.Question.Id.Value);
        var input = frame.Comment.With(Parts.Shown(value, longest));
        if (frame.Question.CommentRequired)
        {
            Parts.AddFault(items, context, typed, frame.CommentId);
            items.Add(input);
            return;
        }

        var message = typed.Message(frame.CommentId);
        if (value is null && message is null)
        {
            items.Add(frame.ClosedComment);
            return;
        }

        items.Add(frame.CommentToggle);
        items.Add(new Container(message is null ? [input] : [Parts.Fault(context, message), input])
        {
            Id = frame.CommentBoxId,
            Spacing = Spacing.Small,
        });
    }
}
