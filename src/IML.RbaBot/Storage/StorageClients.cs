using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Queues;
using IML.RbaBot.BotFramework.Connector;

namespace IML.RbaBot.Storage;

/// <summary>
/// The clients of tables and queue: one connection pool, bounded retries, no content in logs. Made once at start.
/// </summary>
public sealed class StorageClients : IDisposable
{
    private readonly BrokenConnections handler;
    private readonly HttpClient http;
    private readonly TimeSpan callTimeout;
    private readonly TimeProvider time;

    public StorageClients(StorageOptions options, StorageRoundTrips roundTrips, TimeProvider time)
    {
        this.time = time;
        callTimeout = options.CallTimeout;
        var account = StorageAccount.Of(options);
        handler = new BrokenConnections(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            MaxConnectionsPerServer = 100,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            UseCookies = false,
        });

        // Azure.Core and CallAsync bound every call; the client's own limit would be one timer more for each.
        http = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var transport = new HttpClientTransport(http);

        var directory = Bounded(new TableClientOptions(), transport);
        directory.AddPolicy(roundTrips.CountingDirectory(), HttpPipelinePosition.PerCall);
        var assessments = Bounded(new TableClientOptions(), transport);
        assessments.AddPolicy(roundTrips.CountingAssessments(), HttpPipelinePosition.PerCall);
        var queue = Bounded(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }, transport);
        queue.AddPolicy(roundTrips.CountingQueue(), HttpPipelinePosition.PerCall);

        HttpPipelinePolicy authentication;
        if (account.Credential is { } credential)
        {
            Directory = new TableServiceClient(account.Tables, credential, directory).GetTableClient(options.Prefix + Keys.DirectoryTable);
            AssessmentsTable = new TableServiceClient(account.Tables, credential, assessments).GetTableClient(options.Prefix + Keys.AssessmentsTable);
            Queue = new QueueServiceClient(account.Queues, credential, queue).GetQueueClient(options.Prefix + Keys.DispatchQueue);
            authentication = new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default");
        }
        else
        {
            var key = account.Key ?? throw new ArgumentException("Neither a key nor an identity.", nameof(options));
            var text = Convert.ToBase64String(key);
            var shared = new TableSharedKeyCredential(account.Name, text);
            Directory = new TableServiceClient(account.Tables, shared, directory).GetTableClient(options.Prefix + Keys.DirectoryTable);
            AssessmentsTable = new TableServiceClient(account.Tables, shared, assessments).GetTableClient(options.Prefix + Keys.AssessmentsTable);
            Queue = new QueueServiceClient(account.Queues, new StorageSharedKeyCredential(account.Name, text), queue)
                .GetQueueClient(options.Prefix + Keys.DispatchQueue);
            authentication = new SharedKeyLitePolicy(account.Name, key);
        }

        var own = Bounded(new TableClientOptions(), transport);
        own.AddPolicy(new PooledAnswers(), HttpPipelinePosition.BeforeTransport);
        Assessments = new AssessmentTable(
            HttpPipelineBuilder.Build(own, [roundTrips.CountingAssessments()], [authentication], null),
            account.Tables,
            options.Prefix + Keys.AssessmentsTable);
    }

    /// <summary>The table <see cref="Keys.DirectoryTable"/>.</summary>
    internal TableClient Directory { get; }

    /// <summary>The table <see cref="Keys.AssessmentsTable"/> as the bot reads and writes it.</summary>
    internal AssessmentTable Assessments { get; }

    /// <summary>The same table through the SDK, to make it at start.</summary>
    internal TableClient AssessmentsTable { get; }

    internal QueueClient Queue { get; }

    /// <summary>Makes the tables and the queue where they are missing.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task CreateMissingAsync(CancellationToken cancellationToken)
    {
        await CallAsync(AssessmentsTable.CreateIfNotExistsAsync, cancellationToken);
        await CallAsync(Directory.CreateIfNotExistsAsync, cancellationToken);
        await CallAsync(t => Queue.CreateIfNotExistsAsync(cancellationToken: t), cancellationToken);
    }

    /// <summary>A point read that finds nothing: the table answers.</summary>
    internal Task CheckAssessmentsAsync(CancellationToken cancellationToken) => CallAsync(
        token => AssessmentsTable.GetEntityIfExistsAsync<TableEntity>(Keys.Head, Keys.Head, cancellationToken: token), cancellationToken);

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    /// <summary>Runs one call within the bound for all its retries.</summary>
    /// <exception cref="StorageUnavailableException">No answer in that time, no service, or no token for it.</exception>
    internal async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        // One source that the caller ends as well, instead of two and a third that links them.
        using var timeout = new CancellationTokenSource(callTimeout, time);
        using var ended = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), timeout);
        try
        {
            return await call(timeout.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageUnavailableException($"Storage did not answer within {callTimeout}.", e);
        }
        catch (RequestFailedException e) when (IsOutage(e))
        {
            throw new StorageUnavailableException($"Storage answered {e.Status} {e.ErrorCode}.", e);
        }
        catch (AuthenticationFailedException e)
        {
            throw new StorageUnavailableException("The bot's identity cannot sign in to storage.", e);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(i => i is RequestFailedException or OperationCanceledException or AuthenticationFailedException))
        {
            throw new StorageUnavailableException("Storage did not answer.", e);
        }
    }

    /// <summary>What another try later can heal: no connection, no right or no table yet, throttled, or the service's own failure.</summary>
    private static bool IsOutage(RequestFailedException e) =>
        e.Status is 0 or 401 or 403 or 408 or 429 or >= 500 || e.ErrorCode is "TableNotFound" or "QueueNotFound";

    private static T Bounded<T>(T options, HttpPipelineTransport transport)
        where T : ClientOptions
    {
        options.Transport = transport;
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        return options;
    }
}
