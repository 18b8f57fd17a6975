namespace IML.RbaBot.Storage;

/// <summary>
/// The pause of a commit that met another, before it is decided again on what stands now: none the first time, then drawn at random from
/// a range that grows, so that those who met do not meet again.
/// </summary>
internal static class CommitPause
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(150);

    /// <param name="met">How often it has met another, from 1.</param>
    /// <param name="random">Draws the pause.</param>
    /// <param name="cancellationToken">Ends the pause.</param>
    public static Task AfterAsync(int met, Random random, CancellationToken cancellationToken)
    {
        var most = TimeSpan.FromMilliseconds(15 * (met - 1));
        return most <= TimeSpan.Zero
            ? Task.CompletedTask
            : Task.Delay((most < Longest ? most : Longest) * random.NextDouble(), cancellationToken);
    }
}
