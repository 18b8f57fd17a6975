using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Reviewing;

/// <summary>An answer, its flag and what was said about it, to read. People's words are shown as they are, shortened where they must be.</summary>
/// <param name="context">Who reads.</param>
/// <param name="assessment">The assessment.</param>
/// <param name="sheet">The answers that are read: those that were submitted.</param>
/// <param name="longest">How much of a text is shown, in UTF-16 code units.</param>
internal sealed class AnswerParts(CardContext context, Assessment assessment, AnswerSheet sheet, int longest)
{
    private const int MostInLabel = 100;

    private readonly ImmutableArray<CardElement>.Builder body = ImmutableArray.CreateBuilder<CardElement>();
    private readonly QuestionnaireFrame frames = context.Frame(assessment.Questionnaire);
    private readonly HashSet<QuestionId> shortened = [];

    public CardContext Context => context;

    public QuestionnaireFrame Frames => frames;

    /// <summary>Questions of which not everything is shown.</summary>
    public IReadOnlyCollection<QuestionId> Shortened => shortened;

    /// <summary>What was added since the last time.</summary>
    public ImmutableArray<CardElement> Take()
    {
        var taken = body.ToImmutable();
        body.Clear();
        return taken;
    }

    public void Add(CardElement element) => body.Add(element);

    /// <summary>A question's name, below the headings of a card.</summary>
    public void Title(QuestionId question) => body.Add(new TextBlock(MarkdownText.Escape(
        context.Say(ReviewText.QuestionTitle, ("question", question.Value), ("short", frames.Short(question)))))
    {
        Weight = TextWeight.Bolder,
        Spacing = Spacing.Medium,
    });

    /// <summary>The question itself: also shortened where a card of many answers has no room.</summary>
    public void Question(Question question)
    {
        var words = frames.Text.Question(question).Text;
        var most = Math.Max(longest, MostInLabel);
        if (words.Length > most)
        {
            shortened.Add(question.Id);
        }

        body.Add(Parts.Small(MarkdownText.Escape(Parts.Cut(words, most))));
    }

    /// <summary>Answer, comment and evidence.</summary>
    public void Answer(Question question)
    {
        var answer = sheet[question.Position];
        Labelled(question.Id, ReviewText.Answer, AnswerWords(question, answer));
        if (answer?.Value is AnswerValue.Words { ExtraRisks: { Length: > 0 } risks })
        {
            foreach (var risk in risks)
            {
                Labelled(question.Id, ReviewText.ExtraRisk, RiskWords(risk.Impact, risk.Likelihood) + " · " + risk.Description);
            }
        }

        Labelled(question.Id, ReviewText.Comment, answer?.Comment);
        Labelled(question.Id, ReviewText.Evidence, answer?.Evidence);
    }

    /// <summary>Risk rating, measure and, where it was lifted, why.</summary>
    public void Response(Flag flag)
    {
        var response = sheet.Response(flag.Question) ?? new FlagResponse();
        Labelled(flag.Question, ReviewText.Risk, RiskOf(response));
        Labelled(flag.Question, ReviewText.RiskReason, response.ImpactReason);
        Labelled(flag.Question, ReviewText.Measure, MeasureOf(response));
        foreach (var lifted in assessment.Review.Lifted.Where(l => l.Question == flag.Question))
        {
            Labelled(
                flag.Question,
                context.Say(ReviewText.Lifted, ("name", lifted.By.Name), ("at", context.Moment(lifted.At))),
                lifted.Reasons);
        }
    }

    /// <summary>The comments of a return and the replies to them.</summary>
    public void Comment(ReviewComment comment)
    {
        Labelled(comment.Question, context.Say(ReviewText.CommentBy, ("name", comment.By.Name), ("at", context.Moment(comment.At))), comment.Text);
        if (comment.Reply is { } reply)
        {
            Labelled(comment.Question, context.Say(ReviewText.ReplyBy, ("name", reply.By.Name), ("at", context.Moment(reply.At))), reply.Text);
        }
    }

    /// <summary>What was asked of the Unit at a question, and answered.</summary>
    public void Request(UnitRequest request)
    {
        var about = request.Question ?? default;
        Labelled(about, context.Say(RequestText.AskedBy, ("name", request.By.Name), ("at", context.Moment(request.At))), request.Text);
        if (request.Reply is { } reply)
        {
            Labelled(about, context.Say(RequestText.RepliedBy, ("name", reply.By.Name), ("at", context.Moment(reply.At))), reply.Text);
        }
    }

    /// <summary>A label and people's words; nothing where there are none.</summary>
    public void Labelled(QuestionId question, TextKey label, string? words) => Labelled(question, context.Language[label], words);

    public void Labelled(QuestionId question, string label, string? words)
    {
        if (string.IsNullOrEmpty(words))
        {
            return;
        }

        if (words.Length > longest)
        {
            shortened.Add(question);
        }

        body.Add(Line(label, Parts.Cut(words, longest)));
    }

    /// <summary>People's words as far as they are shown, for a label.</summary>
    public string Shorten(string words) => Parts.Cut(words, Math.Min(longest, MostInLabel));

    /// <summary>A label and words that are people's: never markdown.</summary>
    public static RichTextBlock Line(string label, string words) =>
        new([new TextRun(label + ": ") { Weight = TextWeight.Bolder }, new TextRun(words)]) { Spacing = Spacing.Small };

    public string AnswerWords(Question question, Answer? answer) => answer?.Value is AnswerValue.Declaration declaration
        ? context.Say(
            ReviewText.Declaration,
            ("role", declaration.Role),
            ("version", declaration.ProposalVersion),
            ("consulted", declaration.Consulted.IsEmpty ? "–" : context.Language.List(declaration.Consulted)))
        : Wording.Answer(context, frames, question, answer);

    /// <summary>Null while no risk is rated.</summary>
    public string? RiskOf(FlagResponse? response) =>
        response is { Impact: { } impact, Likelihood: { } likelihood } ? RiskWords(impact, likelihood) : null;

    /// <summary>Null where no measure is given.</summary>
    public string? MeasureOf(FlagResponse? response) => response is not { Measure: { Length: > 0 } measure }
        ? null
        : context.Say(
            ReviewText.MeasureValue,
            ("measure", measure),
            ("owner", response.Owner ?? "–"),
            ("due", response.Due is { } due ? context.Language.Date(due) : "–"),
            ("budget", response.Budget ?? "–"));

    private string RiskWords(int impact, int likelihood) => context.Say(
        ReviewText.RiskValue,
        ("level", frames.Text.RiskLevel(assessment.Questionnaire.Rules.RiskLevelOf(impact, likelihood))),
        ("impact", context.Language.Number(impact)),
        ("likelihood", context.Language.Number(likelihood)));
}
