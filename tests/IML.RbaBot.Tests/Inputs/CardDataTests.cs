using System.Text.Json;
using IML.RbaBot.BotFramework;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;

namespace IML.RbaBot.Tests.Inputs;

public class CardDataTests
{
    private const string Id = "RBA-2345-678K-1";

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"action":"drop-table"}""")]
    [InlineData("""{"action":"back"}""")]
    [InlineData("""{"action":["next"]}""")]
    [InlineData("""{"action":"next","assessment":"../../etc"}""")]
    [InlineData("""{"action":"next","assessment":7}""")]
    [InlineData("""{"action":"next","revision":"three"}""")]
    [InlineData("""{"action":"next","revision":-1}""")]
    [InlineData("""{"action":"next","revision":99999999999}""")]
    [InlineData("""{"action":"next","revision":1.5}""")]
    [InlineData("""{"action":"next","opened":"yesterday"}""")]
    [InlineData("""{"action":"next","opened":999999999999999999}""")]
    [InlineData("""{"action":"next","B1":{"value":"yes"}}""")]
    [InlineData("""{"action":"next","B1":["yes"]}""")]
    [InlineData("""{"action":"next","B1":"yes","B1":"no"}""")]
    [InlineData("""{"action":"next","\ud800":"no"}""")]
    public void What_no_card_of_ours_sends_is_refused_and_nothing_throws(string data) =>
        Assert.Null(Read(data));

    [Fact]
    public void Over_long_values_names_and_too_many_inputs_are_refused()
    {
        Assert.Null(Read($$"""{"action":"next","B1.comment":"{{new string('x', CardData.LongestValue + 1)}}"}"""));
        Assert.NotNull(Read($$"""{"action":"next","B1.comment":"{{new string('x', CardData.LongestValue)}}"}"""));
        Assert.Null(Read($$"""{"action":"next","{{new string('x', 65)}}":"x"}"""));
        Assert.Null(Read($$"""{"action":"next",{{string.Join(',', Enumerable.Range(0, 201).Select(i => $"\"i{i}\":\"x\""))}}}"""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("drop-table")]
    public void A_verb_that_is_none_of_ours_is_refused(string? verb) =>
        Assert.Null(CardData.Read(new AdaptiveCardInvokeValue(verb, null, JsonDocument.Parse("{}").RootElement, null)));

    [Theory]
    [InlineData(" \t\u00a0\n", null)]
    [InlineData("\u200b", null)]
    [InlineData("\u200e \u2060\ufeff\u200d", null)]
    [InlineData("\u200fcasa\u200f", "\u200fcasa\u200f")]
    [InlineData("\u200b 👩\u200d⚖️", "\u200b 👩\u200d⚖️")]
    public void Text_that_shows_nothing_is_empty_and_every_other_stays_as_it_is(string typed, string? read) =>
        Assert.Equal(read, Read($$"""{"action":"next","B9.evidence":{{JsonSerializer.Serialize(typed)}}}""")!.Inputs["B9.evidence"]);

    [Fact]
    public void The_fallback_sends_text_where_execute_sends_numbers_and_booleans_and_both_read_alike()
    {
        var execute = Read("""{"action":"next","revision":3,"E3.confirmed":true,"B1.impact":4,"B1.comment":null}""")!;
        var submit = CardData.Read(AdaptiveCardInvokeValue.OfSubmit(
            JsonDocument.Parse("""{"action":"next","revision":"3","E3.confirmed":"true","B1.impact":"4","B1.comment":""}""").RootElement))!;
        Assert.Equal((execute.Action, execute.Revision), (submit.Action, submit.Revision));
        Assert.All(["E3.confirmed", "B1.impact", "B1.comment"], id => Assert.Equal(execute.Inputs[id], submit.Inputs[id]));
        Assert.Equal("true", execute.Inputs["E3.confirmed"]);
        Assert.Null(execute.Inputs["B1.comment"]);
    }

    [Theory]
    [InlineData("  a\\r\\nb\\rc\\u2028d  ", "a\nb\nc\nd")]
    [InlineData("x\\u0000\\u0007\\u001by", "xy")]
    [InlineData("a\\tb", "a b")]
    [InlineData("\\ud83d\\ude00", "\U0001F600")]
    [InlineData("x\\ud800y\\u0041\\n\\\"z", "x\uFFFDyA\n\"z")]
    [InlineData("\\udc00\\ud800", "\uFFFD\uFFFD")]
    [InlineData("مركز", "مركز")]
    public void Text_is_cleaned_before_anything_else_sees_it(string escaped, string expected) =>
        Assert.Equal(expected, Read($$"""{"action":"next","B1.comment":"{{escaped}}"}""")!.Inputs["B1.comment"]);

    [Fact]
    public void In_a_list_the_choice_is_the_assessment()
    {
        var id = IML.RbaBot.Tests.Cards.CardWorld.Draft().Id.Value;
        var card = CardData.Read(Invoke("open", $$"""{"action":"open","go-to":"{{id}}"}"""))!;
        Assert.Equal(id, card.Assessment?.Value);
        Assert.Null(card.GoTo);
        Assert.Null(card.ListPage);
    }

    [Fact]
    public void A_list_button_names_its_page_and_the_newest_is_empty()
    {
        Assert.Equal("", CardData.Read(Invoke("open", """{"action":"open","list":""}"""))!.ListPage);
        Assert.Equal("0123", CardData.Read(Invoke("open", """{"action":"open","list":"0123"}"""))!.ListPage);
        var older = CardData.Read(Invoke("next", """{"action":"next","list":"0123"}"""))!;
        Assert.Equal((CardActions.Open, "0123"), (older.Action, older.ListPage));
        Assert.Null(CardData.Read(Invoke("open", """{"action":"open"}"""))!.ListPage);
    }

    [Fact]
    public void An_id_with_a_wrong_check_symbol_is_no_id() => Assert.Null(Read($$"""{"action":"next","assessment":"{{Id[..^3]}}X-1"}"""));

    private static CardData? Read(string data) => CardData.Read(Invoke(CardActions.Next, data));

    private static AdaptiveCardInvokeValue Invoke(string verb, string data) =>
        new(verb, null, JsonDocument.Parse(data).RootElement, null);
}
