using System.Security.Cryptography;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Turns;

/// <summary>What turns write to the log: ids, verbs, outcomes and durations; never answers, names or comments.</summary>
internal static partial class TurnLog
{
    [LoggerMessage(1001, LogLevel.Information, "{Person}: {Verb} on {Assessment} showed a card and wrote nothing, {Milliseconds:0.0} ms")]
    public static partial void Shown(ILogger log, string person, string verb, string? assessment, double milliseconds);

    [LoggerMessage(1002, LogLevel.Warning, "An activity of type {Type} names nobody: no Entra object id")]
    public static partial void Nobody(ILogger log, string? type);

    [LoggerMessage(1003, LogLevel.Error, "Error {Number}: storage is away ({Verb}, {Milliseconds:0.0} ms)")]
    public static partial void StorageAway(ILogger log, Exception exception, string number, string? verb, double? milliseconds);

    [LoggerMessage(1004, LogLevel.Error, "Error {Number}: a turn failed ({Verb}, {Milliseconds:0.0} ms)")]
    public static partial void Failed(ILogger log, Exception exception, string number, string? verb, double? milliseconds);

    [LoggerMessage(1005, LogLevel.Information, "The card {Activity} is gone: a new one is sent")]
    public static partial void CardGone(ILogger log, string activity);

    [LoggerMessage(1006, LogLevel.Information, "{Person} was refused {Verb} on {Assessment}: {Refusal}, {Milliseconds:0.0} ms")]
    public static partial void Refused(ILogger log, string person, string? verb, string? assessment, string refusal, double milliseconds);

    [LoggerMessage(1010, LogLevel.Warning, "Denied: {Person} may not {Verb} {Assessment}: {Refusal}, {Milliseconds:0.0} ms")]
    public static partial void Denied(ILogger log, string person, string? verb, string assessment, string refusal, double? milliseconds);

    /// <summary>A refusal of what somebody may not do is a denial; every other is how a day's work goes.</summary>
    public static void Refuse(ILogger log, PersonId person, string verb, AssessmentId assessment, Refusal refusal, double milliseconds)
    {
        var kind = refusal.GetType().Name;
        if (refusal is Refusal.NotAllowed or Refusal.NotFound or Refusal.ClaimedByOther)
        {
            Denied(log, person.Value, verb, assessment.Value, kind, milliseconds);
        }
        else
        {
            Refused(log, person.Value, verb, assessment.Value, kind, milliseconds);
        }
    }

    // Every stored press comes here. The parameters stand in another order than in the words so that the compiler writes the formatting:
    // in the same order it leaves that to a format string, which is read anew each time.
    [LoggerMessage(1007, LogLevel.Information, "{Person}: {Verb} on {Assessment}, revision {Revision}, {Events} events, {Milliseconds:0.0} ms")]
    public static partial void Committed(
        ILogger log, double milliseconds, string person, string? verb, string assessment, int revision, int events);

    [LoggerMessage(1008, LogLevel.Warning, "A card of {Person} could not be read: {Reason}")]
    public static partial void BadCard(ILogger log, string person, string reason);

    [LoggerMessage(1009, LogLevel.Information, "{Assessment} was changed at the same time: decided again")]
    public static partial void Conflict(ILogger log, string assessment);

    [LoggerMessage(1011, LogLevel.Warning, "Where the card of {Assessment} stands was not kept: storage is away")]
    public static partial void NotPlaced(ILogger log, Exception exception, string? assessment);

    [LoggerMessage(1012, LogLevel.Warning, "Denied: {Person} pressed {Verb} where others read along")]
    public static partial void NotPersonal(ILogger log, string? person, string? verb);

    [LoggerMessage(1090, LogLevel.Warning, "{Person} was denied {List}")]
    public static partial void ListDenied(ILogger log, string person, string list);
}

/// <summary>The number under which a person and the log name the same error.</summary>
internal static class ErrorNumber
{
    private const string Symbols = "123456789BCDFGHJKMNPQRSTVWXYZ";

    public static string New() => "E-" + RandomNumberGenerator.GetString(Symbols, 6);
}
