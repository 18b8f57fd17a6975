using Xunit.Abstractions;

namespace IML.RbaBot.Faults.Harness;

/// <summary>Counts, when everything has settled, what was lost and what was done twice; prints it and judges it.</summary>
internal static class Reckoning
{
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
        foreach (var screening in screenings)
        {
            losses.AddRange(await screening.LossesAsync());
            var alerts = world.Channel.Count(focalPoint.Chat, screening.Reference);
            figures.Alerts += alerts;
            figures.Repeats += Math.Max(0, alerts - 1);
            if (alerts == 0)
            {
                losses.Add($"{screening.Id} has no alert.");
            }
        }

        figures.Losses = losses.Count;
        output.WriteLine($"{what}: {figures}");
        Assert.True(losses.Count == 0, string.Join('\n', losses));

        // Only a death between the send and its record repeats an alert, so there are never more repeats than deaths.
        Assert.InRange(figures.Repeats, 0, figures.Kills);
    }
}
