namespace IML.RbaBot.Domain.Files;

/// <summary>
/// The rules that files have to keep, by their codes. The words of each are in the language files <c>problems.*.json</c>; every one
/// has a test that breaks it.
/// </summary>
public static class ProblemRule
{
    // Any file
    public const string MalformedJson = "malformed-json";
    public const string WrongType = "wrong-type";
    public const string MissingKey = "missing-key";
    public const string UnknownKey = "unknown-key";
    public const string DuplicateKey = "duplicate-key";
    public const string Blank = "blank";
    public const string BrokenText = "broken-text";
    public const string EmptyList = "empty-list";
    public const string UnknownValue = "unknown-value";
    public const string NumberOutOfRange = "number-out-of-range";
    public const string TooLong = "too-long";
    public const string UnknownQuestion = "unknown-question";
    public const string UnknownOption = "unknown-option";

    // Structure file
    public const string IdNotPlain = "id-not-plain";
    public const string DuplicateId = "duplicate-id";
    public const string IdReserved = "id-reserved";
    public const string IdOfPageAndQuestion = "id-of-page-and-question";
    public const string VersionShape = "version-shape";
    public const string UnknownPart = "unknown-part";
    public const string UnknownIndex = "unknown-index";
    public const string UnknownList = "unknown-list";
    public const string UnknownScale = "unknown-scale";
    public const string ListOrOptions = "list-or-options";
    public const string KeyNotForKind = "key-not-for-kind";
    public const string PointsDoNotFit = "points-do-not-fit";
    public const string ExclusiveUnknown = "exclusive-unknown";
    public const string TicksOrder = "ticks-order";
    public const string ReversedWithNotApplicable = "reversed-with-not-applicable";
    public const string NoneReserved = "none-reserved";
    public const string TooManyQuestions = "too-many-questions";
    public const string DeclarationOnce = "declaration-once";
    public const string ReasonLongerThanComment = "reason-longer-than-comment";
    public const string FieldsTooLong = "fields-too-long";
    public const string WeightOutOfRange = "weight-out-of-range";
    public const string WeightWithoutIndex = "weight-without-index";
    public const string CriticalWithoutWeight3 = "critical-without-weight-3";
    public const string Weight3NotCritical = "weight-3-not-critical";
    public const string ScoredWithoutMerit = "scored-without-merit";
    public const string FlagWithoutMerit = "flag-without-merit";
    public const string FlagRuleUnknownQuestion = "flag-rule-unknown-question";
    public const string FlagRulesTooEntangled = "flag-rules-too-entangled";
    public const string ImprovementOfScored = "improvement-of-scored-question";
    public const string ConditionShape = "condition-shape";
    public const string ConfirmationShape = "confirmation-shape";
    public const string ConditionLooksForward = "condition-looks-forward";
    public const string ConditionOnSamePage = "condition-on-same-page";
    public const string PageTooLong = "page-too-long";
    public const string QuestionNotOnAPage = "question-not-on-a-page";
    public const string QuestionOnTwoPages = "question-on-two-pages";
    public const string PageOfTwoParts = "page-of-two-parts";
    public const string PageOrder = "page-order";
    public const string PartTooLong = "part-too-long";
    public const string PartOrder = "part-order";
    public const string PartWithoutPage = "part-without-page";
    public const string IndexNeverScored = "index-never-scored";
    public const string SourceUnknown = "source-unknown";
    public const string SourceUnused = "source-unused";
    public const string SourceUrlNotHttps = "source-url-not-https";
    public const string ThresholdsOrder = "thresholds-order";
    public const string FlagTableNotMonotone = "flag-table-not-monotone";
    public const string RiskMatrixSize = "risk-matrix-size";
    public const string RiskMatrixNotMonotone = "risk-matrix-not-monotone";
    public const string RiskRatingsOrder = "risk-ratings-order";
    public const string EvidenceNotBest = "evidence-not-best";
    public const string ReviewTerms = "review-terms";

    // Text file
    public const string LanguageName = "language-name";
    public const string LanguageShape = "language-shape";
    public const string LegalBasisCount = "legal-basis-count";
    public const string Placeholder = "placeholder";
    public const string StrayCharacter = "stray-character";
    public const string CardTooBig = "card-too-big";

    // Folder
    public const string NotUtf8 = "not-utf8";
    public const string FileMissing = "file-missing";
    public const string FileUnknown = "file-unknown";
    public const string FolderEmpty = "folder-empty";
    public const string FolderNotFile = "folder-not-file";
    public const string NoQuestionnaire = "no-questionnaire";
    public const string NoPublishedVersion = "no-published-version";
    public const string TextsNotCompared = "texts-not-compared";
    public const string FolderName = "folder-name";
    public const string DuplicateQuestionnaire = "duplicate-questionnaire";
    public const string PublishedVersionShape = "published-version-shape";
    public const string PublishedVersionChanged = "published-version-changed";
    public const string PublishedVersionMissing = "published-version-missing";

    // Answers file
    public const string UnknownQuestionnaire = "unknown-questionnaire";
    public const string UnknownVersion = "unknown-version";
    public const string WrongAnswerKind = "wrong-answer-kind";
    public const string NotApplicableNotOffered = "not-applicable-not-offered";
    public const string ExclusiveCombined = "exclusive-combined";
    public const string RepeatedOption = "repeated-option";
    public const string ExtraRisksNotOffered = "extra-risks-not-offered";
    public const string TooManyExtraRisks = "too-many-extra-risks";
    public const string AnswerMissing = "answer-missing";
    public const string OptionsMissing = "options-missing";
    public const string RiskNotRated = "risk-not-rated";
    public const string BadDate = "bad-date";
}
