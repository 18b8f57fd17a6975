using Azure.Core;
using Azure.Core.Pipeline;

namespace IML.RbaBot.Storage;

/// <summary>
/// Counts the calls to tables and to the queue, each once however often it is retried. The bound of two table calls a turn is
/// asserted with it.
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

    internal HttpPipelinePolicy CountingAssessments() => new Counting(() => Interlocked.Increment(ref assessments));

    internal HttpPipelinePolicy CountingDirectory() => new Counting(() => Interlocked.Increment(ref directory));

    internal HttpPipelinePolicy CountingQueue() => new Counting(() => Interlocked.Increment(ref queue));

    private sealed class Counting(Action count) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            count();
            ProcessNext(message, pipeline);
        }

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            count();
            return ProcessNextAsync(message, pipeline);
        }
    }
}
