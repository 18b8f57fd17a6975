namespace IML.RbaBot.Faults.Harness;

/// <summary>What a run counted.</summary>
internal sealed class Figures
{
    private int turns;
    private int retried;

    /// <summary>Presses that were acknowledged: the bot answered with the card that follows.</summary>
    public int Turns => turns;

    /// <summary>Presses that had to be sent again, because nothing was answered.</summary>
    public int Retried => retried;

    public int Kills { get; set; }

    public int Submissions { get; set; }

    /// <summary>Alerts that the channel took.</summary>
    public int Alerts { get; set; }

    /// <summary>Acknowledged answers that are not stored, and submissions without an alert.</summary>
    public int Losses { get; set; }

    /// <summary>Alerts beyond the first of a submission.</summary>
    public int Repeats { get; set; }

    public void Turn() => Interlocked.Increment(ref turns);

    public void Again() => Interlocked.Increment(ref retried);

    public override string ToString() =>
        $"kills {Kills}, turns {Turns} (sent again {Retried}), submissions {Submissions}, alerts {Alerts}, losses {Losses}, repeats {Repeats}";
}
