using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using IML.RbaBot.BotFramework.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IML.RbaBot.BotFramework.Hosting;

/// <summary>Why a body is not read as an activity.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Machine-readable.</param>
/// <param name="Message">For whoever wrote the call; quotes nothing of the body.</param>
internal sealed record BodyProblem(int Status, string Code, string Message);

/// <summary>Reads the body of a call as an activity, no further than the limit.</summary>
internal static class ActivityBody
{
    /// <summary>The activity, or what is wrong with the body.</summary>
    public static async ValueTask<(Activity? Activity, BodyProblem? Problem)> ReadAsync(
        HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
        {
            return (null, new BodyProblem(415, "content-type", "The body must be application/json."));
        }

        if (request.ContentLength > limit)
        {
            return (null, TooLarge(limit));
        }

        try
        {
            return await ReadAsync(request.BodyReader, limit, cancellationToken);
        }
        catch (BadHttpRequestException problem)
        {
            // The server's own limits: the size of a body sent in pieces, its pace, its framing.
            return (null, problem.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge(limit)
                : new BodyProblem(problem.StatusCode, "bad-request", "The body could not be read."));
        }
    }

    private static async ValueTask<(Activity? Activity, BodyProblem? Problem)> ReadAsync(
        PipeReader reader, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (null, TooLarge(limit));
            }

            if (read.IsCompleted)
            {
                return ParseAndRelease(reader, read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static (Activity? Activity, BodyProblem? Problem) ParseAndRelease(PipeReader reader, ReadOnlySequence<byte> body)
    {
        try
        {
            return body.IsSingleSegment ? Parse(body.FirstSpan) : ParseCopy(body);
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    // One span is read in one pass; the values in a sequence of segments would be copied a second time.
    private static (Activity? Activity, BodyProblem? Problem) ParseCopy(ReadOnlySequence<byte> body)
    {
        var length = (int)body.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(copy);
            return Parse(copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy, clearArray: true);
        }
    }

    /// <summary>The activity in these bytes. What is no activity, the serializer refuses: it says where reading stopped.</summary>
    internal static (Activity? Activity, BodyProblem? Problem) Parse(ReadOnlySpan<byte> json)
    {
        if (ActivityReader.TryRead(json, out var read))
        {
            return (read, null);
        }

        try
        {
            return JsonSerializer.Deserialize(json, BotFrameworkJson.Relaxed.Activity) is { } activity
                ? (activity, null)
                : (null, new BodyProblem(400, "not-an-activity", "The body must be a JSON object."));
        }
        catch (JsonException problem)
        {
            return (null, new BodyProblem(400, "malformed-json", $"The body is not a JSON object that is an activity: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}."));
        }
    }

    // The first two are how Teams and the tests' channel write it: nothing to parse.
    private static bool IsJson(string? contentType) =>
        contentType is "application/json; charset=utf-8" or "application/json"
        || MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static BodyProblem TooLarge(int limit) => new(413, "too-large", $"The body must not be larger than {limit} bytes.");
}
