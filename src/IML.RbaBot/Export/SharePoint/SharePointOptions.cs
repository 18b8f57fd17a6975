using System.Collections.Immutable;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>How the bot signs in to Microsoft Graph.</summary>
public enum SharePointCredential
{
    /// <summary>The identity of the host; a user-assigned one by <see cref="SharePointOptions.ClientId"/>.</summary>
    ManagedIdentity,
    ClientSecret,
    Certificate,
}

/// <summary>Where results are filed, section <c>SharePoint</c> of the configuration. Configured when the site is.</summary>
public sealed record SharePointOptions
{
    public const string Section = "SharePoint";

    /// <summary>For example <c>https://contoso.sharepoint.com/sites/screenings</c>.</summary>
    public Uri? SiteUrl { get; init; }

    /// <summary>The name of the document library.</summary>
    public string Library { get; init; } = "Screenings";

    public SharePointCredential Credential { get; init; } = SharePointCredential.ManagedIdentity;

    /// <summary>Of the application; for a managed identity null or the client id of a user-assigned one.</summary>
    public string? ClientId { get; init; }

    public string? TenantId { get; init; }

    /// <summary>From the environment or a key vault, never from a file.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A PFX or PEM file with its private key.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>Microsoft Graph; another one in a national cloud.</summary>
    public Uri GraphUrl { get; init; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>The longest that one call may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>In bytes. A larger file goes by an upload session, in slices of which a lost one is sent again by itself.</summary>
    public long LargestSingleUpload { get; init; } = MostSingleUpload;

    // As Microsoft advises for Graph.
    private const long MostSingleUpload = 4 * 1024 * 1024;

    public bool IsConfigured => SiteUrl is not null;

    /// <summary>Reads the section; what cannot be read is listed by <see cref="Check"/>.</summary>
    public static SharePointOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var defaults = new SharePointOptions();
        return new SharePointOptions
        {
            SiteUrl = Address(nameof(SiteUrl)),
            Library = Text(nameof(Library)) ?? defaults.Library,
            Credential = Enum.TryParse<SharePointCredential>(Text(nameof(Credential)), ignoreCase: true, out var kind)
                ? kind
                : Text(nameof(Credential)) is null ? defaults.Credential : (SharePointCredential)(-1),
            ClientId = Text(nameof(ClientId)),
            TenantId = Text(nameof(TenantId)),
            ClientSecret = Text(nameof(ClientSecret)),
            CertificatePath = Text(nameof(CertificatePath)),
            GraphUrl = Address(nameof(GraphUrl)) ?? defaults.GraphUrl,
            CallTimeout = section.GetValue(nameof(CallTimeout), defaults.CallTimeout),
            LargestSingleUpload = section.GetValue(nameof(LargestSingleUpload), defaults.LargestSingleUpload),
        };

        string? Text(string key) => string.IsNullOrWhiteSpace(section[key]) ? null : section[key]!.Trim();

        // What is no address at all is kept as a relative one, so that the check can name it.
        Uri? Address(string key) => Text(key) is { } text
            ? Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var uri) ? uri : new Uri(text, UriKind.Relative)
            : null;
    }

    /// <summary>Everything wrong; empty when the host may start.</summary>
    /// <param name="development">Whether the host runs in Development, the only place for a plain http address.</param>
    public ImmutableArray<SharePointOptionsFault> Check(bool development)
    {
        if (SiteUrl is not { } site)
        {
            return [];
        }

        var faults = ImmutableArray.CreateBuilder<SharePointOptionsFault>();
        Add(!site.IsAbsoluteUri || !IsSafe(site, development) || site.AbsolutePath.Length <= 1 || site.Query.Length > 0, SharePointOptionsFault.NotASiteAddress);
        Add(!GraphUrl.IsAbsoluteUri || !IsSafe(GraphUrl, development), SharePointOptionsFault.NotAGraphAddress);
        Add(!Enum.IsDefined(Credential), SharePointOptionsFault.NotACredential);
        Add(
            Credential is not SharePointCredential.ManagedIdentity && (ClientId is null || TenantId is null),
            SharePointOptionsFault.ClientOrTenantMissing);
        Add(Credential is SharePointCredential.ClientSecret && ClientSecret is null, SharePointOptionsFault.SecretMissing);
        Add(
            Credential is SharePointCredential.Certificate && (CertificatePath is null || !File.Exists(CertificatePath)),
            SharePointOptionsFault.CertificateMissing);
        Add(CallTimeout < TimeSpan.FromSeconds(1) || CallTimeout > TimeSpan.FromMinutes(5), SharePointOptionsFault.CallTimeout);
        Add(LargestSingleUpload is < 0 or > MostSingleUpload, SharePointOptionsFault.LargestSingleUpload);
        return faults.ToImmutable();

        void Add(bool wrong, SharePointOptionsFault fault)
        {
            if (wrong)
            {
                faults.Add(fault);
            }
        }
    }

    private static bool IsSafe(Uri address, bool development) =>
        address.Scheme == Uri.UriSchemeHttps || (development && address.IsLoopback && address.Scheme == Uri.UriSchemeHttp);
}

/// <summary>What is wrong with the options; the host's language file has the words.</summary>
public enum SharePointOptionsFault
{
    /// <summary>Not an https address with the path of a site.</summary>
    NotASiteAddress,
    NotAGraphAddress,
    NotACredential,
    ClientOrTenantMissing,
    SecretMissing,
    CertificateMissing,

    /// <summary>One second to five minutes.</summary>
    CallTimeout,

    /// <summary>0 to 4 MiB.</summary>
    LargestSingleUpload,
}
