using System.Globalization;
using Azure;
using Azure.Identity;
using IML.RbaBot.BotFramework.Connector;

namespace IML.RbaBot.Setup;

/// <summary>Why something failed, in a few words for an administrator: the service's own status or message, never a stack.</summary>
internal static class Reason
{
    private const int Longest = 240;

    public static string Of(Exception failure) => (failure.InnerException ?? failure) switch
    {
        RequestFailedException { Status: 0 } => "no connection",
        RequestFailedException answer => string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.ErrorCode}").Trim(),
        ConnectorException { Status: { } status } => ((int)status).ToString(CultureInfo.InvariantCulture),
        AggregateException { InnerExceptions: [var first, ..] } => Of(first),
        var inner => FirstSentence(inner.Message),
    };

    /// <summary>Whether it is a matter of rights or keys, and not of reaching the service.</summary>
    public static bool IsRefusal(Exception failure) => failure.InnerException is RequestFailedException { Status: 401 or 403 };

    /// <summary>Whether the bot itself could not sign in.</summary>
    public static bool IsSignIn(Exception failure) =>
        failure.InnerException is AuthenticationFailedException or AggregateException { InnerExceptions: [AuthenticationFailedException, ..] };

    // The messages of Azure.Identity go on for pages, with addresses for further reading.
    private static string FirstSentence(string text)
    {
        var line = text.Split('\n', 2)[0].Trim().TrimEnd('.');
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }
}
