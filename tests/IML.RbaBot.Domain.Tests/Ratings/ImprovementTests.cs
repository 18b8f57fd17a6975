using System.Collections.Concurrent;
using System.Collections.Immutable;
using CsCheck;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Domain.Tests.Properties;
using Xunit.Abstractions;

namespace IML.RbaBot.Domain.Tests.Ratings;

public sealed class ImprovementTests(ITestOutputHelper output)
{
    [Fact]
    public void On_small_questionnaires_the_search_finds_what_trying_everything_finds()
    {
        var seen = new ConcurrentDictionary<string, int>();
        Tape.Of(200).Sample(
            numbers =>
            {
                var tape = new Tape(numbers);
                var questionnaire = SmallQuestionnaires.Of(tape, most: 7);
                var kind = AgreesWithTrying(Route.Of(Sheets.Complete(questionnaire, tape, tape.Pick([0, 40, 80]))));
                seen.AddOrUpdate(kind, 1, (_, n) => n + 1);
            },
            iter: 4_000,
            print: n => string.Join(' ', n));

        foreach (var (kind, count) in seen.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{count,5} {kind}");
        }

        // Chance has given every kind of outcome: otherwise the comparison would say little.
        Assert.Superset(
            new HashSet<string> { "none", "1 change", "2 changes", "3 changes", "clear first", "clear first and 1 change" },
            seen.Keys.ToHashSet());
    }

    /// <summary>
    /// Asserts that the search and the trial of every set agree, and says what the outcome was.
    /// </summary>
    private static string AgreesWithTrying(Route route)
    {
        var result = Rater.Rate(route);
        var improvement = Improvement.Of(route, result);
        if (result.Rating == Rating.A)
        {
            Assert.IsType<Improvement.None>(improvement);
            return "none";
        }

        var trying = new ImprovementByTrying(route, result);
        if (trying.Smallest(ImmutableHashSet<string>.Empty) is { } smallest)
        {
            var changes = Assert.IsType<Improvement.Changes>(improvement);
            Assert.Equal(smallest, Names(changes.Answers));
            Assert.True(changes.Then.Rating < result.Rating);
            return smallest.Count == 1 ? "1 change" : $"{smallest.Count} changes";
        }

        var clear = Assert.IsType<Improvement.ClearFirst>(improvement);
        var subjects = clear.Causes.Select(Subject).ToHashSet();
        var always = trying.AlwaysBeyond();
        var isConflict = trying.Smallest(always) is null;
        if (!isConflict)
        {
            Assert.Equal(always.Order(), subjects.Order());
        }

        Assert.NotEmpty(subjects);
        Assert.Subset(trying.Beyond(route.Sheet)!, subjects);
        Assert.Equal(trying.Smallest(subjects), Names(clear.AndThen));
        return clear.AndThen.Length == 0 && !isConflict ? "clear first"
            : isConflict ? "clear first, where each alone could be better answered"
            : $"clear first and {clear.AndThen.Length} change" + (clear.AndThen.Length == 1 ? "" : "s");
    }

    private static List<string> Names(ImmutableArray<AnswerChange> changes) => [.. changes.Select(c => c switch
    {
        AnswerChange.Choose choose => $"{choose.Question}→{choose.ToOption}",
        AnswerChange.Tick tick => $"{tick.Question}→{tick.AtLeast} ticks",
        _ => throw new InvalidOperationException($"Unknown change {c}."),
    })];

    private static string Subject(Cause cause) => cause switch
    {
        Cause.Flagged flagged => flagged.Flag.Question.Value,
        Cause.Risk risk => risk.Rated.Question.Value,
        Cause.UnknownCritical unknown => unknown.Question.Value,
        Cause.WeakAlignment weak => weak.Index.Index.Value,
        _ => "unknowns",
    };
}
