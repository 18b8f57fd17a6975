using System.Net;
using System.Net.Http.Headers;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.BotFramework.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.BotFramework.Tests.Connector;

public sealed class RetryTests : IAsyncLifetime
{
    private static readonly ConversationReference Conversation = new()
    {
        ServiceUrl = TestIssuer.ServiceUrl,
        ConversationId = "a:1",
        ActivityId = "activity-1",
    };

    private readonly List<double> pauses = [];

    private BotHost host = null!;

    private IConnectorClient Connector => host.Provider.GetRequiredService<IConnectorClient>();

    public async Task InitializeAsync() => host = await BotHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    public async Task Too_many_messages_is_tried_again_with_growing_pauses(int status)
    {
        host.Channel.Answers((HttpStatusCode)status).Answers((HttpStatusCode)status).Answers((HttpStatusCode)status)
            .Answers(HttpStatusCode.Created, """{"id":"m-1"}""");

        var sent = await RunAsync(SendAsync());

        Assert.Equal("m-1", sent.Id);
        Assert.Collection(
            pauses,
            pause => Assert.InRange(pause, 0.2, 0.4),
            pause => Assert.InRange(pause, 0.4, 0.8),
            pause => Assert.InRange(pause, 0.8, 1.6));
    }

    [Fact]
    public async Task A_pause_that_the_channel_asks_for_is_kept()
    {
        host.Channel.Answers((HttpStatusCode)429, change: RetryAfter(TimeSpan.FromSeconds(3))).Answers(HttpStatusCode.OK);

        await RunAsync(SendAsync());

        Assert.Equal(3, Assert.Single(pauses));
    }

    [Fact]
    public async Task A_pause_may_be_asked_for_by_date()
    {
        host.Channel
            .Answers((HttpStatusCode)429, change: response => response.Headers.RetryAfter = new RetryConditionHeaderValue(BotHost.Now.AddSeconds(2)))
            .Answers(HttpStatusCode.OK);

        await RunAsync(SendAsync());

        Assert.Equal(2, Assert.Single(pauses));
    }

    [Fact]
    public async Task A_pause_beyond_the_cap_is_cut_and_the_call_given_up_when_its_time_is_over()
    {
        host.Channel.Answers((HttpStatusCode)429, change: RetryAfter(TimeSpan.FromMinutes(10)))
            .Answers((HttpStatusCode)429, change: RetryAfter(TimeSpan.FromMinutes(10)));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(SendAsync()));

        Assert.Equal((ConnectorFailure.Throttled, HttpStatusCode.TooManyRequests), (problem.Kind, problem.Status!.Value));
        Assert.Equal(TimeSpan.FromMinutes(10), problem.RetryAfter);
        Assert.Equal(5, Assert.Single(pauses));
    }

    [Fact]
    public async Task A_channel_that_throttles_for_ever_is_given_up_in_time()
    {
        for (var i = 0; i < 10; i++)
        {
            host.Channel.Answers((HttpStatusCode)429);
        }

        await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(SendAsync()));

        Assert.InRange(host.Channel.Calls.Count, 3, 6);
        Assert.InRange(pauses.Sum(), 0.5, 6);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(500)]
    public async Task Creating_a_message_after_an_unclear_failure_is_tried_once_more_and_no_oftener(int status)
    {
        host.Channel.Answers((HttpStatusCode)status).Answers((HttpStatusCode)status);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(SendAsync()));

        Assert.Equal(ConnectorFailure.Transient, problem.Kind);
        Assert.Equal(2, host.Channel.Calls.Count);
    }

    [Fact]
    public async Task A_connection_lost_on_the_way_is_an_unclear_failure()
    {
        host.Channel.Fails(new HttpRequestException(HttpRequestError.ResponseEnded)).Fails(new HttpRequestException(HttpRequestError.ResponseEnded));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(SendAsync()));

        Assert.Equal(ConnectorFailure.Transient, problem.Kind);
        Assert.Equal(2, host.Channel.Calls.Count);
    }

    [Fact]
    public async Task A_message_that_never_left_is_sent_again_freely()
    {
        host.Channel.Fails(new HttpRequestException(HttpRequestError.NameResolutionError))
            .Fails(new HttpRequestException(HttpRequestError.ConnectionError))
            .Fails(new HttpRequestException(HttpRequestError.SecureConnectionError))
            .Fails(new HttpRequestException(HttpRequestError.SecureConnectionError))
            .Answers(HttpStatusCode.Created, """{"id":"m-1"}""");

        Assert.Equal("m-1", (await RunAsync(SendAsync())).Id);
    }

    [Fact]
    public async Task Throttling_does_not_use_up_the_one_repetition_after_an_unclear_failure()
    {
        host.Channel.Answers((HttpStatusCode)429).Answers(HttpStatusCode.BadGateway).Answers((HttpStatusCode)429)
            .Answers(HttpStatusCode.Created, """{"id":"m-1"}""");

        Assert.Equal("m-1", (await RunAsync(SendAsync())).Id);
    }

    [Fact]
    public async Task Updating_deleting_and_reading_are_tried_again_freely()
    {
        await AssertRepeatedAsync("PUT", () => Connector.UpdateActivityAsync(Conversation, "m-1", Activity.MessageOf("x"), default));
        await AssertRepeatedAsync("DELETE", () => Connector.DeleteActivityAsync(Conversation, "m-1", default));
        await AssertRepeatedAsync("GET", () => Connector.GetConversationPagedMembersAsync(Conversation, null, null, default));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    public async Task What_will_not_change_is_told_at_once(int status)
    {
        host.Channel.Answers((HttpStatusCode)status, """{"error":{"code":"BotNotInConversationRoster","message":"…"}}""");

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(SendAsync()));

        Assert.Equal(ConnectorFailure.PermanentlyGone, problem.Kind);
        Assert.Equal((HttpStatusCode)status, problem.Status);
        Assert.Equal("BotNotInConversationRoster", problem.ErrorCode);
        Assert.Single(host.Channel.Calls);
    }

    [Theory]
    [InlineData(400, "<html>Bad request</html>")]
    [InlineData(302, "")]
    [InlineData(418, """{"error":"text"}""")]
    public async Task What_the_rules_do_not_know_is_not_tried_again(int status, string body)
    {
        host.Channel.Answers((HttpStatusCode)status, body);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(SendAsync()));

        Assert.Equal((ConnectorFailure.Unknown, null), (problem.Kind, problem.ErrorCode));
        Assert.Single(host.Channel.Calls);
    }

    [Fact]
    public async Task A_channel_that_never_answers_is_given_up()
    {
        host.Channel.Hangs();

        var pending = Task.Run(SendAsync());
        SpinWait.SpinUntil(() => host.Channel.Calls.Count == 1, TimeSpan.FromSeconds(30));
        host.Time.Advance(TimeSpan.FromSeconds(6));
        var problem = await Assert.ThrowsAsync<ConnectorException>(() => pending);

        Assert.Equal((ConnectorFailure.Transient, null), (problem.Kind, problem.Status));
        Assert.Single(host.Channel.Calls);
    }

    [Fact]
    public async Task A_call_that_the_caller_cancels_ends_as_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        host.Channel.Answers((HttpStatusCode)429);
        var pending = Task.Run(() => Connector.SendToConversationAsync(Conversation, Activity.MessageOf("x"), cancel.Token));
        SpinWait.SpinUntil(() => host.Channel.Calls.Count == 1, TimeSpan.FromSeconds(30));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task A_silence_that_the_channel_asks_for_holds_for_every_call_into_the_conversation_and_its_threads()
    {
        host.Channel.Answers((HttpStatusCode)429, change: RetryAfter(TimeSpan.FromSeconds(3)));
        for (var i = 0; i < 3; i++)
        {
            host.Channel.Answers(HttpStatusCode.Created, """{"id":"m-1"}""");
        }

        var first = Task.Run(SendAsync());
        Assert.Equal([6, 3], await WaitsAsync(2));
        var thread = Task.Run(() => Connector.SendToConversationAsync(
            Conversation with { ConversationId = "a:1;messageid=7" }, Activity.MessageOf("x"), default));
        Assert.Equal([6, 3], await WaitsAsync(2));
        Assert.Single(host.Channel.Calls);

        await Connector.SendToConversationAsync(Conversation with { ConversationId = "a:2" }, Activity.MessageOf("x"), default);
        Assert.Equal(2, host.Channel.Calls.Count);

        host.Time.Advance(TimeSpan.FromSeconds(3));
        await Task.WhenAll(first, thread).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(4, host.Channel.Calls.Count);
    }

    /// <summary>The next waits that calls begin, in seconds.</summary>
    private async Task<List<double>> WaitsAsync(int count)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var waits = new List<double>();
        for (var i = 0; i < count; i++)
        {
            waits.Add((await host.Time.Waits.ReadAsync(over.Token)).TotalSeconds);
        }

        return waits;
    }

    private static Action<HttpResponseMessage> RetryAfter(TimeSpan delta) =>
        response => response.Headers.RetryAfter = new RetryConditionHeaderValue(delta);

    private Func<Task<ResourceResponse>> SendAsync() =>
        () => Connector.SendToConversationAsync(Conversation, Activity.MessageOf("x"), CancellationToken.None);

    private async Task AssertRepeatedAsync(string method, Func<Task> call)
    {
        host.Channel.Calls.Clear();
        host.Channel.Answers(HttpStatusCode.BadGateway).Answers(HttpStatusCode.GatewayTimeout).Answers(HttpStatusCode.BadGateway)
            .Answers(HttpStatusCode.OK);
        await RunAsync(async () =>
        {
            await call();
            return true;
        });
        Assert.Equal([method, method, method, method], host.Channel.Calls.Select(made => made.Method));
    }

    /// <summary>Runs a call; each pause that it makes is noted and over at once.</summary>
    private async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        var pending = Task.Run(call);
        var limit = await host.Time.Waits.ReadAsync();
        Assert.Equal(TimeSpan.FromSeconds(6), limit);
        while (await NextWaitAsync(pending) is { } pause)
        {
            pauses.Add(pause.TotalSeconds);
            host.Time.Advance(pause);
        }

        return await pending;
    }

    private async Task<TimeSpan?> NextWaitAsync(Task pending)
    {
        using var over = new CancellationTokenSource();
        var wait = host.Time.Waits.WaitToReadAsync(over.Token).AsTask();
        await Task.WhenAny(pending, wait).WaitAsync(TimeSpan.FromSeconds(30));
        await over.CancelAsync();
        return host.Time.Waits.TryRead(out var pause) ? pause : null;
    }
}
