using IML.RbaBot.BotFramework.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Moq;

namespace IML.RbaBot.BotFramework.Tests.Hosting;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Start_fails_outside_Development_when_authentication_is_off(string environment)
    {
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(
            () => BotHost.StartAsync(new() { ["BotFramework:AuthenticationOff"] = "true" }, environment));

        Assert.Contains("not Development", Assert.Single(problem.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_fails_without_an_app_id()
    {
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(
            () => BotHost.StartAsync(new() { ["BotFramework:AppId"] = "" }));

        Assert.StartsWith("BotFramework:AppId ", Assert.Single(problem.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_listed_at_once()
    {
        var problems = Problems(new BotFrameworkOptions
        {
            MetadataAddress = "http://issuer.test/",
            BodyLimitBytes = 0,
            RequestTimeout = TimeSpan.Zero,
            OutboundTimeout = TimeSpan.FromHours(1),
            RetryAfterCap = TimeSpan.FromSeconds(-1),
            TurnsPerSecond = 0,
            TurnBurst = 0,
            AllowedServiceHosts = ["*", "https://smba.trafficmanager.net/"],
            AllowedChannels = [" "],
        });

        string[] settings =
        [
            "AppId", "TenantId", "AppType", "AllowedTenants", "AllowedServiceHosts", "AllowedChannels", "MetadataAddress", "BodyLimitBytes",
            "RequestTimeout", "OutboundTimeout", "RetryAfterCap", "TurnsPerSecond", "TurnBurst",
        ];
        Assert.All(settings, name => Assert.Contains(problems, text => text.StartsWith($"BotFramework:{name} ", StringComparison.Ordinal)));
        Assert.Equal(settings.Length + 1, problems.Count);
    }

    [Fact]
    public void A_single_tenant_app_needs_exactly_one_credential()
    {
        Assert.Empty(Problems(Good()));
        var none = Good();
        none.ClientSecret = null;
        Assert.Contains("exactly one", Assert.Single(Problems(none)), StringComparison.Ordinal);
        var two = Good();
        two.FederatedIdentityClientId = "55555555-5555-5555-5555-555555555555";
        Assert.Contains("exactly one", Assert.Single(Problems(two)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_managed_identity_takes_no_other_credential()
    {
        var managed = Good();
        managed.AppType = BotAppType.UserAssignedMSI;
        Assert.Contains("managed identity", Assert.Single(Problems(managed)), StringComparison.Ordinal);
        managed.ClientSecret = null;
        Assert.Empty(Problems(managed));
    }

    [Fact]
    public void Tenants_must_be_guids()
    {
        var options = Good();
        options.AllowedTenants = [BotHost.Tenant, "common"];

        Assert.Contains("'common'", Assert.Single(Problems(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void In_Development_without_token_checks_nothing_else_is_demanded() =>
        Assert.Empty(Problems(new BotFrameworkOptions { AuthenticationOff = true }, "Development"));

    private static BotFrameworkOptions Good() => new()
    {
        AppId = TestIssuer.AppId,
        TenantId = BotHost.Tenant,
        AppType = BotAppType.SingleTenant,
        ClientSecret = "not a secret",
        AllowedTenants = [BotHost.Tenant],
    };

    private static List<string> Problems(BotFrameworkOptions options, string environment = "Production")
    {
        var host = Mock.Of<IHostEnvironment>(it => it.EnvironmentName == environment);
        return [.. new BotFrameworkOptionsValidation(host).Validate(null, options).Failures ?? []];
    }
}
