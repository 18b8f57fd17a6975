using System.Reflection;
using Azure.Core;
using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Kiota.Authentication.Azure;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>
/// The Graph client. It is made at the first use, because its assembly is large and most processes start without needing it.
/// </summary>
internal sealed class GraphConnection : IDisposable
{
    private readonly Lazy<(GraphServiceClient Client, HttpClient Http)> client;

    /// <param name="options">Checked.</param>
    /// <param name="credential">Null for the one that the options name.</param>
    public GraphConnection(SharePointOptions options, TokenCredential? credential = null)
    {
        client = new Lazy<(GraphServiceClient, HttpClient)>(() => Connect(options, credential ?? CredentialOf(options)));
    }

    public GraphServiceClient Client => client.Value.Client;

    public void Dispose()
    {
        if (client.IsValueCreated)
        {
            client.Value.Client.Dispose();
            client.Value.Http.Dispose();
        }
    }

    private static (GraphServiceClient Client, HttpClient Http) Connect(SharePointOptions options, TokenCredential credential)
    {
        var handlers = GraphClientFactory.CreateDefaultHandlers();
        for (var i = 0; i < handlers.Count; i++)
        {
            if (handlers[i] is RetryHandler)
            {
                // Short blips only: what takes longer is dispatch's to wait for. Without the limit a Retry-After of an hour is slept out.
                handlers[i] = new RetryHandler(new RetryHandlerOption
                {
                    MaxRetry = 2,
                    Delay = 1,
                    RetriesTimeLimit = TimeSpan.FromSeconds(8),
                });
            }
        }

        handlers.Add(new NamedCaller());
        var http = GraphClientFactory.Create(handlers);
        http.Timeout = options.CallTimeout;

        // The host is named: with a credential alone the library sends no token to a host that it does not know, and says nothing.
        var authentication = new AzureIdentityAuthenticationProvider(
            credential, [options.GraphUrl.Host], null, isCaeEnabled: false, $"{options.GraphUrl.Scheme}://{ScopeHost(options.GraphUrl)}/.default");
        return (new GraphServiceClient(http, authentication, options.GraphUrl.AbsoluteUri.TrimEnd('/')), http);
    }

    // A stand-in on this machine gives tokens for the real resource.
    private static string ScopeHost(Uri graph) => graph.IsLoopback ? "graph.microsoft.com" : graph.Host;

    /// <summary>The identity that the options name.</summary>
    public static TokenCredential CredentialOf(SharePointOptions options) => options.Credential switch
    {
        SharePointCredential.ClientSecret =>
            new ClientSecretCredential(options.TenantId, options.ClientId, options.ClientSecret),
        SharePointCredential.Certificate =>
            new ClientCertificateCredential(options.TenantId, options.ClientId, options.CertificatePath),
        _ => new ManagedIdentityCredential(options.ClientId is { } id
            ? ManagedIdentityId.FromUserAssignedClientId(id)
            : ManagedIdentityId.SystemAssigned),
    };

    /// <summary>Says who calls, in the form that SharePoint asks for: calls without it are throttled first.</summary>
    private sealed class NamedCaller : DelegatingHandler
    {
        private static readonly string Name =
            $"NONISV|IOM|RbaBot/{typeof(NamedCaller).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0"}";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove("User-Agent");
            request.Headers.TryAddWithoutValidation("User-Agent", Name);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
