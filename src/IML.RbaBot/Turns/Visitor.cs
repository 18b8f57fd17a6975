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
    private const int LongestName = 100;

    public Person Person => Actor.Person ?? throw new InvalidOperationException("A visitor is a person.");

    public Language Language => Cards.Language;

    /// <summary>The same person, reading in another language.</summary>
    public Visitor In(Language? language) => language is null ? this : this with { Cards = Cards with { Language = language } };

    /// <summary>What is remembered so that the bot can write first.</summary>
    public PersonProfile ProfileOf(TurnContext turn) => new(
        Person.Id,
        Person.Name,
        turn.Reference with { ActivityId = null },
        Named(turn.Activity.Locale),
        Named(turn.Activity.LocalTimezone),
        At);

    // Longer than any language or time zone is called: not one of them, and more than a row takes.
    private static string? Named(string? name) => name is { Length: <= LongestName } ? StorableText.Clean(name) : null;
}

/// <summary>Tells who speaks.</summary>
internal sealed class Reception(Roster roster, CardContexts contexts, ChosenLanguages chosen, TimeProvider time)
{
    /// <summary>
    /// Null when the activity has no Entra object id: without one nobody acts. Reads in the language that this process knows to be
    /// chosen, or in that of the Teams client.
    /// </summary>
    public Visitor? Visitor(Activity activity) =>
        PersonId.Parse(activity.From?.AadObjectId) is { } id
            ? new Visitor(roster.ActorOf(new Person(id, NameOf(activity, id))), contexts.Of(activity), time.GetUtcNow())
                .In(chosen.Remembered(id))
            : null;

    /// <summary>The visitor in the language that the store knows to be chosen. Begun before another call and awaited after it, it costs no time.</summary>
    /// <param name="visitor">As <see cref="Visitor(Activity)"/> made it.</param>
    /// <param name="activity">What the person sent: the Teams client's language where none is chosen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Visitor> InChosenLanguageAsync(Visitor visitor, Activity activity, CancellationToken cancellationToken) =>
        visitor.In(await chosen.OfAsync(visitor.Person.Id, cancellationToken) ?? contexts.Of(activity).Language);

    // Installation activities carry no name; what people see is written with the name of a later turn. One that is longer than any
    // directory has would burst rows and cards.
    private static string NameOf(Activity activity, PersonId id) => activity.From?.Name is { } name && !string.IsNullOrWhiteSpace(name)
        ? StorableText.Clean(Parts.Cut(name.Trim(), ChannelAccount.LongestName))
        : id.Value;
}

/// <summary>Makes card contexts: the reader's language and time zone, and the Unit's address.</summary>
internal sealed class CardContexts(
    Languages languages, CardFrames frames, IOptions<UnitOptions> unit, IOptions<BotFrameworkOptions> bot)
{
    public CardContext Of(Activity activity) => Of(activity.Locale, activity.LocalTimezone);

    /// <summary>For a card that a person did not ask for: in the language they chose, or else in that of their Teams client.</summary>
    public CardContext Of(PersonProfile? person) => Of(person?.Language, person?.TimeZone);

    /// <summary>For a card in a channel, which is read by many.</summary>
    public CardContext OfChannel(AlertsChannel channel) => Of(channel.Language, null);

    /// <summary>For what is written for nobody in particular; null for English.</summary>
    public CardContext OfLanguage(string? language) => Of(language, null);

    /// <param name="locale">As the client says it; null for English.</param>
    /// <param name="timeZone">IANA name; null or unknown for UTC.</param>
    private CardContext Of(string? locale, string? timeZone) =>
        new(languages.For(locale), ZoneOf(timeZone), unit.Value.ContactAddress, bot.Value.AppId is { Length: > 0 } id ? id : null, frames);

    private static TimeZoneInfo ZoneOf(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
