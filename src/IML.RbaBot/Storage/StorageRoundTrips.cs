using System.Diagnostics;
using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using IML.RbaBot.Telemetry;

namespace IML.RbaBot.Storage;

/// <summary>
/// Counts the calls to tables and to the queue, each once however often it is retried. The bound of two table calls a turn is
/// asserted with it. While telemetry is listened to, it measures each call, too.
/// </summary>
public sealed class StorageRoundTrips
{
    private long assessments;
    private long directory;
    private long queue;

    /// <summary>Calls to the table <see cref="Keys.AssessmentsTable"/>, transactions included.</summary>
    public long Assessments => Interlocked.Read(ref assessments);

    /// <summary>Calls to the table <see cref="Keys.DirectoryTable"/>.</summary>
    public long Directory => Interlocked.Read(ref directory);

    /// <summary>Calls to the queue.</summary>
    public long Queue => Interlocked.Read(ref queue);

    /// <summary>Calls to both tables.</summary>
    public long Tables => Assessments + Directory;

    internal HttpPipelinePolicy CountingAssessments() => new Counting("assessments", () => Interlocked.Increment(ref assessments));

    internal HttpPipelinePolicy CountingDirectory() => new Counting("directory", () => Interlocked.Increment(ref directory));

    internal HttpPipelinePolicy CountingQueue() => new Counting("queue", () => Interlocked.Increment(ref queue));

    private sealed class Counting(string target, Action count) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            count();
            ProcessNext(message, pipeline);
        }

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            count();
            return BotTelemetry.StorageIsWatched ? MeasureAsync(message, pipeline) : ProcessNextAsync(message, pipeline);
        }

        private async ValueTask MeasureAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var started = Stopwatch.GetTimestamp();
            using var span = BotTelemetry.StartStorageCall(target, message.Request.Method.Method);
            var status = "exception";
            try
            {
                await ProcessNextAsync(message, pipeline);
                status = message.Response.Status.ToString(CultureInfo.InvariantCulture);
            }
            finally
            {
                var retries = message.ProcessingContext.RetryNumber;
                BotTelemetry.StorageCallEnded(span, target, status, retries, Stopwatch.GetElapsedTime(started));
            }
        }
    }
}
