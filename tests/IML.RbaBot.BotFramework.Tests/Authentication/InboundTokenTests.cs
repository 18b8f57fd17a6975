// A long file because it is one list: every rule of inbound tokens, each broken once, in the order in which they are checked.
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using IML.RbaBot.BotFramework.Tests.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace IML.RbaBot.BotFramework.Tests.Authentication;

public sealed class InboundTokenTests : IAsyncLifetime
{
    private BotHost host = null!;
    private int taken;

    public async Task InitializeAsync() => host = await BotHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_good_token_reaches_the_bot()
    {
        var response = await host.PostAsync(BotHost.Message());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("help", Assert.Single(host.Bot.Turns).TextWithoutMention);
        Assert.Equal(BotHost.Tenant, host.Bot.Turns[0].TenantId);
    }

    [Fact]
    public async Task No_token_is_refused() => await AssertRefusedAsync("token-missing", await host.PostAsync(BotHost.Message().ToJsonString(), null));

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.!!!.###")]
    [InlineData("....")]
    public async Task Garbage_for_a_token_is_refused(string token) =>
        await AssertRefusedAsync("token-malformed", await host.PostAsync(BotHost.Message(), token));

    [Fact]
    public async Task Another_scheme_than_bearer_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent("{}") };
        request.Headers.TryAddWithoutValidation("Authorization", "Basic " + host.Issuer.Token());

        await AssertRefusedAsync("token-missing", await host.Client.SendAsync(request));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    public async Task An_unsigned_token_is_refused(string algorithm) =>
        await AssertRefusedAsync("token-algorithm", await host.PostAsync(BotHost.Message(), TestIssuer.Unsigned(algorithm)));

    [Fact]
    public async Task A_token_without_a_key_id_is_refused()
    {
        var nameless = new RsaSecurityKey(host.Issuer.Key.Rsa);

        await AssertRefusedAsync("token-key-unknown", await PostAsync(Signed(nameless)));
    }

    [Theory]
    [InlineData("""{"alg":"RS256"}""", "{}")]
    [InlineData("""{"alg":"RS256","kid":7}""", "{}")]
    [InlineData("""{"alg":"RS256","kid":null}""", "{}")]
    [InlineData("""{"alg":"RS256","kid":["key-1"]}""", "{}")]
    [InlineData("""{"alg":["RS256"],"kid":"key-1"}""", "{}")]
    [InlineData("""{"alg":7,"kid":"key-1"}""", "{}")]
    [InlineData("""{"alg":null,"kid":"key-1"}""", "{}")]
    [InlineData("""{"kid":"key-1"}""", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("null", "null")]
    [InlineData("7", "7")]
    [InlineData("""{"alg":"RS256","kid":"key-1"}""", "[]")]
    [InlineData("""{"alg":"RS256","kid":"key-1"}""", "{")]
    [InlineData("""{"alg":"RS256","kid":"key-1","crit":["x"],"b64":false}""", "{}")]
    [InlineData("""{"alg":"RS256","kid":"key-1"}""", """{"exp":"soon","nbf":[],"aud":7,"iss":{},"serviceurl":[]}""")]
    [InlineData("""{"alg":"RS256","kid":"key-1"}""", """{"exp":1e400,"nbf":-1e400}""")]
    [InlineData("""{"alg":"RS256","kid":"key-1"}""", """{"exp":99999999999999999999,"aud":[null,7,{}]}""")]
    [InlineData("""{"alg":"RS256","kid":"\ud800"}""", """{"iss":"\udc00"}""")]
    public async Task A_token_of_odd_shape_is_refused_and_throws_nothing(string header, string payload)
    {
        foreach (var tail in new[] { "", ".AAAA", ".AAAA.AAAA.AAAA", "." + new string('A', 342) })
        {
            var token = Base64UrlEncoder.Encode(header) + "." + Base64UrlEncoder.Encode(payload) + tail;

            Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(BotHost.Message(), token)).StatusCode);
        }

        Assert.Empty(host.Bot.Turns);
    }

    [Theory]
    [InlineData("""["serviceurl"]""")]
    [InlineData("7")]
    [InlineData("{}")]
    public async Task A_well_signed_token_whose_service_url_is_no_text_is_refused(string claim)
    {
        var odd = new TokenShape { Extra = new() { ["serviceurl"] = JsonDocument.Parse(claim).RootElement }, ServiceUrl = null };

        await AssertRefusedAsync("token-service-url", await PostAsync(odd));
    }

    [Fact]
    public async Task A_token_that_lasts_for_ever_is_taken_without_an_overflow() => await AssertTakenAsync(
        await PostAsync(new TokenShape { Expires = DateTimeOffset.MaxValue.AddDays(-1), NotBefore = DateTimeOffset.UnixEpoch }));

    [Fact]
    public async Task A_token_that_names_an_algorithm_but_has_no_signature_is_refused() =>
        await AssertRefusedAsync("token-signature", await host.PostAsync(BotHost.Message(), TestIssuer.Unsigned("RS256")));

    [Fact]
    public async Task A_token_whose_signature_was_cut_off_is_refused()
    {
        var token = host.Issuer.Token();

        await AssertRefusedAsync("token-signature", await host.PostAsync(BotHost.Message(), token[..(token.LastIndexOf('.') + 1)]));
    }

    [Fact]
    public async Task A_token_changed_after_signing_is_refused()
    {
        var good = host.Issuer.Token().Split('.');
        var other = host.Issuer.Token(new TokenShape { ServiceUrl = "https://smba.trafficmanager.net/apac/" }).Split('.');

        await AssertRefusedAsync("token-signature", await host.PostAsync(BotHost.Message(), $"{good[0]}.{other[1]}.{good[2]}"));
    }

    [Fact]
    public async Task A_token_of_another_key_under_a_known_key_id_is_refused()
    {
        var forged = host.Issuer.Token(Signed(TestIssuer.NewKey("key-1")));

        await AssertRefusedAsync("token-signature", await host.PostAsync(BotHost.Message(), forged));
    }

    [Fact]
    public async Task A_token_of_an_unknown_key_is_refused()
    {
        var forged = host.Issuer.Token(Signed(TestIssuer.NewKey("key-of-nobody")));

        await AssertRefusedAsync("token-key-unknown", await host.PostAsync(BotHost.Message(), forged));
    }

    [Fact]
    public async Task A_token_that_uses_the_public_key_as_a_secret_is_refused()
    {
        var publicKey = RSA.Create(host.Issuer.Key.Rsa.ExportParameters(false)).ExportSubjectPublicKeyInfo();
        var confused = new SigningCredentials(new SymmetricSecurityKey(publicKey) { KeyId = "key-1" }, SecurityAlgorithms.HmacSha256);

        await AssertRefusedAsync(
            "token-algorithm", await host.PostAsync(BotHost.Message(), host.Issuer.Token(new TokenShape { Signing = confused })));
    }

    [Theory]
    [InlineData("https://sts.windows.net/22222222-2222-2222-2222-222222222222/")]
    [InlineData("https://api.botframework.us")]
    [InlineData("https://api.botframework.com/")]
    [InlineData("")]
    public async Task Another_issuer_is_refused(string issuer) =>
        await AssertRefusedAsync("token-issuer", await host.PostAsync(BotHost.Message(), host.Issuer.Token(new TokenShape { Issuer = issuer })));

    [Theory]
    [InlineData("99999999-9999-9999-9999-999999999999")]
    [InlineData("https://api.botframework.com")]
    [InlineData("")]
    public async Task Another_audience_is_refused(string audience) =>
        await AssertRefusedAsync(
            "token-audience", await host.PostAsync(BotHost.Message(), host.Issuer.Token(new TokenShape { Audience = audience })));

    [Theory]
    [InlineData(-5)]
    [InlineData(-60)]
    public async Task A_token_expired_for_five_minutes_or_more_is_refused(int minutes) =>
        await AssertRefusedAsync("token-expired", await PostAsync(new TokenShape { Expires = BotHost.Now.AddMinutes(minutes), NotBefore = BotHost.Now.AddHours(-2) }));

    [Fact]
    public async Task A_token_expired_for_less_than_five_minutes_is_taken() =>
        await AssertTakenAsync(await PostAsync(new TokenShape { Expires = BotHost.Now.AddSeconds(-299) }));

    [Fact]
    public async Task A_token_that_begins_in_more_than_five_minutes_is_refused() =>
        await AssertRefusedAsync("token-not-yet-valid", await PostAsync(new TokenShape { NotBefore = BotHost.Now.AddSeconds(301) }));

    [Fact]
    public async Task A_token_that_begins_within_five_minutes_is_taken() =>
        await AssertTakenAsync(await PostAsync(new TokenShape { NotBefore = BotHost.Now.AddSeconds(300) }));

    [Fact]
    public async Task A_token_that_never_expires_is_refused() =>
        await AssertRefusedAsync("token-without-expiry", await PostAsync(new TokenShape { Expires = null }));

    [Theory]
    [InlineData("https://smba.trafficmanager.net/apac/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/emea/")]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net:8443/emea/")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_token_for_another_service_url_is_refused(string? serviceUrl) =>
        await AssertRefusedAsync("token-service-url", await PostAsync(new TokenShape { ServiceUrl = serviceUrl }));

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea")]
    [InlineData("https://SMBA.TrafficManager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net:443/emea/")]
    public async Task The_same_service_url_in_another_spelling_is_taken(string serviceUrl) =>
        await AssertTakenAsync(await PostAsync(new TokenShape { ServiceUrl = serviceUrl }));

    [Fact]
    public async Task A_key_that_is_not_endorsed_for_the_channel_is_refused()
    {
        var key = host.Issuer.Publish("key-webchat", "webchat", "directline");

        await AssertRefusedAsync("token-endorsement", await PostAsync(Signed(key)));
    }

    [Fact]
    public async Task A_key_without_endorsements_is_refused()
    {
        var key = host.Issuer.Publish("key-plain", null);

        await AssertRefusedAsync("token-endorsement", await PostAsync(Signed(key)));
    }

    [Fact]
    public async Task A_new_key_is_taken_with_its_first_token()
    {
        await AssertTakenAsync(await host.PostAsync(BotHost.Message()));
        var rolled = host.Issuer.Publish("key-2", "msteams");
        host.Time.Advance(TimeSpan.FromMinutes(2));

        await AssertTakenAsync(await PostAsync(Signed(rolled)));
    }

    [Fact]
    public async Task Keys_are_read_once_for_many_calls()
    {
        for (var i = 0; i < 5; i++)
        {
            await AssertTakenAsync(await host.PostAsync(BotHost.Message()));
        }

        Assert.Equal(1, host.Issuer.KeyReads);
    }

    [Fact]
    public async Task Forged_key_ids_do_not_make_the_bot_ask_the_issuer_each_time()
    {
        await AssertTakenAsync(await host.PostAsync(BotHost.Message()));
        host.Time.Advance(TimeSpan.FromMinutes(2));

        for (var i = 0; i < 5; i++)
        {
            await AssertRefusedAsync("token-key-unknown", await PostAsync(Signed(TestIssuer.NewKey("forged-" + i))));
        }

        Assert.Equal(2, host.Issuer.KeyReads);
    }

    [Fact]
    public async Task Keys_are_read_again_after_a_day_and_a_withdrawn_one_is_refused()
    {
        var withdrawn = host.Issuer.Key;
        await AssertTakenAsync(await host.PostAsync(BotHost.Message()));
        host.Issuer.Withdraw("key-1");
        host.Issuer.Publish("key-2", "msteams");
        host.Time.Advance(TimeSpan.FromHours(24));
        var late = new TokenShape
        {
            NotBefore = BotHost.Now.AddHours(24),
            Expires = BotHost.Now.AddHours(25),
            Signing = new SigningCredentials(withdrawn, SecurityAlgorithms.RsaSha256),
        };

        await AssertRefusedAsync("token-key-unknown", await PostAsync(late));
    }

    [Fact]
    public async Task While_the_issuer_is_away_the_known_keys_stay_in_use()
    {
        await AssertTakenAsync(await host.PostAsync(BotHost.Message()));
        host.Issuer.Reachable = false;
        host.Time.Advance(TimeSpan.FromHours(24));

        await AssertTakenAsync(await PostAsync(new TokenShape { Expires = BotHost.Now.AddHours(25) }));
    }

    [Fact]
    public async Task Before_the_keys_could_ever_be_read_calls_get_a_503_and_afterwards_work()
    {
        host.Issuer.Reachable = false;
        await AssertRefusedAsync("keys-unavailable", await host.PostAsync(BotHost.Message()), HttpStatusCode.ServiceUnavailable);
        host.Issuer.Reachable = true;
        host.Time.Advance(TimeSpan.FromSeconds(3));

        await AssertTakenAsync(await host.PostAsync(BotHost.Message()));
    }

    [Fact]
    public async Task Keys_are_kept_for_a_day_and_no_longer()
    {
        var late = new TokenShape { Expires = BotHost.Now.AddHours(25) };
        await AssertTakenAsync(await PostAsync(late));

        host.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await AssertTakenAsync(await PostAsync(late));
        Assert.Equal(1, host.Issuer.KeyReads);

        host.Time.Advance(TimeSpan.FromSeconds(1));
        await AssertTakenAsync(await PostAsync(late));
        Assert.Equal(2, host.Issuer.KeyReads);
    }

    [Fact]
    public async Task An_unknown_key_id_makes_the_bot_ask_the_issuer_once_a_minute_at_most()
    {
        var forged = Signed(TestIssuer.NewKey("forged"));
        await AssertTakenAsync(await host.PostAsync(BotHost.Message()));

        for (var minute = 1; minute <= 2; minute++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(59));
            await AssertRefusedAsync("token-key-unknown", await PostAsync(forged));
            Assert.Equal(minute, host.Issuer.KeyReads);

            host.Time.Advance(TimeSpan.FromSeconds(1));
            await AssertRefusedAsync("token-key-unknown", await PostAsync(forged));
            Assert.Equal(minute + 1, host.Issuer.KeyReads);
        }
    }

    [Fact]
    public async Task An_issuer_that_is_away_is_asked_every_two_seconds_at_most()
    {
        host.Issuer.Reachable = false;
        for (var asked = 1; asked <= 2; asked++)
        {
            await AssertRefusedAsync("keys-unavailable", await host.PostAsync(BotHost.Message()), HttpStatusCode.ServiceUnavailable);
            host.Time.Advance(TimeSpan.FromSeconds(1.9));
            await AssertRefusedAsync("keys-unavailable", await host.PostAsync(BotHost.Message()), HttpStatusCode.ServiceUnavailable);
            Assert.Equal(asked, host.Issuer.Asked);
            host.Time.Advance(TimeSpan.FromSeconds(0.1));
        }
    }

    [Fact]
    public async Task Nothing_of_the_body_is_read_for_a_caller_without_a_good_token() =>
        await AssertRefusedAsync("token-malformed", await host.PostAsync("{ this is not JSON", "garbage"));

    private static TokenShape Signed(SecurityKey key) =>
        new() { Signing = new SigningCredentials(key, SecurityAlgorithms.RsaSha256) };

    private Task<HttpResponseMessage> PostAsync(TokenShape shape) => host.PostAsync(BotHost.Message(), host.Issuer.Token(shape));

    private async Task AssertTakenAsync(HttpResponseMessage response)
    {
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(++taken, host.Bot.Turns.Count);
    }

    private async Task AssertRefusedAsync(string code, HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(code, body.GetProperty("code").GetString());
        Assert.Equal(status, response.StatusCode);
        Assert.Single(body.EnumerateObject());
        Assert.Equal(taken, host.Bot.Turns.Count);
    }
}
