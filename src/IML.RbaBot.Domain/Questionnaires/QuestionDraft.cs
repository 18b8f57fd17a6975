using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>
/// A question while its questionnaire is read: what other questions may refer to. Everything is null where the file is wrong.
/// </summary>
internal sealed record QuestionDraft(ObjectReader Reader, int Position, string? Id, QuestionKind? Kind)
{
    public Page? Page { get; set; }

    public JsonPlace Place => Reader.Place;
}

/// <summary>A scale as it stands in the file.</summary>
internal sealed record Scale(string Id, ImmutableArray<Option> Options);

/// <summary>What questions can refer to.</summary>
internal sealed record SharedParts(
    ImmutableDictionary<string, ImmutableArray<OptionId>> Lists,
    ImmutableDictionary<string, Scale> Scales,
    ImmutableHashSet<string> Sources,
    ImmutableHashSet<string> Indices,
    ImmutableHashSet<string> Parts);
