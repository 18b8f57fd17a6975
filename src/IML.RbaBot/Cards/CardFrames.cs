using System.Collections.Frozen;
using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>For every questionnaire version and language, the parts of its cards that never change: made once, used on every turn.</summary>
internal sealed class CardFrames
{
    private readonly FrozenDictionary<(string Language, QuestionnaireRef Ref), QuestionnaireFrame> frames;

    private CardFrames(FrozenDictionary<(string, QuestionnaireRef), QuestionnaireFrame> frames) => this.frames = frames;

    public static CardFrames Of(Languages languages, QuestionnaireCatalog catalog) => new(
        languages.All
            .SelectMany(language => catalog.Entries.Select(entry => new QuestionnaireFrame(language, entry.Text(language.Id))))
            .ToFrozenDictionary(frame => (frame.Language.Id, frame.Text.Questionnaire.Ref)));

    public QuestionnaireFrame Of(Language language, QuestionnaireRef questionnaire) => frames[(language.Id, questionnaire)];

    /// <summary>Null for a version that is no longer shipped, which a list may still name.</summary>
    public QuestionnaireFrame? Find(Language language, QuestionnaireRef questionnaire) => frames.GetValueOrDefault((language.Id, questionnaire));

    /// <summary>The words of that version, or of another where it is no longer shipped: for what is called the same in every version.</summary>
    public QuestionnaireFrame FindOrAny(Language language, QuestionnaireRef questionnaire) =>
        Find(language, questionnaire) ?? frames.Values.First(f => f.Language.Id == language.Id);

    /// <summary>What is said before a screening begins: the disclaimer, which is the same in every version.</summary>
    public string Disclaimer(Language language) => frames.Values.First(f => f.Language.Id == language.Id).Text.Disclaimer;
}

/// <summary>A questionnaire version in one language.</summary>
internal sealed class QuestionnaireFrame
{
    private readonly ImmutableArray<QuestionFrame> questions;

    public QuestionnaireFrame(Language language, QuestionnaireText text)
    {
        Language = language;
        Text = text;
        questions = [.. text.Questionnaire.Questions.Select(q => QuestionFrame.Of(q, text, language))];
        Impacts = Levels(text.Impacts, language);
        Likelihoods = Levels(text.Likelihoods, language);
    }

    public Language Language { get; }

    public QuestionnaireText Text { get; }

    /// <summary>The five impacts, as choices.</summary>
    public ImmutableArray<InputChoice> Impacts { get; }

    /// <summary>The five likelihoods, as choices.</summary>
    public ImmutableArray<InputChoice> Likelihoods { get; }

    public QuestionFrame this[Question question] => questions[question.Position];

    public QuestionFrame this[QuestionId question] => questions[Text.Questionnaire[question].Position];

    public string Short(QuestionId question) => Text.Question(question).Short;

    private static ImmutableArray<InputChoice> Levels(ImmutableArray<string> words, Language language) =>
    [
        .. words.Select((w, i) => new InputChoice(
            language.Say(CardText.FlagLevelChoice, ("n", language.Number(i + 1)), ("words", w)),
            (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))),
    ];
}

/// <summary>One question in one language.</summary>
internal sealed record QuestionFrame
{
    public required Question Question { get; init; }

    public required string Label { get; init; }

    /// <summary>Empty for text and declaration.</summary>
    public required ImmutableArray<InputChoice> Choices { get; init; }

    public required string? ErrorMessage { get; init; }

    /// <summary>The line that opens guidance and legal basis.</summary>
    public required CardElement GuidanceToggle { get; init; }

    /// <summary>Guidance and legal basis, hidden until opened.</summary>
    public required CardElement Guidance { get; init; }

    /// <summary>The line that opens the comment.</summary>
    public required CardElement CommentToggle { get; init; }

    public required string CommentLabel { get; init; }

    public required string CommentId { get; init; }

    public required string CommentBoxId { get; init; }

    public required string EvidenceId { get; init; }

    public static QuestionFrame Of(Question question, QuestionnaireText text, Language language)
    {
        var id = question.Id.Value;
        var words = text.Question(question);
        var guidanceId = id + "-guidance";
        var commentBox = id + "-comment";
        return new QuestionFrame
        {
            Question = question,
            Label = $"{id}. {words.Text}",
            Choices = ChoicesOf(question, words, language),
            ErrorMessage = question.Kind switch
            {
                QuestionKind.Single => language[CardText.AnswerError],
                QuestionKind.Multi => language[CardText.AnswersError],
                QuestionKind.Text => language[CardText.WordsError],
                _ => null,
            },
            GuidanceToggle = PrerenderedElement.Of(Parts.Toggle(language[CardText.GuidanceToggle], guidanceId)),
            Guidance = PrerenderedElement.Of(GuidanceOf(question, words, text, language, guidanceId)),
            CommentToggle = PrerenderedElement.Of(Parts.Toggle(words.CommentLabel ?? language[CardText.CommentToggle], commentBox)),
            CommentLabel = words.CommentLabel ?? language[CardText.CommentLabel],
            CommentId = InputIds.Comment(question.Id),
            CommentBoxId = commentBox,
            EvidenceId = InputIds.Evidence(question.Id),
        };
    }

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
