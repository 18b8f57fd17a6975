using System.Collections.Immutable;
using IML.RbaBot.Cards.Reviewing;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>Reads the inputs of the cards of the review. What was read is for the domain to judge.</summary>
internal static class ReviewInputs
{
    /// <summary>Whether a card of the review has all these inputs; another input never came from a card of ours.</summary>
    public static bool Knows(CardPage page, Assessment assessment, RawInputs inputs)
    {
        var known = page switch
        {
            CardPage.Return => [InputIds.ReturnQuestions],
            CardPage.Comments comments => ReturnCards.On(assessment, comments.Number).Select(c => InputIds.Review(c.Question)),
            CardPage.HandOver => [InputIds.HandOverTo],
            CardPage.Lift => [InputIds.LiftQuestion, InputIds.LiftReasons],
            CardPage.Decide decide => OfDecision(decide.Conditions),
            _ => Enumerable.Empty<string>(),
        };
        return inputs.Ids.All(known.ToHashSet(StringComparer.Ordinal).Contains);
    }

    /// <summary>The questions chosen for a return. One that the questionnaire does not have is left for the domain to refuse.</summary>
    public static ImmutableArray<QuestionId> Questions(RawInputs inputs) =>
    [
        .. (inputs[InputIds.ReturnQuestions] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(q => new QuestionId(q)),
    ];

    /// <summary>The comments on a card. An input that was emptied comes as no words; a card that sends nothing at all empties nothing.</summary>
    public static ImmutableArray<GivenComment> Comments(CardPage.Comments page, Assessment assessment, RawInputs inputs) => inputs.IsEmpty
        ? []
        : [.. ReturnCards.On(assessment, page.Number).Select(c => new GivenComment(c.Question, inputs[InputIds.Review(c.Question)] ?? ""))];

    /// <summary>All comments of the return: those kept, and in their place those of the card.</summary>
    public static ImmutableArray<GivenComment> AllComments(Assessment assessment, ImmutableArray<GivenComment> typed) =>
    [
        .. assessment.Review.Drafted.Select(kept => typed.FirstOrDefault(t => t.Question == kept.Question) is { Text: { } text }
            ? kept with { Text = text }
            : kept),
    ];

    public static GivenVerdict Verdict(RawInputs inputs, ImmutableArray<InputMessage>.Builder messages)
    {
        Rating? final = null;
        if (inputs[InputIds.FinalRating] is { } typed)
        {
            final = typed.Length == 1 && Enum.TryParse<Rating>(typed, out var rating) && Enum.IsDefined(rating) ? rating : null;
            if (final is null)
            {
                messages.Add(new InputMessage(InputIds.FinalRating, ReviewText.FinalRatingError));
            }
        }

        return new GivenVerdict(final, inputs[InputIds.VerdictReasons], inputs[InputIds.VerdictNotes]);
    }

    /// <summary>As many as the card has places for, also the empty ones, so that a fault names the place.</summary>
    public static ImmutableArray<GivenCondition> Conditions(
        CardPage.Decide page, RawInputs inputs, ImmutableArray<InputMessage>.Builder messages) =>
    [
        .. Enumerable.Range(1, page.Conditions).Select(number => new GivenCondition(
            inputs[InputIds.Condition(number, "description")],
            inputs[InputIds.Condition(number, "owner")],
            InputValues.Date(inputs[InputIds.Condition(number, "due")], InputIds.Condition(number, "due"), ReviewText.ConditionDueError, messages))),
    ];

    private static IEnumerable<string> OfDecision(int conditions) =>
        new[] { InputIds.FinalRating, InputIds.VerdictReasons, InputIds.VerdictNotes }.Concat(
            Enumerable.Range(1, conditions).SelectMany(n =>
                new[] { InputIds.Condition(n, "description"), InputIds.Condition(n, "owner"), InputIds.Condition(n, "due") }));
}
