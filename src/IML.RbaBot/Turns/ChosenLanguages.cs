using System.Collections.Concurrent;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Turns;

/// <summary>
/// The languages that people chose with <c>language</c>. Who chose none reads in the language of their Teams client. What the store
/// says is believed for a minute, so that a turn costs no call for it and another instance still learns of a choice.
/// </summary>
internal sealed class ChosenLanguages(DirectoryStore people, Languages languages, TimeProvider time)
{
    private const int MostPeople = 10_000;
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<PersonId, Choice> choices = new();

    /// <summary>What this process last knew, however long ago; null also for no choice.</summary>
    public Language? Remembered(PersonId person) => choices.GetValueOrDefault(person)?.Language;

    /// <summary>The language that a person chose; null for none.</summary>
    public async Task<Language?> OfAsync(PersonId person, CancellationToken cancellationToken)
    {
        if (choices.TryGetValue(person, out var known) && time.GetUtcNow() - known.At < Believed)
        {
            return known.Language;
        }

        return Remember(person, languages.Find(await people.FindLanguageAsync(person, cancellationToken)));
    }

    /// <param name="person">Who chose.</param>
    /// <param name="language">Null to follow the Teams client again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ChooseAsync(PersonId person, Language? language, CancellationToken cancellationToken)
    {
        await people.ChooseLanguageAsync(person, language?.Id, cancellationToken);
        Remember(person, language);
    }

    private Language? Remember(PersonId person, Language? language)
    {
        if (choices.Count >= MostPeople)
        {
            choices.Clear();
        }

        choices[person] = new Choice(language, time.GetUtcNow());
        return language;
    }

    private sealed record Choice(Language? Language, DateTimeOffset At);
}
