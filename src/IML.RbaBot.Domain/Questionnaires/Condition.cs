using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>
/// When a question is asked, or a flag rule holds. A condition on a question that is not asked or not yet answered
/// does not hold, whether it says <c>any</c> or <c>none</c> (screening standard, "Answers").
/// </summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The ids of the questions that the condition reads, each at least once.</summary>
    public abstract IEnumerable<QuestionId> Questions { get; }

    /// <summary>Holds always.</summary>
    public sealed record Always : Condition
    {
        public static readonly Always Instance = new();

        public override IEnumerable<QuestionId> Questions => [];
    }

    /// <summary>Holds when the answer to <paramref name="Question"/> has at least one of the options.</summary>
    /// <param name="Question">The question read.</param>
    /// <param name="Position">Its position in <see cref="Questionnaire.Questions"/>.</param>
    /// <param name="Of">The options looked for.</param>
    public sealed record Any(QuestionId Question, int Position, ImmutableArray<OptionId> Of) : Condition
    {
        public override IEnumerable<QuestionId> Questions => [Question];
    }

    /// <summary>Holds when <paramref name="Question"/> is answered with none of the options.</summary>
    /// <param name="Question">The question read.</param>
    /// <param name="Position">Its position in <see cref="Questionnaire.Questions"/>.</param>
    /// <param name="Of">The options that must not be there.</param>
    public sealed record None(QuestionId Question, int Position, ImmutableArray<OptionId> Of) : Condition
    {
        public override IEnumerable<QuestionId> Questions => [Question];
    }

    /// <summary>Holds when every one of <paramref name="Conditions"/> holds.</summary>
    public sealed record All(ImmutableArray<Condition> Conditions) : Condition
    {
        public override IEnumerable<QuestionId> Questions => Conditions.SelectMany(c => c.Questions);
    }

    /// <summary>Holds when one of <paramref name="Conditions"/> holds.</summary>
    public sealed record Or(ImmutableArray<Condition> Conditions) : Condition
    {
        public override IEnumerable<QuestionId> Questions => Conditions.SelectMany(c => c.Questions);
    }
}
