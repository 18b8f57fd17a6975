using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>
/// Reads conditions: an object with exactly one of <c>any</c>, <c>none</c> (a question and some of its options), <c>all</c>
/// and <c>or</c> (conditions).
/// </summary>
internal sealed class ConditionReader(IReadOnlyDictionary<string, QuestionDraft> questions)
{
    private static readonly string[] Words = ["any", "none", "all", "or"];

    /// <summary>A condition that may read any question; null after a problem.</summary>
    /// <param name="reader">The condition's object.</param>
    /// <param name="unknownQuestion">The rule that a question without such an id breaks.</param>
    /// <param name="asker">The question that is asked when the condition holds, which then may only look back; null otherwise.</param>
    public Condition? Read(ObjectReader reader, string unknownQuestion = ProblemRule.UnknownQuestion, QuestionDraft? asker = null)
    {
        var given = Words.Where(reader.Has).ToArray();
        if (given.Length != 1)
        {
            reader.Problems.Add(reader.Place, ProblemRule.ConditionShape, ObjectReader.Number(given.Length));
        }

        Condition? condition = null;
        foreach (var word in given)
        {
            condition = word is "any" or "none"
                ? reader.Object(word) is { } inner ? ReadAnswers(inner, word == "any", unknownQuestion, asker) : null
                : ReadGroup(reader, word, unknownQuestion, asker);
        }

        reader.Close();
        return condition;
    }

    /// <summary>A question and some of its options, without a word before it.</summary>
    public Condition? ReadAnswers(
        ObjectReader reader, bool any, string unknownQuestion = ProblemRule.UnknownQuestion, QuestionDraft? asker = null)
    {
        var id = reader.Text("question");
        var of = reader.Texts("of");
        reader.Close();
        if (id is null)
        {
            return null;
        }

        if (!questions.TryGetValue(id, out var read))
        {
            reader.Problems.Add(reader.Place.Key("question"), unknownQuestion, id);
            return null;
        }

        var options = Options(read, of, reader.Problems);
        CheckLooksBack(reader, read, asker);
        return any
            ? new Condition.Any(new QuestionId(id), read.Position, options)
            : new Condition.None(new QuestionId(id), read.Position, options);
    }

    /// <summary>Options of a question; one that it does not offer, or that is named twice where another was meant, is a problem.</summary>
    public static ImmutableArray<OptionId> Options(
        QuestionDraft question, IEnumerable<(string Text, JsonPlace Place)> texts, ProblemList problems)
    {
        var options = ImmutableArray.CreateBuilder<OptionId>();
        foreach (var (text, place) in texts)
        {
            // A question whose own options could not be read says so at its own place already.
            if (question.Kind is not null && !question.Kind.Offers(new OptionId(text)))
            {
                problems.Add(place, ProblemRule.UnknownOption, text, question.Id ?? "");
            }
            else if (options.Contains(new OptionId(text)))
            {
                problems.Add(place, ProblemRule.RepeatedOption, text);
            }

            options.Add(new OptionId(text));
        }

        return options.ToImmutable();
    }

    private Condition? ReadGroup(ObjectReader reader, string word, string unknownQuestion, QuestionDraft? asker)
    {
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        foreach (var each in reader.Objects(word))
        {
            if (Read(each, unknownQuestion, asker) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        return word == "all" ? new Condition.All(conditions.ToImmutable()) : new Condition.Or(conditions.ToImmutable());
    }

    /// <summary>One forward pass routes everything, and a page is shown at once: so neither forward nor onto the same page.</summary>
    private static void CheckLooksBack(ObjectReader reader, QuestionDraft read, QuestionDraft? asker)
    {
        if (asker is null)
        {
            return;
        }

        if (read.Position >= asker.Position)
        {
            reader.Problems.Add(reader.Place.Key("question"), ProblemRule.ConditionLooksForward, asker.Id ?? "", read.Id ?? "");
        }
        else if (read.Page is not null && read.Page == asker.Page)
        {
            reader.Problems.Add(
                reader.Place.Key("question"), ProblemRule.ConditionOnSamePage, asker.Id ?? "", read.Id ?? "", read.Page.Id.Value);
        }
    }
}
