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
    private readonly ImmutableArray<PageFrame> pages;
    private readonly ImmutableArray<QuestionFrame> questions;

    public QuestionnaireFrame(Language language, QuestionnaireText text)
    {
        Language = language;
        Text = text;
        BeneficiaryDataWarning = PrerenderedElement.Of(
            new TextBlock(text.BeneficiaryDataWarning) { Weight = TextWeight.Bolder, Size = TextSize.Small });
        PageButtons = Buttons.OfPage(language);
        pages = [.. text.Questionnaire.Pages.Select(p => new PageFrame(
            p.Id, text.Page(p), text.Part(p.Part), PrerenderedElement.Of(Parts.Heading(text.Page(p)))))];
        questions = [.. text.Questionnaire.Questions.Select(q => QuestionFrame.Of(q, text, language))];
        Impacts = Levels(text.Impacts, language);
        Likelihoods = Levels(text.Likelihoods, language);
    }

    public Language Language { get; }

    public QuestionnaireText Text { get; }

    /// <summary>Above a question that people are apt to answer with the data of beneficiaries.</summary>
    public CardElement BeneficiaryDataWarning { get; }

    /// <summary>The buttons of a page of questions, which await the data of its card.</summary>
    public ImmutableArray<PrerenderedAction> PageButtons { get; }

    /// <summary>The five impacts, as choices.</summary>
    public ImmutableArray<InputChoice> Impacts { get; }

    /// <summary>The five likelihoods, as choices.</summary>
    public ImmutableArray<InputChoice> Likelihoods { get; }

    public QuestionFrame this[Question question] => questions[question.Position];

    public QuestionFrame this[QuestionId question] => questions[Text.Questionnaire[question].Position];

    public PageFrame this[PageId page]
    {
        get
        {
            foreach (var each in pages)
            {
                if (each.Id == page)
                {
                    return each;
                }
            }

            throw new ArgumentException($"The questionnaire has no page {page}.", nameof(page));
        }
    }

    public string Short(QuestionId question) => Text.Question(question).Short;

    private static ImmutableArray<InputChoice> Levels(ImmutableArray<string> words, Language language) =>
    [
        .. words.Select((w, i) => new InputChoice(
            language.Say(CardText.FlagLevelChoice, ("n", language.Number(i + 1)), ("words", w)),
            (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))),
    ];
}

/// <summary>One page in one language.</summary>
/// <param name="Id">The page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Part">The name of its part.</param>
/// <param name="Heading">Its title as the card's heading.</param>
internal sealed record PageFrame(PageId Id, string Title, string Part, CardElement Heading);
