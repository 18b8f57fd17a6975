using System.Collections.Frozen;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>
/// What a card's inputs held, by input id, cleaned and still untrusted. Clients leave out empty inputs, so an input that stood on
/// the card and is absent was emptied; which ones did not stand there (<see cref="Kept"/>) the card itself says.
/// </summary>
internal sealed class RawInputs(IReadOnlyDictionary<string, string> values, FrozenSet<string> kept)
{
    public static readonly RawInputs None = new(FrozenDictionary<string, string>.Empty, []);

    /// <summary>Questions whose long comment and evidence were not shown.</summary>
    public FrozenSet<string> Kept { get; } = kept;

    public IEnumerable<string> Ids => values.Keys;

    /// <summary>Nothing came at all: then nothing was emptied either, and everything stays.</summary>
    public bool IsEmpty => values.Count == 0;

    public bool ContainsKey(string id) => values.ContainsKey(id);

    /// <summary>The value; null when absent or empty.</summary>
    public string? this[string id] => values.TryGetValue(id, out var value) && value.Length > 0 ? value : null;
}
