using System.Text;
using System.Text.Json.Nodes;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Tests.Cards;

public class ConfirmationTests
{
    [Fact]
    public void What_was_chosen_is_named_and_not_another_option_of_the_same_condition()
    {
        var catalog = ChangedQuestionnaire.Read(structure: s =>
        {
            s["confirmations"]![0]!["when"]!["any"]!["of"] = new JsonArray("trafficked-people", "detained");
            s["confirmations"]![0]!["without"]!["of"] = new JsonArray("detention", "border");
        });
        var questionnaire = catalog.Current("rba-migof-p1")!.Questionnaire;
        var sheet = AnswerSheet.Empty(questionnaire)
            .With(new("A1"), new Answer(new AnswerValue.Choices([new OptionId("detained")])))
            .With(new("A2"), new Answer(new AnswerValue.Choices([new OptionId("law")])))
            .With(new("A3"), new Answer(new AnswerValue.Choices([new OptionId("nobody")])));
        var draft = CardWorld.Draft(sheet);
        var context = CardWorld.Context with { Frames = CardFrames.Of(CardWorld.Languages, catalog) };

        var card = Encoding.UTF8.GetString(
            QuestionsCard.Of(context, draft, Walk.Of(draft), questionnaire.FindPage("A-1")!, Typed.None).ToUtf8Json().Span);

        Assert.Contains("you chose “Detained people”, but not “Detention, Border” in question A2", card, StringComparison.Ordinal);
    }
}
