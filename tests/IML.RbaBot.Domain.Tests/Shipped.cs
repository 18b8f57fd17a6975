using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Tests;

/// <summary>The questionnaire and the texts that the bot ships.</summary>
public static class Shipped
{
    public static Questionnaire Questionnaire { get; } =
        Good(QuestionnaireReader.Read(File("rba-migof-p1-1.0/structure.json"), "structure.json"));

    public static QuestionnaireText English { get; } =
        Good(QuestionnaireTextReader.Read(File("rba-migof-p1-1.0/text.en.json"), "text.en.json", Questionnaire));

    public static QuestionnaireCatalog Catalog { get; } = Good(QuestionnaireCatalog.Read(
        new[] { "published.json", "rba-migof-p1-1.0/structure.json", "rba-migof-p1-1.0/text.en.json" }
            .Select(path => new QuestionnaireFile(path, File(path)))));

    /// <summary>The text of a file below the folder of questionnaires.</summary>
    public static string File(string path) => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Questionnaires", path));

    /// <summary>The value read; fails with every problem listed.</summary>
    public static T Good<T>(Reading<T> reading)
        where T : class
    {
        Assert.True(reading.Problems.IsEmpty, string.Join('\n', reading.Problems.Select(ProblemTexts.English.Line)));
        return reading.Value!;
    }
}
