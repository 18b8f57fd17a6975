using System.Diagnostics;
using Xunit.Abstractions;

namespace IML.RbaBot.Faults.Harness;

/// <summary>Counts, when everything has settled, what was lost and what was done twice; prints it and judges it.</summary>
internal static class Reckoning
{
    // A send whose process lives is recorded at once; this is what a loaded machine may make of "at once".
    private static readonly TimeSpan RecordLimit = TimeSpan.FromSeconds(3);

    /// <param name="world">Where it happened.</param>
    /// <param name="screenings">All that were submitted.</param>
    /// <param name="focalPoint">Who is to have an alert of each.</param>
    /// <param name="output">Where the figures go.</param>
    /// <param name="what">What was tried, in words.</param>
    public static async Task MakeAsync(
        World world, IReadOnlyCollection<Screening> screenings, Somebody focalPoint, ITestOutputHelper output, string what)
    {
        await world.SettleAsync(screenings.Select(s => s.Id), TimeSpan.FromSeconds(60));
        var figures = world.Figures;
        figures.Kills = world.Instances.Sum(i => i.Kills);
        figures.Submissions = screenings.Count;
        var losses = new List<string>();
        var repeats = new List<string>();
        var deaths = world.Instances.SelectMany(i => i.Deaths).ToArray();
        foreach (var screening in screenings)
        {
            losses.AddRange(await screening.LossesAsync());
            var alerts = world.Channel.Taken(focalPoint.Chat, screening.Reference);
            figures.Alerts += alerts.Count;
            figures.Repeats += Math.Max(0, alerts.Count - 1);
            repeats.AddRange(Unexcused(alerts, world.AlertRecords(screening.Id), deaths).Select(r => $"{screening.Id}: {r}"));
            if (alerts.Count == 0)
            {
                losses.Add($"{screening.Id} has no alert.");
            }
        }

        figures.Losses = losses.Count;
        output.WriteLine($"{what}: {figures}");
        Assert.True(losses.Count == 0, string.Join('\n', losses));
        Assert.True(repeats.Count == 0, string.Join('\n', repeats));
    }

    /// <summary>
    /// The repeats that no death explains. One death can repeat each message that its process had sent and not yet recorded, and
    /// nothing else can: between the two sends there must be a death, soon after the first, and no record of it.
    /// </summary>
    private static IEnumerable<string> Unexcused(IReadOnlyList<Sent> alerts, IReadOnlyList<long> records, IReadOnlyList<long> deaths) =>
        alerts.Zip(alerts.Skip(1)).SelectMany(pair =>
        {
            var (first, second) = pair;
            var recorded = records.Any(r => r > first.At && r < second.At);
            var died = deaths.Any(d => d > first.At && d < second.At && Stopwatch.GetElapsedTime(first.At, d) < RecordLimit);
            return (recorded, died) switch
            {
                (true, _) => ["sent again although it was recorded as sent"],
                (_, false) => [$"sent again after {Stopwatch.GetElapsedTime(first.At, second.At).TotalSeconds:0.0} s although no process died after the first"],
                _ => Array.Empty<string>(),
            };
        });
}
