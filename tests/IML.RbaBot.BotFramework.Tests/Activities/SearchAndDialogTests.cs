using System.Buffers;
using System.Text;
using System.Text.Json;
using IML.RbaBot.BotFramework.AdaptiveCards;

namespace IML.RbaBot.BotFramework.Tests.Activities;

/// <summary>What comes in from a search or a dialog is read whatever its shape; what goes out has the shape that Teams reads.</summary>
public sealed class SearchAndDialogTests
{
    private static readonly AdaptiveCard Card = new() { Body = [new TextBlock("Hello")] };

    [Fact]
    public void A_search_is_read_with_its_command_its_words_and_its_page()
    {
        var query = QueryOf("""{"commandId":"find","parameters":[{"name":"words","value":"centre"}],"queryOptions":{"skip":8,"count":25}}""");

        Assert.Equal(("find", "centre", 8, false), (query.CommandId, query.Parameters["words"], query.Skip, query.IsInitialRun));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("\"true\"")]
    public void A_client_that_asks_before_anything_is_typed_says_so_in_either_shape(string value) =>
        Assert.True(QueryOf("{\"parameters\":[{\"name\":\"initialRun\",\"value\":" + value + "}]}").IsInitialRun);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"commandId":7,"parameters":{},"queryOptions":[]}""")]
    [InlineData("""{"parameters":[null,7,{"name":null,"value":"x"},{"name":"words"},{"name":"words","value":{}},{"name":"\ud800","value":"\ud800"}],"queryOptions":{"skip":-5}}""")]
    [InlineData("""{"parameters":[],"queryOptions":{"skip":1e99}}""")]
    public void A_search_of_an_odd_shape_asks_for_nothing_and_breaks_nothing(string json)
    {
        var query = QueryOf(json);

        Assert.Equal((null, 0), (query.CommandId, query.Skip));
        Assert.Empty(query.Parameters);
    }

    [Theory]
    [InlineData("""{"data":{"action":"open"}}""", true)]
    [InlineData("""{"data":"text"}""", false)]
    [InlineData("""{"data":null}""", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    public void A_dialog_gives_its_data_only_when_it_is_an_object(string json, bool there) =>
        Assert.Equal(there, TaskModuleRequest.Of(JsonElement.Parse(json)).Data is not null);

    [Fact]
    public void Results_carry_the_card_and_a_preview_without_tags()
    {
        var json = Written(new MessagingExtensionResponse.Results([new MessagingExtensionResult(Card, "RBA-1", "<b>Bold</b> & more")]));

        Assert.Equal(
            """{"composeExtension":{"type":"result","attachmentLayout":"list","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":"""
                + Encoding.UTF8.GetString(Card.ToUtf8Json().Span)
                + ""","preview":{"contentType":"application/vnd.microsoft.card.thumbnail","content":{"title":"RBA-1","text":"‹b›Bold‹/b› & more"}}}]}}""",
            json);
    }

    [Fact]
    public void A_sentence_answers_a_search_and_closes_a_dialog()
    {
        Assert.Equal("""{"composeExtension":{"type":"message","text":"Type more."}}""", Written(new MessagingExtensionResponse.Message("Type more.")));
        Assert.Equal("""{"task":{"type":"message","value":"Done."}}""", Written(new TaskModuleResponse.Message("Done.")));
    }

    [Fact]
    public void A_dialog_goes_on_with_the_next_card()
    {
        var task = JsonElement.Parse(Written(new TaskModuleResponse.Continue(Card, "Screening"))).GetProperty("task");

        Assert.Equal("continue", task.GetProperty("type").GetString());
        Assert.Equal("Screening", task.GetProperty("value").GetProperty("title").GetString());
        Assert.Equal("AdaptiveCard", task.GetProperty("value").GetProperty("card").GetProperty("content").GetProperty("type").GetString());
    }

    [Fact]
    public void A_submit_that_opens_a_dialog_says_so_in_its_data_beside_its_own()
    {
        var card = new AdaptiveCard { Actions = [new ActionSubmit { Data = ActionData.Of(("a", "b")), OpensDialog = true }, new ActionSubmit { OpensDialog = true }] };
        var actions = JsonElement.Parse(card.ToUtf8Json().Span).GetProperty("actions");

        Assert.Equal("""{"a":"b","msteams":{"type":"task/fetch"}}""", actions[0].GetProperty("data").GetRawText());
        Assert.Equal("""{"msteams":{"type":"task/fetch"}}""", actions[1].GetProperty("data").GetRawText());
    }

    private static MessagingExtensionQuery QueryOf(string json) => MessagingExtensionQuery.Of(JsonElement.Parse(json));

    private static string Written(InvokeBody body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Json.BotFrameworkJson.WriterOptions))
        {
            body.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
