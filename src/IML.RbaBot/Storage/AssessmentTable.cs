using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace IML.RbaBot.Storage;

/// <summary>
/// The two calls that every turn makes on the table <see cref="Keys.AssessmentsTable"/>, spoken directly over Azure.Core's pipeline,
/// which keeps authentication and retries: a query of one partition and an entity-group transaction.
/// </summary>
internal sealed class AssessmentTable(HttpPipeline pipeline, Uri endpoint, string name)
{
    private static readonly byte[] StatusLine = Encoding.ASCII.GetBytes("HTTP/1.1 ");
    private static readonly byte[] ETagHeader = Encoding.ASCII.GetBytes("\r\nETag: ");

    private static readonly byte[] TableNotFound = Encoding.ASCII.GetBytes("\"TableNotFound\"");

    // A row to be deleted that somebody else has deleted.
    private static readonly byte[] RowNotFound = Encoding.ASCII.GetBytes("\"ResourceNotFound\"");

    // Filters, as addresses hold them.
    private static readonly string InPartition = $"?$filter={Uri.EscapeDataString("PartitionKey eq '")}";

    private static readonly string AllButEvents =
        Uri.EscapeDataString($"' and (RowKey lt '{Keys.EventPrefix}' or RowKey ge '{Keys.AfterEvents}')");

    private static readonly string Events =
        Uri.EscapeDataString($"' and RowKey ge '{Keys.EventPrefix}' and RowKey lt '{Keys.AfterEvents}'");

    private readonly string process = Guid.NewGuid().ToString();
    private long calls;

    private readonly Uri table = new($"{endpoint.AbsoluteUri.TrimEnd('/')}/{name}");
    private readonly string query = $"{endpoint.AbsolutePath.TrimEnd('/')}/{name}()";
    private readonly string batch = $"{endpoint.AbsolutePath.TrimEnd('/')}/$batch";

    public TableTransaction Begin(string partition) => new(table, partition);

    /// <summary>All rows of a partition but the events, handed one by one to <paramref name="read"/>; how many answers it took.</summary>
    public Task<int> QueryAsync(string partition, Action<StoredRow> read, CancellationToken cancellationToken) =>
        QueryAsync(partition, AllButEvents, read, cancellationToken);

    /// <summary>The events of a partition, oldest first.</summary>
    public Task<int> QueryEventsAsync(string partition, Action<StoredRow> read, CancellationToken cancellationToken) =>
        QueryAsync(partition, Events, read, cancellationToken);

    private async Task<int> QueryAsync(string partition, string rows, Action<StoredRow> read, CancellationToken cancellationToken)
    {
        TableLimits.CheckKey(partition);
        var continuation = string.Empty;
        var answers = 0;
        do
        {
            using var message = pipeline.CreateMessage();
            Address(message.Request, RequestMethod.Get, query, $"{InPartition}{Uri.EscapeDataString(partition)}{rows}{continuation}");
            await pipeline.SendAsync(message, cancellationToken);
            if (message.Response.Status != 200)
            {
                throw Failed(message.Response);
            }

            answers++;
            StoredRow.ReadAll(message.Response.Content.ToMemory(), read);
            PooledAnswers.GiveBack(message.Response);
            continuation = ContinuationOf(message.Response.Headers);
        }
        while (continuation.Length > 0);

        return answers;
    }

    /// <summary>
    /// Where the table goes on, as an address says it; empty when all is read. It may say a partition key without a row key
    /// (https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination).
    /// </summary>
    private static string ContinuationOf(ResponseHeaders headers)
    {
        if (!headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition) || partition.Length == 0)
        {
            return string.Empty;
        }

        return headers.TryGetValue("x-ms-continuation-NextRowKey", out var row) && row.Length > 0
            ? $"&NextPartitionKey={Uri.EscapeDataString(partition)}&NextRowKey={Uri.EscapeDataString(row)}"
            : $"&NextPartitionKey={Uri.EscapeDataString(partition)}";
    }

    /// <summary>
    /// Sends a transaction whose first row is written with an ETag or as new. That row's new ETag, or null when a row was changed,
    /// made or deleted by somebody else.
    /// </summary>
    public async Task<ETag?> SubmitAsync(TableTransaction transaction, CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage();
        Address(message.Request, RequestMethod.Post, batch, string.Empty);
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, TableTransaction.ContentType);
        message.Request.Content = RequestContent.Create(transaction.ToBody());
        await pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        if (response.Status is not 202)
        {
            // A transaction of which a row fails is a 202 with that row's status; some servers say it here.
            return response.Status is 409 or 412 ? null : throw Failed(response);
        }

        var etag = Outcome(response.Content.ToMemory().Span);
        PooledAnswers.GiveBack(response);
        if (message.ProcessingContext.RetryNumber == 0)
        {
            // An earlier try that was broken off could still be sending it.
            transaction.GiveBack();
        }

        return etag;
    }

    private static ETag? Outcome(ReadOnlySpan<byte> content)
    {
        var status = StatusOf(content);
        return status switch
        {
            200 or 201 or 204 => ETagOf(content),
            409 or 412 => null,
            404 when content.IndexOf(RowNotFound) >= 0 => null,
            _ => throw Failed(status, content),
        };
    }

    /// <summary>The code stands in the body here, where Azure.Core does not look. The body repeats no row.</summary>
    private static RequestFailedException Failed(Response response) => Failed(response.Status, response.Content.ToMemory().Span);

    private static RequestFailedException Failed(int status, ReadOnlySpan<byte> content) => new(
        status, $"The table answered {status}.", content.IndexOf(TableNotFound) >= 0 ? "TableNotFound" : null, null);

    /// <summary>The first row's status: a failed transaction answers with the failed row alone.</summary>
    private static int StatusOf(ReadOnlySpan<byte> content)
    {
        var at = content.IndexOf(StatusLine);
        return at >= 0 && int.TryParse(content.Slice(at + StatusLine.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : throw new RequestFailedException("A transaction was answered without a status.");
    }

    private static ETag ETagOf(ReadOnlySpan<byte> content)
    {
        var at = content.IndexOf(ETagHeader);
        if (at < 0)
        {
            throw new RequestFailedException("A transaction was answered without an ETag.");
        }

        var value = content[(at + ETagHeader.Length)..];
        return new ETag(Encoding.ASCII.GetString(value[..value.IndexOf((byte)'\r')]));
    }

    private void Address(Request request, RequestMethod method, string path, string filter)
    {
        // To find a call in the account's logs. Azure.Core would draw a random one for each, which is a call to the system.
        request.ClientRequestId = string.Create(CultureInfo.InvariantCulture, $"{process}-{Interlocked.Increment(ref calls)}");
        request.Method = method;

        // In its parts: from a whole address it would take the parts, and make the whole of them again.
        request.Uri.Scheme = endpoint.Scheme;
        request.Uri.Host = endpoint.Host;
        request.Uri.Port = endpoint.Port;
        request.Uri.Path = path;
        request.Uri.Query = filter;
        request.Headers.SetValue("x-ms-version", "2020-12-06");
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue("MaxDataServiceVersion", "3.0;NetFx");
        request.Headers.SetValue(HttpHeader.Names.Accept, "application/json;odata=minimalmetadata");
    }
}
