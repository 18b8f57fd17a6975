using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Export.Documents;

/// <summary>The questions that were asked, by part, each with its answer and legal basis.</summary>
internal static partial class AssessmentDocument
{
    private static void AddAnswers(WordDocument document, ExportContent content)
    {
        document.Heading(1, content.Language[DocumentText.DocumentAnswersHeading]);
        document.Lead(content.Language[DocumentText.DocumentAnswersNote]);
        foreach (var part in content.Route.Asked.GroupBy(q => q.Part))
        {
            document.Heading(2, content.Say(DocumentText.DocumentPart, ("part", part.Key.Value), ("name", content.Text.Part(part.Key))));
            foreach (var question in part)
            {
                AddAnswer(document, content, question);
            }
        }
    }

    private static void AddAnswer(WordDocument document, ExportContent content, Question question)
    {
        var words = content.Text.Question(question);
        document.Heading(3, content.Say(DocumentText.DocumentQuestion, ("question", question.Id.Value), ("short", words.Short)));
        document.Lead(words.Text);
        if (RestrictedQuestions.IsRestricted(question))
        {
            document.Add(content.Language[DocumentText.DocumentAnswerInAnnex]);
        }
        else
        {
            AddAnswerWords(document, content, question);
        }

        AddLegalBasis(document, content, question);
    }

    /// <summary>The answer with all that was typed beside it.</summary>
    internal static void AddAnswerWords(WordDocument document, ExportContent content, Question question)
    {
        var answer = content.Route.AnswerTo(question);
        switch (answer?.Value)
        {
            case AnswerValue.Words text:
                document.Add(text.Text, WordStyles.Typed);
                break;
            case AnswerValue.Declaration declaration:
                AddDeclaration(document, content, declaration);
                break;
            case AnswerValue.Choices { Options.Length: > 1 } choices:
                document.Strong(content.Language[DocumentText.DocumentAnswers]);
                document.KeepWithNext();
                document.Lines(choices.Options.Select(o => content.Text.Option(question, o)));
                break;
            default:
                document.Strong(content.Say(DocumentText.DocumentAnswer, ("answer", AnswerWords(content, question))));
                break;
        }

        if (answer?.Evidence is { Length: > 0 } evidence)
        {
            document.KeepWithNext();
            document.Labelled(content.Language[DocumentText.DocumentEvidence], evidence);
        }

        if (answer?.Comment is { Length: > 0 } comment)
        {
            document.KeepWithNext();
            document.Labelled(
                content.Language[RestrictedQuestions.IsRestricted(question) ? DocumentText.AnnexSources : DocumentText.DocumentComment], comment);
        }
    }

    internal static string AnswerWords(ExportContent content, Question question) =>
        Wording.Answer(content.Context, content.Frames, question, content.Route.AnswerTo(question));

    private static void AddDeclaration(WordDocument document, ExportContent content, AnswerValue.Declaration declaration)
    {
        var language = content.Language;
        document.Facts(language[CardText.DeclarationTitle],
        [
            new(language[DocumentText.DocumentDeclarationRole], declaration.Role),
            new(language[DocumentText.DocumentDeclarationConsulted], declaration.Consulted.IsEmpty ? "–" : string.Join('\n', declaration.Consulted)),
            new(language[DocumentText.DocumentDeclarationVersion], declaration.ProposalVersion),
            new(language[DocumentText.DocumentDeclarationConfirmed], language[declaration.Confirmed ? DocumentText.DocumentYes : DocumentText.DocumentNo]),
        ]);
    }

    /// <summary>The references of a question, each with the kind of norm that it is.</summary>
    internal static void AddLegalBasis(WordDocument document, ExportContent content, Question question)
    {
        var references = content.Text.Question(question).LegalBasis;
        if (references.IsEmpty)
        {
            return;
        }

        document.KeepWithNext();
        document.Add(
            content.Say(DocumentText.DocumentLegalBasis, ("references", string.Join("; ", references.Select((reference, i) => content.Say(
                DocumentText.DocumentLegalReference,
                ("reference", reference),
                ("tag", content.Language.List(TagsOf(content, question, i)))))))),
            WordStyles.Small);
    }

    private static IEnumerable<string> TagsOf(ExportContent content, Question question, int reference) =>
        question.LegalBasis[reference]
            .Select(id => content.Assessment.Questionnaire.Sources.First(s => s.Id == id).Tag)
            .Distinct()
            .Select(content.Text.Tag);
}
