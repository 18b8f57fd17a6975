namespace IML.RbaBot.Tests.Turns;

/// <summary>
/// Counts how often a turn waits for tables. Requests that are sent before the answer to one of them is there are one round: each is
/// held until no other has come for a while, and then all go on together. Those to the queue pass.
/// </summary>
internal sealed class TableRounds(StorageLine line)
{
    // Longer than a busy machine takes from one request of a turn to the next that does not need its answer.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private static readonly string[] Methods = ["GET ", "POST ", "PUT ", "DELETE ", "MERGE ", "PATCH "];

    private readonly Lock guard = new();
    private TaskCompletionSource? round;
    private long lastCame;
    private int rounds;

    /// <summary>How many rounds something takes. It has to be the only one that speaks to tables.</summary>
    public async Task<int> CountAsync(Func<Task> act)
    {
        rounds = 0;
        line.Before = HoldAsync;
        try
        {
            await act();
            return rounds;
        }
        finally
        {
            line.Before = null;
        }
    }

    private Task HoldAsync(string sent)
    {
        if (!IsOfTable(sent))
        {
            return Task.CompletedTask;
        }

        lock (guard)
        {
            lastCame = Environment.TickCount64;
            if (round is null)
            {
                round = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                rounds++;
                _ = ReleaseAsync(round);
            }

            return round.Task;
        }
    }

    private async Task ReleaseAsync(TaskCompletionSource held)
    {
        while (true)
        {
            await Task.Delay(50);
            lock (guard)
            {
                if (Environment.TickCount64 - lastCame >= Quiet.TotalMilliseconds)
                {
                    round = null;
                    break;
                }
            }
        }

        held.SetResult();
    }

    // What begins otherwise is the rest of a request.
    private static bool IsOfTable(string sent) =>
        Methods.Any(method => sent.StartsWith(method, StringComparison.Ordinal))
        && !sent.AsSpan(0, sent.IndexOf('\r', StringComparison.Ordinal)).Contains("/messages", StringComparison.Ordinal);
}
