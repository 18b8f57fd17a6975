namespace IML.RbaBot.Faults.Harness;

/// <summary>A call of the bot on its way to something that it depends on.</summary>
/// <param name="To">Which one: <c>tables</c>, <c>queue</c>, <c>channel</c>, or another that a suite adds.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query as they were sent, unescaped.</param>
/// <param name="Body">The body as text.</param>
internal sealed record Passage(string To, string Method, string Path, string Body)
{
    /// <summary>Whether it is about something that has this name: an assessment's id, for example.</summary>
    public bool Mentions(string name) =>
        Path.Contains(name, StringComparison.Ordinal) || Body.Contains(name, StringComparison.Ordinal);
}

/// <summary>
/// Where calls pass. Before one goes on, and after it was carried out but before its answer goes back, something may happen, such as
/// the death of the caller; then the call or its answer never arrives.
/// </summary>
internal sealed class Crossing
{
    private readonly Lock guard = new();
    private readonly List<Watch> watches = [];

    /// <summary>Does something when the first call that matches passes, once.</summary>
    /// <param name="matches">Which call.</param>
    /// <param name="after">False for before it is carried out, true for after.</param>
    /// <param name="happens">Runs while the call waits.</param>
    /// <returns>Completes when it has happened.</returns>
    public Task OnceAsync(Func<Passage, bool> matches, bool after, Action happens)
    {
        var watch = new Watch(matches, after, happens, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (guard)
        {
            watches.Add(watch);
        }

        return watch.Happened.Task;
    }

    /// <summary>Hears of every call that was carried out, and whether it succeeded, before its answer goes back.</summary>
    public Action<Passage, bool> CarriedOut { get; set; } = (_, _) => { };

    /// <summary>Takes back what has not happened.</summary>
    public void Clear()
    {
        lock (guard)
        {
            watches.Clear();
        }
    }

    /// <summary>True when something happened and the call, or its answer, must not go on.</summary>
    public bool Breaks(Passage passage, bool after)
    {
        Watch? met;
        lock (guard)
        {
            met = watches.Find(w => w.After == after && w.Matches(passage));
            if (met is null)
            {
                return false;
            }

            watches.Remove(met);
        }

        met.Happens();
        met.Happened.SetResult();
        return true;
    }

    private sealed record Watch(Func<Passage, bool> Matches, bool After, Action Happens, TaskCompletionSource Happened);
}
