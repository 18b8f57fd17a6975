namespace IML.RbaBot.BotFramework.Hosting;

/// <summary>How the bot's Entra application signs in.</summary>
public enum BotAppType
{
    /// <summary>An app registration of one tenant, with a secret, a certificate or a federated credential.</summary>
    SingleTenant,

    /// <summary>A user-assigned managed identity whose client id is the app id.</summary>
    UserAssignedMSI,
}

/// <summary>The protocol's settings. All are checked together at start; see <see cref="BotFrameworkOptionsValidation"/>.</summary>
public sealed class BotFrameworkOptions
{
    /// <summary>The bot's app (client) id: the audience of every inbound token.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The Entra tenant that the app belongs to.</summary>
    public string TenantId { get; set; } = "";

    public BotAppType? AppType { get; set; }

    /// <summary>One of the credentials of a SingleTenant app. Belongs into a key vault or the environment, never into a file.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>One of the credentials of a SingleTenant app: a PFX or PEM file with its private key and without a password.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>One of the credentials of a SingleTenant app: a certificate in the store of the user or the machine.</summary>
    public string? CertificateThumbprint { get; set; }

    /// <summary>One of the credentials of a SingleTenant app: the client id of a managed identity that the app trusts as a federated credential.</summary>
    public string? FederatedIdentityClientId { get; set; }

    /// <summary>One of the credentials of a SingleTenant app: a file with a projected token that the app trusts as a federated credential.</summary>
    public string? FederatedTokenFile { get; set; }

    /// <summary>The Entra tenants whose people may use the bot. Empty lets every tenant in, which only a start without token checks may have.</summary>
    public string[] AllowedTenants { get; set; } = [];

    /// <summary>The channels that may call; empty means <c>msteams</c>.</summary>
    public string[] AllowedChannels { get; set; } = [];

    /// <summary>
    /// The hosts that may be a service URL, exact or with a leading <c>*.</c>; empty means <c>smba.trafficmanager.net</c> and
    /// <c>*.botframework.com</c>. Government clouds must be named.
    /// </summary>
    public string[] AllowedServiceHosts { get; set; } = [];

    /// <summary>Where the keys of inbound tokens are announced.</summary>
    public string MetadataAddress { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>The largest body that is read.</summary>
    public int BodyLimitBytes { get; set; } = 256 * 1024;

    /// <summary>How long one turn may take. Teams shows an error after 10 s and sends a message again after 15 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one call out may take, with all its retries.</summary>
    public TimeSpan OutboundTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>The longest wait that is taken from a channel's Retry-After.</summary>
    public TimeSpan RetryAfterCap { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Turns that one person may take per second, in the long run.</summary>
    public int TurnsPerSecond { get; set; } = 10;

    /// <summary>Turns that one person may take at once.</summary>
    public int TurnBurst { get; set; } = 40;

    /// <summary>True takes inbound calls from this machine without a token and sends none out. In Development only.</summary>
    public bool AuthenticationOff { get; set; }
}
