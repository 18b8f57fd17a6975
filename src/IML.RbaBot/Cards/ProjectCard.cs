using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>The project details: the first card of a screening, and where they are changed later.</summary>
internal static class ProjectCard
{
    /// <summary>The card that begins a screening. Nothing is stored before it is sent, so its id was drawn for it.</summary>
    public static AdaptiveCard ForNew(CardContext context, ProjectLists lists, AssessmentId drawn, Typed typed)
    {
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(context.Language[CardText.ProjectNewHeading]));
        Parts.AddHeadline(body, typed);
        body.Add(Parts.Text(context.Language[CardText.TimeExpected]));
        body.Add(Parts.Subheading(context.Language[CardText.ProjectAboutTitle]));
        body.Add(Parts.Small(context.Frames.Disclaimer(context.Language)));
        body.Add(Parts.Small(context.Say(CardText.Contact, ("address", context.ContactAddress))));
        AddInputs(body, context, lists, new ProjectData(), typed, listsCountries: true);
        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = context.Language[CardText.ProjectNewHeading],
            Body = body.ToImmutable(),
            Actions =
            [
                Buttons.Of(
                    context,
                    CardActions.Next,
                    CardText.ButtonBegin,
                    Buttons.Data(drawn, 0, Place.Project.Instance.Value),
                    ActionStyle.Positive),
            ],
        };
    }

    /// <summary>The details of a draft.</summary>
    public static AdaptiveCard Of(CardContext context, ProjectLists lists, Assessment assessment, Typed typed)
    {
        // What was left half entered is said to be so when it is met again.
        if (typed == Typed.None && assessment.Project.LacksCurrency)
        {
            typed = Typed.Reminding([new InputMessage(InputIds.Of(ProjectField.Currency), CardText.ProjectCurrencyMissing)], context.Language);
        }

        // The list of countries is a third of the card; beside very long details it gives way to a text that takes name or code.
        var card = Of(context, lists, assessment, typed, listsCountries: true);
        return card.ToUtf8Json().Length <= QuestionsCard.MostBytes ? card : Of(context, lists, assessment, typed, listsCountries: false);
    }

    private static AdaptiveCard Of(CardContext context, ProjectLists lists, Assessment assessment, Typed typed, bool listsCountries)
    {
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.ReferenceLine(context, assessment));
        body.Add(Parts.Heading(context.Language[CardText.ProjectHeading]));
        Parts.AddHeadline(body, typed);
        AddInputs(body, context, lists, assessment.Project, typed, listsCountries);
        return Draft(context, assessment.Id, assessment.Revision, body.ToImmutable());
    }

    /// <summary>The details of a draft that cannot be loaded: only what was typed.</summary>
    public static AdaptiveCard Unsaved(
        CardContext context, ProjectLists lists, AssessmentId id, int revision, RawInputs inputs, Typed typed)
    {
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Small(id.Reference.Value));
        body.Add(Parts.Heading(context.Language[CardText.ProjectHeading]));
        Parts.AddHeadline(body, typed);
        var listsCountries = inputs[InputIds.MainCountry] is not { } country || lists.Countries.Contains(country);
        AddInputs(body, context, lists, new ProjectData(), typed, listsCountries);
        return Draft(context, id, revision, body.ToImmutable());
    }

    private static AdaptiveCard Draft(CardContext context, AssessmentId id, int revision, ImmutableArray<CardElement> body)
    {
        var data = Buttons.Data(id, revision, Place.Project.Instance.Value);
        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = $"{id.Reference}: {context.Language[CardText.ProjectHeading]}",
            Body = body,
            Actions =
            [
                Buttons.Of(context, CardActions.Next, CardText.ButtonNext, data, ActionStyle.Positive),
                Buttons.Of(context, CardActions.Overview, CardText.ButtonOverview, data),
                Buttons.Of(context, CardActions.SaveExit, CardText.ButtonSaveExit, data),
            ],
        };
    }

    private static void AddInputs(
        ImmutableArray<CardElement>.Builder body,
        CardContext context,
        ProjectLists lists,
        ProjectData project,
        Typed typed,
        bool listsCountries)
    {
        var form = new ProjectForm(context, typed);
        var words = context.Language.Lists;
        body.Add(Parts.Small(context.Language[CardText.ProjectRequiredNote]));
        form.Text(body, ProjectField.Title, CardText.ProjectTitle, project.Title, ProjectRules.TitleMaxLength, CardText.ProjectTitleError);
        form.Choice(body, ProjectField.Stage, CardText.ProjectStage, Choices(words.Stages, lists.Stages), project.Stage, CardText.ProjectStageError);
        if (listsCountries)
        {
            form.Country(body, words, lists, project);
        }
        else
        {
            form.TypedCountry(body, words, project);
        }

        form.Text(body, ProjectField.Office, CardText.ProjectOffice, project.Office, ProjectRules.TextMaxLength, CardText.ProjectOfficeError);
        form.FoldedChoices(
            body,
            ProjectField.ThematicAreas,
            new FoldedTexts(
                CardText.ProjectThematicAreasToggle,
                CardText.ProjectThematicAreasNone,
                CardText.ProjectThematicAreas,
                CardText.ProjectThematicAreasError),
            Choices(words.ThematicAreas, lists.ThematicAreas),
            project.ThematicAreas);
        form.Choice(
            body,
            ProjectField.Confidentiality,
            CardText.ProjectConfidentiality,
            [
                new InputChoice(context.Language[CardText.ConfidentialityInternal], ProjectForm.Internal),
                new InputChoice(context.Language[CardText.ConfidentialityRestricted], ProjectForm.Restricted),
            ],
            project.Confidentiality is { } confidentiality
                ? confidentiality == Confidentiality.Restricted ? ProjectForm.Restricted : ProjectForm.Internal
                : null,
            CardText.ProjectConfidentialityError);

        var more = ImmutableArray.CreateBuilder<CardElement>();
        AddOptional(more, form, words, lists, project);
        const string box = "project-more";
        body.Add(Parts.Toggle(context.Language[CardText.ProjectMore], box));
        body.Add(new Container(more.ToImmutable()) { Id = box, IsVisible = form.HasOptionalFault, Spacing = Spacing.Small });
    }

    private static void AddOptional(
        ImmutableArray<CardElement>.Builder body, ProjectForm form, ListTexts words, ProjectLists lists, ProjectData project)
    {
        form.BeginOptional();
        form.OtherCountries(body, words, project);
        form.Text(body, ProjectField.ProjectCode, CardText.ProjectProjectCode, project.ProjectCode, ProjectRules.TextMaxLength);
        form.Text(body, ProjectField.Donor, CardText.ProjectDonor, project.Donor, ProjectRules.TextMaxLength);
        form.Text(
            body, ProjectField.Budget, CardText.ProjectBudget, project.Budget?.ToString(CultureInfo.InvariantCulture), 30, CardText.ProjectBudgetError);
        form.Text(body, ProjectField.Currency, CardText.ProjectCurrency, project.Currency, 3, CardText.ProjectCurrencyError, CardText.ProjectCurrencyPlaceholder);
        form.Date(body, ProjectField.Start, CardText.ProjectStart, project.Start);
        form.Date(body, ProjectField.End, CardText.ProjectEnd, project.End);
        form.Text(
            body, ProjectField.Months, CardText.ProjectMonths, project.Months?.ToString(CultureInfo.InvariantCulture), 3, CardText.ProjectMonthsError);
        form.Choice(body, ProjectField.Setting, CardText.ProjectSetting, Choices(words.Settings, lists.Settings), project.Setting, CardText.ProjectNotInList);
        form.Text(
            body,
            ProjectField.ImplementingPartners,
            CardText.ProjectImplementingPartners,
            project.ImplementingPartners,
            ProjectRules.PartnersMaxLength);
        form.Text(body, ProjectField.DocumentVersion, CardText.ProjectDocumentVersion, project.DocumentVersion, ProjectRules.TextMaxLength);
        form.Date(body, ProjectField.DocumentDate, CardText.ProjectDocumentDate, project.DocumentDate);
        form.Text(
            body, ProjectField.DocumentLink, CardText.ProjectDocumentLink, project.DocumentLink, ProjectRules.LinkMaxLength, CardText.ProjectDocumentLinkError);
        form.Text(body, ProjectField.GenderMarker, CardText.ProjectGenderMarker, project.GenderMarker, ProjectRules.TextMaxLength);
    }

    /// <summary>The choices of a list, in the order of the language file's list, which is that of the lists.</summary>
    private static ImmutableArray<InputChoice> Choices(ImmutableArray<NamedId> words, ImmutableArray<string> ids) =>
        [.. words.Where(w => ids.Contains(w.Id)).Select(w => new InputChoice(w.Name, w.Id))];
}
