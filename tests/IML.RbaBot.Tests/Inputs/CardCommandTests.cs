// A long file because it is one list: what a filled-in card means, one kind of question and of input after the other.
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Tests.Cards;

namespace IML.RbaBot.Tests.Inputs;

public class CardCommandTests
{
    private static readonly Assessment Draft = CardWorld.Draft(CardWorld.Example("reception-centre.json"));

    public static TheoryData<string, string> Places
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, draft) in Gallery.Drafts.Where(d => d.Name is not "worst"))
            {
                foreach (var step in CardWorld.WalkOf(draft).Steps.Where(s => s is not Place.Summary || CardWorld.WalkOf(draft).IsReadyForSummary))
                {
                    data.Add(name, step.Value);
                }
            }

            return data;
        }
    }

    /// <summary>The renderer's part played here: every input sends what it shows, and an empty one is left out.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void A_card_sent_back_as_it_was_shown_changes_nothing(string name, string at)
    {
        var draft = Gallery.Drafts.Single(d => d.Name == name).Draft;
        var place = Place.Parse(at, draft.Questionnaire)!;
        var reading = Press(draft, place, CardActions.SaveExit, _ => { });

        Assert.Empty(reading.Messages);
        var save = Assert.IsType<Command.Save>(reading.Command);
        Assert.False(save.Demand);
        Assert.Equal(place, save.At);
        Assert.All(save.Answers, a => Assert.Equal(draft.Sheet[a.Question] ?? new Answer(null), a.Answer));
        Assert.True(save.Project is null || save.Project == draft.Project, $"{save.Project} {draft.Project}");
        foreach (var (question, response) in save.Responses)
        {
            Assert.Equal(draft.Sheet.Response(question), response);
        }
    }

    [Theory]
    [InlineData("B9", "perhaps", "B9")]
    [InlineData("B9.comment", "TOO-LONG", "B9.comment")]
    [InlineData("B10", "available,available", "B10")]
    [InlineData("B10", "available,none", "B10")]
    public void An_answer_that_the_question_does_not_have_gets_a_message_beside_it(string input, string value, string expected)
    {
        var typed = value == "TOO-LONG" ? new string('x', 1501) : value;
        var reading = Press(Draft, At("B-3"), CardActions.Next, inputs => inputs[input] = typed);
        Assert.Equal(expected, Assert.Single(MessagesOf(reading)).Input);
    }

    [Theory]
    [InlineData("E3.role", 101)]
    [InlineData("E3.consulted", 1501)]
    [InlineData("E3.proposalVersion", 101)]
    public void A_part_of_the_declaration_that_is_too_long_gets_a_message_beside_it_with_its_own_limit(string input, int length)
    {
        var reading = Press(Draft, Place.Summary.Instance, CardActions.Submit, inputs => inputs[input] = new string('x', length));
        var message = Assert.Single(MessagesOf(reading));
        Assert.Equal(input, message.Input);
        Assert.Contains((length - 1).ToString(CultureInfo.InvariantCulture), message.Values.Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_risk_that_is_too_long_gets_a_message_beside_it()
    {
        var full = Gallery.Drafts.Single(d => d.Name == "full-one-word").Draft;
        var reading = Press(full, At("E-1"), CardActions.Next, inputs => inputs["E2.risk2.description"] = new string('x', 2000));
        Assert.Equal("E2.risk2.description", Assert.Single(MessagesOf(reading)).Input);
    }

    [Fact]
    public void Nobody_cannot_be_combined()
    {
        var reading = Press(Draft, At("A-1"), CardActions.Next, inputs => inputs["A1"] = "adults,nobody");
        Assert.Equal("A1", Assert.Single(MessagesOf(reading)).Input);
    }

    [Theory]
    [InlineData("C4.due", "31/03/2027")]
    [InlineData("C4.due", "2027-02-30")]
    [InlineData("C4.impact", "6")]
    [InlineData("C4.impact", "0")]
    [InlineData("C4.likelihood", "often")]
    public void What_is_no_date_and_no_level_gets_a_message(string input, string value)
    {
        var reading = Press(Draft, new Place.Flags(new QuestionId("C4")), CardActions.Next, inputs => inputs[input] = value);
        Assert.Null(reading.Command);
        Assert.Equal(input, Assert.Single(reading.Messages).Input);
    }

    [Theory]
    [InlineData("C1", "yes")]
    [InlineData("B9.impact", "4")]
    [InlineData("project.title", "x")]
    [InlineData("E3.confirmed", "true")]
    [InlineData("state", "Cleared")]
    public void An_input_of_another_card_is_none_of_ours(string input, string value)
    {
        var reading = Press(Draft, At("B-3"), CardActions.Next, inputs => inputs[input] = value);
        Assert.Null(reading.Command);
        Assert.Empty(reading.Messages);
    }

    [Theory]
    [InlineData("next", "nowhere", null)]
    [InlineData("next", null, null)]
    [InlineData("next", "flag-Z9", null)]
    [InlineData("open", "B-3", "nowhere")]
    [InlineData("claim", "B-3", null)]
    [InlineData("submit", "B-3", null)]
    public void A_place_that_is_not_there_or_a_button_that_the_card_does_not_have_is_none_of_ours(string action, string? page, string? goTo)
    {
        var reading = CardCommand.Read(
            new CardData { Action = action, Page = page, GoTo = goTo }, Draft, CardWorld.Lists, CardWorld.English);
        Assert.Null(reading.Command);
        Assert.Empty(reading.Messages);
    }

    [Fact]
    public void An_emptied_comment_is_cleared_though_clients_leave_it_out()
    {
        var sheet = Draft.Sheet.With(new QuestionId("B9"), Draft.Sheet[new QuestionId("B9")]! with { Comment = "Old" });
        var save = (Command.Save)Press(Draft with { Sheet = sheet }, At("B-3"), CardActions.Next, inputs => inputs.Remove("B9.comment")).Command!;
        Assert.Null(save.Answers.Single(a => a.Question.Value == "B9").Answer!.Comment);
    }

    [Fact]
    public void A_card_that_sends_no_input_at_all_changes_nothing()
    {
        var save = (Command.Save)Press(Draft, At("B-3"), CardActions.Back, inputs => inputs.Clear()).Command!;
        Assert.Empty(save.Answers);
    }

    [Fact]
    public void None_of_these_is_an_answer_and_no_tick_is_none()
    {
        var b10 = new QuestionId("B10");
        var none = (Command.Save)Press(Draft, At("B-3"), CardActions.Next, inputs => inputs["B10"] = "none").Command!;
        Assert.Equal(new AnswerValue.Choices([]), none.Answers.Single(a => a.Question == b10).Answer!.Value);
        var empty = (Command.Save)Press(Draft, At("B-3"), CardActions.Next, inputs => inputs.Remove("B10")).Command!;
        Assert.Null(empty.Answers.Single(a => a.Question == b10).Answer!.Value);
    }

    [Fact]
    public void Ticks_come_in_the_questionnaires_order_whatever_the_client_sends()
    {
        var save = (Command.Save)Press(Draft, At("A-1"), CardActions.Next, inputs => inputs["A1"] = "refugees,children").Command!;
        Assert.Equal(Draft.Sheet[new QuestionId("A1")], save.Answers[0].Answer);
    }

    [Fact]
    public void Risks_beyond_the_three_on_the_card_are_kept_and_an_emptied_one_goes()
    {
        var full = Gallery.Drafts.Single(d => d.Name == "full-one-word").Draft;
        var save = (Command.Save)Press(full, At("E-1"), CardActions.Next, inputs => inputs.Remove("E2.risk2.description")).Command!;
        var words = (AnswerValue.Words)save.Answers.Single(a => a.Question.Value == "E2").Answer!.Value!;
        Assert.Equal(19, words.ExtraRisks.Length);
    }

    [Fact]
    public void Half_a_risk_gets_a_message()
    {
        var reading = Press(Draft, At("E-1"), CardActions.Next, inputs => inputs["E2.risk1.description"] = "Flood");
        Assert.Equal("E2.risk1.description", Assert.Single(reading.Messages).Input);
    }

    [Theory]
    [InlineData(CardActions.Back)]
    [InlineData(CardActions.SaveExit)]
    [InlineData(CardActions.Overview)]
    [InlineData(CardActions.Ask)]
    public void Half_a_risk_gets_no_message_when_its_card_is_left(string action)
    {
        var reading = Press(Draft, At("E-1"), action, inputs =>
        {
            inputs["E2.risk1.description"] = "Flood";
            inputs["E2.risk2.impact"] = "4";
        });

        Assert.Empty(reading.Messages);
        Assert.Equal([new BegunRisk("Flood", null, null), new BegunRisk(null, 4, null)], WordsOf(reading).Begun.AsEnumerable());
    }

    [Fact]
    public void The_choice_of_a_risk_that_is_not_described_can_be_taken_back_and_a_described_risk_goes_with_its_description()
    {
        var half = Gallery.Drafts.Single(d => d.Name == "half").Draft;

        var reading = Press(half, At("E-1"), CardActions.Next, inputs =>
        {
            inputs.Remove("E2.risk1.description");
            inputs.Remove("E2.risk2.description");
            inputs["E2.risk3.likelihood"] = "not-rated";
        });

        Assert.Empty(reading.Messages);
        Assert.Equal((0, 0), (WordsOf(reading).ExtraRisks.Length, WordsOf(reading).Begun.Length));
    }

    [Fact]
    public void A_half_entered_risk_is_shown_also_beside_more_risks_than_a_card_shows_and_none_of_those_is_lost()
    {
        var full = Gallery.Drafts.Single(d => d.Name == "full-one-word").Draft;
        var e2 = new QuestionId("E2");
        var stored = (AnswerValue.Words)full.Sheet[e2]!.Value!;
        var begun = stored with { ExtraRisks = stored.ExtraRisks[..^1], Begun = [new BegunRisk("Flood", 4, null)] };
        full = full with { Sheet = full.Sheet.With(e2, full.Sheet[e2]! with { Value = begun }) };

        Assert.Equal(begun, WordsOf(Press(full, At("E-1"), CardActions.SaveExit, _ => { })));
        Assert.Equal("E2.risk3.description", Assert.Single(Press(full, At("E-1"), CardActions.Next, _ => { }).Messages).Input);
        var completed = WordsOf(Press(full, At("E-1"), CardActions.Next, inputs => inputs["E2.risk3.likelihood"] = "2"));
        Assert.Equal((stored.ExtraRisks.Length, 0), (completed.ExtraRisks.Length, completed.Begun.Length));
    }

    private static AnswerValue.Words WordsOf(CardCommand reading) =>
        (AnswerValue.Words)((Command.Save)reading.Command!).Answers.Single(a => a.Question.Value == "E2").Answer!.Value!;

    [Fact]
    public void The_overview_goes_to_a_question_a_card_or_nowhere_with_a_message()
    {
        Assert.Equal(new Go.To(At("C-2")), GoOf("C5"));
        Assert.Equal(new Go.To(Place.Project.Instance), GoOf("project"));
        Assert.Equal(new Go.To(new Place.Flags(new QuestionId("C4"))), GoOf("flag-C4"));
        Assert.Equal(InputIds.GoTo, Assert.Single(Open(null).Messages).Input);

        static Go GoOf(string target) => ((Command.Save)Open(target).Command!).Go;

        static CardCommand Open(string? target) => CardCommand.Read(
            new CardData { Action = CardActions.Open, Page = "overview", GoTo = target }, Draft, CardWorld.Lists, CardWorld.English);
    }

    [Fact]
    public void Submitting_brings_the_declaration_of_the_same_card()
    {
        var reading = Press(Draft, Place.Summary.Instance, CardActions.Submit, inputs => inputs["E3.consulted"] = "Ana, Ben\nChi");
        var submit = Assert.IsType<Command.Submit>(reading.Command);
        var declaration = Assert.IsType<AnswerValue.Declaration>(submit.Declaration.Answer!.Value);
        Assert.Equal("Ana|Ben|Chi", string.Join('|', declaration.Consulted));
        Assert.True(declaration.Confirmed);
    }

    [Fact]
    public void An_unticked_confirmation_is_not_confirmed()
    {
        var reading = Press(Draft, Place.Summary.Instance, CardActions.Submit, inputs => inputs["E3.confirmed"] = "false");
        var submit = Assert.IsType<Command.Submit>(reading.Command);
        Assert.False(Assert.IsType<AnswerValue.Declaration>(submit.Declaration.Answer!.Value).Confirmed);
    }

    private static Place.Questions At(string page) => new(new PageId(page));

    private static CardCommand Press(Assessment draft, Place place, string action, Action<Dictionary<string, string>> change) =>
        CardCommand.Read(Sent.By(Gallery.At(draft, place, Typed.None), action, change), draft, CardWorld.Lists, CardWorld.English);

    /// <summary>The messages of the reading, or of the domain's refusal of its command.</summary>
    private static ImmutableArray<InputMessage> MessagesOf(CardCommand reading)
    {
        if (reading.Command is null)
        {
            return reading.Messages;
        }

        var request = new Request(new Actor(CardWorld.Developer, Roles.None), CardWorld.Now, Draft.Revision, CardWorld.Lists);
        var refused = Assert.IsType<Decision.Refused>(Decider.Decide(reading.Command, Draft, request));
        return InputMessages.Of(refused.Refusal, Draft);
    }
}

/// <summary>What a client sends for a card.</summary>
internal static class Sent
{
    public static CardData By(AdaptiveCard card, string action, Action<Dictionary<string, string>> change)
    {
        using var json = JsonDocument.Parse(card.ToUtf8Json());
        var button = json.RootElement.GetProperty("actions").EnumerateArray().First(a => a.GetProperty("id").GetString() == action);
        var inputs = CardProtocol.Elements(json.RootElement.GetProperty("body"))
            .Where(e => e.GetProperty("type").GetString()!.StartsWith("Input.", StringComparison.Ordinal))
            .Select(e => (Id: e.GetProperty("id").GetString()!, Value: e.TryGetProperty("value", out var value) ? value.GetString()! : ""))
            .Where(i => i.Value.Length > 0)
            .ToDictionary(i => i.Id, i => i.Value);
        change(inputs);
        var data = button.GetProperty("data").EnumerateObject().ToDictionary(
            m => m.Name, m => m.Value.ValueKind == JsonValueKind.String ? m.Value.GetString()! : m.Value.GetRawText());
        foreach (var (id, value) in inputs)
        {
            data[id] = value;
        }

        var sent = JsonSerializer.SerializeToElement(data);
        return CardData.Read(new AdaptiveCardInvokeValue(action, null, sent, "manual"))
            ?? throw new InvalidOperationException($"The card's own data could not be read: {sent}");
    }
}
