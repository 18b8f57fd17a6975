using System.Text.Json;
using IML.RbaBot.BotFramework.Connector;
using Moq;

namespace IML.RbaBot.BotFramework.Tests.Activities;

public sealed class ActivityHandlerTests
{
    [Theory]
    [InlineData("message", "{}", "Message")]
    [InlineData("typing", "{}", "Typing")]
    [InlineData("event", "{}", "Event")]
    [InlineData("messageReaction", "{}", "MessageReaction")]
    [InlineData("messageUpdate", "{}", "MessageUpdate")]
    [InlineData("messageDelete", "{}", "MessageDelete")]
    [InlineData("endOfConversation", "{}", "Unrecognized")]
    [InlineData("somethingNew", "{}", "Unrecognized")]
    [InlineData(null, "{}", "Unrecognized")]
    [InlineData("conversationUpdate", "{}", "")]
    [InlineData("conversationUpdate", """{"membersAdded":[]}""", "")]
    [InlineData("conversationUpdate", """{"membersAdded":[{"id":"a"},{"id":"b"}],"membersRemoved":[{"id":"c"}]}""", "Added 2,Removed 1")]
    [InlineData("installationUpdate", """{"action":"add"}""", "InstallAdd")]
    [InlineData("installationUpdate", """{"action":"add-upgrade"}""", "InstallAdd")]
    [InlineData("installationUpdate", """{"action":"remove"}""", "InstallRemove")]
    [InlineData("installationUpdate", """{"action":"remove-upgrade"}""", "InstallRemove")]
    [InlineData("installationUpdate", "{}", "")]
    [InlineData("invoke", """{"name":"adaptiveCard/action","value":{"action":{"verb":"next"}}}""", "Card next")]
    public async Task Each_activity_reaches_its_method(string? type, string json, string expected)
    {
        var bot = new Listener();

        Assert.Null(await bot.OnTurnAsync(Turn(type, json), CancellationToken.None));

        Assert.Equal(expected, string.Join(',', bot.Heard));
    }

    [Theory]
    [InlineData("message")]
    [InlineData("conversationUpdate")]
    [InlineData("installationUpdate")]
    [InlineData("messageReaction")]
    [InlineData("somethingNew")]
    public async Task What_is_not_overridden_stays_quiet(string type)
    {
        var turn = Turn(type, """{"membersAdded":[{"id":"a"}],"membersRemoved":[{"id":"a"}],"action":"add"}""");

        Assert.Null(await new Silent().OnTurnAsync(turn, CancellationToken.None));
    }

    [Theory]
    [InlineData("""{"name":"adaptiveCard/action"}""")]
    [InlineData("""{"name":"task/fetch"}""")]
    [InlineData("""{"name":"task/submit"}""")]
    [InlineData("""{"name":"composeExtension/query"}""")]
    [InlineData("""{"name":"somethingNew"}""")]
    [InlineData("{}")]
    public async Task An_invoke_that_nobody_overrides_is_not_implemented(string json) =>
        Assert.Equal(501, (await new Silent().OnTurnAsync(Turn("invoke", json), CancellationToken.None))?.Status);

    [Fact]
    public void A_turn_needs_a_conversation() =>
        Assert.Throws<ArgumentException>(() => new TurnContext(new Activity(), Mock.Of<IConnectorClient>()));

    private static TurnContext Turn(string? type, string json)
    {
        var activity = JsonSerializer.Deserialize(json, BotFramework.Json.BotFrameworkJson.Relaxed.Activity)!;
        activity.Type = type;
        activity.ServiceUrl = "https://smba.trafficmanager.net/";
        activity.Conversation = new ConversationAccount { Id = "a:1" };
        return new TurnContext(activity, Mock.Of<IConnectorClient>(MockBehavior.Strict));
    }

    private sealed class Silent : ActivityHandler;

    private sealed class Listener : ActivityHandler
    {
        public List<string> Heard { get; } = [];

        protected override Task OnMessageActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Hear("Message");

        protected override Task OnTypingActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Hear("Typing");

        protected override Task OnEventActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Hear("Event");

        protected override Task OnMessageReactionActivityAsync(TurnContext turn, CancellationToken cancellationToken) =>
            Hear("MessageReaction");

        protected override Task OnMessageUpdateActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Hear("MessageUpdate");

        protected override Task OnMessageDeleteActivityAsync(TurnContext turn, CancellationToken cancellationToken) => Hear("MessageDelete");

        protected override Task OnUnrecognizedActivityTypeAsync(TurnContext turn, CancellationToken cancellationToken) =>
            Hear("Unrecognized");

        protected override Task OnMembersAddedAsync(
            IReadOnlyList<ChannelAccount> members, TurnContext turn, CancellationToken cancellationToken) => Hear($"Added {members.Count}");

        protected override Task OnMembersRemovedAsync(
            IReadOnlyList<ChannelAccount> members, TurnContext turn, CancellationToken cancellationToken) => Hear($"Removed {members.Count}");

        protected override Task OnInstallationUpdateAddAsync(TurnContext turn, CancellationToken cancellationToken) => Hear("InstallAdd");

        protected override Task OnInstallationUpdateRemoveAsync(TurnContext turn, CancellationToken cancellationToken) =>
            Hear("InstallRemove");

        protected override async Task<InvokeResponse?> OnAdaptiveCardInvokeAsync(
            TurnContext turn, AdaptiveCardInvokeValue invoke, CancellationToken cancellationToken)
        {
            await Hear($"Card {invoke.Verb}");
            return null;
        }

        private Task Hear(string what)
        {
            Heard.Add(what);
            return Task.CompletedTask;
        }
    }
}
