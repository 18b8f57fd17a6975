using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Turns;

/// <summary>What a press comes to.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>Nothing is written.</summary>
    public sealed record Show(AdaptiveCard Card, Refusal? Refusal = null) : Step;

    /// <summary>These events are written, and then a card is shown.</summary>
    public sealed record Commit(Decision.Accepted Decision, Func<Assessment, AdaptiveCard> Then) : Step;
}
