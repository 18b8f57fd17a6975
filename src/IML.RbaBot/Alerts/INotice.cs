using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Alerts;

/// <summary>
/// What one notice says, and to whom: an implementation a topic, registered beside the others. It reads the assessment as it stands
/// when the notice is delivered. Pure.
/// </summary>
internal interface INotice
{
    Dispatch.NoticeTopic Topic { get; }

    /// <summary>Who is told; null when there is nothing to tell any more.</summary>
    /// <param name="assessment">As it stands.</param>
    /// <param name="detail">What was promised with the notice: an id, or null.</param>
    Audience? AudienceOf(Assessment assessment, string? detail);

    /// <summary>The card. Of a restricted project it shows only the reference, except to its developer and co-editors.</summary>
    /// <param name="reader">How the reader reads.</param>
    /// <param name="assessment">As it stands.</param>
    /// <param name="detail">As above.</param>
    /// <param name="isChannel">In a channel there are no buttons: everybody there would press them.</param>
    AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel);
}

/// <summary>Who is told by a notice: the people named, and the roles. The nearest focal points and backups are found by routing.</summary>
/// <param name="People">By name, for example the developer.</param>
internal sealed record Audience(params ImmutableArray<Person> People)
{
    /// <summary>The nearest focal points, the channel for alerts, and the backups when none of them can be reached.</summary>
    public bool FocalPoints { get; init; }

    /// <summary>The backups; the focal points when none of them can be reached.</summary>
    public bool Backups { get; init; }

    /// <summary>The nearest focal points when none of the people named can be reached.</summary>
    public bool FocalPointsOtherwise { get; init; }

    /// <summary>The channel for alerts as well, when nobody of these can be reached.</summary>
    public bool ChannelOtherwise { get; init; }

    public bool HeadOfIml { get; init; }
}
