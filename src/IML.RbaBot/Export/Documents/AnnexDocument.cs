using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Export.Documents;

/// <summary>
/// The restricted annex: the answers of <see cref="RestrictedQuestions"/> with their sources, and what the review left: notes, comments
/// with their replies, requests to the Unit.
/// </summary>
internal static class AnnexDocument
{
    public static byte[] Write(ExportContent content)
    {
        var language = content.Language;
        using var document = new WordDocument(content.Properties(content.Say(DocumentText.AnnexTitle, content.Identity)));
        document.Add(language[DocumentText.DocumentOrganization], WordStyles.Small);
        document.Add(content.Say(DocumentText.AnnexTitle, content.Identity), WordStyles.Title);
        document.Add(content.Title, WordStyles.Subtitle);
        document.Box([language[DocumentText.AnnexNotice]], "F2F2F2");
        AddRestrictedAnswers(document, content);
        AddNotes(document, content);
        AddComments(document, content);
        AddRequests(document, content);
        document.Heading(1, language[DocumentText.DocumentDisclaimerHeading]);
        document.Lead(content.Text.Disclaimer, WordStyles.Small);
        document.Add(
            content.Say(DocumentText.DocumentHashValue, ("file", FileNames.Record(content.Assessment.Id)), ("hash", content.Hash)), WordStyles.Small);
        return document.ToArray();
    }

    private static void AddRestrictedAnswers(WordDocument document, ExportContent content)
    {
        var language = content.Language;
        document.Heading(1, language[DocumentText.AnnexConductHeading]);
        var asked = content.Route.Asked.Where(RestrictedQuestions.IsRestricted).ToArray();
        if (asked.Length == 0)
        {
            document.Add(language[DocumentText.AnnexNoConduct]);
        }

        foreach (var question in asked)
        {
            var words = content.Text.Question(question);
            document.Heading(2, content.Say(DocumentText.DocumentQuestion, ("question", question.Id.Value), ("short", words.Short)));
            document.Add(words.Text);
            AssessmentDocument.AddAnswerWords(document, content, question);
            AssessmentDocument.AddLegalBasis(document, content, question);
            AddMeasure(document, content, question);
            AddImprovement(document, content, question);
            AddLifted(document, content, question);
        }
    }

    private static void AddMeasure(WordDocument document, ExportContent content, Question question)
    {
        var flag = content.Frozen.Flags.FirstOrDefault(f => f.Question == question.Id);
        if (flag == default)
        {
            return;
        }

        var language = content.Language;
        var response = content.Assessment.Sheet.Response(question.Id);
        document.Heading(3, content.Say(DocumentText.AnnexMeasureHeading, ("question", question.Id.Value)));
        document.Facts(content.Say(DocumentText.AnnexMeasureHeading, ("question", question.Id.Value)),
        [
            new(language[DocumentText.DocumentFlag], Wording.Flag(content.Context, content.Frames, flag)),
            new(language[DocumentText.DocumentFlagRisk], AssessmentDocument.RiskOf(content, flag)),
            new(language[DocumentText.DocumentPlanMeasure], response?.Measure ?? "–"),
            new(language[DocumentText.DocumentPlanOwner], response?.Owner ?? "–"),
            new(language[DocumentText.DocumentPlanDue], response?.Due is { } due ? language.Date(due) : "–"),
            new(language[DocumentText.DocumentPlanBudget], response?.Budget ?? "–"),
        ]);
    }

    private static void AddImprovement(WordDocument document, ExportContent content, Question question)
    {
        if (content.Result is not { } result)
        {
            return;
        }

        var changes = Improvement.Of(content.Route, result) switch
        {
            Improvement.Changes changed => changed.Answers,
            Improvement.ClearFirst first => first.AndThen,
            _ => [],
        };
        foreach (var change in changes.Where(c => c.Question == question.Id))
        {
            document.Labelled(
                content.Language[DocumentText.AnnexImproveHeading], Wording.Change(content.Context, content.Frames, change));
        }
    }

    private static void AddLifted(WordDocument document, ExportContent content, Question question)
    {
        foreach (var lifted in content.Assessment.Review.Lifted.Where(l => l.Question == question.Id))
        {
            document.Labelled(
                $"{content.Language[DocumentText.AnnexLiftedHeading]}: {content.ByOn(lifted.By, lifted.At)}", lifted.Reasons);
        }
    }

    private static void AddNotes(WordDocument document, ExportContent content)
    {
        document.Heading(1, content.Language[DocumentText.AnnexNotesHeading]);
        if (content.Assessment.Review.Verdict?.Notes is { Length: > 0 } notes)
        {
            document.Add(notes, WordStyles.Typed);
        }
        else
        {
            document.Add(content.Language[DocumentText.AnnexNoNotes]);
        }
    }

    private static void AddComments(WordDocument document, ExportContent content)
    {
        if (content.Assessment.Review.Comments.IsEmpty)
        {
            return;
        }

        document.Heading(1, content.Language[DocumentText.AnnexCommentsHeading]);
        foreach (var comment in content.Assessment.Review.Comments)
        {
            document.Labelled(
                content.Say(
                    DocumentText.AnnexComment,
                    ("question", comment.Question.Value),
                    ("short", content.Frames.Short(comment.Question)),
                    ("round", content.Number(comment.Round)),
                    ("name", comment.By.Name),
                    ("at", content.Moment(comment.At))),
                comment.Text);
            AddReply(document, content, comment.Reply is { } reply ? (reply.Text, reply.By, reply.At) : null);
        }
    }

    private static void AddRequests(WordDocument document, ExportContent content)
    {
        if (content.Assessment.Requests.IsEmpty)
        {
            return;
        }

        document.Heading(1, content.Language[DocumentText.AnnexRequestsHeading]);
        foreach (var request in content.Assessment.Requests)
        {
            document.Labelled(
                content.Say(
                    request.Question is null ? DocumentText.AnnexRequest : DocumentText.AnnexRequestAbout,
                    ("n", content.Number(request.Number)),
                    ("question", request.Question?.Value ?? ""),
                    ("short", request.Question is { } question ? content.Frames.Short(question) : ""),
                    ("name", request.By.Name),
                    ("at", content.Moment(request.At))),
                request.Text);
            AddReply(document, content, request.Reply is { } reply ? (reply.Text, reply.By, reply.At) : null);
        }
    }

    private static void AddReply(WordDocument document, ExportContent content, (string Text, Person By, DateTimeOffset At)? reply)
    {
        if (reply is var (text, by, at))
        {
            document.Labelled(content.Say(DocumentText.AnnexReply, ("name", by.Name), ("at", content.Moment(at))), text);
        }
        else
        {
            document.Add(content.Language[DocumentText.AnnexNoReply], WordStyles.Small);
        }
    }
}
