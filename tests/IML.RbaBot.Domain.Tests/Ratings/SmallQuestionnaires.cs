using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Tests.Properties;

namespace IML.RbaBot.Domain.Tests.Ratings;

/// <summary>
/// Random questionnaires small enough to try every set of answers, with features that the shipped one does not have: flags on
/// good answers, flags that read each other, improvable answers that nothing scores.
/// </summary>
internal static class SmallQuestionnaires
{
    private static readonly ImmutableArray<Option> Standard =
    [
        new(new("yes"), 2, Merit.Best), new(new("partly"), 1, Merit.Partly), new(new("no"), 0, Merit.Worst),
        new(new("not-known"), 0, Merit.NotKnown), new(new("not-applicable"), null, Merit.NotApplicable),
    ];

    private static readonly ImmutableArray<Option> Own =
    [
        new(new("none"), 0, Merit.Worst), new(new("little"), 0, Merit.Worst), new(new("some"), 1, Merit.Partly),
        new(new("much"), 2, Merit.Best), new(new("all"), 2, Merit.Best),
    ];

    private static readonly ImmutableArray<Option> Checked =
    [
        new(new("fine"), null, Merit.None), new(new("serious"), null, Merit.None), new(new("not-checked"), null, Merit.None),
    ];

    /// <summary>A gate, an unscored check, up to <paramref name="most"/> scored questions in two indices, and extra risks.</summary>
    public static Questionnaire Of(Tape tape, int most)
    {
        var questions = ImmutableArray.CreateBuilder<Question>();
        var scored = tape.Between(2, most);
        Add(new QuestionKind.Single([.. new[] { "a", "b" }.Select(o => new Option(new(o), null, Merit.None))], null), null);
        Add(new QuestionKind.Single(Checked, null), null);
        questions[1] = questions[1] with
        {
            Improvements = [new(new("not-checked"), new("fine"))],
            FlagRules = [.. Enumerable.Range(0, tape.Below(3)).Select(_ => Rule(["serious", "not-checked"], scored))],
        };
        for (var i = 0; i < scored; i++)
        {
            Add(Kind(), new IndexId(tape.Chance(40) ? "p" : "q"));
        }

        Add(new QuestionKind.Text(1500, true), null);
        return new Questionnaire(
            new("small", "1"),
            [new("p"), new("q")],
            [new("A")],
            [new Page(new("A-1"), new("A"), [.. questions.Select(q => q.Id)])],
            questions.ToImmutable(),
            [],
            [],
            Norm.Rules);

        void Add(QuestionKind kind, IndexId? index)
        {
            var position = questions.Count;
            var weight = index is null ? 0 : tape.Between(1, 3);
            questions.Add(new Question
            {
                Id = new("Q" + position),
                Position = position,
                Part = new("A"),
                Page = new("A-1"),
                Kind = kind,
                AskedWhen = position > 2 && tape.Chance(20) ? When(tape.Chance(70) ? 0 : tape.Between(2, position - 1)) : Condition.Always.Instance,
                Index = index,
                Weight = weight,
                Critical = weight == 3,
                Flag = index is null ? FlagLevel.None : (FlagLevel)tape.Below(4),
                FlagRules = index is not null && tape.Chance(25) ? [Rule(["yes", "no", "some", "partly", "much"], scored)] : [],
            });
        }

        QuestionKind Kind() => tape.Below(10) switch
        {
            < 5 => new QuestionKind.Single(Standard, "standard"),
            < 7 => new QuestionKind.Single(Standard[..^1], "standard"),
            < 9 => new QuestionKind.Single(Own, null),
            _ => new QuestionKind.Multi([new("t1"), new("t2"), new("t3"), new("nothing")], null, [new("nothing")], 0, new TickScore(3, 1)),
        };

        // The gate has other options than the scored questions: reading "a" or "yes", whichever it has.
        Condition When(int position) => new Condition.Any(new("Q" + position), position, [new("a"), new("yes"), new("some"), new("t1")]);

        FlagRule Rule(string[] answers, int of) => new(
            [new(tape.Pick(answers))],
            tape.Chance(50)
                ? Condition.Always.Instance
                : Reading(tape.Between(1, of + 1)),
            (FlagLevel)tape.Between(1, 3));

        Condition Reading(int position)
        {
            ImmutableArray<OptionId> of = [new(tape.Pick(["no", "partly", "yes"])), new("none"), new("serious"), new("t2")];
            return tape.Chance(70)
                ? new Condition.Any(new("Q" + position), position, of)
                : new Condition.None(new("Q" + position), position, of);
        }
    }
}
