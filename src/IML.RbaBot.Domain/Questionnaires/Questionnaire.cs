using System.Collections.Frozen;
using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>A page: up to five questions of one part that are shown together.</summary>
public sealed record Page(PageId Id, PartId Part, ImmutableArray<QuestionId> Questions);

/// <summary>An instrument that references cite.</summary>
/// <param name="Id">Its id in the structure file.</param>
/// <param name="Abbreviation">As the references write it.</param>
/// <param name="Title">The full official title.</param>
/// <param name="Tag">Treaty, soft law or policy.</param>
/// <param name="Url">A link to the official text; https.</param>
public sealed record LegalSource(SourceId Id, string Abbreviation, string Title, SourceTag Tag, string Url)
{
    /// <summary>The year of adoption; null where the instrument has none.</summary>
    public int? Adopted { get; init; }
}

/// <summary>Options that several questions share: a list of a multiple choice, or a scale.</summary>
public sealed record SharedOptions(string Id, ImmutableArray<OptionId> Options);

/// <summary>
/// Two answers that seldom fit: when <see cref="When"/> holds and <see cref="Without"/> does not, the person is asked to
/// confirm <see cref="Confirm"/>. It never blocks.
/// </summary>
public sealed record Confirmation(Condition When, Condition Without, QuestionId Confirm);

/// <summary>A questionnaire: one published version, without texts. Immutable; made by the reader only, which has checked it.</summary>
public sealed class Questionnaire
{
    private readonly FrozenDictionary<string, Question> byId;

    internal Questionnaire(
        QuestionnaireRef reference,
        ImmutableArray<IndexId> indices,
        ImmutableArray<PartId> parts,
        ImmutableArray<Page> pages,
        ImmutableArray<Question> questions,
        ImmutableArray<Confirmation> confirmations,
        ImmutableArray<LegalSource> sources,
        RatingRules rules)
    {
        Ref = reference;
        Indices = indices;
        Parts = parts;
        Pages = pages;
        Questions = questions;
        Confirmations = confirmations;
        Sources = sources;
        Rules = rules;
        byId = questions.ToFrozenDictionary(q => q.Id.Value, StringComparer.Ordinal);
    }

    public QuestionnaireRef Ref { get; }

    public ImmutableArray<IndexId> Indices { get; }

    public ImmutableArray<PartId> Parts { get; }

    /// <summary>In the order in which they are shown.</summary>
    public ImmutableArray<Page> Pages { get; }

    /// <summary>In the order in which they are shown; a question's <see cref="Question.Position"/> is its index here.</summary>
    public ImmutableArray<Question> Questions { get; }

    public ImmutableArray<Confirmation> Confirmations { get; }

    public ImmutableArray<LegalSource> Sources { get; }

    public RatingRules Rules { get; }

    /// <summary>Lists that multiple choices share.</summary>
    public ImmutableArray<SharedOptions> Lists { get; internal init; } = [];

    /// <summary>Scales; a question offers all of a scale's options, "not applicable" only where it says so.</summary>
    public ImmutableArray<SharedOptions> Scales { get; internal init; } = [];

    /// <summary>What the Unit says about the version's standing, for example <c>proposal</c>; empty when nothing.</summary>
    public string Status { get; internal init; } = "";

    /// <summary>The question with that id; throws when there is none: for ids that come from this questionnaire.</summary>
    public Question this[QuestionId id] => byId[id.Value];

    /// <summary>The question with that id, or null: for ids that come from outside.</summary>
    public Question? Find(string id) => byId.GetValueOrDefault(id);

    public Page? FindPage(string id) => Pages.FirstOrDefault(p => string.Equals(p.Id.Value, id, StringComparison.Ordinal));
}
