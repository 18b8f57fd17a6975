using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>One option of a question.</summary>
/// <param name="Id">Unique in the question.</param>
/// <param name="Points">2, 1 or 0; null when the option is not scored.</param>
/// <param name="Merit">What the option says about the proposal.</param>
public sealed record Option(OptionId Id, int? Points, Merit Merit);

/// <summary>How a question is answered.</summary>
public abstract record QuestionKind
{
    private QuestionKind()
    {
    }

    /// <summary>Whether that option can be chosen here.</summary>
    public bool Offers(OptionId option) => this switch
    {
        Single single => single.Find(option) is not null,
        Multi multi => multi.Options.Contains(option),
        _ => false,
    };

    /// <summary>Exactly one option.</summary>
    /// <param name="Options">The options offered, in order; "not applicable" only where the question offers it.</param>
    /// <param name="Scale">The scale's id; null when the options are the question's own.</param>
    public sealed record Single(ImmutableArray<Option> Options, string? Scale) : QuestionKind
    {
        public Option? Find(OptionId id)
        {
            foreach (var option in Options)
            {
                if (option.Id == id)
                {
                    return option;
                }
            }

            return null;
        }
    }

    /// <summary>Any number of options.</summary>
    /// <param name="Options">The options offered, in order.</param>
    /// <param name="List">The id of the shared list; null when the options are the question's own.</param>
    /// <param name="Exclusive">Options that cannot be combined with another.</param>
    /// <param name="MinSelected">How many must be ticked at least.</param>
    /// <param name="Ticks">How the number of ticks counts; null when the question is not scored.</param>
    public sealed record Multi(
        ImmutableArray<OptionId> Options, string? List, ImmutableArray<OptionId> Exclusive, int MinSelected, TickScore? Ticks) : QuestionKind;

    /// <summary>Words of the person's own; never scored.</summary>
    /// <param name="MaxLength">In UTF-16 code units.</param>
    /// <param name="ExtraRisks">Whether risks that no question names can be added.</param>
    public sealed record Text(int MaxLength, bool ExtraRisks) : QuestionKind;

    /// <summary>Who helped, which version of the proposal, and the confirmation.</summary>
    public sealed record Declaration : QuestionKind;
}

/// <summary>How many ticks count as the best answer and as "partly"; fewer are the worst.</summary>
public readonly record struct TickScore(int Best, int Partly)
{
    public Merit MeritOf(int ticks) => ticks >= Best ? Merit.Best : ticks >= Partly ? Merit.Partly : Merit.Worst;
}

/// <summary>A flag rule of a question's own, beside its level. The highest level that applies counts.</summary>
/// <param name="Answers">Applies when the answer is one of these options.</param>
/// <param name="When">And this holds; may read any question, before or after.</param>
/// <param name="Level">The level it gives.</param>
public sealed record FlagRule(ImmutableArray<OptionId> Answers, Condition When, FlagLevel Level);

/// <summary>A change of an unscored answer that the project can make itself, used by the improvement search.</summary>
public readonly record struct PossibleImprovement(OptionId From, OptionId To);

/// <summary>One question of a questionnaire, with everything but its texts.</summary>
public sealed record Question
{
    public required QuestionId Id { get; init; }

    /// <summary>Position in <see cref="Questionnaire.Questions"/>, from 0.</summary>
    public required int Position { get; init; }

    public required PartId Part { get; init; }

    public required PageId Page { get; init; }

    public required QuestionKind Kind { get; init; }

    public required Condition AskedWhen { get; init; }

    /// <summary>The index that its points count for; null when it is not scored.</summary>
    public IndexId? Index { get; init; }

    /// <summary>1 to 3 when scored, else 0.</summary>
    public int Weight { get; init; }

    /// <summary>Weight 3: "Not known yet" here makes a rating provisional.</summary>
    public bool Critical { get; init; }

    /// <summary>The level L of the flag table; <see cref="FlagLevel.None"/> when the table raises no flag here.</summary>
    public FlagLevel Flag { get; init; }

    public ImmutableArray<FlagRule> FlagRules { get; init; } = [];

    public ImmutableArray<PossibleImprovement> Improvements { get; init; } = [];

    /// <summary>Whether a comment must be given whatever the answer (A4: the sources).</summary>
    public bool CommentRequired { get; init; }

    /// <summary>Whether the answer "Yes" needs a section, a page or a link in the proposal.</summary>
    public bool EvidenceForBest { get; init; }

    /// <summary>Smallest length of the comment that gives the reason for "Not applicable"; 0 when none is needed.</summary>
    public int NotApplicableReasonMinLength { get; init; }

    /// <summary>Whether the card warns here against data on individual beneficiaries.</summary>
    public bool BeneficiaryDataWarning { get; init; }

    /// <summary>For each legal reference in the texts, in the same order, the sources that it cites.</summary>
    public ImmutableArray<ImmutableArray<SourceId>> LegalBasis { get; init; } = [];

    public bool IsScored => Index is not null;

    /// <summary>Whether any answer to this question can raise a flag.</summary>
    public bool CanFlag => Flag != FlagLevel.None || !FlagRules.IsDefaultOrEmpty;
}
