using System.Collections.Immutable;
using IML.RbaBot.BotFramework;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>What is remembered of a person, so that the bot can write first.</summary>
/// <param name="Id">The Entra object id.</param>
/// <param name="Name">For display.</param>
/// <param name="Conversation">The personal chat; null when the person has removed the bot.</param>
/// <param name="Locale">As the client said, for example <c>fr-FR</c>; null when it did not.</param>
/// <param name="TimeZone">IANA name; null when the client did not say.</param>
/// <param name="LastSeen">Exact to ten minutes: it is written when something else changes or so much time has passed.</param>
public sealed record PersonProfile(
    PersonId Id, string Name, ConversationReference? Conversation, string? Locale, string? TimeZone, DateTimeOffset LastSeen)
{
    /// <summary>Since when the chat takes nothing any more; null while it does. The person's next message takes it away.</summary>
    public DateTimeOffset? DeadSince { get; init; }

    /// <summary>The language that the person chose, for example <c>fr</c>; null to follow the client. Kept in a row of its own.</summary>
    public string? ChosenLanguage { get; init; }

    /// <summary>The language chosen, or that of the locale, of two letters; null when neither is known.</summary>
    public string? Language => ChosenLanguage ?? Locale?.Split('-', '_')[0].ToLowerInvariant();
}

/// <summary>The channel where somebody typed <c>alerts here</c>.</summary>
/// <param name="Conversation">The channel itself, not a thread in it.</param>
/// <param name="Name">For display; may be empty.</param>
/// <param name="SetBy">Who typed it.</param>
/// <param name="SetAt">When.</param>
public sealed record AlertsChannel(ConversationReference Conversation, string Name, PersonId SetBy, DateTimeOffset SetAt)
{
    /// <summary>Since when it takes nothing any more; null while it does. Choosing it anew takes it away.</summary>
    public DateTimeOffset? DeadSince { get; init; }

    /// <summary>The language of who chose the channel, for example <c>fr</c>: alerts come to it in that one.</summary>
    public string? Language { get; init; }
}

/// <summary>One row of a person's list.</summary>
/// <param name="Id">The assessment.</param>
/// <param name="Title">The project's title; null for a draft without one.</param>
/// <param name="Office">Region or office.</param>
/// <param name="State">The state's stored name, for example <c>Draft</c>.</param>
/// <param name="Rating">The computed rating; null before the submission.</param>
/// <param name="IsRestricted">Whether only the reference may be shown to people who may not read it.</param>
/// <param name="StartedAt">The order of the list, newest first.</param>
/// <param name="ChangedOn">The day of the last change, in UTC; see <see cref="DirectoryStore.IsListedAnew"/>.</param>
public sealed record ListedAssessment(
    AssessmentId Id,
    string? Title,
    string? Office,
    string State,
    Rating? Rating,
    bool IsRestricted,
    DateTimeOffset StartedAt,
    DateOnly ChangedOn)
{
    public static ListedAssessment Of(Assessment assessment) => new(
        assessment.Id,
        assessment.Project.Title,
        assessment.Project.Office,
        StateRow.NameOf(assessment.State),
        assessment.State.FrozenResult?.Rating,
        assessment.Project.IsRestricted,
        assessment.StartedAt,
        DateOnly.FromDateTime(assessment.ChangedAt.UtcDateTime));
}

/// <summary>A page of a list.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Where the next page begins; null on the last. Safe to put into a card: it is read as untrusted.</param>
public sealed record ListPage(ImmutableArray<ListedAssessment> Items, string? Next);
