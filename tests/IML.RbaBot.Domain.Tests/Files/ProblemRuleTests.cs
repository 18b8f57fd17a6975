using System.Reflection;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Tests.Answers;
using IML.RbaBot.Domain.Tests.Questionnaires;

namespace IML.RbaBot.Domain.Tests.Files;

public class ProblemRuleTests
{
    private static readonly string[] Rules =
        [.. typeof(ProblemRule).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void Every_rule_has_words_and_no_words_are_left_over()
    {
        Assert.Equal(Rules.Order(), ProblemTexts.English.Rules.Order());
    }

    [Fact]
    public void Every_rule_has_a_test_that_breaks_it()
    {
        var broken = BrokenStructures.All.Concat(TextTests.Broken).Concat(BrokenAnswers.Malformed).Concat(BrokenAnswers.Incomplete)
            .Select(b => b.Rule)
            .Concat(CatalogTests.Broken.Select(b => b.Rule))
            .Concat(CatalogTests.BrokenFolders.Select(b => b.Rule))
            // What the bot makes of the files is not known here: its own tests break these (CardRoomTests, StartProblemsTests).
            .Concat([ProblemRule.CardTooBig, ProblemRule.NoPublishedVersion]);

        Assert.Equal([], Rules.Except(broken));
    }

    [Fact]
    public void The_words_of_every_rule_fit_its_arguments()
    {
        // Breaking every rule once more, and reading the words: a placeholder without an argument would throw.
        var problems = BrokenStructures.All
            .SelectMany(b => Domain.Questionnaires.QuestionnaireReader.Read(b.Break(Tiny.Structure), "s").Problems)
            .Concat(TextTests.Broken.SelectMany(b => Domain.Questionnaires.QuestionnaireTextReader.Read(b.Break(Tiny.Text), "t", Tiny.Questionnaire).Problems))
            .Concat(BrokenAnswers.Malformed.SelectMany(b => Domain.Answers.AnswersFile.Read(b.Break(BrokenAnswers.Good), "a", Tiny.Catalog).Problems))
            .Concat(CatalogTests.Broken.SelectMany(b => Domain.Questionnaires.QuestionnaireCatalog.Read(b.Files).Problems))
            .Concat(CatalogTests.BrokenFolders.SelectMany(b => Domain.Questionnaires.QuestionnaireCatalog.Read(
                b.Files, folders: b.Folders.Select(f => new Domain.Questionnaires.QuestionnaireFolder(f))).Problems));

        Assert.All(problems, problem =>
        {
            var line = ProblemTexts.English.Line(problem);
            Assert.StartsWith($"{problem.Place}: {problem.Rule}: ", line, StringComparison.Ordinal);
            Assert.EndsWith(".", line.TrimEnd('"'), StringComparison.Ordinal);
        });
    }
}
