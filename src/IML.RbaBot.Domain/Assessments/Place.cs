using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>
/// Where in the screening a person is: what the next card shows. Its text form stands in cards (<c>page</c>) and in the store.
/// </summary>
public abstract record Place
{
    private const string FlagPrefix = "flag-";

    private Place()
    {
    }

    public abstract string Value { get; }

    /// <summary>The project details.</summary>
    public sealed record Project : Place
    {
        public static readonly Project Instance = new();

        public override string Value => "project";
    }

    /// <summary>A page of questions.</summary>
    public sealed record Questions(PageId Page) : Place
    {
        public override string Value => Page.Value;
    }

    /// <summary>The card that rates the risk of a flag and asks its measure; it may show a neighbouring flag as well.</summary>
    public sealed record Flags(QuestionId First) : Place
    {
        public override string Value => FlagPrefix + First.Value;
    }

    /// <summary>The summary with the declaration; also the result, once submitted.</summary>
    public sealed record Summary : Place
    {
        public static readonly Summary Instance = new();

        public override string Value => "summary";
    }

    /// <summary>The overview of parts with what is missing.</summary>
    public sealed record Overview : Place
    {
        public static readonly Overview Instance = new();

        public override string Value => "overview";
    }

    /// <summary>Reads a place that came from outside; null when the questionnaire has no such place.</summary>
    public static Place? Parse(string? text, Questionnaire questionnaire) => text switch
    {
        null => null,
        "project" => Project.Instance,
        "summary" => Summary.Instance,
        "overview" => Overview.Instance,
        _ when text.StartsWith(FlagPrefix, StringComparison.Ordinal) =>
            questionnaire.Find(text[FlagPrefix.Length..]) is { } question ? new Flags(question.Id) : null,
        _ => questionnaire.FindPage(text) is { } page ? new Questions(page.Id) : null,
    };

    public sealed override string ToString() => Value;
}
