namespace IML.RbaBot.Faults.Harness;

/// <summary>Lets the bot's process die at a boundary while somebody waits for its answer.</summary>
internal static class Death
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Each boundary twice: just before the call is carried out, and just after.</summary>
    public static IEnumerable<(Boundary Boundary, bool After)> AtEachOf(IEnumerable<Boundary> boundaries) =>
        boundaries.SelectMany(b => new[] { (b, false), (b, true) });

    /// <summary>The process dies at the boundary during the step, is started again, and the person goes on pressing until it is answered.</summary>
    /// <param name="world">Of one instance.</param>
    /// <param name="boundary">Where.</param>
    /// <param name="after">Whether the call is carried out before.</param>
    /// <param name="assessment">Whose calls count.</param>
    /// <param name="step">What the person does.</param>
    public static async Task DuringAsync(World world, Boundary boundary, bool after, string assessment, Func<Task> step)
    {
        var instance = world.Instances[0];
        var death = world.Crossing.OnceAsync(p => boundary.Matches(p, assessment), after, instance.Kill);
        var stepping = step();
        var died = await Task.WhenAny(death, Task.Delay(Limit)) == death;
        Assert.True(died, $"Nothing passed the boundary '{boundary}' ({(after ? "after" : "before")}).");
        await instance.StartAsync();
        await stepping;
    }
}
