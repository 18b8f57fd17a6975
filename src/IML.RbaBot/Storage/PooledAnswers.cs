using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace IML.RbaBot.Storage;

/// <summary>
/// Takes an answer whole into memory of the shared pool, next to the transport, so that Azure.Core's own policy finds nothing left to
/// copy. That one still bounds the time, and an answer that breaks off is still tried again.
/// </summary>
internal sealed class PooledAnswers : HttpPipelinePolicy
{
    // As large as nearly every assessment.
    private const int Room = 16 * 1024;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Calls to the table of assessments are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Response.ContentStream is not { } network)
        {
            return;
        }

        var bytes = new PooledBytes(Room);
        await using (network)
        {
            while (await network.ReadAsync(bytes.GetMemory(), message.CancellationToken) is > 0 and var read)
            {
                bytes.Advance(read);
            }
        }

        message.Response.ContentStream = new Answer(bytes);
    }

    /// <summary>The answer is read: nothing of it may be used any more.</summary>
    public static void GiveBack(Response response) => (response.ContentStream as Answer)?.GiveBack();

    private sealed class Answer(PooledBytes bytes)
        : MemoryStream(bytes.Written.Array!, 0, bytes.Count, writable: false, publiclyVisible: true)
    {
        public void GiveBack()
        {
            Dispose();
            bytes.GiveBack();
        }
    }
}
