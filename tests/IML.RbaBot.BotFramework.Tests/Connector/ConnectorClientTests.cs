using System.Net;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.BotFramework.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace IML.RbaBot.BotFramework.Tests.Connector;

public sealed class ConnectorClientTests : IAsyncLifetime
{
    private static readonly ConversationReference Thread = new()
    {
        ServiceUrl = "https://smba.trafficmanager.net/emea/",
        ChannelId = "msteams",
        TenantId = BotHost.Tenant,
        ConversationId = "19:abc@thread.tacv2;messageid=17",
        ConversationType = ConversationTypes.Channel,
        Bot = new ChannelAccount { Id = "28:bot" },
        User = new ChannelAccount { Id = "29:person" },
        ActivityId = "1/2",
    };

    private BotHost host = null!;

    private IConnectorClient Connector => host.Provider.GetRequiredService<IConnectorClient>();

    private ChannelCall Call => Assert.Single(host.Channel.Calls);

    public async Task InitializeAsync() => host = await BotHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_message_goes_to_its_conversation_with_token_and_user_agent()
    {
        host.Channel.Answers(HttpStatusCode.Created, """{"id":"m-1"}""");
        var message = Activity.MessageOf("Évaluation");

        var sent = await Connector.SendToConversationAsync(Thread, message, CancellationToken.None);

        Assert.Equal("m-1", sent.Id);
        Assert.Equal("POST", Call.Method);
        Assert.Equal(
            "https://smba.trafficmanager.net/emea/v3/conversations/19%3Aabc%40thread.tacv2%3Bmessageid%3D17/activities", Call.Address);
        Assert.Equal("Bearer https://api.botframework.com/.default", Call.Authorization);
        Assert.Matches(@"^NONISV\|IOM\|RbaBot/\d+\.\d+\.\d+$", Call.UserAgent);
        Assert.Equal(
            """{"type":"message","serviceUrl":"https://smba.trafficmanager.net/emea/","channelId":"msteams","from":{"id":"28:bot"},"recipient":{"id":"29:person"},"conversation":{"id":"19:abc@thread.tacv2;messageid=17","conversationType":"channel","tenantId":"22222222-2222-2222-2222-222222222222"},"text":"Évaluation","textFormat":"plain"}""",
            Call.Body);
        Assert.Null(message.Conversation);
    }

    [Fact]
    public async Task A_reply_names_what_it_answers()
    {
        host.Channel.Answers(HttpStatusCode.Created);

        await Connector.ReplyToActivityAsync(Thread, Activity.MessageOf("x"), CancellationToken.None);

        Assert.EndsWith("/activities/1%2F2", Call.Address, StringComparison.Ordinal);
        Assert.Equal("1/2", JsonDocument.Parse(Call.Body).RootElement.GetProperty("replyToId").GetString());
    }

    [Fact]
    public async Task An_update_puts_and_a_delete_deletes()
    {
        host.Channel.Answers(HttpStatusCode.OK).Answers(HttpStatusCode.OK, "");

        await Connector.UpdateActivityAsync(Thread, "m-1", Activity.MessageOf("x"), CancellationToken.None);
        await Connector.DeleteActivityAsync(Thread, "m-1", CancellationToken.None);

        Assert.Equal(["PUT", "DELETE"], host.Channel.Calls.Select(call => call.Method));
        Assert.All(host.Channel.Calls, call => Assert.EndsWith("/activities/m-1", call.Address, StringComparison.Ordinal));
        Assert.Equal("m-1", JsonDocument.Parse(host.Channel.Calls[0].Body).RootElement.GetProperty("id").GetString());
        Assert.Equal("", host.Channel.Calls[1].Body);
    }

    [Fact]
    public async Task A_conversation_with_a_person_is_opened_by_id_and_tenant()
    {
        host.Channel.Answers(HttpStatusCode.Created, """{"id":"a:9","activityId":7}""");

        var opened = await Connector.CreateConversationAsync(
            Thread.ServiceUrl, ConversationParameters.WithPerson(Thread.Bot, "29:person", BotHost.Tenant), CancellationToken.None);

        Assert.Equal(("a:9", "7"), (opened.Id, opened.ActivityId));
        Assert.Equal("https://smba.trafficmanager.net/emea/v3/conversations", Call.Address);
        Assert.Equal(
            """{"bot":{"id":"28:bot"},"members":[{"id":"29:person"}],"isGroup":false,"tenantId":"22222222-2222-2222-2222-222222222222"}""",
            Call.Body);
    }

    [Fact]
    public async Task A_thread_in_a_channel_is_opened_with_its_first_message()
    {
        host.Channel.Answers(HttpStatusCode.Created, """{"id":"19:c@thread.tacv2;messageid=9","activityId":"9"}""");

        await Connector.CreateConversationAsync(
            Thread.ServiceUrl,
            ConversationParameters.NewThread(Thread.Bot, "19:c@thread.tacv2", BotHost.Tenant, Activity.MessageOf("x")),
            CancellationToken.None);

        Assert.Equal(
            """{"bot":{"id":"28:bot"},"isGroup":true,"tenantId":"22222222-2222-2222-2222-222222222222","activity":{"type":"message","text":"x","textFormat":"plain"},"channelData":{"channel":{"id":"19:c@thread.tacv2"},"tenant":{"id":"22222222-2222-2222-2222-222222222222"}}}""",
            Call.Body);
    }

    [Fact]
    public async Task A_conversation_that_was_opened_without_an_id_is_a_failure()
    {
        host.Channel.Answers(HttpStatusCode.Created, "");

        await Assert.ThrowsAsync<ConnectorException>(
            () => Connector.CreateConversationAsync(Thread.ServiceUrl, new ConversationParameters(), CancellationToken.None));
    }

    [Theory]
    [InlineData(null, null, "")]
    [InlineData(100, null, "?pageSize=100")]
    [InlineData(null, "a/b=", "?continuationToken=a%2Fb%3D")]
    [InlineData(50, "c", "?pageSize=50&continuationToken=c")]
    public async Task Members_come_in_pages(int? size, string? token, string query)
    {
        host.Channel.Answers(HttpStatusCode.OK, """{"members":[{"id":"29:a","aadObjectId":"o","email":"e","more":1},null,7],"continuationToken":"next"}""");

        var page = await Connector.GetConversationPagedMembersAsync(Thread, size, token, CancellationToken.None);

        Assert.EndsWith("/pagedmembers" + query, Call.Address, StringComparison.Ordinal);
        Assert.Equal("next", page.ContinuationToken);
        Assert.Equal(("29:a", "o", "e"), (Assert.Single(page.Members!).Id, page.Members![0].AadObjectId, page.Members[0].Email));
    }

    [Fact]
    public async Task Typing_is_an_activity_of_its_own_type()
    {
        host.Channel.Answers(HttpStatusCode.Created);

        await Connector.SendTypingAsync(Thread, CancellationToken.None);

        Assert.Equal("typing", JsonDocument.Parse(Call.Body).RootElement.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html></html>")]
    [InlineData("{\"id\":{}}")]
    public async Task A_message_that_the_channel_took_is_delivered_whatever_it_answers(string body)
    {
        host.Channel.Answers(HttpStatusCode.OK, body);

        Assert.Null((await Connector.SendToConversationAsync(Thread, Activity.MessageOf("x"), CancellationToken.None)).Id);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net@evil.example/")]
    [InlineData("nonsense")]
    public async Task Nothing_is_sent_to_a_service_url_off_the_list(string serviceUrl)
    {
        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Connector.SendToConversationAsync(
            Thread with { ServiceUrl = serviceUrl }, Activity.MessageOf("x"), CancellationToken.None));

        Assert.Equal((ConnectorFailure.PermanentlyGone, "service-url"), (problem.Kind, problem.ErrorCode));
        Assert.Empty(host.Channel.Calls);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task An_id_cannot_change_the_path(string id)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Connector.DeleteActivityAsync(Thread, id, CancellationToken.None));
        Assert.Empty(host.Channel.Calls);
    }

    [Fact]
    public async Task A_reply_to_nothing_is_refused() => await Assert.ThrowsAsync<ArgumentException>(
        () => Connector.ReplyToActivityAsync(Thread with { ActivityId = null }, Activity.MessageOf("x"), CancellationToken.None));

    [Fact]
    public async Task A_token_service_that_is_away_is_a_failure_for_now()
    {
        var credential = new Mock<TokenCredential>();
        credential.Setup(it => it.GetTokenAsync(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new AuthenticationFailedException("away"));

        var problem = await Assert.ThrowsAsync<ConnectorException>(
            () => new ConnectorCredential(credential.Object).GetTokenAsync(CancellationToken.None).AsTask());

        Assert.Equal((ConnectorFailure.Transient, "token-unavailable"), (problem.Kind, problem.ErrorCode));
    }

    [Fact]
    public async Task A_turn_replies_to_its_activity_and_updates_in_its_conversation()
    {
        host.Channel.Answers(HttpStatusCode.Created, """{"id":"m-1"}""").Answers(HttpStatusCode.OK, """{"id":"m-1"}""");
        await host.PostAsync(BotHost.Message());
        var turn = Assert.Single(host.Bot.Turns);

        var sent = await turn.SendActivityAsync(Activity.MessageOf("x"), CancellationToken.None);
        await turn.UpdateActivityAsync(sent.Id!, Activity.MessageOf("y"), CancellationToken.None);

        Assert.EndsWith("/v3/conversations/a%3A1/activities/activity-1", host.Channel.Calls[0].Address, StringComparison.Ordinal);
        Assert.EndsWith("/v3/conversations/a%3A1/activities/m-1", host.Channel.Calls[1].Address, StringComparison.Ordinal);
    }
}
