using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IML.RbaBot.BotFramework.Tests.Hosting;

namespace IML.RbaBot.BotFramework.Tests.Authentication;

public sealed class AllowListTests : IAsyncLifetime
{
    private const string Foreign = "44444444-4444-4444-4444-444444444444";

    private BotHost host = null!;

    public static TheoryData<string> EveryType => new(
        "message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction", "messageUpdate", "messageDelete", "typing",
        "event", "endOfConversation", "somethingNew");

    public async Task InitializeAsync() => host = await BotHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [MemberData(nameof(EveryType))]
    public async Task A_foreign_tenant_of_the_conversation_is_refused(string type)
    {
        var activity = BotHost.Message(type);
        activity["conversation"]!["tenantId"] = Foreign;
        activity.Remove("channelData");

        await AssertRefusedAsync("tenant-foreign", activity);
    }

    [Theory]
    [MemberData(nameof(EveryType))]
    public async Task A_foreign_tenant_in_the_channel_data_is_refused_though_the_conversation_names_an_allowed_one(string type)
    {
        var activity = BotHost.Message(type);
        activity["channelData"]!["tenant"]!["id"] = Foreign;

        await AssertRefusedAsync("tenant-foreign", activity);
    }

    [Theory]
    [MemberData(nameof(EveryType))]
    public async Task A_foreign_tenant_in_the_channel_data_alone_is_refused(string type)
    {
        var activity = BotHost.Message(type);
        activity["conversation"]!.AsObject().Remove("tenantId");
        activity["channelData"]!["tenant"]!["id"] = Foreign;

        await AssertRefusedAsync("tenant-foreign", activity);
    }

    [Theory]
    [MemberData(nameof(EveryType))]
    public async Task An_activity_that_names_no_tenant_is_refused(string type)
    {
        var activity = BotHost.Message(type);
        activity["conversation"]!.AsObject().Remove("tenantId");
        activity["channelData"] = "odd";

        await AssertRefusedAsync("tenant-missing", activity);
    }

    [Theory]
    [MemberData(nameof(EveryType))]
    public async Task An_activity_of_an_allowed_tenant_is_taken_when_either_place_names_it(string type)
    {
        var first = BotHost.Message(type);
        first.Remove("channelData");
        var second = BotHost.Message(type);
        second["conversation"]!.AsObject().Remove("tenantId");

        await AssertTakenAsync(first);
        await AssertTakenAsync(second);
    }

    [Theory]
    [MemberData(nameof(EveryType))]
    public async Task Another_channel_is_refused_even_when_the_key_is_endorsed_for_it(string type)
    {
        host.Issuer.Publish("key-both", "msteams", "webchat");
        var activity = BotHost.Message(type);
        activity["channelId"] = "webchat";

        await AssertRefusedAsync("channel", activity);
    }

    [Fact]
    public async Task Two_allowed_tenants_that_disagree_are_refused()
    {
        await using var two = await BotHost.StartAsync(new() { ["BotFramework:AllowedTenants:1"] = Foreign });
        var activity = BotHost.Message();
        activity["channelData"]!["tenant"]!["id"] = Foreign;

        var response = await two.PostAsync(activity);

        Assert.Equal("""{"code":"tenant-mismatch"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_service_url_that_was_allowed_lets_no_other_one_in_and_one_that_was_refused_stays_refused()
    {
        foreach (var (serviceUrl, allowed) in new[]
        {
            ("https://smba.trafficmanager.net/emea/", true), ("https://smba.trafficmanager.net/emea/?x", false), ("https://evil.example/emea/", false),
            ("https://smba.trafficmanager.net/emea/", true), ("https://smba.trafficmanager.net/amer/", true), ("https://evil.example/emea/", false),
            ("http://smba.trafficmanager.net/amer/", false), ("https://smba.trafficmanager.net/amer/", true),
        })
        {
            var activity = BotHost.Message();
            activity["serviceUrl"] = serviceUrl;

            var response = await host.PostAsync(activity, host.Issuer.Token(new TokenShape { ServiceUrl = serviceUrl }));

            Assert.True(allowed == (response.StatusCode == HttpStatusCode.OK), $"{serviceUrl}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task An_allowed_service_url_that_is_seen_again_excuses_no_other_rule()
    {
        await AssertTakenAsync(BotHost.Message());
        host.Bot.Turns.Clear();
        var foreign = BotHost.Message();
        foreign["conversation"]!["tenantId"] = Foreign;
        foreign.Remove("channelData");

        await AssertRefusedAsync("tenant-foreign", foreign);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("https://evilbotframework.com/")]
    [InlineData("https://botframework.com.evil.example/")]
    [InlineData("https://botframework.com/")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/")]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("https://user@smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net@evil.example/emea/")]
    [InlineData("https://smba.trafficmanager.net/emea/?next=1")]
    [InlineData("http://127.0.0.1:9000/")]
    [InlineData("ftp://smba.trafficmanager.net/")]
    public async Task A_service_url_off_the_list_is_refused_even_when_the_token_names_it(string serviceUrl)
    {
        var activity = BotHost.Message();
        activity["serviceUrl"] = serviceUrl;

        var response = await host.PostAsync(activity, host.Issuer.Token(new TokenShape { ServiceUrl = serviceUrl }));

        Assert.Equal("""{"code":"service-url"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(host.Bot.Turns);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/")]
    [InlineData("https://SMBA.trafficmanager.net/")]
    [InlineData("https://teams.botframework.com")]
    public async Task A_service_url_on_the_list_is_taken(string serviceUrl)
    {
        var activity = BotHost.Message();
        activity["serviceUrl"] = serviceUrl;

        var response = await host.PostAsync(activity, host.Issuer.Token(new TokenShape { ServiceUrl = serviceUrl }));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(serviceUrl, Assert.Single(host.Bot.Turns).Reference.ServiceUrl);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not an address")]
    public async Task A_missing_service_url_is_refused(string? serviceUrl)
    {
        var activity = BotHost.Message();
        activity["serviceUrl"] = serviceUrl;

        var response = await host.PostAsync(activity);

        Assert.Equal("""{"code":"token-service-url"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an address")]
    [InlineData("/emea/")]
    public async Task What_is_no_address_is_refused_though_the_token_names_the_same(string serviceUrl)
    {
        var activity = BotHost.Message();
        activity["serviceUrl"] = serviceUrl;

        var response = await host.PostAsync(activity, host.Issuer.Token(new TokenShape { ServiceUrl = serviceUrl }));

        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(host.Bot.Turns);
    }

    private async Task AssertTakenAsync(JsonObject activity)
    {
        var before = host.Bot.Turns.Count;
        var response = await host.PostAsync(activity);

        Assert.NotEqual(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(before + 1, host.Bot.Turns.Count);
    }

    private async Task AssertRefusedAsync(string code, JsonObject activity)
    {
        var response = await host.PostAsync(activity);

        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(code, body.GetProperty("code").GetString());
        Assert.Single(body.EnumerateObject());
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(host.Bot.Turns);
    }
}
