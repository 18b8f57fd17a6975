using System.Collections.Immutable;

namespace IML.RbaBot.Storage;

/// <summary>
/// The storage account, section <c>Storage</c> of the configuration: exactly one of the two. An account by name is reached with the
/// bot's own identity; a connection string is for Development and for accounts that still need a key.
/// </summary>
public sealed record StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The account's name, 3 to 24 letters and digits.</summary>
    public string? AccountName { get; init; }

    /// <summary>The client id of a user-assigned managed identity; null for the identity that the environment offers.</summary>
    public string? ManagedIdentityClientId { get; init; }

    /// <summary>A connection string with the account's key.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// Begins the names of tables and queue, so that several bots, for example a trial and the real one, or tests, can share an
    /// account: empty, or a small letter and then small letters and digits, at most 20.
    /// </summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>How many assessments this process remembers.</summary>
    public int CachedAssessments { get; init; } = 1000;

    /// <summary>The longest that one call may take with all its retries: Teams waits ten seconds for a turn.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(8);

    public static StorageOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var defaults = new StorageOptions();
        return new StorageOptions
        {
            AccountName = Text(nameof(AccountName)),
            ManagedIdentityClientId = Text(nameof(ManagedIdentityClientId)),
            ConnectionString = Text(nameof(ConnectionString)),
            Prefix = Text(nameof(Prefix)) ?? string.Empty,
            CachedAssessments = section.GetValue(nameof(CachedAssessments), defaults.CachedAssessments),
            CallTimeout = section.GetValue(nameof(CallTimeout), defaults.CallTimeout),
        };

        string? Text(string key) => string.IsNullOrWhiteSpace(section[key]) ? null : section[key];
    }

    /// <summary>Everything wrong, as the words of a rule each; empty when the host may start.</summary>
    /// <param name="development">Whether the host runs in Development, the only place for development storage.</param>
    public ImmutableArray<StorageOptionsFault> Check(bool development)
    {
        var faults = ImmutableArray.CreateBuilder<StorageOptionsFault>();
        if (AccountName is null == ConnectionString is null)
        {
            faults.Add(StorageOptionsFault.NotExactlyOneAccount);
        }

        if (AccountName is { } name && (name.Length is < 3 or > 24 || !name.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c))))
        {
            faults.Add(StorageOptionsFault.NotAnAccountName);
        }

        if (ConnectionString is { } connection)
        {
            if (StorageAccount.Parse(connection) is not { } account)
            {
                faults.Add(StorageOptionsFault.NotAConnectionString);
            }
            else if (!development && account.IsDevelopment)
            {
                faults.Add(StorageOptionsFault.DevelopmentStorage);
            }
        }

        if (Prefix.Length > 20 || !Prefix.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c))
            || (Prefix.Length > 0 && char.IsAsciiDigit(Prefix[0])))
        {
            faults.Add(StorageOptionsFault.NotAPrefix);
        }

        if (CachedAssessments is < 0 or > 100_000)
        {
            faults.Add(StorageOptionsFault.CacheSize);
        }

        if (CallTimeout < TimeSpan.FromSeconds(1) || CallTimeout > TimeSpan.FromMinutes(1))
        {
            faults.Add(StorageOptionsFault.CallTimeout);
        }

        return faults.ToImmutable();
    }
}

/// <summary>What is wrong with the options; the host's language file has the words.</summary>
public enum StorageOptionsFault
{
    /// <summary>Neither an account name nor a connection string, or both.</summary>
    NotExactlyOneAccount,
    NotAnAccountName,
    NotAConnectionString,

    /// <summary>Development storage, or a plain http address, outside Development.</summary>
    DevelopmentStorage,

    NotAPrefix,

    /// <summary>0 to 100,000.</summary>
    CacheSize,

    /// <summary>One second to one minute.</summary>
    CallTimeout,
}
