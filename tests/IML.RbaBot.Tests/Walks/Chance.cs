namespace IML.RbaBot.Tests.Walks;

/// <summary>Everything that one step of a walk leaves to chance, read off one number: the step is the same whenever the number is.</summary>
internal sealed class Chance(int number)
{
    // No secret hangs on it, and the same number has to give the same draws.
#pragma warning disable CA5394
    private readonly Random random = new(number);

    /// <summary>A number from 0 up to, not including, <paramref name="below"/>.</summary>
    public int Below(int below) => random.Next(below);
#pragma warning restore CA5394

    public bool Percent(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>One of them, the more often the greater its weight.</summary>
    public T Pick<T>(IReadOnlyList<T> from, Func<T, int> weight)
    {
        var left = Below(from.Sum(weight));
        return from.First(one => (left -= weight(one)) < 0);
    }
}
