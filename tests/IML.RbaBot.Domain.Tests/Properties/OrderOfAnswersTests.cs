using CsCheck;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Tests.Properties;

public sealed class OrderOfAnswersTests
{
    [Fact]
    public void The_order_in_which_answers_were_given_and_what_was_said_before_do_not_matter() => Tape.Of(1_600).Sample(
        numbers =>
        {
            var tape = new Tape(numbers);
            var said = Sheets.Incomplete(Shipped.Questionnaire, tape, tape.Pick([0, 50, 90]), gonePercent: tape.Pick([0, 5]));
            var sheet = AnswerSheet.Empty(Shipped.Questionnaire);
            foreach (var question in Shuffled(Shipped.Questionnaire.Questions, tape).Where(_ => tape.Chance(30)))
            {
                sheet = sheet
                    .With(question.Id, Sheets.AnswerTo(question, tape, bestPercent: 30))
                    .With(question.Id, Sheets.ResponseTo(Shipped.Questionnaire.Rules, FlagLevel.M, tape));
            }

            foreach (var question in Shuffled(Shipped.Questionnaire.Questions, tape))
            {
                sheet = sheet.With(question.Id, said[question.Id]);
            }

            foreach (var question in Shuffled(Shipped.Questionnaire.Questions, tape))
            {
                sheet = sheet.With(question.Id, said.Response(question.Id));
            }

            Assert.Equal(Computed.From(said), Computed.From(sheet));
            Assert.Equal(Computed.From(said), Computed.From(ReadBack(said, tape)));
        },
        iter: 500,
        print: n => string.Join(' ', n));

    /// <summary>As storage gives it back: rows in any order.</summary>
    private static AnswerSheet ReadBack(AnswerSheet said, Tape tape) => AnswerSheet.Of(
        said.Questionnaire,
        Shuffled(said.Questionnaire.Questions, tape)
            .Where(q => said[q.Id] is not null)
            .Select(q => KeyValuePair.Create(q.Id, said[q.Id]!)),
        Shuffled(said.Questionnaire.Questions, tape)
            .Where(q => said.Response(q.Id) is not null)
            .Select(q => KeyValuePair.Create(q.Id, said.Response(q.Id)!)));

    private static List<Question> Shuffled(IEnumerable<Question> questions, Tape tape) =>
        [.. questions.Select(q => (Question: q, Key: tape.Below(1_000))).OrderBy(p => p.Key).Select(p => p.Question)];
}
