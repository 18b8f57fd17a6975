using System.Collections.Immutable;
using CsCheck;

namespace IML.RbaBot.Domain.Tests.Properties;

/// <summary>
/// A run of generated numbers from which a questionnaire or a set of answers is read off, one choice after the other. It lets
/// the property tests generate, shrink and print everything as one list of numbers. Beyond its end it gives zeros.
/// </summary>
internal sealed class Tape(ImmutableArray<int> numbers)
{
    private int next;

    /// <summary>Tapes of that many numbers.</summary>
    public static Gen<ImmutableArray<int>> Of(int length) =>
        Gen.Int[0, 999_999].Array[length].Select(numbers => ImmutableArray.Create(numbers));

    /// <summary>A number from 0 up to, not including, <paramref name="below"/>.</summary>
    public int Below(int below) => next < numbers.Length ? numbers[next++] % below : 0;

    public int Between(int from, int to) => from + Below(to - from + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];
}
