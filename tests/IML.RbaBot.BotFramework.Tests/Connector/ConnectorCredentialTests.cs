using Azure.Identity;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.BotFramework.Hosting;
using IML.RbaBot.BotFramework.Tests.Hosting;

namespace IML.RbaBot.BotFramework.Tests.Connector;

public sealed class ConnectorCredentialTests
{
    private const string Identity = "55555555-5555-5555-5555-555555555555";

    public static TheoryData<BotFrameworkOptions, Type> Credentials => new()
    {
        { Options(it => it.ClientSecret = "not a secret"), typeof(ClientSecretCredential) },
        { Options(it => it.CertificatePath = "bot.pfx"), typeof(ClientCertificateCredential) },
        { Options(it => it.FederatedIdentityClientId = Identity), typeof(ClientAssertionCredential) },
        { Options(it => it.FederatedTokenFile = "token"), typeof(WorkloadIdentityCredential) },
        { Options(it => it.AppType = BotAppType.UserAssignedMSI), typeof(ManagedIdentityCredential) },
    };

    [Theory]
    [MemberData(nameof(Credentials))]
    public void Each_setting_names_its_credential(BotFrameworkOptions options, Type expected) =>
        Assert.IsType(expected, ConnectorCredential.Of(options).Credential);

    [Fact]
    public async Task Without_token_checks_no_token_is_sent() =>
        Assert.Null(await ConnectorCredential.Of(Options(it => it.AuthenticationOff = true)).GetTokenAsync(CancellationToken.None));

    [Fact]
    public void A_certificate_that_is_not_there_stops_the_start()
    {
        var problem = Assert.Throws<InvalidOperationException>(
            () => ConnectorCredential.Of(Options(it => it.CertificateThumbprint = new string('0', 40))));

        Assert.StartsWith("BotFramework:CertificateThumbprint", problem.Message, StringComparison.Ordinal);
    }

    private static BotFrameworkOptions Options(Action<BotFrameworkOptions> change)
    {
        var options = new BotFrameworkOptions { AppId = TestIssuer.AppId, TenantId = BotHost.Tenant, AppType = BotAppType.SingleTenant };
        change(options);
        return options;
    }
}
