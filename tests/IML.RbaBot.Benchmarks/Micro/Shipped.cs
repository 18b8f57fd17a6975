using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Benchmarks.Micro;

/// <summary>The shipped questionnaire, and answers to it.</summary>
internal static class Shipped
{
    public static QuestionnaireCatalog Catalog { get; } = Good(QuestionnaireFiles.LoadShipped());

    /// <summary>The "Reception centre" project of the screening standard: 35 questions asked, rated B.</summary>
    public static string ReceptionCentreJson { get; } =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "WorkedExamples", "reception-centre.json"));

    public static AnswerSheet ReceptionCentre { get; } = Good(AnswersFile.Read(ReceptionCentreJson, "reception-centre.json", Catalog));

    /// <summary>The same answers on a sheet of their own, because a sheet keeps what was worked out from it.</summary>
    public static AnswerSheet ReceptionCentreAfresh()
    {
        var first = ReceptionCentre.Questionnaire.Questions[0].Id;
        return ReceptionCentre.With(first, ReceptionCentre[first]);
    }

    /// <summary>A draft with these answers.</summary>
    public static Assessment Draft { get; } = new()
    {
        Id = AssessmentId.Of(Reference.Of(123456789), 1),
        Revision = 20,
        Developer = new Person(PersonId.Parse("6f0c9a52-8a55-4a0e-9d39-0c8d7a1b1001")!.Value, "Alex Developer"),
        Project = new ProjectData { Title = "Reception centre", Office = "Country office" },
        Sheet = ReceptionCentre,
        State = new AssessmentState.Draft(),
        Place = Place.Summary.Instance,
        StartedAt = DateTimeOffset.UnixEpoch,
        ChangedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>An English reader.</summary>
    public static CardContext Cards { get; } = CardsOf();

    /// <summary>
    /// Everything is asked and the answers of a project that is far from good: of many such sets, the one whose improvement takes
    /// the longest to find. Rated once to warm up, then timed.
    /// </summary>
    public static Route HardestToImprove { get; } = Sheets().Select(Route.Of).MaxBy(SearchTicks)!;

    private static CardContext CardsOf()
    {
        var lists = Good(ProjectListsFile.Read(QuestionnaireFiles.ShippedFolder));
        var languages = Good(Languages.Load(Path.Combine(AppContext.BaseDirectory, "Texts"), lists));
        return new CardContext(languages.English, TimeZoneInfo.Utc, "iml@iom.int", null, CardFrames.Of(languages, Catalog));
    }

    private static long SearchTicks(Route route)
    {
        var result = Rater.Rate(route);
        return Enumerable.Range(0, 4).Min(_ =>
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            Improvement.Of(route, result);
            return System.Diagnostics.Stopwatch.GetTimestamp() - start;
        });
    }

    private static IEnumerable<AnswerSheet> Sheets() =>
        from few in new[] { Merit.NotKnown, Merit.Worst, Merit.Partly }
        from many in new[] { Merit.NotKnown, Merit.Worst, Merit.Partly, Merit.Best }
        from every in Enumerable.Range(1, 6)
        from impact in new[] { 1, 3, 5 }
        select Everything(i => i % every == 0 ? few : many, impact);

    private static AnswerSheet Everything(Func<int, Merit> merit, int impact)
    {
        var sheet = AnswerSheet.Empty(ReceptionCentre.Questionnaire);
        var scored = 0;
        foreach (var question in sheet.Questionnaire.Questions)
        {
            var value = question.Kind switch
            {
                QuestionKind.Single single => new AnswerValue.Choice(
                    (single.Options.FirstOrDefault(o => question.IsScored && o.Merit == merit(scored)) ?? single.Options[0]).Id),
                QuestionKind.Multi multi => new AnswerValue.Choices([.. multi.Options.Where(o => !multi.Exclusive.Contains(o))]),
                _ => ReceptionCentre[question.Id]!.Value,
            };
            scored += question.IsScored ? 1 : 0;
            sheet = sheet.With(question.Id, new Answer(value, "Known from the context analysis.", "section 3.2"));
        }

        return Flag.Of(Route.Of(sheet)).Aggregate(
            sheet, (s, flag) => s.With(flag.Question, new FlagResponse(impact, 2, null, "Train the partner.", "Manager", new DateOnly(2027, 3, 31), "no cost")));
    }

    private static T Good<T>(Reading<T> reading)
        where T : class =>
        reading.Value ?? throw new InvalidOperationException(string.Join('\n', reading.Problems.Select(ProblemTexts.English.Line)));
}
