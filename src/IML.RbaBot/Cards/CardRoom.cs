using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>
/// Whether the pages of a questionnaire fit on cards in every language. Words that are fine by themselves can make a card that Teams
/// refuses, and people would find that out on the page in question.
/// </summary>
internal static class CardRoom
{
    /// <summary>Bytes that a character can take in JSON.</summary>
    private const int MostOfOneCharacter = 6;

    // Reference and title, progress, a headline, and that comments were left out: what the page of a real assessment has besides.
    private const int Around = 2_000;

    private static readonly AssessmentId AnyAssessment = AssessmentId.Of(Reference.Of(0), 1);

    /// <summary>The pages that weigh too much with the longest words that people may type on them.</summary>
    public static ImmutableArray<Problem> Check(QuestionnaireCatalog catalog, Languages languages, CardFrames frames)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var entry in catalog.Entries)
        {
            var name = $"{entry.Questionnaire.Ref.Id}-{entry.Questionnaire.Ref.Version}";
            foreach (var language in languages.All.Where(l => entry.Texts.ContainsKey(l.Id)))
            {
                var context = new CardContext(language, TimeZoneInfo.Utc, "", null, frames);
                foreach (var page in entry.Questionnaire.Pages)
                {
                    var bytes = Weigh(context, entry.Questionnaire, page);
                    if (bytes > QuestionsCard.MostBytes)
                    {
                        problems.Add(new Problem(
                            $"{name}/text.{language.Id}.json: pages.{page.Id}",
                            ProblemRule.CardTooBig,
                            [Written(bytes), Written(QuestionsCard.MostBytes)]));
                    }
                }
            }
        }

        return problems.ToImmutable();
    }

    /// <summary>
    /// Bytes of the page with every question of it. Comments and evidence are left out where there is no room, so that only one of them
    /// has to fit; the answer in words is always there.
    /// </summary>
    private static int Weigh(CardContext context, Questionnaire questionnaire, Page page)
    {
        var shown = page.Questions.Select(id => questionnaire[id]).Where(q => q.Kind is not QuestionKind.Declaration).ToImmutableArray();
        if (shown.IsEmpty)
        {
            return 0;
        }

        var card = QuestionsCard.Unsaved(
            context, questionnaire, page, shown, Buttons.Data(AnyAssessment, int.MaxValue, page.Id.Value), Typed.None);
        var limits = questionnaire.Rules.Limits;
        var typed = shown.Sum(q => q.Kind is QuestionKind.Text text
            ? text.MaxLength + (text.ExtraRisks ? InputIds.ExtraRisksShown * limits.ExtraRisk : 0)
            : 0);
        return card.ToUtf8Json().Length + Around + (MostOfOneCharacter * typed);
    }

    private static string Written(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
