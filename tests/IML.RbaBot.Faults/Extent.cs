using System.Globalization;

namespace IML.RbaBot.Faults;

/// <summary>How long the suite runs, and from which seed. Without a setting it is bounded to a few minutes.</summary>
internal static class Extent
{
    /// <summary>Multiplies kills, people and races: the environment variable <c>RBABOT_FAULT_ROUNDS</c>, 1 to 1000.</summary>
    public static int Rounds { get; } = Math.Clamp(Number("RBABOT_FAULT_ROUNDS", 1), 1, 1000);

    /// <summary>The seed of all that is drawn: the environment variable <c>RBABOT_FAULT_SEED</c>.</summary>
    public static int Seed { get; } = Number("RBABOT_FAULT_SEED", 20261125);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
