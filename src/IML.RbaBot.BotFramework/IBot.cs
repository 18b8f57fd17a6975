namespace IML.RbaBot.BotFramework;

/// <summary>Who answers a turn. <see cref="ActivityHandler"/> is the usual base.</summary>
public interface IBot
{
    /// <summary>Handles one inbound activity whose sender was checked.</summary>
    /// <returns>For an invoke its answer (null: not implemented); for everything else null.</returns>
    Task<InvokeResponse?> OnTurnAsync(TurnContext turn, CancellationToken cancellationToken);

    /// <summary>The answer to an invoke of a person who presses faster than the rate limit allows. It does no I/O.</summary>
    InvokeResponse OnThrottled(Activity activity);
}
