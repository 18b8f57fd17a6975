using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;
using IML.RbaBot.BotFramework.Hosting;

namespace IML.RbaBot.BotFramework.Connector;

/// <summary>Who the bot is to the channel. The credential keeps its token until shortly before it expires.</summary>
public sealed class ConnectorCredential
{
    private const string Scope = "https://api.botframework.com/.default";
    private const string FederationScope = "api://AzureADTokenExchange/.default";

    private static readonly TokenRequestContext Request = new([Scope]);

    /// <param name="credential">Gives the tokens; null sends none, which only a start without token checks may have.</param>
    public ConnectorCredential(TokenCredential? credential) => Credential = credential;

    internal TokenCredential? Credential { get; }

    /// <summary>The credential that these settings name. Settings that the validation lets through never fail here for their shape.</summary>
    public static ConnectorCredential Of(BotFrameworkOptions options) => new(options switch
    {
        { AuthenticationOff: true } => null,
        { AppType: BotAppType.UserAssignedMSI } => Managed(options.AppId),
        { ClientSecret: { Length: > 0 } secret } => new ClientSecretCredential(options.TenantId, options.AppId, secret),
        { CertificatePath: { Length: > 0 } path } => new ClientCertificateCredential(options.TenantId, options.AppId, path),
        { CertificateThumbprint: { Length: > 0 } thumbprint } =>
            new ClientCertificateCredential(options.TenantId, options.AppId, FindCertificate(thumbprint)),
        { FederatedTokenFile: { Length: > 0 } file } => new WorkloadIdentityCredential(new WorkloadIdentityCredentialOptions
        {
            TenantId = options.TenantId,
            ClientId = options.AppId,
            TokenFilePath = file,
        }),
        _ => Federated(options),
    });

    /// <summary>The bearer token, or null when none is to be sent.</summary>
    /// <exception cref="ConnectorException">The token service is away or refuses.</exception>
    internal async ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken)
    {
        if (Credential is null)
        {
            return null;
        }

        try
        {
            return (await Credential.GetTokenAsync(Request, cancellationToken)).Token;
        }
        catch (AuthenticationFailedException problem)
        {
            throw new ConnectorException(ConnectorFailure.Transient, "No token for the channel could be had.", problem)
            {
                ErrorCode = "token-unavailable",
            };
        }
    }

    private static ManagedIdentityCredential Managed(string clientId) => new(ManagedIdentityId.FromUserAssignedClientId(clientId));

    private static ClientAssertionCredential Federated(BotFrameworkOptions options)
    {
        var source = Managed(options.FederatedIdentityClientId ?? "");
        var request = new TokenRequestContext([FederationScope]);
        return new ClientAssertionCredential(
            options.TenantId,
            options.AppId,
            async cancellationToken => (await source.GetTokenAsync(request, cancellationToken)).Token);
    }

    private static X509Certificate2 FindCertificate(string thumbprint)
    {
        foreach (var location in new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine })
        {
            using var store = new X509Store(StoreName.My, location);
            try
            {
                store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            }
            catch (System.Security.Cryptography.CryptographicException)
            {
                // Not every system has both stores.
                continue;
            }

            if (store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false) is [var certificate, ..])
            {
                return certificate;
            }
        }

        throw new InvalidOperationException(
            "BotFramework:CertificateThumbprint names no certificate in the stores of this user and this machine.");
    }
}
