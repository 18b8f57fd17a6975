using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Export.Documents;

/// <summary>Everything that the documents of one assessment are made of.</summary>
/// <param name="Context">The language of the documents; times are in UTC.</param>
/// <param name="Assessment">Submitted at least once.</param>
/// <param name="Hash">Of the canonical record.</param>
internal sealed record ExportContent(CardContext Context, Assessment Assessment, string Hash)
{
    public Language Language => Context.Language;

    public QuestionnaireFrame Frames { get; } = Context.Frame(Assessment.Questionnaire);

    public QuestionnaireText Text => Frames.Text;

    public Route Route { get; } = Route.Of(Assessment.Sheet);

    /// <summary>
    /// What was frozen at submission: after a return the answers move on, and the document goes on to show the rating that stands.
    /// </summary>
    public FrozenResult Frozen => Assessment.State.FrozenResult ?? throw new InvalidOperationException("Nothing was submitted.");

    /// <summary>
    /// With causes, computed from the frozen answers; null while a returned assessment is being changed, when the answers are no longer
    /// those that were rated.
    /// </summary>
    public Result? Result { get; } =
        Assessment.State is not (AssessmentState.Returned or AssessmentState.Withdrawn) && Completeness.Of(Route.Of(Assessment.Sheet)).IsEmpty
            ? Rater.Rate(Route.Of(Assessment.Sheet))
            : null;

    public DateTimeOffset? DecidedAt => Assessment.State switch
    {
        AssessmentState.Cleared s => s.DecidedAt,
        AssessmentState.ClearedWithConditions s => s.DecidedAt,
        AssessmentState.NotCleared s => s.DecidedAt,
        _ => null,
    };

    public string Say(TextKey text, params ReadOnlySpan<(string Name, string Value)> values) => Language.Say(text, values);

    public string Moment(DateTimeOffset at) => Language.Moment(at, TimeZoneInfo.Utc);

    public string Number(int number) => Language.Number(number);

    public string ByOn(Person by, DateTimeOffset at) => Say(DocumentText.DocumentByOn, ("name", by.Name), ("at", Moment(at)));

    public bool IsRestricted(QuestionId question) => RestrictedQuestions.IsRestricted(Assessment.Questionnaire, question);

    public string Title => Assessment.Project.Title is { Length: > 0 } title ? title : Language[DocumentText.DocumentUntitled];

    // One line at the head of each page.
    private string ShortTitle => TypedText.Shortened(Title, 70);

    public (string Name, string Value)[] Identity =>
        [("reference", Assessment.Reference.Value), ("version", Number(Assessment.Id.Version)), ("title", Title)];

    public DocumentProperties Properties(string title) => new(
        $"{title} – {Title}",
        Assessment.Reference.Value,
        Language.Culture,
        Say(DocumentText.DocumentRunningHead, ("reference", Assessment.Reference.Value), ("version", Number(Assessment.Id.Version)), ("title", ShortTitle)),
        Language.Say(DocumentText.DocumentPageOf, ("page", "{page}"), ("pages", "{pages}")),
        Assessment.ChangedAt);

    /// <summary>A risk in words: the level first, then what it is made of.</summary>
    public string RiskWords(RiskLevel level, int impact, int likelihood) => Say(
        DocumentText.DocumentFlagRiskValue,
        ("level", Text.RiskLevel(level)),
        ("impact", Number(impact)),
        ("impactWords", Text.Impact(impact)),
        ("likelihood", Number(likelihood)),
        ("likelihoodWords", Text.Likelihood(likelihood)));

    public string StateLine() => Assessment.State switch
    {
        AssessmentState.Submitted s => Say(DocumentText.DocumentStateSubmitted, ("at", Moment(s.At))),
        AssessmentState.UnderReview s => Say(DocumentText.DocumentStateUnderReview, ("at", Moment(s.At)), ("name", s.Reviewer.Name)),
        AssessmentState.Returned s => Say(DocumentText.DocumentStateReturned, ("at", Moment(s.At)), ("name", s.Reviewer.Name)),
        AssessmentState.Recorded s => Say(DocumentText.DocumentStateRecorded, ("at", Moment(s.RecordedAt))),
        AssessmentState.Cleared s => Decided(DocumentText.DocumentStateCleared, s.Reviewer, s.DecidedAt),
        AssessmentState.ClearedWithConditions s => Decided(DocumentText.DocumentStateClearedWithConditions, s.Reviewer, s.DecidedAt),
        AssessmentState.NotCleared s => Decided(DocumentText.DocumentStateNotCleared, s.Reviewer, s.DecidedAt),
        AssessmentState.Withdrawn s => Say(DocumentText.DocumentStateWithdrawn, ("at", Moment(s.At)), ("reason", s.Reason)),
        AssessmentState.Superseded s => Say(DocumentText.DocumentStateSuperseded, ("by", s.By.Value)),
        _ => throw new InvalidOperationException("A draft is not filed."),
    };

    private string Decided(DocumentText text, Person reviewer, DateTimeOffset at) => Say(text, ("name", reviewer.Name), ("at", Moment(at)));
}
