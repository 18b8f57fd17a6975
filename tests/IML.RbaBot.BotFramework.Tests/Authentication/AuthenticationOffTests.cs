using System.Net;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.BotFramework.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.BotFramework.Tests.Authentication;

public sealed class AuthenticationOffTests
{
    private const string Loopback = "http://127.0.0.1:56150/_connector";

    [Fact]
    public async Task In_Development_without_token_checks_a_call_from_this_machine_is_taken()
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, Loopback));
        Assert.Single(host.Bot.Turns);
    }

    [Theory]
    [InlineData(TestIssuer.ServiceUrl)]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://127.0.0.1.evil.example/")]
    public async Task Without_token_checks_a_service_url_of_another_machine_is_refused(string serviceUrl)
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, serviceUrl));
        Assert.Empty(host.Bot.Turns);
    }

    [Fact]
    public async Task Without_token_checks_the_channel_list_applies()
    {
        await using var host = await StartAsync(("AllowedChannels:0", "emulator"));

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, Loopback));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, Loopback, channel: "emulator"));
    }

    [Fact]
    public async Task Without_token_checks_the_tenant_list_applies()
    {
        await using var host = await StartAsync(("AllowedTenants:0", BotHost.Tenant));

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, Loopback, tenant: "some-other-tenant"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, Loopback));
    }

    [Fact]
    public async Task Without_token_checks_and_without_a_list_any_tenant_is_taken_but_it_must_be_named()
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, Loopback, tenant: "some-other-tenant"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, Loopback, tenant: null));
    }

    [Fact]
    public async Task Without_token_checks_nothing_is_sent_to_another_machine()
    {
        await using var host = await StartAsync();
        var connector = host.Provider.GetRequiredService<IConnectorClient>();
        var elsewhere = new ConversationReference { ServiceUrl = TestIssuer.ServiceUrl, ConversationId = "a:1" };

        var problem = await Assert.ThrowsAsync<ConnectorException>(
            () => connector.SendToConversationAsync(elsewhere, Activity.MessageOf("x"), CancellationToken.None));

        Assert.Equal("service-url", problem.ErrorCode);
        Assert.Empty(host.Channel.Calls);
    }

    private static Task<BotHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["BotFramework:AuthenticationOff"] = "true" };
        foreach (var (name, value) in settings)
        {
            all["BotFramework:" + name] = value;
        }

        return BotHost.StartAsync(all, "Development", withTenants: false);
    }

    private static async Task<HttpStatusCode> PostAsync(
        BotHost host, string serviceUrl, string channel = "msteams", string? tenant = BotHost.Tenant)
    {
        var activity = BotHost.Message();
        activity["serviceUrl"] = serviceUrl;
        activity["channelId"] = channel;
        activity["conversation"]!["tenantId"] = tenant;
        activity["channelData"]!["tenant"]!["id"] = tenant;
        return (await host.PostAsync(activity.ToJsonString(), token: null)).StatusCode;
    }
}
