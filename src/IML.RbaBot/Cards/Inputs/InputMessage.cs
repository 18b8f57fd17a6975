using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>What is wrong with one input, in no language yet.</summary>
internal sealed record InputMessage(string Input, TextKey Text)
{
    public ImmutableArray<(string Name, string Value)> Values { get; init; } = [];

    /// <summary>A message that names one number, such as a greatest length.</summary>
    public static InputMessage With(string input, TextKey text, string name, int number) =>
        new(input, text) { Values = [(name, number.ToString(CultureInfo.InvariantCulture))] };

    public string In(Language language) => language.Say(Text, Values.AsSpan());
}
