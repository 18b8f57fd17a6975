using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.BotFramework.Hosting;

/// <summary>Finds every problem of the settings at once, each with its name and what to do.</summary>
public sealed class BotFrameworkOptionsValidation(IHostEnvironment environment) : IValidateOptions<BotFrameworkOptions>
{
    private const int LargestBody = 4 * 1024 * 1024;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BotFrameworkOptions options)
    {
        var problems = new List<string>();
        if (!options.AuthenticationOff)
        {
            CheckIdentity(options, problems);
            CheckAllowedTenants(options, problems);
        }
        else if (!environment.IsDevelopment())
        {
            problems.Add("BotFramework:AuthenticationOff is true, but the environment is not Development: remove the setting.");
        }

        CheckHosts(options, problems);
        CheckMetadata(options, problems);
        CheckBounds(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckIdentity(BotFrameworkOptions options, List<string> problems)
    {
        if (!Guid.TryParse(options.AppId, out _))
        {
            problems.Add("BotFramework:AppId must be the client id (a GUID) of the bot's Entra application.");
        }

        if (!Guid.TryParse(options.TenantId, out _))
        {
            problems.Add("BotFramework:TenantId must be the id (a GUID) of the Entra tenant of the bot's application.");
        }

        var credentials = new[]
        {
            options.ClientSecret, options.CertificatePath, options.CertificateThumbprint, options.FederatedIdentityClientId,
            options.FederatedTokenFile,
        }.Count(credential => !string.IsNullOrWhiteSpace(credential));
        switch (options.AppType)
        {
            case BotAppType.SingleTenant when credentials != 1:
                problems.Add(
                    "BotFramework: a SingleTenant app needs exactly one of ClientSecret, CertificatePath, CertificateThumbprint, "
                    + $"FederatedIdentityClientId and FederatedTokenFile; {credentials} are set.");
                break;
            case BotAppType.UserAssignedMSI when credentials != 0:
                problems.Add("BotFramework: a UserAssignedMSI app signs in as its managed identity; remove the other credentials.");
                break;
            case BotAppType.SingleTenant or BotAppType.UserAssignedMSI:
                break;
            default:
                problems.Add("BotFramework:AppType must be SingleTenant or UserAssignedMSI.");
                break;
        }
    }

    private static void CheckAllowedTenants(BotFrameworkOptions options, List<string> problems)
    {
        if (options.AllowedTenants.Length == 0)
        {
            problems.Add("BotFramework:AllowedTenants must name at least one Entra tenant whose people may use the bot.");
        }

        problems.AddRange(
            from tenant in options.AllowedTenants
            where !Guid.TryParse(tenant, out _)
            select $"BotFramework:AllowedTenants holds '{tenant}', which is not the id (a GUID) of a tenant.");
    }

    private static void CheckHosts(BotFrameworkOptions options, List<string> problems)
    {
        foreach (var host in options.AllowedServiceHosts)
        {
            var bare = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
            if (Uri.CheckHostName(bare) != UriHostNameType.Dns || !bare.Contains('.', StringComparison.Ordinal))
            {
                problems.Add($"BotFramework:AllowedServiceHosts holds '{host}': write a host name, or '*.' and a domain.");
            }
        }

        if (options.AllowedChannels.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add("BotFramework:AllowedChannels holds an empty name.");
        }
    }

    private void CheckMetadata(BotFrameworkOptions options, List<string> problems)
    {
        if (!Uri.TryCreate(options.MetadataAddress, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && !(environment.IsDevelopment() && address.Scheme == Uri.UriSchemeHttp)))
        {
            problems.Add("BotFramework:MetadataAddress must be an absolute https address.");
        }
    }

    private static void CheckBounds(BotFrameworkOptions options, List<string> problems)
    {
        Check(options.BodyLimitBytes is >= 1024 and <= LargestBody, "BodyLimitBytes", $"1024 to {LargestBody}");
        Check(InSeconds(options.RequestTimeout, 1, 60), "RequestTimeout", "1 to 60 seconds");
        Check(InSeconds(options.OutboundTimeout, 1, 60), "OutboundTimeout", "1 to 60 seconds");
        Check(InSeconds(options.RetryAfterCap, 0, 60), "RetryAfterCap", "0 to 60 seconds");
        Check(options.TurnsPerSecond is >= 1 and <= 1000, "TurnsPerSecond", "1 to 1000");
        Check(options.TurnBurst is >= 1 and <= 1000, "TurnBurst", "1 to 1000");

        void Check(bool holds, string setting, string range)
        {
            if (!holds)
            {
                problems.Add($"BotFramework:{setting} must be {range}.");
            }
        }

        static bool InSeconds(TimeSpan time, int from, int to) => time >= TimeSpan.FromSeconds(from) && time <= TimeSpan.FromSeconds(to);
    }
}
