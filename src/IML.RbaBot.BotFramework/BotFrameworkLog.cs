using Microsoft.Extensions.Logging;

namespace IML.RbaBot.BotFramework;

/// <summary>All that this project logs: ids, codes and durations; never a text of a person.</summary>
internal static partial class BotFrameworkLog
{
    [LoggerMessage(1, LogLevel.Warning, "Refused {Code}: activity {ActivityId} of type {Type} from tenant {Tenant} on channel {Channel}")]
    public static partial void Refused(this ILogger log, string code, string? activityId, string? type, string? tenant, string? channel);

    [LoggerMessage(2, LogLevel.Information, "Read {Count} signing keys of inbound tokens")]
    public static partial void KeysRead(this ILogger log, int count);

    [LoggerMessage(3, LogLevel.Warning, "The signing keys of inbound tokens could not be read; those known stay in use")]
    public static partial void KeysUnavailable(this ILogger log, Exception problem);

    [LoggerMessage(4, LogLevel.Warning, "Token checks are off: only this machine is listened to and answered")]
    public static partial void AuthenticationOff(this ILogger log);

    [LoggerMessage(5, LogLevel.Warning, "Refused a body: {Code}")]
    public static partial void BodyRefused(this ILogger log, string code);

    [LoggerMessage(6, LogLevel.Warning, "Person {Person} is over the rate limit; activity {ActivityId} was not handled")]
    public static partial void Throttled(this ILogger log, string person, string? activityId);

    [LoggerMessage(7, LogLevel.Error, "Activity {ActivityId} of type {Type} took longer than {Seconds} s and was given up")]
    public static partial void TurnTimedOut(this ILogger log, string? activityId, string? type, double seconds);

    [LoggerMessage(8, LogLevel.Information, "{Method} to the channel answered {Status} {Code}; attempt {Attempt} is repeated in {Milliseconds} ms")]
    public static partial void OutboundRetry(this ILogger log, string method, int status, string? code, int attempt, double milliseconds);
}
