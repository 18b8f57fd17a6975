using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Cards;

/// <summary>The ids of the inputs (design, "Card protocol"), made in one place for the cards and for reading them.</summary>
internal static class InputIds
{
    public const string Project = "project.";
    public const string MainCountry = "project.country";
    public const string OtherCountries = "project.otherCountries";

    /// <summary>Where to go: a place's value, a question's id or, in a list, an assessment's id.</summary>
    public const string GoTo = "go-to";

    /// <summary>A language's id, or <see cref="LanguageCard.Follow"/>.</summary>
    public const string Language = "language.id";

    public const string WithdrawReason = "withdraw.reason";

    /// <summary>The questions that go back to the developer.</summary>
    public const string ReturnQuestions = "return.questions";

    /// <summary>The focal point who takes a review over.</summary>
    public const string HandOverTo = "hand-over.to";

    public const string LiftQuestion = "lift.question";
    public const string LiftReasons = "lift.reasons";

    /// <summary>The card of the decision as a whole, for what is wrong with no single input.</summary>
    public const string Verdict = "verdict";

    public const string FinalRating = "verdict.rating";
    public const string VerdictReasons = "verdict.reasons";
    public const string VerdictNotes = "verdict.notes";

    /// <summary>What a question to the Unit is about: a question's id, or a kind of support.</summary>
    public const string AskAbout = "ask.about";
    public const string AskText = "ask.text";
    public const string RequestReply = "request.reply";

    /// <summary>The name by which somebody is looked for.</summary>
    public const string PersonName = "person.name";

    /// <summary>Who of those that were found.</summary>
    public const string Person = "person.id";

    public const string RemovePerson = "person.remove";

    /// <summary>What "none of these" sends where a multiple choice may be left without a tick: no tick at all is no answer yet.</summary>
    public const string NoneTicked = "none";

    /// <summary>What takes back the impact or likelihood of an extra risk: a choice cannot be emptied on a card.</summary>
    public const string NotRated = "not-rated";

    /// <summary>Extra risks that one card shows; more are kept.</summary>
    public const int ExtraRisksShown = 3;

    public static string Comment(QuestionId question) => question.Value + ".comment";

    public static string Evidence(QuestionId question) => question.Value + ".evidence";

    /// <summary>The developer's reply to the reviewer's comment.</summary>
    public static string Reply(QuestionId question) => question.Value + ".reply";

    /// <summary>The reviewer's comment on a question.</summary>
    public static string Review(QuestionId question) => question.Value + ".review";

    /// <param name="number">From 1.</param>
    /// <param name="part"><c>description</c>, <c>owner</c> or <c>due</c>.</param>
    public static string Condition(int number, string part) => $"condition{number}.{part}";

    public static string Impact(QuestionId question) => question.Value + ".impact";

    public static string Likelihood(QuestionId question) => question.Value + ".likelihood";

    public static string ImpactReason(QuestionId question) => question.Value + ".impactReason";

    public static string Measure(QuestionId question) => question.Value + ".measure";

    public static string Owner(QuestionId question) => question.Value + ".owner";

    public static string Due(QuestionId question) => question.Value + ".due";

    public static string Budget(QuestionId question) => question.Value + ".budget";

    public static string Role(QuestionId question) => question.Value + ".role";

    public static string Consulted(QuestionId question) => question.Value + ".consulted";

    public static string ProposalVersion(QuestionId question) => question.Value + ".proposalVersion";

    public static string Confirmed(QuestionId question) => question.Value + ".confirmed";

    /// <param name="question">The question that takes extra risks.</param>
    /// <param name="number">From 1.</param>
    /// <param name="part"><c>description</c>, <c>impact</c> or <c>likelihood</c>.</param>
    public static string ExtraRisk(QuestionId question, int number, string part) => $"{question.Value}.risk{number}.{part}";

    /// <summary>The input of a field of the project data; the main one where a field has two.</summary>
    public static string Of(ProjectField field) => field switch
    {
        ProjectField.Title => "project.title",
        ProjectField.Stage => "project.stage",
        ProjectField.Countries => MainCountry,
        ProjectField.Office => "project.office",
        ProjectField.ThematicAreas => "project.thematicAreas",
        ProjectField.Confidentiality => "project.confidentiality",
        ProjectField.ProjectCode => "project.projectCode",
        ProjectField.Donor => "project.donor",
        ProjectField.Budget => "project.budget",
        ProjectField.Currency => "project.currency",
        ProjectField.Start => "project.start",
        ProjectField.End => "project.end",
        ProjectField.Months => "project.months",
        ProjectField.Setting => "project.setting",
        ProjectField.ImplementingPartners => "project.implementingPartners",
        ProjectField.DocumentVersion => "project.documentVersion",
        ProjectField.DocumentDate => "project.documentDate",
        ProjectField.DocumentLink => "project.documentLink",
        ProjectField.GenderMarker => "project.genderMarker",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "A field without an input."),
    };
}
