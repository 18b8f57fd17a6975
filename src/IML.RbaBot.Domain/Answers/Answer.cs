using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Answers;

/// <summary>What was answered to a question.</summary>
public abstract record AnswerValue
{
    private AnswerValue()
    {
    }

    /// <summary>One option of a single choice or a scale.</summary>
    public sealed record Choice(OptionId Option) : AnswerValue;

    /// <summary>The ticked options of a multiple choice, in the order of the question's options; may be empty.</summary>
    public sealed record Choices(ImmutableArray<OptionId> Options) : AnswerValue
    {
        public bool Equals(Choices? other) => other is not null && Options.AsSpan().SequenceEqual(other.Options.AsSpan());

        public override int GetHashCode() => Options.Length == 0 ? 0 : HashCode.Combine(Options.Length, Options[0], Options[^1]);
    }

    /// <summary>Words of the person's own, with risks that no question names.</summary>
    public sealed record Words(string Text, ImmutableArray<ExtraRisk> ExtraRisks) : AnswerValue
    {
        /// <summary>
        /// Risks that somebody left half entered. They wait in the draft to be completed and are missing for submission; being no
        /// <see cref="ExtraRisk"/>, they can neither rate nor flag nor be exported.
        /// </summary>
        public ImmutableArray<BegunRisk> Begun { get; init; } = [];

        public bool Equals(Words? other) =>
            other is not null && Text == other.Text && ExtraRisks.AsSpan().SequenceEqual(other.ExtraRisks.AsSpan())
            && Begun.AsSpan().SequenceEqual(other.Begun.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Text, ExtraRisks.Length, Begun.Length);
    }

    /// <summary>Who helped, which version the answers reflect, and the confirmation.</summary>
    public sealed record Declaration(string Role, ImmutableArray<string> Consulted, string ProposalVersion, bool Confirmed) : AnswerValue
    {
        public bool Equals(Declaration? other) =>
            other is not null && Role == other.Role && ProposalVersion == other.ProposalVersion && Confirmed == other.Confirmed
            && Consulted.AsSpan().SequenceEqual(other.Consulted.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Role, ProposalVersion, Confirmed, Consulted.Length);
    }
}

/// <summary>A risk named by the person that no question names.</summary>
/// <param name="Description">What could happen.</param>
/// <param name="Impact">1 to 5, before mitigation.</param>
/// <param name="Likelihood">1 to 5, before mitigation.</param>
public sealed record ExtraRisk(string Description, int Impact, int Likelihood);

/// <summary>A risk of which at least one part is missing and at least one is there.</summary>
/// <param name="Description">What could happen; null when not given.</param>
/// <param name="Impact">1 to 5, before mitigation; null when not given.</param>
/// <param name="Likelihood">1 to 5, before mitigation; null when not given.</param>
public sealed record BegunRisk(string? Description, int? Impact, int? Likelihood);

/// <summary>
/// An answer as it stands: in a draft its value can still be missing while a comment is already there.
/// </summary>
/// <param name="Value">What was answered; null while nothing was chosen.</param>
/// <param name="Comment">Also the reason for "Not applicable"; null when empty.</param>
/// <param name="Evidence">Section, page or link in the proposal; null when empty.</param>
public sealed record Answer(AnswerValue? Value, string? Comment = null, string? Evidence = null)
{
    /// <summary>
    /// Copied from an earlier version and not looked at since: it rates and branches like any other, and prevents submission until a
    /// person confirms it.
    /// </summary>
    public bool ToConfirm { get; init; }

    public bool IsEmpty => Value is null && Comment is null && Evidence is null;

    /// <summary>Whether the value contains that option.</summary>
    public bool Has(OptionId option) => Value switch
    {
        AnswerValue.Choice choice => choice.Option == option,
        AnswerValue.Choices choices => choices.Options.Contains(option),
        _ => false,
    };
}

/// <summary>
/// The risk rating and the measure for a flagged answer; each part null until it is given. Kept when the answer is no longer
/// flagged, and then counts for nothing.
/// </summary>
/// <param name="Impact">1 to 5, before mitigation.</param>
/// <param name="Likelihood">1 to 5, before mitigation; never prefilled.</param>
/// <param name="ImpactReason">Why the impact is far from the suggested one.</param>
/// <param name="Measure">What will be done.</param>
/// <param name="Owner">Who will do it.</param>
/// <param name="Due">By when.</param>
/// <param name="Budget">A budget line, or "no cost".</param>
public sealed record FlagResponse(
    int? Impact = null,
    int? Likelihood = null,
    string? ImpactReason = null,
    string? Measure = null,
    string? Owner = null,
    DateOnly? Due = null,
    string? Budget = null)
{
    private static readonly FlagResponse Empty = new();

    public bool IsEmpty => this == Empty;
}
