using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>One question in one language: all of it that does not depend on what was answered.</summary>
internal sealed record QuestionFrame
{
    public required Question Question { get; init; }

    /// <summary>The input of the answer, empty; null for the declaration, which is answered elsewhere.</summary>
    public required PrerenderedInput? Answer { get; init; }

    /// <summary>The input of the evidence, empty; null where none is asked for.</summary>
    public required PrerenderedInput? Evidence { get; init; }

    /// <summary>The line that opens guidance and legal basis, and these, hidden until opened.</summary>
    public required CardElement Guidance { get; init; }

    /// <summary>The line that opens the comment.</summary>
    public required CardElement CommentToggle { get; init; }

    /// <summary>The input of the comment, empty.</summary>
    public required PrerenderedInput Comment { get; init; }

    /// <summary>The line that opens the comment, and its input, empty and hidden.</summary>
    public required CardElement ClosedComment { get; init; }

    public required string CommentId { get; init; }

    public required string CommentBoxId { get; init; }

    public required string EvidenceId { get; init; }

    public static QuestionFrame Of(Question question, QuestionnaireText text, Language language)
    {
        var words = text.Question(question);
        var limits = text.Questionnaire.Rules.Limits;
        var guidanceId = question.Id.Value + "-guidance";
        var commentBoxId = question.Id.Value + "-comment";
        var commentToggle = Parts.Toggle(words.CommentLabel ?? language[CardText.CommentToggle], commentBoxId);
        var comment = CommentOf(question, words, limits, language);
        return new QuestionFrame
        {
            Question = question,
            Answer = AnswerOf(question, words, language),
            Evidence = question.EvidenceForBest ? PrerenderedInput.Of(EvidenceOf(question, limits, language)) : null,
            Guidance = PrerenderedElement.Of(
                Parts.Toggle(language[CardText.GuidanceToggle], guidanceId), GuidanceOf(question, words, text, language, guidanceId)),
            CommentToggle = PrerenderedElement.Of(commentToggle),
            Comment = PrerenderedInput.Of(comment),
            ClosedComment = PrerenderedElement.Of(
                commentToggle, new Container([comment]) { Id = commentBoxId, IsVisible = false, Spacing = Spacing.Small }),
            CommentId = InputIds.Comment(question.Id),
            CommentBoxId = commentBoxId,
            EvidenceId = InputIds.Evidence(question.Id),
        };
    }

    private static PrerenderedInput? AnswerOf(Question question, QuestionText words, Language language)
    {
        var id = question.Id.Value;
        var label = $"{id}. {words.Text}";
        return question.Kind switch
        {
            QuestionKind.Single => PrerenderedInput.Of(new InputChoiceSet(id, ChoicesOf(question, words, language))
            {
                Style = ChoiceInputStyle.Expanded,
                Label = label,
                ErrorMessage = language[CardText.AnswerError],
            }),
            QuestionKind.Multi => PrerenderedInput.Of(new InputChoiceSet(id, ChoicesOf(question, words, language))
            {
                IsMultiSelect = true,
                Style = ChoiceInputStyle.Expanded,
                Label = $"{label} {language[CardText.ChooseAny]}",
                ErrorMessage = language[CardText.AnswersError],
            }),
            QuestionKind.Text text => PrerenderedInput.Of(new InputText(id)
            {
                IsMultiline = true,
                Label = label,
                ErrorMessage = language[CardText.WordsError],
                Placeholder = language[CardText.CommentPlaceholder],
                MaxLength = text.MaxLength,
            }),
            _ => null,
        };
    }

    private static InputText EvidenceOf(Question question, TextLimits limits, Language language) => new(InputIds.Evidence(question.Id))
    {
        Label = language[CardText.EvidenceLabel],
        ErrorMessage = language[CardText.EvidenceError],
        MaxLength = limits.Evidence,
    };

    private static InputText CommentOf(Question question, QuestionText words, TextLimits limits, Language language) =>
        new(InputIds.Comment(question.Id))
        {
            IsMultiline = true,
            Label = words.CommentLabel ?? language[CardText.CommentLabel],
            Placeholder = language[CardText.CommentPlaceholder],
            ErrorMessage = language.Say(CardText.CommentError, ("max", language.Number(limits.Comment))),
            MaxLength = limits.Comment,
        };

    private static ImmutableArray<InputChoice> ChoicesOf(Question question, QuestionText words, Language language)
    {
        var choices = words.Options.Select(o => new InputChoice(TitleOf(question, o, language), o.Id.Value));
        return question.Kind is QuestionKind.Multi { MinSelected: 0 }
            ? [.. choices, new InputChoice(language[CardText.ChoiceNone], InputIds.NoneTicked)]
            : [.. choices];
    }

    private static string TitleOf(Question question, OptionText option, Language language)
    {
        if (option.Hint is not { } hint)
        {
            return option.Label;
        }

        var needsReason = question.NotApplicableReasonMinLength > 0
            && question.Kind is QuestionKind.Single single && single.Find(option.Id) is { Merit: Merit.NotApplicable };
        return language.Say(
            needsReason ? CardText.ChoiceWithReason : CardText.ChoiceWithHint, ("choice", option.Label), ("hint", hint));
    }

    private static Container GuidanceOf(Question question, QuestionText words, QuestionnaireText text, Language language, string id)
    {
        var references = words.LegalBasis.Select((reference, i) => language.Say(
            CardText.LegalBasisLine,
            ("reference", MarkdownText.Escape(reference)),
            ("tag", language.List(question.LegalBasis[i]
                .Select(s => text.Questionnaire.Sources.First(source => source.Id == s).Tag)
                .Distinct()
                .Select(text.Tag)))));
        return new Container(
        [
            new TextBlock(language[CardText.GuidanceTitle]) { Weight = TextWeight.Bolder, Size = TextSize.Small },
            new TextBlock(MarkdownText.Escape(words.Guidance)) { Size = TextSize.Small, Spacing = Spacing.None },
            new TextBlock(language[CardText.LegalBasisTitle]) { Weight = TextWeight.Bolder, Size = TextSize.Small },
            Parts.Lines(references) with { Size = TextSize.Small, Spacing = Spacing.None },
        ])
        {
            Id = id,
            IsVisible = false,
            Style = ContainerStyle.Emphasis,
            Spacing = Spacing.Small,
        };
    }
}
