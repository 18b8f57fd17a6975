using IML.RbaBot.BotFramework;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace IML.RbaBot.Turns;

/// <summary>A pressed button, through <c>Action.Execute</c> or its <c>Action.Submit</c> fallback: both take the same way.</summary>
internal sealed record Press(TurnContext Turn, AdaptiveCardInvokeValue Invoke)
{
    /// <summary>Pressed in a window of its own: the card of the message that the window was opened from stays as it is.</summary>
    public bool IsInWindow { get; init; }

    /// <summary>When the pressed card was opened in words, as it says itself; null for every other card.</summary>
    public DateTimeOffset? CardOpenedAt { get; init; }

    private readonly long startedAt = Stopwatch.GetTimestamp();

    /// <summary>How long it has taken until now, in milliseconds.</summary>
    public double Milliseconds => Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
}
