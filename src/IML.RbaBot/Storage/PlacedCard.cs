using Azure;
using IML.RbaBot.BotFramework;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>What a placed card shows at present, and so whether and how it may be updated in place.</summary>
public enum CardFace
{
    /// <summary>The alert as it was sent, with where it stands since.</summary>
    Alert,

    /// <summary>Where the assessment stands: the result for its developer, the review for the Unit.</summary>
    Standing,

    /// <summary>Something that its reader has opened, perhaps a form with half a comment in it: nothing may take its place.</summary>
    Taken,
}

/// <summary>
/// A card of an assessment that stands in a chat or a channel and is updated in place when the assessment changes. Its row is written
/// under its own ETag by whoever makes it show something else: a press of its reader, or an update, which holds it while it is sent.
/// So the two never overtake each other (docs/decisions/0041-cards-updated-in-place.md).
/// </summary>
/// <param name="Key">One of the keys below: a person has one card of an assessment that is updated, the newest.</param>
/// <param name="Conversation">The chat or the channel; its own activity id says nothing here.</param>
/// <param name="ActivityId">The card's message.</param>
/// <param name="Face">What it shows.</param>
public sealed record PlacedCard(string Key, ConversationReference Conversation, string ActivityId, CardFace Face)
{
    /// <summary>The developer's card.</summary>
    public const string Result = "result";

    /// <summary>The alert in the channel.</summary>
    public const string Channel = "channel";

    private const string PersonPrefix = "person-";

    /// <summary>Whose chat it stands in; null for a channel.</summary>
    public PersonId? Person { get; init; }

    /// <summary>
    /// When the turn began, or the alert was sent, that made this message the one. What was shown earlier never takes its place.
    /// </summary>
    public required DateTimeOffset ShownAt { get; init; }

    /// <summary>An update is being sent: until then nobody changes the card. Null when none is.</summary>
    public DateTimeOffset? UpdatingUntil { get; init; }

    /// <summary>Of the row as it was read; empty for a card that has none yet.</summary>
    internal ETag ETag { get; init; }

    /// <summary>The card of a focal point or backup, or of a co-editor.</summary>
    public static string Of(PersonId person) => PersonPrefix + person.Value;

    public bool IsAt(ConversationReference conversation, string activity) =>
        ActivityId == activity && Conversation.ConversationId == conversation.ConversationId;
}
