using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>Who reads a card, and what every card needs.</summary>
/// <param name="Language">The reader's language.</param>
/// <param name="TimeZone">The reader's time zone.</param>
/// <param name="ContactAddress">Where people write when the bot does not help.</param>
/// <param name="AppId">The bot's app id, for the link to the personal chat; null when it has none (Development).</param>
/// <param name="Frames">The parts of question cards that never change.</param>
internal sealed record CardContext(Language Language, TimeZoneInfo TimeZone, string ContactAddress, string? AppId, CardFrames Frames)
{
    public string Say(TextKey text, params ReadOnlySpan<(string Name, string Value)> values) => Language.Say(text, values);

    /// <summary>The questionnaire's words in the reader's language.</summary>
    public QuestionnaireFrame Frame(Questionnaire questionnaire) => Frames.Of(Language, questionnaire.Ref);

    public string Moment(DateTimeOffset at) => Language.Moment(at, TimeZone);
}
