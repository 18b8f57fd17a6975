using System.Text.Json;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework.Tests.Activities;

public sealed class MentionTests
{
    private const string OfTheBot = """{"type":"mention","text":"<at>RBA Screening</at>","mentioned":{"id":"28:bot","name":"RBA"}}""";
    private const string OfAnother = """{"type":"mention","text":"<at>Ana</at>","mentioned":{"id":"29:ana","name":"Ana"}}""";

    [Theory]
    [InlineData("<at>RBA Screening</at> start", OfTheBot, "start")]
    [InlineData("<at>RBA Screening</at>\u00a0\u00a0open\u00a0RBA-7 ", OfTheBot, "open RBA-7")]
    [InlineData("open <at>RBA Screening</at> RBA-7", OfTheBot, "open RBA-7")]
    [InlineData("<at>RBA Screening</at><at>RBA Screening</at>\r\n\thelp\n", OfTheBot, "help")]
    [InlineData("<at>RBA Screening</at>", OfTheBot, "")]
    [InlineData("hand over to <at>Ana</at>", OfAnother, "hand over to <at>Ana</at>")]
    [InlineData("<at>RBA</at> start", null, "start")]
    [InlineData("<AT id=\"0\"> rba </AT> start", null, "start")]
    [InlineData("<at>Ana</at> <at>RBA</at> start", null, "<at>Ana</at> start")]
    [InlineData("<at>RBA start", null, "<at>RBA start")]
    [InlineData("<at", null, "<at")]
    [InlineData("  start   now  ", null, "start now")]
    [InlineData("RBA start", null, "RBA start")]
    public void The_mention_of_the_bot_is_taken_out_and_spaces_collapse(string text, string? entity, string expected)
    {
        var activity = new Activity
        {
            Type = ActivityTypes.Message,
            Text = text,
            Recipient = new ChannelAccount { Id = "28:bot", Name = "RBA" },
            Entities = entity is null ? null : [JsonDocument.Parse(entity).RootElement],
            ServiceUrl = "https://smba.trafficmanager.net/",
            Conversation = new ConversationAccount { Id = "a:1" },
        };

        Assert.Equal(expected, MentionText.WithoutRecipient(activity));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"\\u00a0 \"")]
    public void No_text_is_an_empty_text(string json) => Assert.Equal(
        "", MentionText.WithoutRecipient(JsonSerializer.Deserialize($$"""{"text":{{json}}}""", BotFrameworkJson.Relaxed.Activity)!));
}
