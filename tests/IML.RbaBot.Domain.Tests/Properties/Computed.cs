using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Properties;

/// <summary>Everything that the rules compute from a set of answers, as text that can be compared and read.</summary>
internal static class Computed
{
    public static string From(AnswerSheet sheet)
    {
        var route = Route.Of(sheet);
        var missing = Completeness.Of(route);
        string[] always =
        [
            "asked " + Line(route.Asked.Select(q => q.Id)),
            "flags " + Line(Flag.Of(route)),
            "missing " + Line(missing),
            "export " + AnswersFileWriter.Write(route),
        ];
        return string.Join('\n', missing.Any(m => Completeness.PreventsRating(m.Part)) ? always : always.Concat(Rated(route)));
    }

    private static IEnumerable<string> Rated(Route route)
    {
        var result = Rater.Rate(route);
        yield return "result " + Text(result);
        yield return Improvement.Of(route, result) switch
        {
            Improvement.Changes changes => $"change {Line(changes.Answers)} then {Text(changes.Then)}",
            Improvement.ClearFirst clear => $"clear {clear.Rule} {Line(clear.Causes)} and change {Line(clear.AndThen)}",
            _ => "best",
        };
    }

    private static string Text(Result result) => string.Join(
        " | ",
        result.Rating,
        result.DecidedBy,
        result.Provisional,
        Line(result.Indices),
        result.Alignment,
        result.Risk,
        Line(result.Causes),
        Line(result.Risks),
        Line(result.Flags),
        Line(result.Asked),
        result.Scored,
        result.Unknown);

    private static string Line<T>(IEnumerable<T> values) => string.Join(", ", values);
}
