using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>An option's words.</summary>
/// <param name="Id">The option.</param>
/// <param name="Label">What the person chooses.</param>
/// <param name="Hint">What it means; null when the label says it all.</param>
public sealed record OptionText(OptionId Id, string Label, string? Hint);

/// <summary>The labels of the declaration's fields.</summary>
public sealed record DeclarationText(string Role, string Consulted, string ProposalVersion, string Confirmed);

/// <summary>A question's words.</summary>
public sealed record QuestionText
{
    /// <summary>The question itself.</summary>
    public required string Text { get; init; }

    /// <summary>At most 40 characters: for lists.</summary>
    public required string Short { get; init; }

    public required string Guidance { get; init; }

    /// <summary>The references as they are shown; their sources are at the same positions of <see cref="Question.LegalBasis"/>.</summary>
    public required ImmutableArray<string> LegalBasis { get; init; }

    /// <summary>The options that the question offers, in order; empty for text and declaration.</summary>
    public required ImmutableArray<OptionText> Options { get; init; }

    /// <summary>What to change in the proposal to answer it better; null where no change of the answer improves a rating.</summary>
    public string? Improve { get; init; }

    /// <summary>The label of the comment where it is more than a comment; null otherwise.</summary>
    public string? CommentLabel { get; init; }

    public DeclarationText? Declaration { get; init; }

    /// <summary>An option's words; throws for an option that the question does not offer.</summary>
    public OptionText Option(OptionId id)
    {
        foreach (var option in Options)
        {
            if (option.Id == id)
            {
                return option;
            }
        }

        throw new ArgumentException($"The question does not offer {id}.", nameof(id));
    }
}

/// <summary>A rating's words.</summary>
/// <param name="Name">For example "Review needed".</param>
/// <param name="Meaning">When it is given.</param>
/// <param name="Next">What happens.</param>
public sealed record RatingText(string Name, string Meaning, string Next);

/// <summary>A legal source in one language.</summary>
/// <param name="Abbreviation">As the references of this language write it.</param>
/// <param name="Title">The full official title in this language; a description where there is none.</param>
/// <param name="Url">A link to the official text in this language, or in another where there is none; https.</param>
public sealed record SourceText(string Abbreviation, string Title, string Url);

/// <summary>A flag level's words.</summary>
public sealed record FlagText(string Name, string Meaning);

/// <summary>All words of a questionnaire in one language; made by <see cref="QuestionnaireTextReader"/> only.</summary>
public sealed class QuestionnaireText
{
    internal QuestionnaireText()
    {
    }

    public required Questionnaire Questionnaire { get; init; }

    /// <summary>Two letters, for example <c>en</c>.</summary>
    public required string Language { get; init; }

    public required string Title { get; init; }

    /// <summary>What the Unit says about the version's standing; empty when nothing.</summary>
    public required string Status { get; init; }

    public required string Disclaimer { get; init; }

    public required string BeneficiaryDataWarning { get; init; }

    /// <summary>By <see cref="Question.Position"/>.</summary>
    public required ImmutableArray<QuestionText> Questions { get; init; }

    // Arrays by the position or value of the thing named: cards ask for these on every turn, through the methods below.
    public required ImmutableArray<string> Parts { get; init; }

    public required ImmutableArray<string> Pages { get; init; }

    public required ImmutableArray<string> Indices { get; init; }

    public required ImmutableArray<RatingText> Ratings { get; init; }

    public required ImmutableArray<string> RiskLevels { get; init; }

    public required ImmutableArray<FlagText> FlagLevels { get; init; }

    public required ImmutableArray<string> Impacts { get; init; }

    public required ImmutableArray<string> Likelihoods { get; init; }

    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>At the positions of <see cref="Questionnaire.Sources"/>.</summary>
    public required ImmutableArray<SourceText> Sources { get; init; }

    public QuestionText Question(Question question) => Questions[question.Position];

    public QuestionText Question(QuestionId id) => Questions[Questionnaire[id].Position];

    /// <summary>An option's label at a question.</summary>
    public string Option(Question question, OptionId option) => Questions[question.Position].Option(option).Label;

    /// <summary>What an option means at a question; null when its label says it all.</summary>
    public string? OptionHint(Question question, OptionId option) => Questions[question.Position].Option(option).Hint;

    public string Part(PartId part) => Parts[Questionnaire.Parts.IndexOf(part)];

    public string Page(Page page) => Pages[Questionnaire.Pages.IndexOf(page)];

    public string Index(IndexId index) => Indices[Questionnaire.Indices.IndexOf(index)];

    public RatingText Rating(Rating rating) => Ratings[(int)rating];

    public string RiskLevel(RiskLevel level) => RiskLevels[(int)level];

    /// <summary>A flag level's words; throws for <see cref="FlagLevel.None"/>.</summary>
    public FlagText Flag(FlagLevel level) => FlagLevels[(int)level - 1];

    /// <summary>What an impact of 1 to 5 means.</summary>
    public string Impact(int impact) => Impacts[impact - 1];

    /// <summary>What a likelihood of 1 to 5 means.</summary>
    public string Likelihood(int likelihood) => Likelihoods[likelihood - 1];

    public string Tag(SourceTag tag) => Tags[(int)tag];

    /// <summary>A source's names; for sources of this questionnaire.</summary>
    public SourceText Source(LegalSource source) => Sources[Questionnaire.Sources.IndexOf(source)];
}
