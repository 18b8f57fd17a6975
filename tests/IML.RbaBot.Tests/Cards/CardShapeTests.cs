using System.Text;
using System.Text.Json;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Tests.Turns;
using static IML.RbaBot.Tests.Cards.CardProtocol;

namespace IML.RbaBot.Tests.Cards;

/// <summary>The card protocol, on every card in every state.</summary>
public class CardShapeTests
{
    public static TheoryData<string> Names => [.. Gallery.Cards.Select(c => c.Name)];

    [Fact]
    public void No_two_cards_of_the_gallery_have_the_same_name() =>
        Assert.Equal(Gallery.Cards.Count(), Gallery.Cards.Select(c => c.Name).Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_weighs_at_most_28_KB(string name)
    {
        var bytes = Opened(Gallery.Cards.Single(c => c.Name == name).Card).ToUtf8Json().Length;
        Assert.True(bytes <= QuestionsCard.MostBytes, $"{name}: {bytes} bytes");
    }

    [Fact]
    public void A_card_weighs_at_most_28_KB_in_every_other_language_too_and_has_the_same_inputs_and_buttons()
    {
        var english = Gallery.Cards.ToDictionary(c => c.Name, c => c.Card, StringComparer.Ordinal);
        foreach (var language in CardWorld.Languages.All.Where(l => l != CardWorld.English))
        {
            Assert.All(Gallery.In(language), card =>
            {
                var bytes = Opened(card.Card).ToUtf8Json();
                Assert.True(bytes.Length <= QuestionsCard.MostBytes, $"{card.Name} in {language.Id}: {bytes.Length} bytes");
                Assert.Equal(language.Id, card.Card.Lang);
                Assert.InRange(card.Card.FallbackText!.Length, 1, 120);

                // Where a page is full, a longer language keeps more of what was typed for a card of its own.
                if (!card.Name.StartsWith("full-", StringComparison.Ordinal))
                {
                    Assert.Equal(IdsIn(english[card.Name].ToUtf8Json()), IdsIn(bytes));
                }
            });
        }

        static IEnumerable<string?> IdsIn(ReadOnlyMemory<byte> json)
        {
            using var card = JsonDocument.Parse(json);
            return [.. Elements(card.RootElement).Select(e => $"{TypeOf(e)} {IdOf(e)}").Where(e => !e.StartsWith("TextBlock", StringComparison.Ordinal))];
        }
    }

    // As it is sent when it is opened in words, which is when it is heaviest.
    private static AdaptiveCard Opened(AdaptiveCard card) =>
        card.Name == CardNames.Standing ? OpenedCard.Of(card, Scenario.Begin) : card;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_has_at_most_six_actions_and_every_execute_a_submit_with_the_same_id_and_data(string name)
    {
        using var card = Json(name);
        CardProtocol.HasButtonsThatWorkEverywhere(card.RootElement, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_input_has_a_label_and_a_message_and_none_is_demanded_by_the_client(string name)
    {
        using var card = Json(name);
        CardProtocol.LabelsEveryInput(card.RootElement);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ids_are_unique_and_toggles_find_what_they_open(string name)
    {
        using var card = Json(name);
        CardProtocol.FindsWhatItsTogglesOpen(card.RootElement);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_wraps_and_the_card_has_a_heading_a_language_and_a_summary_without_answers(string name)
    {
        using var card = Json(name);
        CardProtocol.ReadsWellIn("en", card.RootElement);
    }

    [Fact]
    public void Where_long_comments_would_burst_a_card_they_are_kept_and_each_can_be_opened()
    {
        var draft = Gallery.Drafts.Single(d => d.Name == "full-chinese").Draft;
        var walk = CardWorld.WalkOf(draft);
        var page = draft.Questionnaire.FindPage("C-3")!;
        using var card = JsonDocument.Parse(QuestionsCard.Of(CardWorld.Context, draft, walk, page, Typed.None).ToUtf8Json());
        var open = Elements(card.RootElement).Single(e => TypeOf(e) == "Action.Execute" && e.GetProperty("id").GetString() == "open");
        var data = open.GetProperty("data");
        var kept = data.GetProperty("kept").GetString()!.Split(',');
        var wanted = data.GetProperty("go-to").GetString()!;

        Assert.Contains(wanted, kept);
        Assert.All(kept, id => Assert.DoesNotContain(Elements(card.RootElement), e => IdOf(e) == $"{id}.comment"));

        var opened = QuestionsCard.Of(CardWorld.Context, draft, walk, page, Typed.None, new QuestionId(wanted));
        using var shown = JsonDocument.Parse(opened.ToUtf8Json());
        var comment = Elements(shown.RootElement).Single(e => IdOf(e) == $"{wanted}.comment");
        Assert.Equal(draft.Sheet[new QuestionId(wanted)]!.Comment, comment.GetProperty("value").GetString());
        Assert.InRange(opened.ToUtf8Json().Length, 1, QuestionsCard.MostBytes);
    }

    [Fact]
    public void A_restricted_alert_says_the_reference_and_nothing_else()
    {
        var card = Encoding.UTF8.GetString(Gallery.Cards.Single(c => c.Name == "reception-centre-alert-restricted").Card.ToUtf8Json().Span);
        Assert.Contains(CardWorld.Draft().Reference.Value, card, StringComparison.Ordinal);
        Assert.DoesNotContain("Reception", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Tunis", card, StringComparison.Ordinal);
        Assert.DoesNotContain("ating", card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restricted_project_has_no_title_in_any_summary_line() =>
        Assert.All(Gallery.Cards, c => Assert.DoesNotContain("Reception centre", c.Card.FallbackText, StringComparison.Ordinal));

    [Fact]
    public void The_person_is_asked_to_confirm_detained_people_without_detention_on_the_page_after_it_and_at_the_end()
    {
        var sheet = CardWorld.Example("reception-centre.json");
        var a1 = new QuestionId("A1");
        sheet = sheet.With(a1, new Domain.Answers.Answer(new Domain.Answers.AnswerValue.Choices([new OptionId("children"), new OptionId("detained")])));
        var draft = CardWorld.Draft(sheet);
        Assert.Contains("Please confirm", TextOf(new Place.Questions(new PageId("A-1"))), StringComparison.Ordinal);
        Assert.Contains("Please confirm", TextOf(new Place.Questions(new PageId("A-2"))), StringComparison.Ordinal);
        Assert.DoesNotContain("Please confirm", TextOf(new Place.Questions(new PageId("B-1"))), StringComparison.Ordinal);

        string TextOf(Place place) => Encoding.UTF8.GetString(Gallery.At(draft, place, Typed.None).ToUtf8Json().Span);
    }

    private static JsonDocument Json(string name) => JsonDocument.Parse(Gallery.Cards.Single(c => c.Name == name).Card.ToUtf8Json());
}
