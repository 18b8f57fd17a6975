using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>What a refusal of the domain says at which input.</summary>
internal static class InputMessages
{
    /// <summary>Empty for a refusal that is not about an input.</summary>
    public static ImmutableArray<InputMessage> Of(Refusal refusal, Assessment assessment) => refusal switch
    {
        Refusal.Incomplete incomplete => [.. incomplete.Missing.SelectMany(m => Of(m, assessment))],
        Refusal.FaultyAnswers faulty => [.. faulty.Faults.Select(f => Of(f, assessment))],
        Refusal.FaultyProject faulty => Of(faulty),
        _ => ReviewMessages.Of(refusal, assessment),
    };

    public static ImmutableArray<InputMessage> Of(Refusal.FaultyProject faulty) => [.. faulty.Faults.Select(Of)];

    private static ImmutableArray<InputMessage> Of(Missing missing, Assessment assessment)
    {
        var id = missing.Question;
        return missing.Part switch
        {
            MissingPart.Answer when assessment.Questionnaire[id].Kind is QuestionKind.Declaration =>
            [
                new InputMessage(InputIds.Role(id), CardText.DeclarationRoleError),
                new InputMessage(InputIds.ProposalVersion(id), CardText.DeclarationVersionError),
                new InputMessage(InputIds.Confirmed(id), CardText.DeclarationConfirmError),
            ],
            MissingPart.Answer => [new InputMessage(id.Value, AnswerError(assessment.Questionnaire[id]))],
            MissingPart.Options => [new InputMessage(id.Value, CardText.AnswersError)],
            MissingPart.Words => [new InputMessage(id.Value, CardText.WordsError)],
            MissingPart.ExtraRisk => [new InputMessage(InputIds.ExtraRisk(id, 1, "description"), CardText.ExtraRiskError)],
            MissingPart.Comment => [new InputMessage(InputIds.Comment(id), CardText.CommentRequiredError)],
            MissingPart.Evidence => [new InputMessage(InputIds.Evidence(id), CardText.EvidenceError)],
            MissingPart.NotApplicableReason =>
            [
                InputMessage.With(
                    InputIds.Comment(id),
                    CardText.NotApplicableReasonError,
                    "min",
                    assessment.Questionnaire[id].NotApplicableReasonMinLength),
            ],
            MissingPart.Impact => [new InputMessage(InputIds.Impact(id), CardText.FlagImpactError)],
            MissingPart.Likelihood => [new InputMessage(InputIds.Likelihood(id), CardText.FlagLikelihoodError)],
            MissingPart.ImpactReason => [new InputMessage(InputIds.ImpactReason(id), CardText.FlagReasonError)],
            MissingPart.Measure => [new InputMessage(InputIds.Measure(id), CardText.FlagMeasureError)],
            MissingPart.Owner => [new InputMessage(InputIds.Owner(id), CardText.FlagOwnerError)],
            MissingPart.Due => [new InputMessage(InputIds.Due(id), CardText.FlagDueError)],
            MissingPart.Budget => [new InputMessage(InputIds.Budget(id), CardText.FlagBudgetError)],
            MissingPart.DeclarationFields => [new InputMessage(InputIds.Role(id), CardText.DeclarationFieldsError)],
            MissingPart.Confirmation => [new InputMessage(InputIds.Confirmed(id), CardText.DeclarationConfirmError)],
            MissingPart.ToConfirm => [new InputMessage(id.Value, CardText.AnswerToConfirmError)],
            MissingPart.Reply => [new InputMessage(InputIds.Reply(id), CardText.ReplyError)],
            _ => throw new ArgumentOutOfRangeException(nameof(missing), missing, "A missing part without an input."),
        };
    }

    private static TextKey AnswerError(Question question) => question.Kind switch
    {
        QuestionKind.Multi => CardText.AnswersError,
        QuestionKind.Text => CardText.WordsError,
        _ => CardText.AnswerError,
    };

    private static InputMessage Of(FaultyAnswer faulty, Assessment assessment)
    {
        var id = faulty.Question;
        var limits = assessment.Questionnaire.Rules.Limits;
        return faulty.Fault switch
        {
            AnswerFault.WrongKind or AnswerFault.UnknownOption or AnswerFault.RepeatedOption => new InputMessage(id.Value, CardText.OptionUnknown),
            AnswerFault.ExclusiveOptionCombined => new InputMessage(id.Value, CardText.OptionExclusive),
            AnswerFault.CommentTooLong => TooLong(InputIds.Comment(id), limits.Comment),
            AnswerFault.EvidenceTooLong => TooLong(InputIds.Evidence(id), limits.Evidence),
            AnswerFault.WordsTooLong => TooLong(id.Value, assessment.Questionnaire[id].Kind is QuestionKind.Text text ? text.MaxLength : limits.Comment),
            AnswerFault.ExtraRisksNotOffered or AnswerFault.TooManyExtraRisks or AnswerFault.ExtraRiskIncomplete =>
                new InputMessage(InputIds.ExtraRisk(id, 1, "description"), CardText.ExtraRiskError),
            AnswerFault.ExtraRiskTooLong => TooLong(InputIds.ExtraRisk(id, 1, "description"), limits.ExtraRisk),
            AnswerFault.NotBetweenOneAndFive => new InputMessage(InputIds.Impact(id), CardText.FlagImpactError),
            AnswerFault.ImpactReasonTooLong => TooLong(InputIds.ImpactReason(id), limits.RiskReason),
            AnswerFault.MeasureTooLong => TooLong(InputIds.Measure(id), limits.Measure),
            AnswerFault.OwnerTooLong => TooLong(InputIds.Owner(id), limits.Owner),
            AnswerFault.BudgetTooLong => TooLong(InputIds.Budget(id), limits.Budget),
            AnswerFault.RoleTooLong => TooLong(InputIds.Role(id), limits.Owner),
            AnswerFault.ConsultedTooLong => TooLong(InputIds.Consulted(id), limits.Comment),
            AnswerFault.ProposalVersionTooLong => TooLong(InputIds.ProposalVersion(id), limits.Owner),
            _ => throw new ArgumentOutOfRangeException(nameof(faulty), faulty, "A fault without an input."),
        };
    }

    private static InputMessage Of(FaultyProjectField faulty)
    {
        var id = InputIds.Of(faulty.Field);
        return (faulty.Field, faulty.Fault) switch
        {
            (ProjectField.Title, ProjectFault.Missing or ProjectFault.TooLong) => new InputMessage(id, CardText.ProjectTitleError),
            (ProjectField.Stage, _) => new InputMessage(id, CardText.ProjectStageError),
            (ProjectField.Countries, _) => new InputMessage(id, CardText.ProjectCountryError),
            (ProjectField.Office, _) => new InputMessage(id, CardText.ProjectOfficeError),
            (ProjectField.ThematicAreas, _) => new InputMessage(id, CardText.ProjectThematicAreasError),
            (ProjectField.Confidentiality, _) => new InputMessage(id, CardText.ProjectConfidentialityError),
            (ProjectField.Currency, ProjectFault.WithoutCurrency) => new InputMessage(id, CardText.ProjectCurrencyMissing),
            (ProjectField.Currency, _) => new InputMessage(id, CardText.ProjectCurrencyError),
            (ProjectField.Budget, _) => new InputMessage(id, CardText.ProjectBudgetError),
            (ProjectField.Months, _) => new InputMessage(id, CardText.ProjectMonthsError),
            (_, ProjectFault.EndBeforeStart) => new InputMessage(id, CardText.ProjectEndBeforeStart),
            (_, ProjectFault.NotADate) => new InputMessage(id, CardText.ProjectDateError),
            (_, ProjectFault.NotAnHttpsLink) => new InputMessage(id, CardText.ProjectDocumentLinkError),
            (ProjectField.ImplementingPartners, _) => TooLong(id, ProjectRules.PartnersMaxLength),
            (ProjectField.DocumentLink, _) => TooLong(id, ProjectRules.LinkMaxLength),
            (_, ProjectFault.NotInList) => new InputMessage(id, CardText.ProjectNotInList),
            _ => TooLong(id, ProjectRules.TextMaxLength),
        };
    }

    private static InputMessage TooLong(string input, int most) => InputMessage.With(input, CardText.TooLong, "max", most);
}
