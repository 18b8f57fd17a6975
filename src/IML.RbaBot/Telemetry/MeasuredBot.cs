using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using IML.RbaBot.BotFramework;
using IML.RbaBot.Cards;
using IML.RbaBot.Turns;
using Activity = IML.RbaBot.BotFramework.Activity;

namespace IML.RbaBot.Telemetry;

/// <summary>The bot with its turns measured, while somebody listens; otherwise the bot itself.</summary>
internal sealed class MeasuredBot(ScreeningBot bot) : IBot
{
    private static readonly FrozenSet<string> Types = FrozenSet.Create(
        StringComparer.Ordinal,
        ActivityTypes.ConversationUpdate, ActivityTypes.InstallationUpdate, ActivityTypes.MessageReaction, ActivityTypes.MessageUpdate,
        ActivityTypes.MessageDelete, ActivityTypes.Event, ActivityTypes.Typing);

    public Task<InvokeResponse?> OnTurnAsync(TurnContext turn, CancellationToken cancellationToken) =>
        BotTelemetry.TurnsAreWatched ? MeasureAsync(turn, cancellationToken) : bot.OnTurnAsync(turn, cancellationToken);

    public InvokeResponse OnThrottled(Activity activity)
    {
        BotTelemetry.TurnFailed("too-fast");
        return bot.OnThrottled(activity);
    }

    private async Task<InvokeResponse?> MeasureAsync(TurnContext turn, CancellationToken cancellationToken)
    {
        var verb = VerbOf(turn.Activity);
        var started = Stopwatch.GetTimestamp();
        using var span = BotTelemetry.StartTurn(verb);
        var outcome = "exception";
        try
        {
            var answer = await bot.OnTurnAsync(turn, cancellationToken);
            outcome = answer?.Status.ToString(CultureInfo.InvariantCulture) ?? "done";
            return answer;
        }
        finally
        {
            BotTelemetry.TurnEnded(span, verb, outcome, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>What the turn is about, in this program's words only: what a client sends is no tag.</summary>
    private static string VerbOf(Activity activity) => activity.Type switch
    {
        ActivityTypes.Invoke when activity.Name == InvokeNames.AdaptiveCardAction => Known(AdaptiveCardInvokeValue.Of(activity.Value).Verb),
        ActivityTypes.Invoke => "invoke",
        ActivityTypes.Message when activity.Value is not null => Known(AdaptiveCardInvokeValue.OfSubmit(activity.Value).Verb),
        ActivityTypes.Message => "message",
        { } type when Types.Contains(type) => type,
        _ => "other",
    };

    private static string Known(string? verb) => verb is not null && CardActions.All.Contains(verb) ? verb : "other";
}
