using System.Collections.Frozen;
using System.Collections.Immutable;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>
/// What was typed on a card that comes back, because something on it is wrong or could not be saved: it is shown again instead of
/// what is stored, with a message beside each input that has one.
/// </summary>
internal sealed class Typed
{
    public static readonly Typed None = new(RawInputs.None, FrozenDictionary<string, string>.Empty, null);

    private readonly RawInputs inputs;
    private readonly FrozenDictionary<string, string> messages;

    private Typed(RawInputs inputs, FrozenDictionary<string, string> messages, string? headline)
    {
        this.inputs = inputs;
        this.messages = messages;
        Headline = headline;
    }

    /// <summary>What stands on top of the card; null for nothing.</summary>
    public string? Headline { get; }

    /// <summary>A card with something to correct.</summary>
    public static Typed Of(RawInputs inputs, ImmutableArray<InputMessage> messages, Language language) => new(
        inputs, ByInput(messages, language), messages.IsEmpty ? null : language[CardText.FaultsOnCard]);

    /// <summary>A card that shows what is stored, with what is still to be done to it.</summary>
    public static Typed Reminding(ImmutableArray<InputMessage> messages, Language language) =>
        new(RawInputs.None, ByInput(messages, language), null);

    /// <summary>A card that could not be saved because the store does not answer.</summary>
    public static Typed Of(RawInputs inputs, string errorNumber, Language language) => new(
        inputs, FrozenDictionary<string, string>.Empty, language.Say(CardText.StorageAwayOnCard, ("reference", errorNumber)));

    /// <summary>Whether nothing came back, so that every input shows what is stored.</summary>
    public bool ShowsStored => inputs.IsEmpty;

    public string? Message(string input) => messages.GetValueOrDefault(input);

    /// <summary>What a text, date, number or multiple choice shows: what was typed, also when that is nothing.</summary>
    public string? Value(string input, string? stored) => inputs.IsEmpty ? stored : inputs[input];

    /// <summary>The same for the comment and evidence of a question, which may not have been on the card.</summary>
    public string? Value(string input, string? stored, string question) =>
        inputs.IsEmpty || inputs.Kept.Contains(question) ? stored : inputs[input];

    /// <summary>What a single choice shows; a choice cannot be taken back on a card, so absent is what is stored.</summary>
    public string? Choice(string input, string? stored) => inputs[input] ?? stored;

    private static FrozenDictionary<string, string> ByInput(ImmutableArray<InputMessage> messages, Language language) => messages
        .GroupBy(m => m.Input, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => string.Join(' ', g.Select(m => m.In(language)).Distinct()), StringComparer.Ordinal);
}
