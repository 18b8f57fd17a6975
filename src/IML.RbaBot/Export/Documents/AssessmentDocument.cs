using System.Collections.Immutable;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Export.Documents;

/// <summary>
/// The assessment document: what the endorser, the donor's officer and the auditor read. It never holds the answers of
/// <see cref="RestrictedQuestions"/>, nor what reviewers noted: those are in the <see cref="AnnexDocument"/>.
/// </summary>
internal static partial class AssessmentDocument
{
    public static byte[] Write(ExportContent content)
    {
        using var document = new WordDocument(content.Properties(content.Say(DocumentText.DocumentTitle, content.Identity)));
        AddTitlePage(document, content);
        AddResult(document, content);
        AddDecision(document, content);
        AddFlags(document, content);
        AddPlan(document, content);
        AddAnswers(document, content);
        AddPeople(document, content);
        AddSources(document, content);
        AddAbout(document, content);
        return document.ToArray();
    }

    private static void AddTitlePage(WordDocument document, ExportContent content)
    {
        var language = content.Language;
        document.Add(language[DocumentText.DocumentOrganization], WordStyles.Small);
        document.Add(content.Say(DocumentText.DocumentTitle, content.Identity), WordStyles.Title);
        document.Add(content.Title, WordStyles.Subtitle);
        document.Add(content.Text.Title, WordStyles.Small);
        if (content.Assessment.Project.IsRestricted)
        {
            document.Add(language[DocumentText.DocumentRestrictedNotice], WordStyles.Label);
        }

        document.Box(RatingLines(content), FillOf(content.Assessment.Review.Verdict?.FinalRating ?? content.Frozen.Rating));
        document.Heading(2, language[DocumentText.DocumentProjectHeading]);
        document.Facts(language[DocumentText.DocumentProjectHeading], ProjectFacts(content));
        document.Heading(2, language[DocumentText.DocumentDisclaimerHeading]);
        document.Add(content.Text.Disclaimer, WordStyles.Small);
        document.Add(content.Say(DocumentText.DocumentContact, ("address", content.Context.ContactAddress)), WordStyles.Small);
        document.PageBreak();
    }

    private static ImmutableArray<string> RatingLines(ExportContent content)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var frozen = content.Frozen;
        if (content.Assessment.Review.Verdict is { } verdict && content.Assessment.Reviewer is { } reviewer)
        {
            lines.Add(content.Say(
                DocumentText.DocumentFinalRating,
                ("rating", verdict.FinalRating.ToString()),
                ("name", content.Text.Rating(verdict.FinalRating).Name),
                ("reviewer", reviewer.Name)));

            // In one line with the computed rating, because it explains that one and not the reviewer's.
            lines.Add(content.Say(
                DocumentText.DocumentComputedLine,
                ("rating", frozen.Rating.ToString()),
                ("name", content.Text.Rating(frozen.Rating).Name),
                ("meaning", content.Text.Rating(frozen.Rating).Meaning)));
        }
        else
        {
            lines.Add(RatingLine(content));
            lines.Add(content.Say(DocumentText.DocumentRatingMeaning, ("meaning", content.Text.Rating(frozen.Rating).Meaning)));
        }

        if (frozen.Provisional)
        {
            lines.Add(content.Language[DocumentText.DocumentRatingProvisional]);
        }

        lines.Add(content.StateLine());
        return lines.ToImmutable();
    }

    private static string RatingLine(ExportContent content) =>
        ResultParts.RatingLine(content.Context, content.Frames, content.Frozen.Rating, content.Frozen.Provisional);

    private static IEnumerable<DocumentFact> ProjectFacts(ExportContent content)
    {
        var language = content.Language;
        var project = content.Assessment.Project;
        yield return new(language[DocumentText.DocumentReference], content.Assessment.Reference.Value);
        yield return new(language[DocumentText.DocumentVersion], content.Number(content.Assessment.Id.Version));
        foreach (var (name, value) in new (DocumentText, string?)[]
        {
            (DocumentText.DocumentProjectTitle, project.Title),
            (DocumentText.DocumentProjectCode, project.ProjectCode),
            (DocumentText.DocumentStage, project.Stage is { } stage ? ListTexts.NameIn(language.Lists.Stages, stage) : null),
            (DocumentText.DocumentCountries, language.List(project.Countries.Select(language.Lists.Country))),
            (DocumentText.DocumentOffice, project.Office),
            (DocumentText.DocumentThematicAreas, language.List(project.ThematicAreas.Select(a => ListTexts.NameIn(language.Lists.ThematicAreas, a)))),
            (DocumentText.DocumentSetting, project.Setting is { } setting ? ListTexts.NameIn(language.Lists.Settings, setting) : null),
            (DocumentText.DocumentDonor, project.Donor),
            (DocumentText.DocumentBudget, project.Budget is { } budget ? $"{budget.ToString("N0", language.Culture)} {project.Currency}" : null),
            (DocumentText.DocumentPeriod, Period(content, project)),
            (DocumentText.DocumentPartners, project.ImplementingPartners),
            (DocumentText.DocumentGenderMarker, project.GenderMarker),
            (DocumentText.DocumentConfidentiality, language[project.IsRestricted
                ? DocumentText.DocumentConfidentialityRestricted
                : DocumentText.DocumentConfidentialityInternal]),
        })
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                yield return new(language[name], value);
            }
        }

        if (Proposal(content, project) is { Length: > 0 } proposal)
        {
            yield return new(language[DocumentText.DocumentProposal], proposal, project.DocumentLink);
        }
    }

    private static string? Period(ExportContent content, ProjectData project) => project switch
    {
        { Start: { } start, End: { } end } => content.Say(
            DocumentText.DocumentPeriodFromTo, ("from", content.Language.Date(start)), ("to", content.Language.Date(end))),
        { Months: { } months } => content.Say(DocumentText.DocumentPeriodMonths, ("months", content.Number(months))),
        { Start: { } start } => content.Language.Date(start),
        _ => null,
    };

    private static string Proposal(ExportContent content, ProjectData project) => content.Language.List(
        new[]
        {
            project.DocumentVersion is { } version ? content.Say(DocumentText.DocumentProposalVersion, ("version", version)) : null,
            project.DocumentDate is { } date ? content.Language.Date(date) : null,
            project.DocumentLink,
        }.OfType<string>());

    private static void AddResult(WordDocument document, ExportContent content)
    {
        var language = content.Language;
        var frozen = content.Frozen;
        document.Heading(1, language[DocumentText.DocumentResultHeading]);
        document.Facts(language[DocumentText.DocumentFiguresDescription],
        [
            new(language[DocumentText.DocumentComputedRating], RatingLine(content)),
            .. frozen.Indices.Select(i => new DocumentFact(content.Text.Index(i.Index), Percent(content, i.Percent))),
            new(language[DocumentText.DocumentAlignment], Percent(content, frozen.Indices.Min(i => i.Percent))),
            new(language[DocumentText.DocumentRisk], content.Say(CardText.FactRiskValue, ("level", content.Text.RiskLevel(frozen.Risk)))),
            new(language[DocumentText.DocumentUnknown], content.Say(
                CardText.FactUnknownValue, ("unknown", content.Number(frozen.Unknown)), ("scored", content.Number(frozen.Scored)))),
        ]);
        document.Heading(2, language[DocumentText.DocumentWhyHeading]);
        document.Add(Wording.Rule(content.Context, content.Frames, frozen.DecidedBy));
        if (content.Result is not { } result)
        {
            return;
        }

        // The risk of a restricted answer stands in the annex.
        var open = result with { Risks = [.. result.Risks.Where(r => !content.IsRestricted(r.Question))] };
        var causes = result.Causes.Select(c => Wording.Cause(content.Context, content.Frames, c, open)).Distinct().ToImmutableArray();
        if (!causes.IsEmpty)
        {
            document.KeepWithNext();
            document.Lines(causes);
        }

        AddImprovement(document, content, Improvement.Of(content.Route, result));
    }

    private static void AddImprovement(WordDocument document, ExportContent content, Improvement improvement)
    {
        var language = content.Language;
        document.Heading(2, language[DocumentText.DocumentImproveHeading]);
        switch (improvement)
        {
            case Improvement.None:
                document.Add(language[CardText.ImproveNone]);
                break;
            case Improvement.Changes changes:
                document.Lead(content.Say(
                    CardText.ImproveChanges,
                    ("rating", changes.Then.Rating.ToString()),
                    ("name", content.Text.Rating(changes.Then.Rating).Name)));
                document.Lines(changes.Answers.Select(c => ChangeLine(content, c)));
                break;
            case Improvement.ClearFirst clear:
                document.Lead(language[CardText.ImproveClearFirst]);
                document.Lines(clear.Causes.Select(c => Wording.Point(content.Context, content.Frames, c)).Distinct());
                if (!clear.AndThen.IsEmpty)
                {
                    document.Lead(language[CardText.ImproveAndThen]);
                    document.Lines(clear.AndThen.Select(c => ChangeLine(content, c)));
                }

                break;
        }
    }

    // The change of a restricted answer names that answer.
    private static string ChangeLine(ExportContent content, AnswerChange change) => content.IsRestricted(change.Question)
        ? content.Say(
            DocumentText.DocumentSeeAnnex, ("question", change.Question.Value), ("short", content.Frames.Short(change.Question)))
        : Wording.Change(content.Context, content.Frames, change);

    private static void AddPeople(WordDocument document, ExportContent content)
    {
        var language = content.Language;
        var assessment = content.Assessment;
        document.Heading(1, language[DocumentText.DocumentPeopleHeading]);
        var facts = new List<DocumentFact> { new(language[DocumentText.DocumentDeveloper], assessment.Developer.Name) };
        Add(DocumentText.DocumentCoEditors, assessment.CoEditors.IsEmpty ? null : language.List(assessment.CoEditors.Select(p => p.Name)));
        Add(DocumentText.DocumentReviewer, assessment.Reviewer?.Name);
        Add(DocumentText.DocumentStarted, content.Moment(assessment.StartedAt));
        Add(DocumentText.DocumentSubmitted, assessment.State.SubmittedAt is { } submitted ? content.Moment(submitted) : null);
        Add(DocumentText.DocumentRecorded, assessment.State is AssessmentState.Recorded recorded ? content.Moment(recorded.RecordedAt) : null);
        Add(DocumentText.DocumentDecided, content.DecidedAt is { } decided ? content.Moment(decided) : null);
        Add(DocumentText.DocumentFollows, assessment.From?.Value);
        document.Facts(language[DocumentText.DocumentPeopleHeading], facts);

        void Add(DocumentText name, string? value)
        {
            if (value is not null)
            {
                facts.Add(new DocumentFact(language[name], value));
            }
        }
    }

    private static void AddSources(WordDocument document, ExportContent content)
    {
        var language = content.Language;
        var cited = content.Route.Asked.SelectMany(q => q.LegalBasis).SelectMany(ids => ids).ToHashSet();
        document.Heading(1, language[DocumentText.DocumentSourcesHeading]);
        document.Lead(language[DocumentText.DocumentSourcesNote]);
        document.Facts(
            language[DocumentText.DocumentSourcesDescription],
            content.Assessment.Questionnaire.Sources
                .Where(s => cited.Contains(s.Id))
                .Select(s => (s.Tag, Words: content.Text.Source(s)))
                .Select(s => new DocumentFact($"{s.Words.Abbreviation} ({content.Text.Tag(s.Tag)})", s.Words.Title, s.Words.Url)));
    }

    private static void AddAbout(WordDocument document, ExportContent content)
    {
        var language = content.Language;
        var id = content.Assessment.Id;
        document.Heading(1, language[DocumentText.DocumentAboutHeading]);
        document.Facts(language[DocumentText.DocumentAboutHeading],
        [
            new(language[DocumentText.DocumentQuestionnaire], content.Say(
                content.Text.Status.Length == 0 ? DocumentText.DocumentQuestionnaireValue : DocumentText.DocumentQuestionnaireStatus,
                ("title", content.Text.Title),
                ("version", content.Assessment.Questionnaire.Ref.Version),
                ("status", content.Text.Status))),
            new(language[DocumentText.DocumentHash], content.Say(
                DocumentText.DocumentHashValue, ("file", FileNames.Record(id)), ("hash", content.Hash))),
            new(language[DocumentText.DocumentAnnexFile], FileNames.Annex(id)),
        ]);
    }

    private static string Percent(ExportContent content, decimal value) =>
        content.Say(CardText.Percent, ("value", content.Language.OneDecimal(value)));

    // Pale, so that black text keeps its contrast; the words say the same.
    private static string FillOf(Rating rating) => rating switch
    {
        Rating.A => "E2F0D9",
        Rating.B => "DEEAF6",
        Rating.C => "FFF2CC",
        _ => "FBE0DD",
    };
}
