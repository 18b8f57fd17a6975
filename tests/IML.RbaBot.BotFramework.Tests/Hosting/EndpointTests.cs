using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace IML.RbaBot.BotFramework.Tests.Hosting;

public sealed class EndpointTests : IAsyncLifetime
{
    private BotHost host = null!;

    public async Task InitializeAsync() => host = await BotHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_pressed_button_is_answered_with_a_card_in_the_response()
    {
        var response = await host.PostAsync(BotHost.Invoke());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"Évaluation — تقييم","wrap":true}]}}""",
            await response.Content.ReadAsStringAsync());
        var invoke = Assert.Single(host.Bot.Invokes);
        Assert.Equal(("next", "manual"), (invoke.Verb, invoke.Trigger));
        Assert.Equal("a-1", invoke.Data!.Value.GetProperty("assessment").GetString());
    }

    [Fact]
    public async Task A_button_may_be_answered_with_a_text() => Assert.Equal(
        """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Saved"}""",
        await (await host.PostAsync(BotHost.Invoke("say"))).Content.ReadAsStringAsync());

    [Fact]
    public async Task A_button_may_be_answered_with_an_error_inside_a_200()
    {
        var response = await host.PostAsync(BotHost.Invoke("break"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """{"statusCode":500,"type":"application/vnd.microsoft.error","value":{"code":"E-1","message":"It broke."}}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_invoke_that_the_bot_does_not_answer_is_a_501()
    {
        var other = BotHost.Invoke();
        other["name"] = "task/fetch";

        Assert.Equal(HttpStatusCode.NotImplemented, (await host.PostAsync(other)).StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, (await host.PostAsync(BotHost.Invoke("unknown"))).StatusCode);
    }

    [Fact]
    public async Task Everything_but_an_invoke_is_answered_with_an_empty_200()
    {
        var response = await host.PostAsync(BotHost.Message("conversationUpdate"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("", "malformed-json")]
    [InlineData("{", "malformed-json")]
    [InlineData("{\"type\":\"message\",}", "malformed-json")]
    [InlineData("{} {}", "malformed-json")]
    [InlineData("[]", "malformed-json")]
    [InlineData("\"text\"", "malformed-json")]
    [InlineData("{\"\\ud800\":1}", "malformed-json")]
    [InlineData("null", "not-an-activity")]
    [InlineData("{}", "token-service-url")]
    public async Task A_malformed_body_gets_a_clear_answer(string body, string code)
    {
        var response = await host.PostAsync(body, host.Issuer.Token());

        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(code, answer.GetProperty("code").GetString());
        Assert.Equal(code.StartsWith("token", StringComparison.Ordinal) ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(host.Bot.Turns);
    }

    [Fact]
    public async Task A_malformed_body_is_answered_with_the_place_and_without_its_content()
    {
        var response = await host.PostAsync("{\"type\":\"message\",\n\"text\": secret}", host.Issuer.Token());

        Assert.Equal(
            """{"code":"malformed-json","message":"The body is not a JSON object that is an activity: line 2, byte 9."}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_nested_too_deeply_is_refused()
    {
        var deep = "{\"value\":" + new string('[', 5000) + new string(']', 5000) + "}";

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync(deep, host.Issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(content)).StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    public async Task Another_content_type_is_refused(string contentType)
    {
        var response = await host.PostAsync(BotHost.Message().ToJsonString(), host.Issuer.Token(), contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("\"content-type\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_body_over_the_limit_is_refused_with_and_without_an_announced_length(bool announced, bool kestrel)
    {
        await using var server = kestrel ? await BotHost.StartAsync(kestrel: true) : null;
        var bytes = Encoding.UTF8.GetBytes("{\"text\":\"" + new string('x', 256 * 1024) + "\"}");
        using HttpContent content = announced ? new ByteArrayContent(bytes) : new Unannounced(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var response = await SendAsync(content, server);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("262144 bytes", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0, HttpStatusCode.OK)]
    [InlineData(false, 0, HttpStatusCode.OK)]
    [InlineData(true, 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(false, 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_of_exactly_the_limit_is_taken_and_one_byte_more_is_not(bool announced, int over, HttpStatusCode status)
    {
        var activity = BotHost.Message();
        activity["text"] = "";
        activity["text"] = new string('x', (256 * 1024) + over - activity.ToJsonString().Length);
        var bytes = Encoding.UTF8.GetBytes(activity.ToJsonString());
        Assert.Equal((256 * 1024) + over, bytes.Length);
        using HttpContent content = announced ? new ByteArrayContent(bytes) : new Unannounced(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        Assert.Equal(status, (await SendAsync(content)).StatusCode);
    }

    [Fact]
    public async Task A_real_server_answers_a_button_with_a_card()
    {
        await using var server = await BotHost.StartAsync(kestrel: true);

        var response = await server.PostAsync(BotHost.Invoke());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("""{"statusCode":200,""", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activity_without_a_conversation_is_refused()
    {
        var activity = BotHost.Message();
        activity.Remove("conversation");

        var response = await host.PostAsync(activity);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("conversation-missing", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_post_is_served() => Assert.Equal(
        HttpStatusCode.MethodNotAllowed, (await host.Client.GetAsync(new Uri("/api/messages", UriKind.Relative))).StatusCode);

    [Fact]
    public async Task A_turn_that_takes_too_long_is_given_up()
    {
        host.Bot.OnTurn = (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

        var pending = host.PostAsync(BotHost.Invoke());
        SpinWait.SpinUntil(() => host.Bot.Turns.Count == 1, TimeSpan.FromSeconds(30));
        host.Time.Advance(TimeSpan.FromSeconds(10));
        var response = await pending;

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("""{"code":"timeout"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_timeout_is_sent_once()
    {
        await using var served = await BotHost.StartAsync(kestrel: true);
        served.Bot.OnTurn = (_, _) =>
        {
            served.Time.Advance(TimeSpan.FromSeconds(11));
            return Task.CompletedTask;
        };

        using var response = await served.PostAsync(BotHost.Invoke(), served.Issuer.Token());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(200, body.RootElement.GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task A_turn_goes_on_when_the_caller_hangs_up()
    {
        using var hangUp = new CancellationTokenSource();
        var release = new TaskCompletionSource();
        var carriedOut = new TaskCompletionSource<bool>();
        host.Bot.OnTurn = async (_, cancellationToken) =>
        {
            await release.Task;
            carriedOut.SetResult(!cancellationToken.IsCancellationRequested);
        };
        using var request = Request(new StringContent(BotHost.Message().ToJsonString(), Encoding.UTF8, "application/json"));
        var pending = host.Client.SendAsync(request, hangUp.Token);
        SpinWait.SpinUntil(() => host.Bot.Turns.Count == 1, TimeSpan.FromSeconds(30));

        await hangUp.CancelAsync();
        release.SetResult();

        Assert.True(await carriedOut.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    private Task<HttpResponseMessage> SendAsync(HttpContent content, BotHost? server = null) =>
        (server ?? host).Client.SendAsync(Request(content));

    private HttpRequestMessage Request(HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Issuer.Token());
        return request;
    }

    /// <summary>Sent in pieces, without a length.</summary>
    private sealed class Unannounced(byte[] bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var piece in bytes.Chunk(10_000))
            {
                await stream.WriteAsync(piece);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
