using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>The result before submission, with the declaration and the button that submits.</summary>
internal static class SummaryCard
{
    /// <param name="context">Who reads.</param>
    /// <param name="assessment">A draft, or returned.</param>
    /// <param name="walk">Its cards.</param>
    /// <param name="result">As it would be submitted.</param>
    /// <param name="improvement">Of that result.</param>
    /// <param name="viewer">One of its editors: a co-editor reads who can submit.</param>
    /// <param name="typed">What was typed before.</param>
    public static AdaptiveCard Of(
        CardContext context, Assessment assessment, Walk walk, Result result, Improvement improvement, Actor viewer, Typed typed)
    {
        var frames = context.Frame(assessment.Questionnaire);
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.ReferenceLine(context, assessment));
        body.Add(Parts.Heading(context.Language[CardText.SummaryHeading]));
        body.Add(Parts.Small(context.Say(
            CardText.Progress,
            ("card", context.Language.Number(walk.Steps.Length)),
            ("cards", context.Language.Number(walk.Steps.Length)))));
        Parts.AddHeadline(body, typed);
        QuestionTalk.AddBanner(body, context, assessment);
        Confirmations.AddTo(body, context, assessment, walk, Place.Summary.Instance);
        ResultParts.AddRating(body, context, frames, result.Rating, result.Provisional, isSubmitted: false);
        ResultParts.AddFigures(body, context, frames, result.Indices, result.Risk, result.Unknown, result.Scored);
        ResultParts.AddWhy(body, context, frames, result);
        ResultParts.AddImprovement(body, context, frames, improvement);
        AddDeclaration(body, context, frames, assessment, typed);
        ResultParts.AddDisclaimer(body, context, frames);
        var data = Buttons.Data(assessment, Place.Summary.Instance.Value);
        var submit = Buttons.Allowed(
            context, assessment, viewer, new Command.Submit(default), CardActions.Submit, CardText.ButtonSubmit, data, ActionStyle.Positive).ToArray();
        body.Add(submit.Length > 0
            ? Parts.Small(context.Language[CardText.SubmitNote])
            : Parts.Literal(context.Say(CardText.SubmitByOwner, ("name", assessment.Developer.Name))));
        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = $"{assessment.Reference}: {context.Language[CardText.SummaryHeading]}",
            Body = body.ToImmutable(),
            Actions =
            [
                .. submit,
                Buttons.Of(context, CardActions.Back, CardText.ButtonBack, data),
                Buttons.Of(context, CardActions.Overview, CardText.ButtonOverview, data),
                Buttons.Of(context, CardActions.SaveExit, CardText.ButtonSaveExit, data),
            ],
        };
    }

    private static void AddDeclaration(
        ImmutableArray<CardElement>.Builder body, CardContext context, QuestionnaireFrame frames, Assessment assessment, Typed typed)
    {
        if (assessment.Questionnaire.Questions.FirstOrDefault(q => q.Kind is QuestionKind.Declaration) is not { } question
            || frames.Text.Question(question).Declaration is not { } words)
        {
            return;
        }

        var limits = assessment.Questionnaire.Rules.Limits;
        var declared = assessment.Sheet[question.Position]?.Value as AnswerValue.Declaration;
        body.Add(Parts.Subheading(context.Language[CardText.DeclarationTitle]));
        body.Add(Parts.Text(MarkdownText.Escape(frames.Text.Question(question).Text)));
        Text(InputIds.Role(question.Id), CardText.DeclarationRole, CardText.DeclarationRoleError, declared?.Role, limits.Owner);
        Text(
            InputIds.Consulted(question.Id),
            CardText.DeclarationConsulted,
            CardText.DeclarationConsultedPlaceholder,
            declared is null ? null : string.Join('\n', declared.Consulted),
            // Between the names stand line ends, which the limit does not count.
            limits.Comment * 2,
            isMultiline: true);
        Text(
            InputIds.ProposalVersion(question.Id),
            CardText.DeclarationVersion,
            CardText.DeclarationVersionError,
            declared?.ProposalVersion ?? assessment.Project.DocumentVersion,
            limits.Owner);
        var confirmed = InputIds.Confirmed(question.Id);
        Parts.AddFault(body, context, typed, confirmed);
        body.Add(new InputToggle(confirmed, words.Confirmed)
        {
            Label = context.Language[CardText.DeclarationConfirmLabel],
            ErrorMessage = context.Language[CardText.DeclarationConfirmError],
            Value = typed.Value(confirmed, declared is { Confirmed: true } ? "true" : "false") == "true",
        });

        void Text(string id, TextKey label, TextKey error, string? stored, int longest, bool isMultiline = false)
        {
            Parts.AddFault(body, context, typed, id);
            body.Add(new InputText(id)
            {
                IsMultiline = isMultiline,
                Label = context.Language[label],
                ErrorMessage = context.Language[error],
                Placeholder = isMultiline ? context.Language[error] : null,
                MaxLength = longest,
                Value = Parts.Shown(typed.Value(id, stored), longest),
            });
        }
    }
}
