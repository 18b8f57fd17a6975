using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.Hosting;
using IML.RbaBot.Cards;
using IML.RbaBot.Configuration;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Turns;

/// <summary>Who speaks in a turn, how they read, and when it is.</summary>
/// <param name="Actor">The person and their roles; the person comes from the checked activity, the roles from configuration.</param>
/// <param name="Cards">The person's language and time zone.</param>
/// <param name="At">When the turn began, in UTC.</param>
internal sealed record Visitor(Actor Actor, CardContext Cards, DateTimeOffset At)
{
    public Person Person => Actor.Person ?? throw new InvalidOperationException("A visitor is a person.");

    public Language Language => Cards.Language;

    /// <summary>What is remembered so that the bot can write first.</summary>
    public PersonProfile ProfileOf(TurnContext turn) => new(
        Person.Id, Person.Name, turn.Reference with { ActivityId = null }, turn.Activity.Locale, turn.Activity.LocalTimezone, At);
}

/// <summary>Tells who speaks.</summary>
internal sealed class Reception(Roster roster, CardContexts contexts, TimeProvider time)
{
    /// <summary>Null when the activity has no Entra object id: without one nobody acts.</summary>
    public Visitor? Visitor(Activity activity) =>
        PersonId.Parse(activity.From?.AadObjectId) is { } id
            ? new Visitor(roster.ActorOf(new Person(id, NameOf(activity, id))), contexts.Of(activity), time.GetUtcNow())
            : null;

    // Installation activities carry no name; what people see is written with the name of a later turn.
    private static string NameOf(Activity activity, PersonId id) =>
        activity.From?.Name is { } name && !string.IsNullOrWhiteSpace(name) ? StorableText.Clean(name.Trim()) : id.Value;
}

/// <summary>Makes card contexts: the reader's language and time zone, and the Unit's address.</summary>
internal sealed class CardContexts(
    Languages languages, CardFrames frames, IOptions<UnitOptions> unit, IOptions<BotFrameworkOptions> bot)
{
    public CardContext Of(Activity activity) => Of(activity.Locale, activity.LocalTimezone);

    /// <param name="locale">As the client says it; null for English.</param>
    /// <param name="timeZone">IANA name; null or unknown for UTC.</param>
    public CardContext Of(string? locale, string? timeZone) =>
        new(languages.For(locale), ZoneOf(timeZone), unit.Value.ContactAddress, bot.Value.AppId is { Length: > 0 } id ? id : null, frames);

    private static TimeZoneInfo ZoneOf(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
