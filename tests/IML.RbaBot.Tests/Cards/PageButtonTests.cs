using System.Text.Json;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Tests.Cards;

/// <summary>The buttons of a page of questions are written once; where a card's buttons are exchanged, theirs are too.</summary>
public sealed class PageButtonTests
{
    private static readonly AdaptiveCard Page = Gallery.At(
        CardWorld.Draft(), new Place.Questions(CardWorld.Questionnaire.Pages[0].Id), Typed.None);

    [Fact]
    public void In_a_window_each_button_of_a_page_is_its_own_submit()
    {
        var expected = ActionsOf(Page).Select(a => a.GetProperty("fallback").GetRawText());

        Assert.Equal(expected, ActionsOf(WindowCard.Of(Page)).Select(a => a.GetRawText()));
    }

    [Fact]
    public void Every_button_of_an_opened_page_says_when_it_was_opened_and_so_does_its_submit()
    {
        var actions = ActionsOf(OpenedCard.Of(Page, CardWorld.Now));

        Assert.Equal(5, actions.Length);
        Assert.All(actions.Concat(actions.Select(a => a.GetProperty("fallback"))), action =>
        {
            var data = action.GetProperty("data");
            Assert.Equal(CardWorld.Now.ToUnixTimeMilliseconds(), data.GetProperty("opened").GetInt64());
            Assert.Equal(7, data.GetProperty("revision").GetInt32());
            Assert.Equal(action.GetProperty("id").GetString(), data.GetProperty("action").GetString());
        });
    }

    private static JsonElement[] ActionsOf(AdaptiveCard card) =>
        [.. JsonDocument.Parse(card.ToUtf8Json()).RootElement.GetProperty("actions").EnumerateArray()];
}
