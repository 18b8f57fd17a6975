using System.Text.RegularExpressions;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Tests.Cards;

/// <summary>What people read on the summary and on the result.</summary>
public class ResultCardTests
{
    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var draft in new[] { "reception-centre", "law-reform", "all-best", "worst" })
            {
                names.Add(draft, "result-submitted");
                if (Gallery.Cards.Any(c => c.Name == $"{draft}-summary"))
                {
                    names.Add(draft, "summary");
                }
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_flag_stands_exactly_once_with_its_risk_beside_it(string draft, string card)
    {
        var result = ResultOf(draft);
        var shown = TextOf(card, draft);

        Assert.All(result.Flags, flag =>
        {
            var name = Regex.Escape(CardWorld.Context.Frame(Draft(draft).Questionnaire).Text.Flag(flag.Level).Name);
            var line = Assert.Single(Regex.Matches(shown, $@"\b{flag.Question.Value} [^•]*?: {name}[^•]*"));
            var risk = result.Risks.Single(r => r.Question == flag.Question && r.Extra is null);
            Assert.Contains($"{risk.Level} risk (impact {risk.Impact}, likelihood {risk.Likelihood})", line.Value, StringComparison.Ordinal);
        });
        Assert.Equal(result.Flags.IsEmpty, shown.Contains("No flags.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_line_of_the_thematic_areas_names_the_chosen_ones_and_the_list_is_folded()
    {
        var card = Gallery.At(Draft("reception-centre"), Place.Project.Instance, IML.RbaBot.Cards.Typed.None);
        var chosen = CardWorld.English.Lists.ThematicAreas.Single(a => a.Id == "protection").Name;
        Assert.Contains(
            card.Body.OfType<Container>().SelectMany(c => c.Items).OfType<TextBlock>(),
            t => MarkdownPlain(t.Text) == $"Thematic areas (required): {chosen} ▾");
        Assert.False(Box(card).IsVisible);
    }

    [Fact]
    public void The_list_of_thematic_areas_is_open_where_it_has_a_message()
    {
        var card = Gallery.Cards.Single(c => c.Name == "empty-project-faults").Card;

        Assert.True(Box(card).IsVisible);
    }

    private static Container Box(AdaptiveCard card) =>
        card.Body.OfType<Container>().Single(c => c.Items.OfType<InputChoiceSet>().Any(i => i.Id == "project.thematicAreas"));

    private static Assessment Draft(string name) => Gallery.Drafts.Single(d => d.Name == name).Draft;

    private static Result ResultOf(string name) => Rater.Rate(Route.Of(Draft(name).Sheet));

    private static string TextOf(string card, string draft) => string.Join(
        "\n• ",
        Gallery.Cards.Single(c => c.Name == $"{draft}-{card}").Card.Body.OfType<TextBlock>().Select(t => MarkdownPlain(t.Text)));

    private static string MarkdownPlain(string text) => text.Replace("\\", "", StringComparison.Ordinal);
}
