using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Azure.Identity;
using IML.RbaBot.Domain.Assessments;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>What a call was for: the same refusal means other things at other steps.</summary>
internal enum GraphStep
{
    FindSite,
    FindLibrary,
    Read,
    Write,
    SetColumns,
}

/// <summary>
/// Tells what a failed call means. The library reports one thing in many ways: an <see cref="ODataError"/>; an
/// <see cref="AggregateException"/> when its retries are used up; an <see cref="InvalidOperationException"/> when a gateway answers with
/// a page; another <see cref="ApiException"/> from an upload session.
/// </summary>
internal static class GraphFaults
{
    /// <summary>A longer pause than this is not believed: SharePoint's own are minutes.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Null for what is a bug of ours and no fault of the call.</summary>
    public static FilingOutcome.Hindered? Of(Exception failure, GraphStep step, DateTimeOffset now) => failure switch
    {
        AggregateException { InnerException: { } inner } => Of(inner, step, now) ?? new FilingOutcome.Hindered(FilingObstacle.Unreachable, nameof(AggregateException)),
        ODataError error => OfStatus(error.ResponseStatusCode, error.Error?.Code, step) with { After = Pause(error.ResponseHeaders, now) },
        ApiException error => OfStatus(error.ResponseStatusCode, null, step) with { After = Pause(error.ResponseHeaders, now) },
        AuthenticationFailedException => new FilingOutcome.Hindered(FilingObstacle.CannotSignIn),
        HttpRequestException or SocketException or IOException or TaskCanceledException { InnerException: TimeoutException } or TimeoutException =>
            new FilingOutcome.Hindered(FilingObstacle.Unreachable, failure.GetType().Name),

        // "The server returned a page": no JSON where JSON was due.
        InvalidOperationException or System.Text.Json.JsonException => new FilingOutcome.Hindered(FilingObstacle.Unreachable, "HTML"),
        _ => null,
    };

    private static FilingOutcome.Hindered OfStatus(int status, string? code, GraphStep step)
    {
        var obstacle = (HttpStatusCode)status switch
        {
            _ when code is "quotaLimitReached" or "insufficientStorage" => FilingObstacle.Full,
            HttpStatusCode.InsufficientStorage => FilingObstacle.Full,
            HttpStatusCode.TooManyRequests => FilingObstacle.Busy,
            HttpStatusCode.ServiceUnavailable => FilingObstacle.Busy,
            HttpStatusCode.Locked => FilingObstacle.Locked,
            HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict => FilingObstacle.Changed,
            HttpStatusCode.Unauthorized => FilingObstacle.CannotSignIn,
            HttpStatusCode.Forbidden => step is GraphStep.Write or GraphStep.SetColumns ? FilingObstacle.ReadOnly : FilingObstacle.NotPermitted,
            HttpStatusCode.NotFound when step is GraphStep.FindSite => FilingObstacle.SiteMissing,

            // Between its upload and the filling of its columns somebody removed the document: the next try writes it anew.
            HttpStatusCode.NotFound when step is GraphStep.SetColumns && code == "itemNotFound" => FilingObstacle.Changed,
            HttpStatusCode.NotFound => FilingObstacle.LibraryMissing,
            >= HttpStatusCode.InternalServerError => FilingObstacle.Unreachable,
            _ => FilingObstacle.Refused,
        };
        return new FilingOutcome.Hindered(obstacle, obstacle is FilingObstacle.Refused or FilingObstacle.Unreachable ? Code(status, code) : null);
    }

    private static string Code(int status, string? code) =>
        code is { Length: > 0 and <= 60 } && code.All(char.IsAsciiLetterOrDigit)
            ? string.Create(CultureInfo.InvariantCulture, $"{status} {code}")
            : status.ToString(CultureInfo.InvariantCulture);

    private static TimeSpan? Pause(IDictionary<string, IEnumerable<string>> headers, DateTimeOffset now)
    {
        var given = headers.FirstOrDefault(h => h.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        var pause = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at - now : (TimeSpan?)null;
        return pause is { } wait && wait > TimeSpan.Zero ? (wait < LongestPause ? wait : LongestPause) : null;
    }
}
