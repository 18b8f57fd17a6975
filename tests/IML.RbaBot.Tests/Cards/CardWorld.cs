using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Tests.Cards;

/// <summary>The shipped texts and questionnaire, and assessments of every kind to make cards of.</summary>
internal static class CardWorld
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    public static readonly Person Developer = new(PersonId.Parse("5a1c0000-0000-0000-0000-000000001001")!.Value, "Alex Developer");

    /// <summary>The developer, in no role of the Unit.</summary>
    public static readonly Actor Owner = new(Developer, Roles.None);

    /// <summary>A co-editor of whatever the developer owns.</summary>
    public static readonly Actor CoEditor = new(new Person(PersonId.Parse("5a1c0000-0000-0000-0000-000000001002")!.Value, "Bo Co-Editor"), Roles.None);

    public static readonly Person FocalPoint = new(PersonId.Parse("5a1c0000-0000-0000-0000-000000002001")!.Value, "Fatou Focal-Point");

    public static QuestionnaireCatalog Catalog { get; } = Good(QuestionnaireFiles.LoadShipped());

    public static ProjectLists Lists { get; } = Good(ProjectListsFile.Read(QuestionnaireFiles.ShippedFolder));

    public static Languages Languages { get; } = Good(Languages.Load(Path.Combine(AppContext.BaseDirectory, "Texts"), Lists));

    public static Language English => Languages.English;

    public static CardContext Context { get; } = new(
        English,
        TimeZoneInfo.Utc,
        "iml@iom.int",
        "5a1c0000-0000-0000-0000-00000000b070",
        CardFrames.Of(Languages, Catalog));

    public static Questionnaire Questionnaire { get; } = Catalog.Current("rba-migof-p1")!.Questionnaire;

    public static ProjectData Project { get; } = new()
    {
        Title = "Reception centre for people on the move",
        Stage = "proposal",
        Countries = ["TN", "CI"],
        Office = "Tunis",
        ThematicAreas = ["protection"],
        Confidentiality = Confidentiality.Internal,
    };

    /// <summary>A worked example of the standard, complete.</summary>
    public static AnswerSheet Example(string name) =>
        Good(AnswersFile.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "WorkedExamples", name)), name, Catalog));

    public static Assessment Draft(AnswerSheet? sheet = null, ProjectData? project = null) => new()
    {
        Id = AssessmentId.Of(Reference.Of(123456789), 1),
        Revision = 7,
        Developer = Developer,
        Project = project ?? Project,
        Sheet = sheet ?? AnswerSheet.Empty(Questionnaire),
        State = new AssessmentState.Draft(),
        Place = Place.Project.Instance,
        StartedAt = Now,
        ChangedAt = Now,
    };

    public static Assessment In(Assessment draft, Func<FrozenResult, AssessmentState> state) =>
        draft with { State = state(FrozenResult.Of(Rater.Rate(RouteOf(draft)))) };

    public static Route RouteOf(Assessment assessment) => Route.Of(assessment.Sheet);

    public static Walk WalkOf(Assessment assessment) => Walk.Of(assessment);

    /// <summary>The value read; fails with every problem listed.</summary>
    public static T Good<T>(Reading<T> reading)
        where T : class
    {
        Assert.True(reading.Problems.IsEmpty, string.Join('\n', reading.Problems.Select(ProblemTexts.English.Line)));
        return reading.Value!;
    }
}
